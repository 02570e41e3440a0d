import { readFile } from "node:fs/promises";
import type { ResultOf } from "../../contract/methods.ts";
import type { Channel, Level, Scan } from "../../contract/scan.ts";
import { StationError } from "../../contract/station-error.ts";

export type CalibrationProposal = ResultOf<"scan.calibration-proposal">;

const BINS = 256;

/** Counts over so many voxels take the host about a millisecond. */
const MAX_VOXELS = 500_000;

/** A peak must hold this share of all voxels to be somebody's air or tray rather than chance. */
const PEAK_SHARE = 0.005;

/**
 * Trays of CT lanes are of polyethylene or polypropylene: about −100 HU (materials measured at 120 to 160 kV lie between −120 and
 * −60). The person confirms it; the number is only proposed.
 */
const TRAY_HU = -100;

const small = ({ dims }: Level): boolean => dims[0] * dims[1] * dims[2] <= MAX_VOXELS;

/** Index of the fullest bin in [from, to), or -1 when none holds the share that a peak needs. */
const peakIn = (counts: readonly number[], from: number, to: number, total: number): number => {
  let best = -1;
  for (let bin = Math.max(0, from); bin < Math.min(to, counts.length); bin += 1) {
    if ((counts[bin] ?? 0) >= total * PEAK_SHARE && (counts[bin] ?? 0) > (counts[best] ?? 0)) best = bin;
  }
  return best;
};

/** Where the peak's right side stops falling. */
const footOf = (counts: readonly number[], peak: number): number => {
  let foot = peak + 1;
  while (foot < BINS - 1 && (counts[foot + 1] ?? 0) < (counts[foot] ?? 0)) foot += 1;
  return foot;
};

/**
 * Air is the fullest bin of the lower half: a bag is mostly air. A tray or clothing makes the next peak above it. `null` where
 * there is no such peak. All in the channel's own values.
 */
export const proposeFrom = (stored: Int16Array, channel: Channel): CalibrationProposal => {
  const valueOf = (x: number): number => x * channel.slope + channel.intercept;
  const [from, to] = [valueOf(channel.minStored), valueOf(channel.maxStored)];
  const width = (to - from) / BINS || 1;
  const counts = Array.from({ length: BINS }, () => 0);
  let total = 0;
  for (const x of stored) {
    if (x === channel.paddingStored) continue;
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor((valueOf(x) - from) / width)));
    counts[bin] = (counts[bin] ?? 0) + 1;
    total += 1;
  }
  const middle = (bin: number): number | null => (bin < 0 ? null : from + (bin + 0.5) * width);
  const air = peakIn(counts, 0, BINS / 2, total);
  const reference = air < 0 ? -1 : peakIn(counts, footOf(counts, air) + 1, BINS, total);
  return {
    air: middle(air),
    reference: middle(reference),
    referenceHu: reference < 0 ? null : TRAY_HU,
    histogram: { from, to, counts },
  };
};

/** Reads the finest level that is small enough. Errors: `scan.not-ready`, `storage.damaged`. */
export const proposeCalibration = async (
  scan: Scan,
  levelFile: (channelId: string, level: number) => string,
): Promise<CalibrationProposal> => {
  const [channel] = scan.channels;
  const level = scan.levels.find(small) ?? scan.levels.at(-1);
  if (!channel || !level) throw new StationError("scan.not-ready", `${scan.id} is ${scan.state}`);
  const bytes = await readFile(levelFile(channel.id, level.level));
  if (bytes.length !== level.bytes)
    throw new StationError("storage.damaged", `level ${level.level}: ${bytes.length} of ${level.bytes} bytes`);
  // every host that the station runs on is little-endian, as the file is
  return proposeFrom(new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2), channel);
};
