import type { ParamsOf } from "../../contract/methods.ts";
import type { Channel, Scan, ScanNote } from "../../contract/scan.ts";
import type { ScannerProfile } from "../../contract/scanner-profile.ts";
import { StationError } from "../../contract/station-error.ts";

/** HU = value · slope + intercept, where `value` is in the channel's units before. */
export type HuMap = { readonly slope: number; readonly intercept: number };

/** HU of air, by definition of the scale. */
export const AIR_HU = -1000;

/** The line through two known points. Errors: `request.invalid` when they do not make a rising line. */
export const throughAirAnd = (air: number, reference: number, referenceHu: number): HuMap => {
  const slope = (referenceHu - AIR_HU) / (reference - air);
  if (!(Number.isFinite(slope) && slope > 0))
    throw new StationError("request.invalid", `air ${air}, reference ${reference} at ${referenceHu} HU`);
  return { slope, intercept: AIR_HU - slope * air };
};

export const mapOfProfile = (profile: ScannerProfile): HuMap => {
  if (profile.units === "trust-file") return { slope: 1, intercept: 0 };
  if (profile.units === "linear" && profile.linear) return profile.linear;
  if (profile.units === "air-and-water" && profile.airAndWater)
    return throughAirAnd(profile.airAndWater.air, profile.airAndWater.water, 0);
  throw new StationError("profile.invalid", `${profile.id} does not say how values become HU`);
};

const mapped = (channel: Channel, map: HuMap): Channel => ({
  ...channel,
  units: "HU",
  slope: channel.slope * map.slope,
  intercept: channel.intercept * map.slope + map.intercept,
});

const replaceNotes = (notes: readonly ScanNote[], added: readonly ScanNote[]): ScanNote[] => [
  ...notes.filter(({ note }) => note !== "units-not-trusted" && note !== "calibrated-from-air-and-tray"),
  ...added,
];

/**
 * The scan with HU. The stored voxels stay as they are, only what they mean changes. A profile speaks of the scanner's own values,
 * so it applies to channels that still have them; air and a reference are read off the picture, so they also correct an earlier
 * calibration, and speak of the channel that is shown, the first.
 * Errors: `request.invalid` when nothing is left to calibrate or the values make no scale; `profile.invalid`.
 */
export const calibrated = (scan: Scan, how: ParamsOf<"scan.calibrate">["how"], profile: (id: string) => ScannerProfile): Scan => {
  if (how.by === "air-and-reference") {
    const map = throughAirAnd(how.air, how.reference, how.referenceHu);
    const detail = `air ${how.air}, ${how.reference} taken as ${how.referenceHu} HU`;
    const channels = scan.channels.map((channel, index) => (index === 0 ? mapped(channel, map) : channel));
    return { ...scan, channels, notes: replaceNotes(scan.notes, [{ note: "calibrated-from-air-and-tray", detail }]) };
  }
  const { id, ...rest } = profile(how.profileId);
  if (!scan.channels.some(({ units }) => units === "uncalibrated"))
    throw new StationError("request.invalid", `${scan.id} has HU already`);
  const map = mapOfProfile({ id, ...rest });
  const channels = scan.channels.map((channel) => (channel.units === "uncalibrated" ? mapped(channel, map) : channel));
  return { ...scan, profileId: id, channels, notes: replaceNotes(scan.notes, []) };
};
