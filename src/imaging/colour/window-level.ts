import type { ValueUnits } from "../../contract/scan.ts";

/** The values shown from black to white: `centre` ± `width` / 2, in the channel's units. */
export type WindowLevel = { readonly centre: number; readonly width: number };

/** Windows in HU, in the order of their number keys. */
export const WINDOW_PRESETS = [
  { id: "bag", label: "Bag", centre: -150, width: 1700 },
  { id: "dense", label: "Dense, ivory", centre: 900, width: 2200 },
  { id: "soft", label: "Soft, animal", centre: 40, width: 400 },
  { id: "bone", label: "Bone", centre: 500, width: 1800 },
  { id: "metal", label: "Metal", centre: 1900, width: 3200 },
] as const;
export type WindowPresetId = (typeof WINDOW_PRESETS)[number]["id"];

/** Values below which the given shares of a volume's voxels lie, padding left out. */
export type ValueSummary = { readonly low: number; readonly background: number; readonly high: number; readonly top: number };

/** The window for numbers nobody vouches for: from the background's value to the top of what is in the scan. */
export const autoWindow = ({ low, high }: ValueSummary): WindowLevel => {
  const width = Math.max(1, high - low);
  return { centre: low + width / 2, width };
};

/** Where a fresh scan starts. */
export const initialWindow = (units: ValueUnits, summary: ValueSummary): WindowLevel => {
  const [bag] = WINDOW_PRESETS;
  return units === "HU" ? { centre: bag.centre, width: bag.width } : autoWindow(summary);
};

/** A window after a drag, in screen pixels: right widens, down raises the centre; the step grows with the width. */
export const dragWindow = (from: WindowLevel, dx: number, dy: number): WindowLevel => {
  const step = Math.max(0.5, from.width / 400);
  return { centre: Math.round(from.centre + dy * step), width: Math.max(1, Math.round(from.width + dx * step)) };
};

/** Percentiles of a larger volume are taken from about this many of its voxels, evenly spread. */
const ENOUGH_VOXELS = 4_000_000;

/**
 * `low`, `high` and friends of Int16 voxels. The middle of the most common value's bin is `background` (air round a bag);
 * `high` is the 99.5th percentile of what stands clearly above it, so that a bag in much air is still well lit.
 */
export const summarise = (voxels: Int16Array, padding: number | undefined): ValueSummary => {
  const counts = new Uint32Array(65_536);
  // Odd, so that no row length of a scanner is a multiple of it and every column is seen.
  const step = Math.floor(voxels.length / ENOUGH_VOXELS) | 1;
  for (let at = 0; at < voxels.length; at += step) {
    const bin = (voxels[at] ?? 0) + 32_768;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  if (padding !== undefined) counts[padding + 32_768] = 0;
  const percentile = (from: number, share: number): number => {
    let total = 0;
    for (let bin = from; bin < counts.length; bin++) total += counts[bin] ?? 0;
    let left = total * share;
    for (let bin = from; bin < counts.length; bin++) {
      left -= counts[bin] ?? 0;
      if (left <= 0 && total > 0) return bin - 32_768;
    }
    return from - 32_768;
  };
  const low = percentile(0, 0.01);
  const top = percentile(0, 0.9999);
  let background = low;
  let most = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    if ((counts[bin] ?? 0) > most) {
      most = counts[bin] ?? 0;
      background = bin - 32_768;
    }
  }
  const above = background < low + (top - low) / 2 ? background + Math.round((top - background) * 0.05) : low;
  return { low, background, high: Math.max(low + 1, percentile(above + 32_768, 0.995)), top: Math.max(low + 1, top) };
};
