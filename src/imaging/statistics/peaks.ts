/** Peaks of a stored histogram: materials that fill many voxels. */
import { OFFSET, quantileOf, type StoredHistogram } from "./histogram.ts";

export type Peak = {
  /** Stored value of its middle: the mean of the values about its top. */
  readonly stored: number;
  /** Share of all voxels within its flanks, 0 to 1. */
  readonly share: number;
  /** Whether it is one single value with nothing on either side: filled in by a program, not measured. */
  readonly isolated: boolean;
};

/** Bins that the bulk of the voxels is spread over. */
const BINS = 256;

type Binned = { readonly low: number; readonly width: number; readonly sums: readonly number[] };

/** [1 2 1] / 4 */
const smooth = (values: readonly number[]): readonly number[] =>
  values.map((value, n) => ((values[n - 1] ?? 0) + 2 * value + (values[n + 1] ?? 0)) / 4);

/** Bins between the outermost thousandths, smoothed twice. */
const binned = (histogram: StoredHistogram): Binned => {
  const low = quantileOf(histogram, 0.001);
  const high = quantileOf(histogram, 0.999);
  const width = Math.max(1, Math.ceil((high - low + 1) / BINS));
  const count = Math.ceil((high - low + 1) / width);
  const raw = Array.from({ length: count }, (_, bin) => {
    let sum = 0;
    for (let n = 0; n < width; n += 1) sum += histogram.counts[Math.min(65_535, low + OFFSET + bin * width + n)] ?? 0;
    return sum;
  });
  return { low, width, sums: smooth(smooth(raw)) };
};

/** Mean of the stored values within `reach` of the top value, weighted by their counts. */
const middleOf = (histogram: StoredHistogram, from: number, to: number): number => {
  let weight = 0;
  let sum = 0;
  for (let stored = Math.max(-OFFSET, from); stored <= Math.min(OFFSET - 1, to); stored += 1) {
    const count = histogram.counts[stored + OFFSET] ?? 0;
    weight += count;
    sum += count * stored;
  }
  return weight === 0 ? (from + to) / 2 : sum / weight;
};

const isIsolated = (histogram: StoredHistogram, stored: number): boolean => {
  const at = Math.round(stored) + OFFSET;
  const top = histogram.counts[at] ?? 0;
  let beside = 0;
  for (let n = 1; n <= 3; n += 1) beside += (histogram.counts[at - n] ?? 0) + (histogram.counts[at + n] ?? 0);
  return top > 0 && beside < 0.01 * top;
};

/**
 * Peaks in rising order of stored value. A top counts when it holds at least `minShare` of the voxels down to half its height
 * and rises at least half above the valley that parts it from a higher neighbour.
 */
export const findPeaks = (histogram: StoredHistogram, minShare: number): readonly Peak[] => {
  if (histogram.total === 0) return [];
  const { low, width, sums } = binned(histogram);
  const at = (bin: number): number => sums[bin] ?? 0;
  const peaks: Peak[] = [];
  for (let bin = 0; bin < sums.length; bin += 1) {
    const top = at(bin);
    if (top <= 0 || at(bin - 1) >= top || at(bin + 1) > top) continue;
    let left = bin;
    let right = bin;
    while (left > 0 && at(left - 1) > top / 2 && at(left - 1) <= top) left -= 1;
    while (right < sums.length - 1 && at(right + 1) > top / 2 && at(right + 1) <= top) right += 1;
    // Stopped by something higher before it fell to half: a shoulder of another peak.
    if (at(left - 1) > top || at(right + 1) > top) continue;
    let within = 0;
    for (let n = left; n <= right; n += 1) within += at(n);
    const share = within / histogram.total;
    if (share < minShare) continue;
    const stored = middleOf(histogram, low + left * width, low + (right + 1) * width - 1);
    peaks.push({ stored, share, isolated: isIsolated(histogram, stored) });
  }
  return peaks;
};
