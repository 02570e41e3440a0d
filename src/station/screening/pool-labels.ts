/** Size of a volume: [columns, rows, slices]. */
export type Dims = readonly [number, number, number];

/**
 * Writes what one source slice contributes to the target slice that it falls into. Labels are never averaged: a target
 * voxel has the largest label that occurs under it, so that a finding of one voxel is still there in every level.
 * `source` is dims[0] × dims[1], `target` likewise for `into`, both Uint8, i fastest; `target` is added to, not cleared.
 * An axis that was not halved has the same size in both.
 */
export const poolLabelSlice = (source: Uint8Array, dims: Dims, target: Uint8Array, into: Dims): void => {
  const [columns, rows] = dims;
  const shiftI = into[0] < columns ? 1 : 0;
  const shiftJ = into[1] < rows ? 1 : 0;
  for (let j = 0; j < rows; j += 1) {
    const from = j * columns;
    const to = Math.min(j >> shiftJ, into[1] - 1) * into[0];
    for (let i = 0; i < columns; i += 1) {
      const label = source[from + i] ?? 0;
      if (label === 0) continue;
      // where halving rounded down, the last voxel takes what is left over
      const at = to + Math.min(i >> shiftI, into[0] - 1);
      if (label > (target[at] ?? 0)) target[at] = label;
    }
  }
};

/** The target slice that source slice `k` falls into. */
export const targetSlice = (k: number, dims: Dims, into: Dims): number => Math.min(into[2] < dims[2] ? k >> 1 : k, into[2] - 1);
