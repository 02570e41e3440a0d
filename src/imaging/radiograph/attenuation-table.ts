/** One table per plane: what each code means. */
import { VALIDITY } from "../../contract/radiograph.ts";
import { CODES, type PlaneCodes } from "./plane-codes.ts";
import type { SettledReading } from "./settle-reading.ts";

export type AttenuationTable = {
  /** Attenuation of each code; above what is opaque it stays at that. */
  readonly attenuation: Float32Array;
  /** One of `VALIDITY` of each code. */
  readonly validity: Uint8Array;
};

/** Below two steps, or a two-thousandth of air, nothing that came through can be told from noise. */
const OPAQUE_STEPS = 2;
const OPAQUE_SHARE = 1 / 2000;
/** Air may be noisy or the tube brighter than when air was measured; beyond this the detector is at its end. */
const MOST = 0.5;

/** `paddingValue` marks pixels outside the picture. */
export const attenuationTable = (plane: PlaneCodes, reading: SettledReading, paddingValue: number | null): AttenuationTable => {
  const attenuation = new Float32Array(CODES);
  const validity = new Uint8Array(CODES);
  const span = reading.air - reading.dark;
  const step = Math.abs(plane.slope / span);
  const opaque = Math.max(OPAQUE_STEPS * step, reading.scale === "linear" ? OPAQUE_SHARE : 0);
  // the end of the type is saturation only where air lies well below it
  const end = span > 0 ? plane.most : plane.least;
  const hasEnd = Math.abs(end - reading.air) > 0.02 * Math.abs(span);
  for (let code = 0; code < CODES; code += 1) {
    const value = code * plane.slope + plane.intercept;
    const share = (value - reading.dark) / span;
    const held = Math.max(share, opaque);
    const found = reading.scale === "linear" ? -Math.log(held) : (1 - held) * reading.logRange;
    attenuation[code] = Math.max(-MOST, found);
    if (value === paddingValue) validity[code] = VALIDITY.outside;
    else if (share <= opaque) validity[code] = VALIDITY.opaque;
    else if (hasEnd && (span > 0 ? value >= end : value <= end)) validity[code] = VALIDITY.saturated;
  }
  return { attenuation, validity };
};
