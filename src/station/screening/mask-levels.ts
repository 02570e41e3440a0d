import { mkdirSync, readdirSync } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Level } from "../../contract/scan.ts";
import { StationError } from "../../contract/station-error.ts";
import { poolLabelSlice, targetSlice } from "./pool-labels.ts";

export type MaskLevels = {
  /** Where the inference process is to write level 0; its folder is made. */
  readonly prepare: (screeningId: string) => Promise<string>;
  /** Forgets a mask that nobody will ask for. */
  readonly discard: (screeningId: string) => Promise<void>;
  /** Removes what an earlier run of the station left of screenings that were cut off. */
  readonly discardLeftovers: (isKept: (screeningId: string) => boolean) => Promise<void>;
  /**
   * The file with the mask of `level`, made from the level above when first asked for. `levels` are the scan's.
   * Errors: `request.not-found` when the scan has no such level, `storage.damaged` when level 0 is not as it was written.
   */
  readonly file: (screeningId: string, level: number, levels: readonly Level[]) => Promise<string>;
};

const voxelsOf = ({ dims }: Level): number => dims[0] * dims[1] * dims[2];

const sizeOf = async (path: string): Promise<number> => {
  try {
    return (await stat(path)).size;
  } catch {
    return -1;
  }
};

/** Slice by slice, with the host free to do other things between two of them. */
const pool = async (from: string, source: Level, to: string, target: Level): Promise<void> => {
  const partial = `${to}.partial`;
  const input = await open(from, "r");
  try {
    const output = await open(partial, "w");
    try {
      const slice = new Uint8Array(source.dims[0] * source.dims[1]);
      const pooled = new Uint8Array(target.dims[0] * target.dims[1]);
      for (let k = 0; k < source.dims[2]; k += 1) {
        const { bytesRead } = await input.read(slice, 0, slice.length, k * slice.length);
        if (bytesRead !== slice.length) throw new StationError("storage.damaged", `${from} ends in slice ${k}`);
        poolLabelSlice(slice, source.dims, pooled, target.dims);
        const into = targetSlice(k, source.dims, target.dims);
        const complete = k + 1 === source.dims[2] || targetSlice(k + 1, source.dims, target.dims) !== into;
        if (!complete) continue;
        await output.write(pooled, 0, pooled.length, into * pooled.length);
        pooled.fill(0);
      }
    } finally {
      await output.close();
    }
  } finally {
    await input.close();
  }
  await rename(partial, to);
};

/** `folder` is the data folder's `screenings`. Only level 0 is ever written eagerly: the others can always be made again. */
export const createMaskLevels = (folder: string): MaskLevels => {
  mkdirSync(folder, { recursive: true });
  const leftovers = readdirSync(folder);
  const making = new Map<string, Promise<string>>();
  const pathOf = (screeningId: string, level: number): string => join(folder, screeningId, `mask.${level}.u8`);

  const make = async (screeningId: string, level: number, levels: readonly Level[]): Promise<string> => {
    const wanted = levels.find((each) => each.level === level);
    if (!wanted) throw new StationError("request.not-found", `the scan has no level ${level}`);
    const path = pathOf(screeningId, level);
    const found = await sizeOf(path);
    if (found === voxelsOf(wanted)) return path;
    const above = levels.find((each) => each.level === level - 1);
    if (!above) throw new StationError("storage.damaged", `${path}: ${voxelsOf(wanted)} bytes expected, ${found} found`);
    await pool(await once(screeningId, level - 1, levels), above, path, wanted);
    return path;
  };

  const once = (screeningId: string, level: number, levels: readonly Level[]): Promise<string> => {
    const key = `${screeningId}/${level}`;
    const started = making.get(key);
    if (started) return started;
    const made = make(screeningId, level, levels).finally(() => making.delete(key));
    making.set(key, made);
    return made;
  };

  return {
    prepare: async (screeningId) => {
      await mkdir(join(folder, screeningId), { recursive: true });
      return pathOf(screeningId, 0);
    },
    discard: (screeningId) => rm(join(folder, screeningId), { recursive: true, force: true }),
    discardLeftovers: async (isKept) => {
      for (const screeningId of leftovers) {
        if (!isKept(screeningId)) await rm(join(folder, screeningId), { recursive: true, force: true });
      }
    },
    file: once,
  };
};
