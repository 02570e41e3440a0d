import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { planViewLevels, type View, viewLevelBytes } from "../../../contract/radiograph.ts";
import type { ScanNote } from "../../../contract/scan.ts";
import { StationError } from "../../../contract/station-error.ts";
import { sizeOfView } from "../../../imaging/radiograph/make-view.ts";
import type { PlannedRadiograph } from "../reading/plan-scans.ts";
import { resultsOf } from "../reading/reading-pool.ts";
import { levelFileName, THUMBNAIL_FILE } from "../scan-folders.ts";
import type { ViewItem } from "../views/open-view.ts";
import { checkSpace } from "./check-space.ts";
import type { Opened, OpenOptions } from "./open-scan.ts";
import type { ScanFiles } from "./scan-files.ts";

/** Milliseconds for a view: a minute, and what its pixels need on a slow machine. */
const patience = (pixels: number): number => 60_000 + pixels / 500;

/** Of all levels of attenuation, material and validity. */
const bytesOf = (width: number, height: number): number =>
  planViewLevels(width, height).reduce(
    (sum, level) => sum + 2 * viewLevelBytes({ sample: "int16" }, level) + viewLevelBytes({ sample: "uint8" }, level),
    0,
  );

/**
 * Decodes a planned radiograph view by view into tiled levels, makes its thumbnail, syncs all of it and gives the folder its
 * final name. Whatever throws, nothing of the scan is left in the folder.
 */
export const openRadiograph = async (
  scanId: string,
  plan: PlannedRadiograph,
  files: ScanFiles,
  options: OpenOptions,
): Promise<Opened> => {
  const { pool, folders, signal } = options;
  const sizes = plan.views.map(sizeOfView);
  const bytes = sizes.reduce((sum, [width, height]) => sum + bytesOf(width, height), 0);
  if (bytes > options.maxVolumeBytes)
    throw new StationError("file.too-large", `${plan.title}: ${bytes} bytes of pixels, at most ${options.maxVolumeBytes}`);
  await checkSpace(folders.scans, bytes);
  const folder = folders.opening(scanId);
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const items = plan.views.map((view, n): ViewItem => ({
      view: { ...view, planes: view.planes.map(({ frame: _frame, ...plane }) => plane) },
      viewId: `view-${n + 1}`,
      folder,
      frames: view.planes.map(({ frame }) => ({ packed: frame.packed, ...files.forFrame(frame.name) })),
    }));
    const made = resultsOf(
      await pool.run("view", { formatId: plan.formatId }, items, {
        priority: 0,
        signal,
        stopAtFirstError: true,
        batchSize: 1,
        timeoutMs: (n) => patience((sizes[n]?.[0] ?? 0) * (sizes[n]?.[1] ?? 0)),
        onItem: (done, total) => options.onProgress(done / (total + 1)),
      }),
    );
    const views = made.map(({ view }): View => view);
    const notes: ScanNote[] = [...plan.notes, ...made.flatMap((one) => one.notes)];
    const [first] = views;
    const coarsest = first?.levels.at(-1);
    if (first && coarsest) {
      const item = {
        tilePath: join(folder, levelFileName(`${first.id}-attenuation`, coarsest.level)),
        pngPath: join(folder, THUMBNAIL_FILE),
        width: coarsest.width,
        height: coarsest.height,
      };
      resultsOf(await pool.run("view-thumbnail", null, [item], { signal }));
    }
    resultsOf(await pool.run("seal", null, [{ from: folder, to: folders.scan(scanId) }], { signal, timeoutMs: () => 600_000 }));
    return { channels: [], levels: [], views, notes };
  } catch (thrown) {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    throw thrown;
  }
};
