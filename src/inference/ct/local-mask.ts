/** A region as a small array of its own: its bounding box and a margin around it. */
import type { Field } from "./segment.ts";

export const OUTSIDE = 0;
export const INSIDE = 1;

export type LocalMask = {
  /** Grid voxel of the first cell; may be negative where the margin leaves the grid. */
  readonly origin: readonly [number, number, number];
  readonly dims: readonly [number, number, number];
  readonly cells: Uint8Array;
};

/** `voxels` are flat indices into the field; `min`, `max` their box in field voxels. */
export const toLocalMask = (
  part: {
    readonly voxels: Int32Array;
    readonly min: readonly [number, number, number];
    readonly max: readonly [number, number, number];
  },
  field: Field,
  margin: number,
): LocalMask => {
  const [nx, ny] = field.dims;
  const { min, max, voxels } = part;
  const dimOf = (axis: 0 | 1 | 2): number => max[axis] - min[axis] + 2 * margin;
  const dims = [dimOf(0), dimOf(1), dimOf(2)] as const;
  const cells = new Uint8Array(dims[0] * dims[1] * dims[2]);
  for (const p of voxels) {
    const i = (p % nx) - min[0] + margin;
    const j = (Math.floor(p / nx) % ny) - min[1] + margin;
    const k = Math.floor(p / (nx * ny)) - min[2] + margin;
    cells[(k * dims[1] + j) * dims[0] + i] = INSIDE;
  }
  const originOf = (axis: 0 | 1 | 2): number => field.origin[axis] + min[axis] - margin;
  return { origin: [originOf(0), originOf(1), originOf(2)], dims, cells };
};

/** Gives all outside cells that touch (26 neighbours) a cell of value `from` the value `to`. */
export const growInto = ({ dims, cells }: LocalMask, from: number, to: number): void => {
  const [nx, ny, nz] = dims;
  let p = 0;
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++, p++) {
        if (cells[p] !== from) continue;
        for (let z = Math.max(0, k - 1); z <= Math.min(nz - 1, k + 1); z++) {
          for (let y = Math.max(0, j - 1); y <= Math.min(ny - 1, j + 1); y++) {
            const row = (z * ny + y) * nx;
            for (let x = Math.max(0, i - 1); x <= Math.min(nx - 1, i + 1); x++) {
              if (cells[row + x] === OUTSIDE) cells[row + x] = to;
            }
          }
        }
      }
    }
  }
};

/** Weights of the 3-4-5 chamfer distance (Borgefors 1986): 3 per step along an axis. */
const CHAMFER_UNIT = 3;

/**
 * The cell that lies deepest inside, and its depth in cells: the distance from its centre to the nearest cell centre
 * outside, within 12 % of the Euclidean one. A margin of at least one cell is needed.
 */
export const deepestCell = ({
  dims,
  cells,
}: LocalMask): { readonly cell: readonly [number, number, number]; readonly depth: number } => {
  const [nx, ny, nz] = dims;
  const far = 3 * (nx + ny + nz) * CHAMFER_UNIT;
  const distance = Int32Array.from(cells, (cell) => (cell === INSIDE ? far : 0));
  const steps: (readonly [offset: number, cost: number])[] = [];
  for (const dk of [-1, 0, 1]) {
    for (const dj of [-1, 0, 1]) {
      for (const di of [-1, 0, 1]) {
        const axes = Math.abs(di) + Math.abs(dj) + Math.abs(dk);
        if (axes > 0) steps.push([(dk * ny + dj) * nx + di, CHAMFER_UNIT + axes - 1]);
      }
    }
  }
  const halfOf = (sign: number) => {
    const half = steps.filter(([offset]) => offset * sign > 0);
    return { offsets: Int32Array.from(half, ([offset]) => offset), costs: Int32Array.from(half, ([, cost]) => cost) };
  };
  const [earlier, later] = [halfOf(-1), halfOf(1)];
  const relax = (p: number, { offsets, costs }: typeof earlier): void => {
    let least = distance[p] ?? 0;
    if (least === 0) return;
    for (let n = 0; n < offsets.length; n++) {
      const through = (distance[p + (offsets[n] ?? 0)] ?? 0) + (costs[n] ?? 0);
      if (through < least) least = through;
    }
    distance[p] = least;
  };
  for (let p = 0; p < distance.length; p++) relax(p, earlier);
  for (let p = distance.length - 1; p >= 0; p--) relax(p, later);
  let best = 0;
  for (let p = 0; p < distance.length; p++) if ((distance[p] ?? 0) > (distance[best] ?? 0)) best = p;
  return {
    cell: [best % nx, Math.floor(best / nx) % ny, Math.floor(best / (nx * ny))],
    depth: (distance[best] ?? 0) / CHAMFER_UNIT,
  };
};

/** Gives all inside cells whose six neighbours are inside the value `deep`. A margin of at least one cell is needed. */
export const markDeep = ({ dims, cells }: LocalMask, deep: number): void => {
  const [nx, ny] = dims;
  const steps = [1, -1, nx, -nx, nx * ny, -nx * ny];
  const marked: number[] = [];
  for (let p = 0; p < cells.length; p++) {
    if (cells[p] === INSIDE && steps.every((step) => cells[p + step] === INSIDE)) marked.push(p);
  }
  for (const p of marked) cells[p] = deep;
};
