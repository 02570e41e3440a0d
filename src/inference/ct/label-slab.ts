/** The voxel by voxel part of refining an object: which voxels of a box are its own, and how full they are. */
import type { Material } from "./material.ts";
import type { VoxelBox } from "./volume-file.ts";

/** What a voxel's cell on the model's grid is to the object. */
export const CELL = { outside: 0, inside: 1, ring: 2, shell: 3, deep: 4 } as const;

export type SlabInput = {
  readonly box: VoxelBox;
  /** HU of the box, i fastest. */
  readonly hu: Float32Array;
  /** For each i, j, k of the box, the offset of its cell in `cells`: the sum of the three is the cell's index. */
  readonly cellI: Int32Array;
  readonly cellJ: Int32Array;
  readonly cellK: Int32Array;
  readonly cells: Uint8Array;
  readonly material: Material;
  /** Interpolated class probability at i, j, k of the box. */
  readonly probabilityAt: (i: number, j: number, k: number) => number;
  /** From which probability a voxel next to the region belongs to it. */
  readonly ringProbability: number;
  /** How far, in voxels of each axis, an edge's blur reaches: one cell of the grid. */
  readonly reach: readonly [number, number, number];
  /** Voxels (of the box) that belong to another object already; not 0 where they do. */
  readonly taken: Uint8Array | null;
};

/** 1 where the voxel is the object's. */
export const labelSlab = (input: SlabInput): Uint8Array => {
  const { box, hu, cellI, cellJ, cellK, cells, material, taken } = input;
  const { halfHu, upperHu } = material;
  const [bx, by, bz] = [box.max[0] - box.min[0], box.max[1] - box.min[1], box.max[2] - box.min[2]];
  const inside = new Uint8Array(hu.length);

  /** Whether the object ends within reach: then this is its blurred edge and not some other thing of like density. */
  const endsNear = (i: number, j: number, k: number, p: number): boolean => {
    const along = (at: number, size: number, reach: number, stride: number): boolean => {
      for (let d = 1; d <= reach; d++) {
        if (at >= d && (hu[p - d * stride] ?? 0) < halfHu) return true;
        if (at + d < size && (hu[p + d * stride] ?? 0) < halfHu) return true;
      }
      return false;
    };
    const [ri, rj, rk] = input.reach;
    return along(i, bx, ri, 1) || along(j, by, rj, bx) || along(k, bz, rk, bx * by);
  };

  let p = 0;
  for (let k = 0; k < bz; k++) {
    for (let j = 0; j < by; j++) {
      const row = (cellK[k] ?? 0) + (cellJ[j] ?? 0);
      for (let i = 0; i < bx; i++, p++) {
        const cell = cells[row + (cellI[i] ?? 0)];
        if (cell === CELL.outside || cell === CELL.shell) continue;
        const value = hu[p] ?? 0;
        if (value < halfHu || value > upperHu || (taken !== null && taken[p] !== 0)) continue;
        if (cell === CELL.ring && input.probabilityAt(i, j, k) < input.ringProbability && !endsNear(i, j, k, p)) continue;
        inside[p] = 1;
      }
    }
  }
  return inside;
};

export type SlabSums = {
  /** Voxels of the mask. */
  readonly count: number;
  /** Voxels' worth of material: those of the surface by their share. */
  readonly filled: number;
  /** Of voxels with all neighbours inside. */
  readonly deepCount: number;
  readonly deepHu: number;
  readonly allHu: number;
  /** Voxels of the scan, `max` exclusive; `null` when the mask is empty. */
  readonly box: VoxelBox | null;
};

/** Sums over slices [fromK, toK) of the box. Beyond the box (the edge of the scan) the object is taken to go on. */
export const sumSlab = (input: SlabInput, inside: Uint8Array, fromK: number, toK: number): SlabSums => {
  const { box, hu, material } = input;
  const [bx, by, bz] = [box.max[0] - box.min[0], box.max[1] - box.min[1], box.max[2] - box.min[2]];
  const plane = bx * by;
  const contrast = Math.max(1, material.coreHu - material.backgroundHu);
  const low: [number, number, number] = [bx, by, bz];
  const high: [number, number, number] = [0, 0, 0];
  let [count, filled, deepCount, deepHu, allHu] = [0, 0, 0, 0, 0];
  for (let k = fromK; k < toK; k++) {
    for (let j = 0; j < by; j++) {
      let p = (k * by + j) * bx;
      for (let i = 0; i < bx; i++, p++) {
        const own = inside[p] ?? 0;
        const neighbours =
          (i > 0 ? (inside[p - 1] ?? 0) : own) +
          (i < bx - 1 ? (inside[p + 1] ?? 0) : own) +
          (j > 0 ? (inside[p - bx] ?? 0) : own) +
          (j < by - 1 ? (inside[p + bx] ?? 0) : own) +
          (k > 0 ? (inside[p - plane] ?? 0) : own) +
          (k < bz - 1 ? (inside[p + plane] ?? 0) : own);
        if (own === 0 && neighbours === 0) continue;
        const value = hu[p] ?? 0;
        const share = (value - material.backgroundHu) / contrast;
        if (own === 0) {
          // Denser than half and yet not ours is another thing; only what fades out belongs to this edge.
          if (value < material.halfHu) filled += Math.max(0, share);
          continue;
        }
        count++;
        allHu += value;
        if (neighbours === 6) {
          filled++;
          deepCount++;
          deepHu += value;
        } else {
          filled += Math.min(1, share);
        }
        if (i < low[0]) low[0] = i;
        if (j < low[1]) low[1] = j;
        if (k < low[2]) low[2] = k;
        if (i >= high[0]) high[0] = i + 1;
        if (j >= high[1]) high[1] = j + 1;
        if (k >= high[2]) high[2] = k + 1;
      }
    }
  }
  const at = (corner: readonly [number, number, number]): [number, number, number] => [
    box.min[0] + corner[0],
    box.min[1] + corner[1],
    box.min[2] + corner[2],
  ];
  return { count, filled, deepCount, deepHu, allHu, box: count === 0 ? null : { min: at(low), max: at(high) } };
};
