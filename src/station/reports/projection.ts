import type { PlaneFrame } from "../../imaging/geometry/plane.ts";
import { reslice } from "../../imaging/geometry/reslice.ts";
import type { VoxelBlock } from "./voxel-box.ts";

/** The greatest value along a plane's normal (maximum intensity projection), row by row as the screen shows the plane. */
export const maximumAlong = ({ voxels, dims }: VoxelBlock<Int16Array>, frame: PlaneFrame): Int16Array => {
  const size = dims[frame.u] * dims[frame.v];
  const greatest = new Int16Array(size).fill(-32768);
  const slice = new Int16Array(size);
  for (let n = 0; n < dims[frame.normal]; n += 1) {
    reslice(voxels, dims, frame, n, slice);
    for (let p = 0; p < size; p += 1) greatest[p] = Math.max(greatest[p] ?? 0, slice[p] ?? 0);
  }
  return greatest;
};
