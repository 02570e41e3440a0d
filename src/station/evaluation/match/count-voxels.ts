/** Counts over a whole volume: which object's voxels lie in which finding. */
import { closeSync, openSync, readSync } from "node:fs";
import { StationError } from "../../../contract/station-error.ts";
import type { BoxVoxel, Vec3 } from "../../../contract/units.ts";

/** A number's voxels in the volume. */
export type Extent = { readonly voxels: number; readonly box: BoxVoxel; readonly sum: Vec3 };

/** Voxels of each number above 0, their box (max exclusive) and the sums of their indices. */
export const extentsOf = (numbers: Uint16Array, dims: Vec3): ReadonlyMap<number, Extent> => {
  const [nx, ny] = dims;
  const slots = new Map<number, Float64Array>();
  let held = 0;
  let slot: Float64Array = new Float64Array(10);
  for (let p = 0; p < numbers.length; p += 1) {
    const number = numbers[p] ?? 0;
    if (number === 0) continue;
    if (number !== held) {
      held = number;
      slot = slots.get(number) ?? Float64Array.of(0, Infinity, Infinity, Infinity, -1, -1, -1, 0, 0, 0);
      slots.set(number, slot);
    }
    slot[0] = (slot[0] ?? 0) + 1;
    const row = Math.floor(p / nx);
    add(slot, 0, p - row * nx);
    add(slot, 1, row % ny);
    add(slot, 2, Math.floor(row / ny));
  }
  return new Map([...slots].map(([number, values]) => [number, toExtent(values)]));
};

const add = (slot: Float64Array, axis: 0 | 1 | 2, at: number): void => {
  if (at < (slot[1 + axis] ?? 0)) slot[1 + axis] = at;
  if (at > (slot[4 + axis] ?? 0)) slot[4 + axis] = at;
  slot[7 + axis] = (slot[7 + axis] ?? 0) + at;
};

const toExtent = (slot: Float64Array): Extent => {
  const [voxels = 0, i0 = 0, j0 = 0, k0 = 0, i1 = 0, j1 = 0, k1 = 0, i = 0, j = 0, k = 0] = slot;
  return { voxels, box: { min: [i0, j0, k0], max: [i1 + 1, j1 + 1, k1 + 1] }, sum: [i, j, k] };
};

/** For each number the voxel of its own that lies nearest to `aims` gives for it. */
export const nearestVoxels = (
  numbers: Uint16Array,
  dims: Vec3,
  aims: ReadonlyMap<number, { readonly box: BoxVoxel; readonly at: Vec3 }>,
): ReadonlyMap<number, Vec3> => {
  const [nx, ny] = dims;
  const found = new Map<number, Vec3>();
  for (const [number, { box, at }] of aims) {
    let least = Infinity;
    for (let k = box.min[2]; k < box.max[2]; k += 1) {
      for (let j = box.min[1]; j < box.max[1]; j += 1) {
        const row = (k * ny + j) * nx;
        const rest = (k - at[2]) ** 2 + (j - at[1]) ** 2;
        if (rest >= least) continue;
        for (let i = box.min[0]; i < box.max[0]; i += 1) {
          if (numbers[row + i] !== number || rest + (i - at[0]) ** 2 >= least) continue;
          least = rest + (i - at[0]) ** 2;
          found.set(number, [i, j, k]);
        }
      }
    }
  }
  return found;
};

/** Voxels in common of number a (rows) and label b (columns, 0 to 255). */
export type Overlaps = {
  /** Of each label, in the whole volume. */
  readonly labelVoxels: Uint32Array;
  /** `of(numbers index, number, label)`. */
  readonly of: (volume: number, number: number, label: number) => number;
};

const LABELS = 256;
const CHUNK_BYTES = 4 * 1024 * 1024;

/**
 * Reads a mask file (Uint8 per voxel, in the volumes' order) once and counts its labels within each of the number volumes.
 * Throws `storage.damaged` where the file is shorter than the volumes.
 */
export const countOverlaps = (maskPath: string, voxels: number, volumes: readonly Uint16Array[]): Overlaps => {
  const labelVoxels = new Uint32Array(LABELS);
  const tables = volumes.map((numbers) => new Uint32Array((greatest(numbers) + 1) * LABELS));
  const chunk = new Uint8Array(CHUNK_BYTES);
  const fd = openSync(maskPath, "r");
  try {
    for (let at = 0; at < voxels;) {
      const got = readSync(fd, chunk, 0, Math.min(CHUNK_BYTES, voxels - at), at);
      if (got === 0) throw new StationError("storage.damaged", `${maskPath} has ${at} bytes for ${voxels} voxels`);
      for (let n = 0; n < got; n += 1) {
        const label = chunk[n] ?? 0;
        if (label === 0) continue;
        labelVoxels[label] = (labelVoxels[label] ?? 0) + 1;
        for (let v = 0; v < volumes.length; v += 1) {
          const cell = (volumes[v]?.[at + n] ?? 0) * LABELS + label;
          const table = tables[v];
          if (table !== undefined) table[cell] = (table[cell] ?? 0) + 1;
        }
      }
      at += got;
    }
  } finally {
    closeSync(fd);
  }
  return { labelVoxels, of: (volume, number, label) => tables[volume]?.[number * LABELS + label] ?? 0 };
};

const greatest = (numbers: Uint16Array): number => {
  let most = 0;
  for (let p = 0; p < numbers.length; p += 1) if ((numbers[p] ?? 0) > most) most = numbers[p] ?? 0;
  return most;
};
