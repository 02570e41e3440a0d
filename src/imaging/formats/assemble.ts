/**
 * From decoded frames to the station's voxels: Int16 `stored`, i fastest, value = stored · slope + intercept.
 *
 * A channel whose plan names its encoding is written in one pass. One whose encoding is `null` takes two: `measureFrame` on
 * every frame, `mergeRanges`, `settleEncoding`, then `writeFrame` on every frame. All functions are pure but for the target.
 */
import type { ScanNote } from "../../contract/scan.ts";
import type { ChannelPlan, DecodedFrame } from "./format.ts";

/** value = stored · slope + intercept; slope is finite and not 0. */
export type Encoding = { readonly slope: number; readonly intercept: number };

/** Values (after the frame's own rescale) that occur in a frame, without padding and without what is no number. */
export type ValueRange = {
  /** `min > max` when the frame holds no value at all. */
  readonly min: number;
  readonly max: number;
  /** Whether every value is a whole number. */
  readonly integral: boolean;
  /** Voxels that hold padding, NaN, infinity or a number beyond ±`ABSURD_VALUE`. */
  readonly missing: number;
};

/** `value`: padding in units of values, or `null`. `stored`: what missing voxels become. */
export type Padding = { readonly value: number | null; readonly stored: number };

export type WrittenRange = {
  /** Of what was written, without padding; `min > max` when all is padding. */
  readonly min: number;
  readonly max: number;
  /** Voxels written as padding. */
  readonly padded: number;
  /** Voxels whose value lies outside what the encoding can hold (or outside `clip`) and was cut off. */
  readonly clipped: number;
};

/** CT numbers and scanner's own numbers stay far below; sentinels such as 3.4e38 lie far above and must not set the range. */
export const ABSURD_VALUE = 1e10;

/** Stored value of padding where the encoding is measured; kept free of values. */
export const PADDING_STORED = -32768;

export const EMPTY_RANGE: ValueRange = { min: Infinity, max: -Infinity, integral: true, missing: 0 };

const CHUNK = 1 << 15;

/** Copies `samples[from, to)` to doubles natively, so that one loop with one element kind serves all sample types. */
const loadChunk = (scratch: Float64Array, samples: DecodedFrame["samples"], from: number, to: number): void => {
  scratch.set(samples.subarray(from, to));
};

/** First pass: what values a frame holds. Allocates one chunk only. */
export const measureFrame = (frame: DecodedFrame, paddingValue: number | null = null): ValueRange => {
  const { samples, slope, intercept } = frame;
  const scratch = new Float64Array(Math.min(CHUNK, samples.length));
  let min = Infinity;
  let max = -Infinity;
  let missing = 0;
  let fractions = 0;
  for (let from = 0; from < samples.length; from += CHUNK) {
    const count = Math.min(CHUNK, samples.length - from);
    loadChunk(scratch, samples, from, from + count);
    for (let n = 0; n < count; n += 1) {
      const value = (scratch[n] ?? 0) * slope + intercept;
      // Written so that NaN fails it too.
      if (!(value <= ABSURD_VALUE && value >= -ABSURD_VALUE) || value === paddingValue) {
        missing += 1;
        continue;
      }
      if (value < min) min = value;
      if (value > max) max = value;
      if (value !== Math.floor(value)) fractions += 1;
    }
  }
  return { min, max, integral: fractions === 0, missing };
};

export const mergeRanges = (a: ValueRange, b: ValueRange): ValueRange => ({
  min: Math.min(a.min, b.min),
  max: Math.max(a.max, b.max),
  integral: a.integral && b.integral,
  missing: a.missing + b.missing,
});

/**
 * An encoding that holds the whole range in [−32767, 32767], leaving `PADDING_STORED` free.
 * Whole numbers that fit are kept exactly (slope 1). Otherwise the slope is the smallest power of two that fits, so that
 * rounding is at most half of it. `exact` says whether every value is kept as it is.
 */
export const chooseEncoding = (range: ValueRange): { readonly encoding: Encoding; readonly exact: boolean } => {
  if (!(range.min <= range.max)) return { encoding: { slope: 1, intercept: 0 }, exact: true };
  const width = range.max - range.min;
  if (range.integral && width <= 65534) {
    const intercept = range.min >= -32767 && range.max <= 32767 ? 0 : range.min + 32767;
    return { encoding: { slope: 1, intercept }, exact: true };
  }
  // 65532, not 65534: the centre is rounded to a multiple of the slope below.
  const slope = width > 0 ? 2 ** Math.ceil(Math.log2(width / 65532)) : 1;
  if (width === 0) return { encoding: { slope, intercept: range.min }, exact: true };
  const centre = Math.round((range.min + range.max) / 2 / slope) * slope;
  return { encoding: { slope, intercept: centre }, exact: range.integral && slope <= 1 };
};

export type SettledEncoding = {
  readonly encoding: Encoding;
  readonly padding: Padding;
  /** `precision-reduced` where values were rounded. */
  readonly notes: readonly ScanNote[];
};

/**
 * What a channel is written with: the plan's own encoding where it has one (then `range` is not needed), else one chosen from
 * the range measured over all its frames.
 */
