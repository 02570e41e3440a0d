/** Linear maps from a channel's values to HU. Voxels are never rewritten: only the channel's slope and intercept change. */
import type { Channel } from "../../contract/scan.ts";
import type { ScannerProfile } from "../../contract/scanner-profile.ts";
import { StationError } from "../../contract/station-error.ts";

/** HU = value · slope + intercept */
export type ValueMap = { readonly slope: number; readonly intercept: number };

export const IDENTITY_MAP: ValueMap = { slope: 1, intercept: 0 };

/** HU of air, by the definition of the scale (water is 0). */
export const AIR_HU = -1000;

/**
 * The line through (air, −1000) and (reference, referenceHu), in the channel's values and HU.
 * slope = (referenceHu + 1000) / (reference − air); intercept = −1000 − slope · air.
 * Throws `request.invalid` where the two points cannot be air and something denser on a rising scale.
 */
export const mapFromAirAndReference = (air: number, reference: number, referenceHu: number): ValueMap => {
  if (![air, reference, referenceHu].every(Number.isFinite))
    throw new StationError("request.invalid", `air ${air}, reference ${reference} at ${referenceHu} HU`);
  if (referenceHu < AIR_HU + 50) throw new StationError("request.invalid", `a reference of ${referenceHu} HU is too near to air`);
  if (reference <= air)
    throw new StationError(
      "request.invalid",
      `the reference (${reference}) is not above air (${air}); an inverted scanner needs a profile`,
    );
  const slope = (referenceHu - AIR_HU) / (reference - air);
  return { slope, intercept: AIR_HU - slope * air };
};

/** What a profile makes of values, or `null` when it leaves them without units. Throws `profile.invalid` when a part is missing. */
export const mapOfProfile = (profile: ScannerProfile): ValueMap | null => {
  switch (profile.units) {
    case "trust-file":
      return IDENTITY_MAP;
    case "uncalibrated":
      return null;
    case "linear":
      if (profile.linear === undefined)
        throw new StationError("profile.invalid", `${profile.id}: units are linear but "linear" is missing`);
      return profile.linear;
    case "air-and-water": {
      if (profile.airAndWater === undefined)
        throw new StationError("profile.invalid", `${profile.id}: units are air-and-water but "airAndWater" is missing`);
      const { air, water } = profile.airAndWater;
      // (water, 0) and (air, −1000); the scale may fall.
      const slope = -AIR_HU / (water - air);
      return { slope, intercept: 0 - slope * water };
    }
  }
};

/** The same stored voxels in HU. */
export const mapChannel = (channel: Channel, map: ValueMap): Channel => ({
  ...channel,
  units: "HU",
  slope: channel.slope * map.slope,
  intercept: channel.intercept * map.slope + map.intercept,
});
