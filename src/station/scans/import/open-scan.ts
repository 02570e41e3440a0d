import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Channel, Level, Scan, ScanNote } from "../../../contract/scan.ts";
import { StationError } from "../../../contract/station-error.ts";
import { EMPTY_RANGE, mergeRanges, settleEncoding, type ValueRange } from "../../../imaging/formats/assemble.ts";
import { levelItems } from "../levels/make-level-slab.ts";
import { planLevels } from "../levels/plan-levels.ts";
import type { FrameCommon, FrameItem } from "../reading/decode-frame.ts";
import { fromWriteError } from "../reading/file-stamp.ts";
import type { PlannedChannel, PlannedVolume } from "../reading/plan-scans.ts";
import { type ReadingPool, resultsOf, type RunOptions } from "../reading/reading-pool.ts";
import { levelFileName, type ScanFolders, THUMBNAIL_FILE } from "../scan-folders.ts";
import { checkSpace } from "./check-space.ts";
import type { ScanFiles } from "./scan-files.ts";

export type OpenOptions = {
  readonly pool: ReadingPool;
  readonly folders: ScanFolders;
  readonly maxVolumeBytes: number;
  readonly signal: AbortSignal | undefined;
  /** 0 to 1. */
  readonly onProgress: (fraction: number) => void;
};

/** What opening adds to the scan's document. */
export type Opened = Pick<Scan, "channels" | "levels" | "views" | "notes">;

const makeFile = async (path: string, bytes: number): Promise<void> => {
  try {
    const file = await open(path, "w");
    try {
      await file.truncate(bytes);
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw fromWriteError(thrown, path);
  }
};

/**
 * Decodes a planned scan into its level files, its coarser levels and its thumbnail, syncs them and gives the folder its final
 * name. Frames go from the workers straight into the file of level 0: the host never holds the volume, so its memory does not
 * grow with the scan. Whatever throws, nothing of the scan is left in the folder.
 */
export const openScan = async (scanId: string, plan: PlannedVolume, files: ScanFiles, options: OpenOptions): Promise<Opened> => {
  const { pool, folders, signal } = options;
  const levels = planLevels(plan.geometry.dims, plan.geometry.spacingMm);
  const bytes = levels.reduce((sum, level) => sum + level.bytes, 0) * plan.channels.length;
  if (bytes > options.maxVolumeBytes)
    throw new StationError("file.too-large", `${plan.title}: ${bytes} bytes of voxels, at most ${options.maxVolumeBytes}`);
  await checkSpace(folders.scans, bytes);
  const folder = folders.opening(scanId);
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    const channels: Channel[] = [];
    const notes: ScanNote[] = [...plan.notes];
    for (const [index, planned] of plan.channels.entries()) {
      const share = (fraction: number): void => options.onProgress((index + fraction) / plan.channels.length);
      const made = await openChannel(folder, plan, planned, files, pool, { priority: 0, signal, stopAtFirstError: true }, share);
      channels.push(made.channel);
      notes.push(...made.notes);
      await makeLevels(folder, made.channel, levels, pool, signal);
    }
    await makePicture(folder, plan, channels, levels, pool, signal);
    resultsOf(await pool.run("seal", null, [{ from: folder, to: folders.scan(scanId) }], { signal, timeoutMs: () => 600_000 }));
    return { channels, levels: [...levels], views: [], notes };
  } catch (thrown) {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    throw thrown;
  }
};

const openChannel = async (
  folder: string,
  plan: PlannedVolume,
  planned: PlannedChannel,
  files: ScanFiles,
  pool: ReadingPool,
  run: RunOptions,
  onProgress: (fraction: number) => void,
): Promise<{ readonly channel: Channel; readonly notes: readonly ScanNote[] }> => {
  const common: FrameCommon = { formatId: plan.formatId, dims: plan.geometry.dims };
  const items = planned.frames.map((frame): FrameItem => ({ packed: frame.packed, ...files.forFrame(frame.name) }));
  const passes = planned.encoding === null ? 2 : 1;
  const tick = (pass: number) => (done: number, total: number) => onProgress((pass + done / total) / passes);
  let range: ValueRange | null = null;
  if (planned.encoding === null) {
    const measured = await pool.run("measure", { ...common, paddingValue: planned.paddingValue }, items, {
      ...run,
      onItem: tick(0),
    });
    range = resultsOf(measured).reduce(mergeRanges, EMPTY_RANGE);
  }
  const { encoding, padding, notes } = settleEncoding({ ...planned, frames: [] }, range);
  const levelPath = join(folder, levelFileName(planned.id, 0));
  const [columns, rows, slices] = plan.geometry.dims;
  await makeFile(levelPath, columns * rows * slices * 2);
  const write = { ...common, levelPath, encoding, padding, clip: planned.clip };
  const written = resultsOf(await pool.run("write", write, items, { ...run, onItem: tick(passes - 1) }));
  let min = 32767;
  let max = -32768;
  let padded = 0;
  let clipped = 0;
  for (const part of written) {
    min = Math.min(min, part.min);
    max = Math.max(max, part.max);
    padded += part.padded;
    clipped += part.clipped;
  }
  const nothing = min > max;
  const channel: Channel = {
    id: planned.id,
    label: planned.label,
    units: planned.units,
    slope: encoding.slope * planned.valueMap.slope,
    intercept: encoding.intercept * planned.valueMap.slope + planned.valueMap.intercept,
    minStored: nothing ? padding.stored : min,
    maxStored: nothing ? padding.stored : max,
    ...(padded > 0 ? { paddingStored: padding.stored } : {}),
  };
  const cut: readonly ScanNote[] = clipped > 0 ? [{ note: "clipped-values", detail: `${planned.id}: ${clipped} voxels` }] : [];
  return { channel, notes: [...notes, ...cut] };
};

const makeLevels = async (
  folder: string,
  channel: Channel,
  levels: readonly Level[],
  pool: ReadingPool,
  signal: AbortSignal | undefined,
): Promise<void> => {
  let fine: Level | null = null;
  for (const level of levels) {
    if (fine !== null) {
      const finePath = join(folder, levelFileName(channel.id, fine.level));
      const coarsePath = join(folder, levelFileName(channel.id, level.level));
      await makeFile(coarsePath, level.bytes);
      const common = { finePath, coarsePath, dims: fine.dims, paddingStored: channel.paddingStored ?? null };
      resultsOf(await pool.run("level", common, levelItems(fine.dims), { signal, stopAtFirstError: true }));
    }
    fine = level;
  }
};

const makePicture = async (
  folder: string,
  plan: PlannedVolume,
  channels: readonly Channel[],
  levels: readonly Level[],
  pool: ReadingPool,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const channel = channels[0];
  const coarsest = levels.at(-1);
  if (!channel || !coarsest) return;
  const air = channel.units === "HU" ? Math.round((-1000 - channel.intercept) / channel.slope) : null;
  const item = {
    levelPath: join(folder, levelFileName(channel.id, coarsest.level)),
    pngPath: join(folder, THUMBNAIL_FILE),
    dims: coarsest.dims,
    spacingMm: coarsest.spacingMm,
    direction: plan.geometry.direction,
    airStored: air,
    paddingStored: channel.paddingStored ?? null,
  };
  resultsOf(await pool.run("thumbnail", null, [item], { signal }));
};
