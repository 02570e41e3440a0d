/** Proposes which of a scan's own numbers mean air, and a tray or other large reference, from its histogram. */
import type { Channel } from "../../contract/scan.ts";
import { displayHistogram, type StoredHistogram } from "../statistics/histogram.ts";
import { findPeaks, type Peak } from "../statistics/peaks.ts";

export type CalibrationProposal = {
  /** In the channel's values; `null` where no peak can be told to be air. */
  readonly air: number | null;
  /** A second material that fills many voxels, in the channel's values; which one it is, a person must say. */
  readonly reference: number | null;
  readonly referenceHu: number | null;
  readonly histogram: { readonly from: number; readonly to: number; readonly counts: readonly number[] };
};

/** Air fills at least this much of any scan of an object in a tunnel. */
const AIR_SHARE = 0.05;
/** A tray or a large uniform object. */
const REFERENCE_SHARE = 0.002;
const BINS = 256;

/**
 * The largest of the peaks in the lower half of what occurs. A single value without neighbours is what a program filled in around
 * the scanned circle, and is passed over where a measured peak lies above it.
 */
const airAmong = (peaks: readonly Peak[]): Peak | null => {
  const large = peaks.filter((peak) => peak.share >= AIR_SHARE);
  const measured = large.filter((peak) => !peak.isolated);
  const candidates = measured.length > 0 ? measured : large;
  const lowest = candidates[0];
  if (lowest === undefined) return null;
  const span = (peaks.at(-1)?.stored ?? lowest.stored) - lowest.stored;
  const low = candidates.filter((peak) => peak.stored - lowest.stored <= span / 2);
  return low.reduce((best, peak) => (peak.share > best.share ? peak : best), lowest);
};

/** For a channel whose values rise with density (a positive slope); with a negative one no peak is proposed. */
export const proposeCalibration = (
  histogram: StoredHistogram,
  channel: Pick<Channel, "slope" | "intercept">,
): CalibrationProposal => {
  const shown = displayHistogram(histogram, channel, BINS);
  if (channel.slope <= 0) return { air: null, reference: null, referenceHu: null, histogram: shown };
  const peaks = findPeaks(histogram, REFERENCE_SHARE);
  const air = airAmong(peaks);
  const value = (peak: Peak): number => peak.stored * channel.slope + channel.intercept;
  const above = air === null ? [] : peaks.filter((peak) => peak.stored > air.stored);
  const reference = above.reduce<Peak | null>((best, peak) => (best === null || peak.share > best.share ? peak : best), null);
  return {
    air: air === null ? null : value(air),
    reference: reference === null ? null : value(reference),
    referenceHu: null,
    histogram: shown,
  };
};