export const settleEncoding = (channel: ChannelPlan, range: ValueRange | null): SettledEncoding => {
  if (channel.encoding !== null) {
    const { slope, intercept } = channel.encoding;
    const stored = channel.paddingValue === null ? PADDING_STORED : Math.round((channel.paddingValue - intercept) / slope);
    const clamped = Math.max(-32768, Math.min(32767, stored));
    return { encoding: channel.encoding, padding: { value: channel.paddingValue, stored: clamped }, notes: [] };
  }
  const { encoding, exact } = chooseEncoding(range ?? EMPTY_RANGE);
  const notes: readonly ScanNote[] = exact
    ? []
    : [{ note: "precision-reduced", detail: `${channel.id}: values are kept in steps of ${encoding.slope} (${channel.units})` }];
  return { encoding, padding: { value: channel.paddingValue, stored: PADDING_STORED }, notes };
};

/** Smallest and largest stored value other than the padding. */
export const storedRange = (
  stored: Int16Array,
  paddingStored: number | null,
): { readonly min: number; readonly max: number; readonly padded: number } => {
  let min = 32767;
  let max = -32768;
  let padded = 0;
  // A loop of its own: nearly every scan has no padding, and this is most of the time that an uncompressed one takes to write.
  if (paddingStored === null) {
    for (let n = 0; n < stored.length; n += 1) {
      const value = stored[n] ?? 0;
      if (value < min) min = value;
      if (value > max) max = value;
    }
    return { min, max, padded };
  }
  for (let n = 0; n < stored.length; n += 1) {
    const value = stored[n] ?? 0;
    if (value === paddingStored) {
      padded += 1;
      continue;
    }
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max, padded };
};

/** Shifts unsigned 16-bit samples to signed ones by 32768, which is flipping the top bit. */
const writeShifted = (samples: Uint16Array, target: Int16Array): void => {
  const bits = new Uint16Array(target.buffer, target.byteOffset, target.length);
  for (let n = 0; n < samples.length; n += 1) bits[n] = (samples[n] ?? 0) ^ 0x8000;
};

/** Rounds every value to its step; `low` and `high` are stored values. Gives how many were cut off. */
const writeGeneral = (
  frame: DecodedFrame,
  encoding: Encoding,
  padding: Padding,
  low: number,
  high: number,
  target: Int16Array,
): number => {
  const { samples, slope, intercept } = frame;
  const perStep = 1 / encoding.slope;
  const base = encoding.intercept;
  const paddingValue = padding.value ?? Number.NaN;
  const scratch = new Float64Array(Math.min(CHUNK, samples.length));
  let clipped = 0;
  for (let from = 0; from < samples.length; from += CHUNK) {
    const count = Math.min(CHUNK, samples.length - from);
    loadChunk(scratch, samples, from, from + count);
    for (let n = 0; n < count; n += 1) {
      const value = (scratch[n] ?? 0) * slope + intercept;
      let stored = Math.floor((value - base) * perStep + 0.5);
      if (value === paddingValue) {
        stored = padding.stored;
      } else if (!(stored >= low && stored <= high)) {
        if (value <= ABSURD_VALUE && value >= -ABSURD_VALUE) {
          stored = stored < low ? low : high;
          clipped += 1;
        } else {
          stored = padding.stored;
        }
      }
      target[from + n] = stored;
    }
  }
  return clipped;
};

/**
 * Second (or only) pass: writes one frame. `target` has exactly the frame's length: the frame's own part of the volume.
 * Copies where frame and encoding agree; otherwise rounds to the nearest step and cuts off what does not fit.
 * What is no number (NaN, infinity, beyond ±`ABSURD_VALUE`) and what equals `padding.value` becomes `padding.stored`.
 * `clip` (in units of values) cuts off further, for a scanner profile's clipping.
 */
export const writeFrame = (
  frame: DecodedFrame,
  encoding: Encoding,
  target: Int16Array,
  padding: Padding,
  clip: { readonly min: number; readonly max: number } | null = null,
): WrittenRange => {
  const { samples } = frame;
  if (samples.length !== target.length) throw new RangeError(`frame of ${samples.length} voxels written to ${target.length}`);
  const scale = frame.slope / encoding.slope;
  const offset = (frame.intercept - encoding.intercept) / encoding.slope;
  // The fast paths map padding like any other value, so it must land where it should.
  const paddingLands = padding.value === null || (padding.value - encoding.intercept) / encoding.slope === padding.stored;
  const plain = clip === null && paddingLands && scale === 1;
  let clipped = 0;
  if (plain && offset === 0 && (samples instanceof Int16Array || samples instanceof Uint8Array || samples instanceof Int8Array)) {
    target.set(samples);
  } else if (plain && offset === -32768 && samples instanceof Uint16Array) {
    writeShifted(samples, target);
  } else {
    const bound = (value: number): number =>
      Math.max(-32768, Math.min(32767, Math.round((value - encoding.intercept) / encoding.slope)));
    const ends: readonly [number, number] = clip === null ? [-32768, 32767] : [bound(clip.min), bound(clip.max)];
    clipped = writeGeneral(frame, encoding, padding, Math.min(...ends), Math.max(...ends), target);
  }
  // Only a stated padding value or a sample type that can hold "no number" makes missing voxels.
  const mayMiss = padding.value !== null || samples instanceof Float32Array || samples instanceof Float64Array;
  const { min, max, padded } = storedRange(target, mayMiss ? padding.stored : null);
  return { min, max, padded, clipped };
};
