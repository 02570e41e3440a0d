/** Samples of any type as 16-bit codes, so that everything after can go by tables of 65,536 entries. */
import { ABSURD_VALUE } from "../formats/assemble.ts";
import type { DecodedFrame, PixelBox } from "../formats/format.ts";

/** value = code · slope + intercept. */
export type PlaneCodes = {
  readonly codes: Uint16Array;
  readonly slope: number;
  readonly intercept: number;
  /** Whether codes hold the values exactly. */
  readonly exact: boolean;
  /** Smallest and largest value that the samples' type and bits can hold; of floats, what occurs. */
  readonly least: number;
  readonly most: number;
};

export const CODES = 65_536;

type Samples = DecodedFrame["samples"];

/** The samples of a box of a picture of `width` pixels, or all of them without a copy. */
export const cropped = (samples: Samples, width: number, perPixel: 1 | 3, part: PixelBox | null): Samples => {
  if (part === null) return samples;
  const out = samples.slice(0, part.width * part.height * perPixel);
  for (let row = 0; row < part.height; row += 1) {
    const from = ((part.y + row) * width + part.x) * perPixel;
    out.set(samples.subarray(from, from + part.width * perPixel), row * part.width * perPixel);
  }
  return out;
};

const rangeOf = (samples: Samples): { readonly min: number; readonly max: number; readonly whole: boolean } => {
  let min = Infinity;
  let max = -Infinity;
  let whole = true;
  for (let n = 0; n < samples.length; n += 1) {
    const value = samples[n] ?? 0;
    if (!(value <= ABSURD_VALUE && value >= -ABSURD_VALUE)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    if (whole && value !== Math.floor(value)) whole = false;
  }
  return min > max ? { min: 0, max: 0, whole } : { min, max, whole };
};

/** One plane's single-sample pixels as codes. `bits` carry the value; what is no number gets the lowest code. */
export const codesOf = (frame: DecodedFrame, bits: number): PlaneCodes => {
  const { samples, slope, intercept } = frame;
  const bound = (least: number, most: number): Pick<PlaneCodes, "least" | "most"> => ({
    least: Math.min(least * slope, most * slope) + intercept,
    most: Math.max(least * slope, most * slope) + intercept,
  });
  if (samples instanceof Uint16Array || samples instanceof Uint8Array) {
    const width = samples instanceof Uint16Array ? 16 : 8;
    const codes = samples instanceof Uint16Array ? samples : Uint16Array.from(samples);
    return { codes, slope, intercept, exact: true, ...bound(0, 2 ** Math.min(width, bits) - 1) };
  }
  const { min, max, whole } = rangeOf(samples);
  const fits = whole && max - min < CODES;
  const step = fits ? 1 : (max - min) / (CODES - 1) || 1;
  const codes = new Uint16Array(samples.length);
  for (let n = 0; n < samples.length; n += 1) {
    const code = Math.round(((samples[n] ?? 0) - min) / step);
    codes[n] = code >= 0 && code < CODES ? code : code >= CODES && Number.isFinite(code) ? CODES - 1 : 0;
  }
  const float = samples instanceof Float32Array || samples instanceof Float64Array;
  const wide = float || bits > 16;
  const ends = wide
    ? bound(Math.min(0, min), max)
    : min < 0
      ? bound(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
      : bound(0, 2 ** bits - 1);
  return { codes, slope: slope * step, intercept: intercept + min * slope, exact: fits, ...ends };
};

export const histogramOfCodes = (codes: Uint16Array): Uint32Array => {
  const counts = new Uint32Array(CODES);
  for (let n = 0; n < codes.length; n += 1) {
    const code = codes[n] ?? 0;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
};
