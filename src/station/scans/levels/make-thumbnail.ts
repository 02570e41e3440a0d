import { writeFileSync } from "node:fs";
import type { Geometry } from "../../../contract/scan.ts";
import { fromWriteError, openFile, readFully } from "../reading/file-stamp.ts";
import { greyPng } from "./png.ts";
import { projectThumbnail } from "./project-thumbnail.ts";

export type ThumbnailItem = {
  /** The coarsest level. */
  readonly levelPath: string;
  readonly pngPath: string;
  readonly dims: Geometry["dims"];
  readonly spacingMm: Geometry["spacingMm"];
  readonly direction: Geometry["direction"];
  /** Stored value of air, where the units are known. */
  readonly airStored: number | null;
  readonly paddingStored: number | null;
};

/** Without known units, the darkest twentieth of the voxels is taken for air. */
const guessedAir = (voxels: Int16Array, paddingStored: number | null): number => {
  const sample: number[] = [];
  const step = Math.max(1, Math.floor(voxels.length / 4096));
  for (let at = 0; at < voxels.length; at += step) {
    const value = voxels[at] ?? 0;
    if (value !== paddingStored) sample.push(value);
  }
  sample.sort((a, b) => a - b);
  return sample[Math.floor(sample.length / 20)] ?? 0;
};

/** Writes the scan's thumbnail from its coarsest level. */
export const makeThumbnail = (item: ThumbnailItem): null => {
  const voxels = new Int16Array(item.dims[0] * item.dims[1] * item.dims[2]);
  const file = openFile(item.levelPath);
  try {
    readFully(file, new Uint8Array(voxels.buffer), 0);
  } finally {
    file.close();
  }
  const air = item.airStored ?? guessedAir(voxels, item.paddingStored);
  const { width, height, grey } = projectThumbnail(voxels, item.dims, item.spacingMm, item.direction, air, item.paddingStored);
  try {
    writeFileSync(item.pngPath, greyPng(width, height, grey));
  } catch (thrown) {
    throw fromWriteError(thrown, item.pngPath);
  }
  return null;
};
