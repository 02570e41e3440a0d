import { closeSync, openSync, readSync } from "node:fs";
import type { BoxVoxel, Vec3 } from "../../contract/units.ts";
import { StationError } from "../../contract/station-error.ts";

/** Voxels of a box and the box's own dims, i fastest. */
export type VoxelBlock<A> = { readonly dims: Vec3; readonly voxels: A };

const sizeOf = ({ min, max }: BoxVoxel): Vec3 => [max[0] - min[0], max[1] - min[1], max[2] - min[2]];

/** Hands the box's rows to `row`, one by one; reads whole rows of one slice at a time, so memory is one slice's. */
const eachRow = (path: string, dims: Vec3, bytes: number, box: BoxVoxel, row: (data: Buffer, at: number) => void): void => {
  const [nx, ny] = dims;
  const [bx, by] = sizeOf(box);
  const fd = openSync(path, "r");
  try {
    const slice = Buffer.alloc(nx * by * bytes);
    let at = 0;
    for (let k = box.min[2]; k < box.max[2]; k += 1) {
      const got = readSync(fd, slice, 0, slice.length, (k * ny + box.min[1]) * nx * bytes);
      if (got !== slice.length) throw new StationError("storage.damaged", `${path} ends in slice ${k}`);
      for (let j = 0; j < by; j += 1, at += bx) {
        const from = (j * nx + box.min[0]) * bytes;
        row(slice.subarray(from, from + bx * bytes), at);
      }
    }
  } finally {
    closeSync(fd);
  }
};

/** Stored values (Int16 little-endian) of a box of a level file of `dims`. */
export const readInt16Box = (path: string, dims: Vec3, box: BoxVoxel): VoxelBlock<Int16Array> => {
  const size = sizeOf(box);
  const voxels = new Int16Array(size[0] * size[1] * size[2]);
  eachRow(path, dims, 2, box, (data, at) => {
    for (let i = 0; i < size[0]; i += 1) voxels[at + i] = data.readInt16LE(2 * i);
  });
  return { dims: size, voxels };
};

/** Labels of a box of a mask file of `dims`. */
export const readUint8Box = (path: string, dims: Vec3, box: BoxVoxel): VoxelBlock<Uint8Array> => {
  const size = sizeOf(box);
  const voxels = new Uint8Array(size[0] * size[1] * size[2]);
  eachRow(path, dims, 1, box, (data, at) => voxels.set(data, at));
  return { dims: size, voxels };
};
