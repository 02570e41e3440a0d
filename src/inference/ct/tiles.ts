/** How a box too large for one pass is cut along each axis, and how much each piece counts where pieces overlap. */

export type AxisTile = {
  /** First voxel, relative to the box, and how many. */
  readonly start: number;
  readonly size: number;
  /** Share of this tile at each of its voxels, 0 to 1; the shares of all tiles at a voxel sum to 1. */
  readonly weights: Float32Array;
};

export const roundUp = (value: number, multiple: number): number => Math.ceil(value / multiple) * multiple;

/** Part of the overlap at a tile's inner edges that is thrown away: there the network saw the edge's zero padding. */
const DISCARD = 1 / 4;

/** Shares before they are made to sum to one: 0 in what is discarded, then rising linearly over the rest of the overlap. */
const ramp = (distance: number, overlap: number): number => {
  const discard = Math.floor(overlap * DISCARD);
  return Math.max(0, Math.min(1, (distance + 0.5 - discard) / Math.max(1, overlap - 2 * discard)));
};

/**
 * `length` is a multiple of `multiple`. One tile where it fits in `maxTile`; otherwise tiles of equal size whose starts
 * are multiples of `multiple` and which overlap by at least `overlap`.
 */
export const cutAxis = (length: number, maxTile: number, overlap: number, multiple: number): AxisTile[] => {
  const largest = Math.max(multiple, Math.floor(maxTile / multiple) * multiple);
  if (length <= largest) return [{ start: 0, size: length, weights: new Float32Array(length).fill(1) }];
  const lap = Math.min(overlap, Math.floor(largest / 2));
  const count = Math.ceil((length - lap) / (largest - lap));
  // As small as `count` tiles may be: nothing is computed twice that need not be.
  const size = Math.min(largest, roundUp(Math.ceil((length + (count - 1) * lap) / count), multiple));
  const step = Math.max(multiple, Math.floor((size - lap) / multiple) * multiple);
  const tiles = 1 + Math.ceil((length - size) / step);
  const starts = Array.from({ length: tiles }, (_, t) => Math.min(t * step, length - size));
  const raw = starts.map((start) =>
    Float32Array.from({ length: size }, (_, x) => {
      const fromLeft = start === 0 ? 1 : ramp(x, lap);
      const fromRight = start + size === length ? 1 : ramp(size - 1 - x, lap);
      return Math.min(fromLeft, fromRight);
    }),
  );
  const sums = new Float32Array(length);
  starts.forEach((start, t) => raw[t]?.forEach((w, x) => (sums[start + x] = (sums[start + x] ?? 0) + w)));
  return starts.map((start, t) => ({
    start,
    size,
    weights: Float32Array.from(raw[t] ?? [], (w, x) => w / Math.max(1e-6, sums[start + x] ?? 0)),
  }));
};
