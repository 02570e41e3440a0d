/** Counts of stored Int16 values. */
import type { Channel } from "../../contract/scan.ts";

/** How often each stored value occurs: `counts[stored + 32768]`, 65536 long. */
export type StoredHistogram = { readonly counts: Uint32Array; readonly total: number };

export const OFFSET = 32_768;

/** Counts `voxels`; `paddingStored` (voxels outside the scan) is left out. `into` goes on counting, for volumes read in pieces. */
export const histogramOf = (voxels: Int16Array, paddingStored: number | null, into?: StoredHistogram): StoredHistogram => {
  const counts = into?.counts ?? new Uint32Array(65_536);
  for (let n = 0; n < voxels.length; n += 1) {
    const at = (voxels[n] ?? 0) + OFFSET;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  if (paddingStored !== null) counts[paddingStored + OFFSET] = 0;
  let total = 0;
  for (const count of counts) total += count;
  return { counts, total };
};

/** Stored value below which a share of the voxels lies (0 to 1): the smallest value whose running count reaches it. */
export const quantileOf = ({ counts, total }: StoredHistogram, share: number): number => {
  const wanted = Math.max(1, share * total);
  let sum = 0;
  for (let at = 0; at < counts.length; at += 1) {
    sum += counts[at] ?? 0;
    if (sum >= wanted) return at - OFFSET;
  }
  return OFFSET - 1;
};

/** For drawing: at most `bins` equal bins over what occurs, in the channel's values, `from` and `to` being the outer edges. */
export const displayHistogram = (
  histogram: StoredHistogram,
  channel: Pick<Channel, "slope" | "intercept">,
  bins: number,
): { readonly from: number; readonly to: number; readonly counts: readonly number[] } => {
  if (histogram.total === 0) return { from: 0, to: 0, counts: [] };
  const low = quantileOf(histogram, 0);
  const high = quantileOf(histogram, 1);
  const width = Math.max(1, Math.ceil((high - low + 1) / bins));
  const counts = Array.from({ length: Math.ceil((high - low + 1) / width) }, () => 0);
  for (let stored = low; stored <= high; stored += 1) {
    const bin = Math.floor((stored - low) / width);
    counts[bin] = (counts[bin] ?? 0) + (histogram.counts[stored + OFFSET] ?? 0);
  }
  const value = (stored: number): number => stored * channel.slope + channel.intercept;
  const edges: readonly [number, number] = [value(low - 0.5), value(low - 0.5 + counts.length * width)];
  // With a negative slope the values run the other way.
  return channel.slope > 0
    ? { from: edges[0], to: edges[1], counts }
    : { from: edges[1], to: edges[0], counts: counts.toReversed() };
};
