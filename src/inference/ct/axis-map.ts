/**
 * One axis of a resampling between two regular grids that begin at the same outer corner. A target voxel t covers
 * [t·target, (t+1)·target) mm. Coarser targets take the mean of what they cover (no aliasing), finer ones the linear
 * interpolation between source centres, held at the ends.
 */
export type AxisMap = {
  readonly targets: number;
  /** Source voxels each target reads: `taps` of them, from `first[t]`. */
  readonly taps: number;
  readonly first: Int32Array;
  /** [targets × taps], each target's summing to 1; zero where a target reads fewer. */
  readonly weights: Float32Array;
};

/** Rounding must not add a voxel that only holds 1e-9 of the scan. */
const SLACK = 1e-6;

const coverage = (t: number, sources: number, ratio: number): (readonly [number, number])[] => {
  const [from, to] = [t * ratio, Math.min((t + 1) * ratio, sources)];
  const taps: (readonly [number, number])[] = [];
  for (let s = Math.floor(from + SLACK); s < Math.min(Math.ceil(to - SLACK), sources); s++) {
    taps.push([s, Math.min(to, s + 1) - Math.max(from, s)]);
  }
  return taps;
};

const interpolation = (t: number, sources: number, ratio: number): (readonly [number, number])[] => {
  const at = Math.max(0, Math.min(sources - 1, (t + 0.5) * ratio - 0.5));
  const low = Math.min(Math.floor(at), Math.max(0, sources - 2));
  const high = at - low;
  return high > SLACK && low + 1 < sources
    ? [
        [low, 1 - high],
        [low + 1, high],
      ]
    : [[low, 1]];
};

/** Spacings in mm, both above zero. */
export const mapAxis = (sources: number, sourceMm: number, targetMm: number): AxisMap => {
  const ratio = targetMm / sourceMm;
  const targets = Math.max(1, Math.ceil(sources / ratio - SLACK));
  const lists = Array.from({ length: targets }, (_, t) =>
    ratio >= 1 - SLACK ? coverage(t, sources, ratio) : interpolation(t, sources, ratio),
  );
  const taps = lists.reduce((most, list) => Math.max(most, list.length), 1);
  const first = new Int32Array(targets);
  const weights = new Float32Array(targets * taps);
  lists.forEach((list, t) => {
    // Near the end fewer than `taps` sources may follow: begin earlier, with weight zero.
    const start = Math.min(list[0]?.[0] ?? 0, sources - taps);
    const sum = list.reduce((total, [, weight]) => total + weight, 0);
    first[t] = start;
    for (const [source, weight] of list) weights[t * taps + source - start] = weight / sum;
  });
  return { targets, taps, first, weights };
};
