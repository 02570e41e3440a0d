import { StationError, toStationError } from "../../../contract/station-error.ts";
import type { Catalogue } from "../catalogue/create-catalogue.ts";
import { stampOf } from "../reading/file-stamp.ts";
import type { Fingerprinted } from "../reading/index-file.ts";
import type { ReadingPool } from "../reading/reading-pool.ts";
import type { PublishScanEvent } from "../scan-event.ts";
import type { ScanFolders } from "../scan-folders.ts";
import type { Importer } from "./create-importer.ts";
import { keepOriginals } from "./keep-originals.ts";

export type RecoverDeps = {
  readonly catalogue: Catalogue;
  readonly pool: ReadingPool;
  readonly folders: ScanFolders;
  readonly importer: Importer;
  readonly publish: PublishScanEvent;
  readonly signal: AbortSignal;
};

/** Why the sources of a scan cannot be read again, or `null` when they are all as they were. */
const whyGone = (sources: readonly Fingerprinted[]): StationError | null => {
  if (sources.length === 0)
    return new StationError("file.not-found", "the station stopped while it opened this scan and does not know its files");
  for (const source of sources) {
    try {
      const now = stampOf(source.path);
      if (!now || now.size !== source.size || now.mtimeMs !== source.mtimeMs) {
        return new StationError("file.changing", `${source.path}: changed after the station stopped while it opened this scan`);
      }
    } catch (thrown) {
      return toStationError(thrown);
    }
  }
  return null;
};

/**
 * After a start: takes up what an earlier station was killed over. Scans that were arriving or opening are imported again from
 * where they came, under the same id, or end as failed with the reason; originals not yet kept are kept.
 */
export const recoverImports = async ({ catalogue, pool, folders, importer, publish, signal }: RecoverDeps): Promise<void> => {
  for (const scan of catalogue.inStates(["arriving", "opening"])) {
    const { sources } = catalogue.internalOf(scan.id);
    const gone = whyGone(sources);
    const fail = (error: StationError): void =>
      publish({
        type: "scan",
        scan: catalogue.update(scan.id, (now) => ({
          ...now,
          state: "failed",
          error: error.toBody(),
          channels: [],
          levels: [],
          views: [],
        })),
      });
    if (gone) {
      fail(gone);
      continue;
    }
    const { refused } = await importer.importPaths(
      sources.map(({ path }) => path),
      { signal, demo: scan.demo, shownPath: scan.path },
    );
    const state = catalogue.get(scan.id).state;
    const [first] = refused;
    if (state === "arriving" || state === "opening")
      fail(new StationError(first?.error.code ?? "format.corrupt", first?.error.detail ?? "the files no longer make this scan"));
  }
  for (const scan of catalogue.withPendingOriginals()) {
    const { sources } = catalogue.internalOf(scan.id);
    const { error } = await keepOriginals({ scanId: scan.id, sources, catalogue, pool, folders, signal });
    if (error) publish({ type: "import-refused", path: scan.path, error: error.toBody() });
  }
};
