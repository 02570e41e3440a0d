/** How the voxels of level 0 lie in the cells of a local mask on the model's grid. */
import type { LocalMask } from "./local-mask.ts";
import type { Field } from "./segment.ts";
import type { VoxelBox } from "./volume-file.ts";

export type Placement = {
  readonly spacingMm: readonly [number, number, number];
  /** Edge of a grid voxel, mm. */
  readonly cellMm: number;
  readonly dims: readonly [number, number, number];
};

/** The voxels of level 0 whose centres lie in the local mask, within the scan. */
export const boxOfMask = ({ origin, dims }: LocalMask, { spacingMm, cellMm, dims: scan }: Placement): VoxelBox => {
  const from = (axis: 0 | 1 | 2): number =>
    Math.max(0, Math.min(scan[axis] - 1, Math.floor((origin[axis] * cellMm) / spacingMm[axis])));
  const to = (axis: 0 | 1 | 2): number =>
    Math.max(1, Math.min(scan[axis], Math.ceil(((origin[axis] + dims[axis]) * cellMm) / spacingMm[axis])));
  return { min: [from(0), from(1), from(2)], max: [to(0), to(1), to(2)] };
};

/** For voxels [from, to) of an axis, the cell of the local mask that holds each one's centre. */
export const cellsOfAxis = (from: number, to: number, axis: 0 | 1 | 2, mask: LocalMask, placement: Placement): Int32Array =>
  Int32Array.from({ length: to - from }, (_, n) => {
    const mm = (from + n + 0.5) * placement.spacingMm[axis];
    const cell = Math.floor(mm / placement.cellMm) - mask.origin[axis];
    return Math.max(0, Math.min(mask.dims[axis] - 1, cell));
  });

/** For voxels [from, to), the field voxel before each one's centre and how far it is towards the next one, 0 to 1. */
const tapsOfAxis = (from: number, to: number, axis: 0 | 1 | 2, field: Field, placement: Placement) => {
  const low = new Int32Array(to - from);
  const high = new Float32Array(to - from);
  for (let n = 0; n < low.length; n++) {
    const cell = ((from + n + 0.5) * placement.spacingMm[axis]) / placement.cellMm - 0.5 - field.origin[axis];
    const at = Math.max(0, Math.min(field.dims[axis] - 1.001, cell));
    low[n] = Math.floor(at);
    high[n] = at - Math.floor(at);
  }
  return { low, high };
};

/** Trilinear value of one of the field's probabilities at voxels of level 0, counted from the box's first. */
export const createProbabilityAt = (
  box: VoxelBox,
  field: Field,
  probability: Float32Array,
  placement: Placement,
): ((i: number, j: number, k: number) => number) => {
  const [x, y, z] = ([0, 1, 2] as const).map((axis) => tapsOfAxis(box.min[axis], box.max[axis], axis, field, placement));
  const [nx, ny] = field.dims;
  const plane = nx * ny;
  return (i, j, k) => {
    const p = ((z?.low[k] ?? 0) * ny + (y?.low[j] ?? 0)) * nx + (x?.low[i] ?? 0);
    const [u, v, w] = [x?.high[i] ?? 0, y?.high[j] ?? 0, z?.high[k] ?? 0];
    const row = (q: number): number => (probability[q] ?? 0) * (1 - u) + (probability[q + 1] ?? 0) * u;
    const slice = (q: number): number => row(q) * (1 - v) + row(q + nx) * v;
    return slice(p) * (1 - w) + slice(p + plane) * w;
  };
};
