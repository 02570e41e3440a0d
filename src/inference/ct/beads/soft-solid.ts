/** A mask with its CT numbers on isotropic cells, small enough to study its blobs. */
import { createHuHistogram } from "../material.ts";
import type { BoxMask } from "../refine.ts";

export type SoftSolid = {
  /** i, j, k, with an empty margin of one cell. */
  readonly dims: readonly [number, number, number];
  readonly cellMm: number;
  /** 1 where the mask is. */
  readonly inside: Uint8Array;
  /** Share of material, 0 to 1; 0 outside. */
  readonly share: Float32Array;
  /** Flat indices of the inside cells, ascending. */
  readonly cells: Int32Array;
};

/** The study of one shape shall take well under 0.2 s: cells of the box, and of the mask. */
const MAX_CELLS = 200_000;
const MAX_INSIDE = 18_000;
/** Finer than this no scanner resolves. */
const MIN_CELL_MM = 0.6;
/** Of the CT numbers inside: this one is full of material. */
const FULL_QUANTILE = 0.8;
/** From water on: what is lighter is the gap between two beads, not their material. */
const EMPTY_HU = 0;

/** For each cell the voxel before its centre and how far it is towards the next, and the voxel that holds it. */
const tapsOf = (voxels: number, voxelMm: number, cellMm: number) => {
  const count = Math.max(1, Math.round((voxels * voxelMm) / cellMm));
  const [low, nearest] = [new Int32Array(count), new Int32Array(count)];
  const ahead = new Float32Array(count);
  for (let n = 0; n < count; n++) {
    const at = ((n + 0.5) * cellMm) / voxelMm;
    nearest[n] = Math.min(voxels - 1, Math.floor(at));
    const place = Math.max(0, Math.min(voxels - 1, at - 0.5));
    low[n] = Math.min(Math.floor(place), Math.max(0, voxels - 2));
    ahead[n] = voxels > 1 ? place - (low[n] ?? 0) : 0;
  }
  return { count, low, nearest, ahead };
};

/** What counts as full of material, and how many voxels the mask has. */
const measure = (hu: Float32Array, inside: Uint8Array): { readonly fullHu: number; readonly voxels: number } => {
  const histogram = createHuHistogram();
  for (let p = 0; p < inside.length; p++) if (inside[p] !== 0) histogram.add(hu[p] ?? 0);
  const fullHu = histogram.total() === 0 ? 0 : histogram.quantile(FULL_QUANTILE);
  return { fullHu: Math.max(EMPTY_HU + 1, fullHu), voxels: histogram.total() };
};

/** `hu` of the mask's box. Cells are as small as the finest spacing, or as their numbers allow. */
export const toSoftSolid = (
  { box, inside }: BoxMask,
  hu: Float32Array,
  spacingMm: readonly [number, number, number],
): SoftSolid => {
  const voxels = (axis: 0 | 1 | 2): number => box.max[axis] - box.min[axis];
  const volumeMm3 = ([0, 1, 2] as const).reduce<number>((product, axis) => product * voxels(axis) * spacingMm[axis], 1);
  const { fullHu, voxels: filled } = measure(hu, inside);
  const insideMm3 = filled * spacingMm[0] * spacingMm[1] * spacingMm[2];
  const bounded = Math.max(volumeMm3 / MAX_CELLS, insideMm3 / MAX_INSIDE);
  const cellMm = Math.max(MIN_CELL_MM, Math.min(...spacingMm), Math.cbrt(bounded));
  const [x, y, z] = ([0, 1, 2] as const).map((axis) => tapsOf(voxels(axis), spacingMm[axis], cellMm));
  if (x === undefined || y === undefined || z === undefined) throw new RangeError("three axes");
  const dims = [x.count + 2, y.count + 2, z.count + 2] as const;
  const cells = new Uint8Array(dims[0] * dims[1] * dims[2]);
  const share = new Float32Array(cells.length);
  const [bx, by] = [voxels(0), voxels(1)];
  const [dx, dy, dz] = [bx > 1 ? 1 : 0, by > 1 ? bx : 0, voxels(2) > 1 ? bx * by : 0];
  const list: number[] = [];
  for (let k = 0; k < z.count; k++) {
    for (let j = 0; j < y.count; j++) {
      const nearRow = ((z.nearest[k] ?? 0) * by + (y.nearest[j] ?? 0)) * bx;
      const lowRow = ((z.low[k] ?? 0) * by + (y.low[j] ?? 0)) * bx;
      const [v, w] = [y.ahead[j] ?? 0, z.ahead[k] ?? 0];
      for (let i = 0; i < x.count; i++) {
        if (inside[nearRow + (x.nearest[i] ?? 0)] === 0) continue;
        const p = lowRow + (x.low[i] ?? 0);
        const u = x.ahead[i] ?? 0;
        const row = (q: number): number => (hu[q] ?? 0) * (1 - u) + (hu[q + dx] ?? 0) * u;
        const slice = (q: number): number => row(q) * (1 - v) + row(q + dy) * v;
        const value = slice(p) * (1 - w) + slice(p + dz) * w;
        const to = ((k + 1) * dims[1] + j + 1) * dims[0] + i + 1;
        cells[to] = 1;
        share[to] = Math.max(0, Math.min(1, (value - EMPTY_HU) / (fullHu - EMPTY_HU)));
        list.push(to);
      }
    }
  }
  return { dims, cellMm, inside: cells, share, cells: Int32Array.from(list) };
};
