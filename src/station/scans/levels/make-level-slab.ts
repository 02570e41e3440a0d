import { closeSync, openSync, writeSync } from "node:fs";
import type { Geometry } from "../../../contract/scan.ts";
import { StationError } from "../../../contract/station-error.ts";
import { fromWriteError, openFile, readFully } from "../reading/file-stamp.ts";
import { poolSlab } from "./pool-slab.ts";

export type LevelCommon = {
  readonly finePath: string;
  /** Exists already, at its full size or less. */
  readonly coarsePath: string;
  /** Of the finer level. */
  readonly dims: Geometry["dims"];
  readonly paddingStored: number | null;
};

/** Slices [from, to) of the finer level; `from` is even, and so is `to` unless it is the last. */
export type LevelItem = { readonly from: number; readonly to: number };

let fine = new Int16Array(0);
let coarse = new Int16Array(0);

/** Cuts a level into items of about 4 million fine voxels. */
export const levelItems = (dims: Geometry["dims"]): readonly LevelItem[] => {
  const step = 2 * Math.max(1, Math.floor(2 ** 21 / (dims[0] * dims[1])));
  const items: LevelItem[] = [];
  for (let from = 0; from < dims[2]; from += step) items.push({ from, to: Math.min(from + step, dims[2]) });
  return items;
};

/** Pools a slab of one level file into its part of the next. */
export const makeLevelSlab = ({ finePath, coarsePath, dims, paddingStored }: LevelCommon, { from, to }: LevelItem): null => {
  const plane = dims[0] * dims[1];
  const voxels = (to - from) * plane;
  const coarseVoxels = Math.ceil(dims[0] / 2) * Math.ceil(dims[1] / 2) * Math.ceil((to - from) / 2);
  if (fine.length < voxels) fine = new Int16Array(voxels);
  if (coarse.length < coarseVoxels) coarse = new Int16Array(coarseVoxels);
  const file = openFile(finePath);
  try {
    readFully(file, new Uint8Array(fine.buffer, 0, voxels * 2), from * plane * 2);
  } catch (cause) {
    throw new StationError("storage.failed", finePath, { cause });
  } finally {
    file.close();
  }
  poolSlab(fine, dims, to - from, paddingStored, coarse);
  const start = (from / 2) * Math.ceil(dims[0] / 2) * Math.ceil(dims[1] / 2) * 2;
  const bytes = new Uint8Array(coarse.buffer, 0, coarseVoxels * 2);
  try {
    const fd = openSync(coarsePath, "r+");
    try {
      for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done, start + done);
    } finally {
      closeSync(fd);
    }
  } catch (thrown) {
    throw fromWriteError(thrown, coarsePath);
  }
  return null;
};
