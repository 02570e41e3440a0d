/** A mask on isotropic cells, small enough to study its shape. */
import type { BoxMask } from "./refine.ts";

export type Solid = {
  /** i, j, k, with an empty margin of one cell. */
  readonly dims: readonly [number, number, number];
  readonly cellMm: number;
  readonly inside: Uint8Array;
};

/** The study of one shape shall take well under 0.2 s. */
const MAX_CELLS = 1_200_000;
/** Finer than this no scanner resolves. */
const MIN_CELL_MM = 0.5;

/** Takes the voxel under each cell's centre. Cells are as small as the finest spacing, or as `MAX_CELLS` allows. */
export const toSolid = ({ box, inside }: BoxMask, spacingMm: readonly [number, number, number]): Solid => {
  const voxels = ([0, 1, 2] as const).map((axis) => box.max[axis] - box.min[axis]);
  const sizeMm = ([0, 1, 2] as const).map((axis) => (voxels[axis] ?? 1) * spacingMm[axis]);
  const volumeMm3 = sizeMm.reduce((product, mm) => product * mm, 1);
  const cellMm = Math.max(MIN_CELL_MM, Math.min(...spacingMm), Math.cbrt(volumeMm3 / MAX_CELLS));
  const sources = ([0, 1, 2] as const).map((axis) =>
    Int32Array.from({ length: Math.max(1, Math.round((sizeMm[axis] ?? 0) / cellMm)) }, (_, n) =>
      Math.min((voxels[axis] ?? 1) - 1, Math.floor(((n + 0.5) * cellMm) / spacingMm[axis])),
    ),
  );
  const [si = new Int32Array(), sj = new Int32Array(), sk = new Int32Array()] = sources;
  const dims = [si.length + 2, sj.length + 2, sk.length + 2] as const;
  const cells = new Uint8Array(dims[0] * dims[1] * dims[2]);
  const [bx, by] = [voxels[0] ?? 1, voxels[1] ?? 1];
  sk.forEach((k, z) =>
    sj.forEach((j, y) => {
      const from = (k * by + j) * bx;
      const to = ((z + 1) * dims[1] + y + 1) * dims[0] + 1;
      for (let x = 0; x < si.length; x++) cells[to + x] = inside[from + (si[x] ?? 0)] ?? 0;
    }),
  );
  return { dims, cellMm, inside: cells };
};

/** All inside cells, ascending. */
export const cellsOf = ({ inside }: Solid): Int32Array => {
  const list: number[] = [];
  for (let p = 0; p < inside.length; p++) if (inside[p] !== 0) list.push(p);
  return Int32Array.from(list);
};
