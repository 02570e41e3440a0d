import type { ParamsOf } from "../../contract/methods.ts";
import { isOpened, type Scan, type ScanNote } from "../../contract/scan.ts";
import type { ScannerProfile } from "../../contract/scanner-profile.ts";
import { StationError } from "../../contract/station-error.ts";
import { mapChannel, mapFromAirAndReference, mapOfProfile } from "../../imaging/profile/value-map.ts";

const replaceNotes = (notes: readonly ScanNote[], added: readonly ScanNote[]): ScanNote[] => [
  ...notes.filter(({ note }) => note !== "units-not-trusted" && note !== "calibrated-from-air-and-tray"),
  ...added,
];

const byProfile = (scan: Scan, profile: ScannerProfile): Scan => {
  if (!scan.channels.some(({ units }) => units === "uncalibrated"))
    throw new StationError("request.invalid", `${scan.id} has HU already`);
  const map = mapOfProfile(profile);
  if (map === null) throw new StationError("request.invalid", `${profile.id} leaves values without units`);
  const channels = scan.channels.map((channel) => (channel.units === "uncalibrated" ? mapChannel(channel, map) : channel));
  return { ...scan, profileId: profile.id, channels, notes: replaceNotes(scan.notes, []) };
};

/**
 * The scan with HU. The stored voxels stay as they are, only what they mean changes. A profile speaks of the scanner's own values,
 * so it applies to channels that still have them; air and a reference are read off the picture, so they also correct an earlier
 * calibration, and speak of the channel that is shown, the first.
 * Errors: `scan.not-ready`; `request.invalid` when nothing is left to calibrate or the values make no scale; `profile.invalid`.
 */
export const calibrated = (
  scan: Scan,
  how: ParamsOf<"scan.calibrate">["how"],
  profileOf: (id: string) => ScannerProfile,
): Scan => {
  if (!isOpened(scan)) throw new StationError("scan.not-ready", `${scan.id} is ${scan.state}`);
  if (scan.kind === "radiograph") throw new StationError("request.invalid", `${scan.id} is a radiograph: it has no CT numbers`);
  if (how.by === "profile") return byProfile(scan, profileOf(how.profileId));
  const map = mapFromAirAndReference(how.air, how.reference, how.referenceHu);
  const detail = `air ${how.air}, ${how.reference} taken as ${how.referenceHu} HU`;
  const channels = scan.channels.map((channel, index) => (index === 0 ? mapChannel(channel, map) : channel));
  return { ...scan, channels, notes: replaceNotes(scan.notes, [{ note: "calibrated-from-air-and-tray", detail }]) };
};
