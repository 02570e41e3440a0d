import type { Vec3 } from "../../contract/units.ts";
import type { PlaneFrame } from "./plane.ts";

/** Voxels of a volume, i fastest, then j, then k. */
export type VoxelArray = Int16Array | Uint8Array;

const strides = (dims: Vec3): Vec3 => [1, dims[0], dims[0] * dims[1]];

/**
 * Copies slice `index` of a plane into `out` (columns × rows, row by row as the screen shows it). `index` is a voxel index
 * along the plane's normal and is clamped to the volume. `out` must be as long as the slice.
 */
export const reslice = <A extends VoxelArray>(voxels: A, dims: Vec3, frame: PlaneFrame, index: number, out: A): A => {
  const step = strides(dims);
  const columns = dims[frame.u];
  const rows = dims[frame.v];
  if (out.length !== columns * rows) throw new RangeError(`slice of ${columns}×${rows} into ${out.length} pixels`);
  const k = Math.min(dims[frame.normal] - 1, Math.max(0, Math.round(index)));
  const uStep = step[frame.u] * frame.uSign;
  const vStep = step[frame.v] * frame.vSign;
  let rowStart = k * step[frame.normal];
  if (frame.uSign < 0) rowStart += (columns - 1) * step[frame.u];
  if (frame.vSign < 0) rowStart += (rows - 1) * step[frame.v];
  let at = 0;
  for (let row = 0; row < rows; row++, rowStart += vStep) {
    if (uStep === 1) {
      out.set(voxels.subarray(rowStart, rowStart + columns), at);
      at += columns;
      continue;
    }
    for (let column = 0, from = rowStart; column < columns; column++, from += uStep) out[at++] = voxels[from] ?? 0;
  }
  return out;
};

/** The value at a voxel, or `null` outside the volume. */
export const voxelAt = (voxels: VoxelArray, dims: Vec3, voxel: Vec3): number | null => {
  const [i, j, k] = voxel;
  if (i < 0 || j < 0 || k < 0 || i >= dims[0] || j >= dims[1] || k >= dims[2]) return null;
  return voxels[i + dims[0] * (j + dims[1] * k)] ?? null;
};
