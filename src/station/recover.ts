import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Uploads } from "./http/create-uploads.ts";
import type { ScansService } from "./scans/scans-service.ts";
import type { MaskLevels } from "./screening/mask-levels.ts";
import type { ScreeningService } from "./screening/screening-service.ts";
import type { ScreeningStore } from "./screening/screening-store.ts";
import type { Services } from "./services.ts";
import { type Settings, SETTINGS } from "./settings/create-settings.ts";
import type { Db } from "./store/db.ts";
import { textOf } from "./store/row.ts";

/**
 * After a start, in the background: takes up what an earlier run was cut off in (screenings, imports), then imports the
 * demonstration scans if they never were. Never rejects: what fails is logged, and shown at the scan that it concerns.
 */
export const recover = async (options: {
  readonly db: Db;
  readonly scans: Pick<ScansService, "recover">;
  readonly screening: ScreeningService;
  readonly screenings: ScreeningStore;
  readonly masks: MaskLevels;
  readonly uploads: Uploads;
  readonly settings: Settings;
  readonly imports: Pick<Services, "importPaths">;
  /** Begins to watch folders; what was dropped there while the station was off is imported. */
  readonly watch: () => void;
  readonly demoDir: string | null;
  readonly log: (line: string) => void;
  readonly closing: () => boolean;
}): Promise<void> => {
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      if (!options.closing()) await work();
    } catch (thrown) {
      if (!options.closing())
        options.log(`${what}: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
    }
  };
  const waiting = options.db
    .all("select id from scans where state in ('queued', 'screening') order by seq")
    .map((row) => textOf(row, "id"));
  for (const scanId of waiting) {
    await attempt(`screening of ${scanId}`, async () => {
      options.screening.start(scanId).done.catch(() => undefined);
    });
  }
  await attempt("taking up imports", options.scans.recover);
  await attempt("leftover uploads", options.uploads.discardLeftovers);
  await attempt("watched folders", async () => options.watch());
  const { demoDir, settings } = options;
  if (demoDir === null || settings.get(SETTINGS.demoImported) === true) return;
  await attempt("demonstration scans", async () => {
    const folders = readdirSync(demoDir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const paths = folders.map(({ name }) => join(demoDir, name)).toSorted();
    if (paths.length > 0) await options.imports.importPaths(paths, { demo: true }).done;
    settings.set(SETTINGS.demoImported, true);
  });
};
