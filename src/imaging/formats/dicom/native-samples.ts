import { StationError } from "../../../contract/station-error.ts";
import type { DecodedFrame } from "../format.ts";
import type { DicomCoding } from "./coding.ts";

type Samples = DecodedFrame["samples"];
type IntegerSamples = Exclude<Samples, Float32Array | Float64Array>;

/** The bytes at an address that a typed array of `size`-byte elements can stand on: no copy where they already are. */
const aligned = (bytes: Uint8Array, size: number): Uint8Array => (bytes.byteOffset % size === 0 ? bytes : bytes.slice());

const swapped = (bytes: Uint8Array, size: number): Uint8Array => {
  const out = new Uint8Array(bytes.length);
  for (let i = 0; i + size <= bytes.length; i += size) {
    for (let b = 0; b < size; b += 1) out[i + b] = bytes[i + size - 1 - b] ?? 0;
  }
  return out;
};

/** Samples of a width that is no whole number of bytes, packed from the least significant bit on (PS3.5 8.1.1). */
const unpack = (bytes: Uint8Array, bits: number, bitOffset: number, count: number): Uint32Array => {
  const out = new Uint32Array(count);
  let position = bitOffset;
  for (let i = 0; i < count; i += 1) {
    let value = 0;
    for (let bit = 0; bit < bits; bit += 1, position += 1) {
      value += (((bytes[position >> 3] ?? 0) >> (position & 7)) & 1) * 2 ** bit;
    }
    out[i] = value;
  }
  return out;
};

/** Keeps the stored bits only (overlays and rubbish above and below them go) and extends the sign. */
const maskInto = (from: IntegerSamples, to: Int16Array | Int32Array | Uint32Array, coding: DicomCoding): void => {
  const { bitsStored, highBit, signed } = coding;
  const down = highBit + 1 - bitsStored;
  const up = 32 - bitsStored;
  if (signed) for (let i = 0; i < from.length; i += 1) to[i] = (((from[i] ?? 0) >>> down) << up) >> up;
  else for (let i = 0; i < from.length; i += 1) to[i] = (((from[i] ?? 0) >>> down) << up) >>> up;
};

const masked = (samples: IntegerSamples, coding: DicomCoding): IntegerSamples => {
  const { bitsStored, signed } = coding;
  const whole = bitsStored === samples.BYTES_PER_ELEMENT * 8;
  if (whole) return samples;
  const fits16 = bitsStored <= 15 || (signed && bitsStored === 16);
  const to = fits16 ? new Int16Array(samples.length) : signed ? new Int32Array(samples.length) : new Uint32Array(samples.length);
  maskInto(samples, to, coding);
  return to;
};

/** Samples in the padding range all become its first value, which the channel's plan names. */
const withOnePadding = (samples: IntegerSamples, coding: DicomCoding): IntegerSamples => {
  const { padding } = coding;
  if (padding === null || padding.first === padding.last) return samples;
  const out = samples.slice();
  for (let i = 0; i < out.length; i += 1) {
    const value = out[i] ?? 0;
    if (value > padding.first && value <= padding.last) out[i] = padding.first;
  }
  return out;
};

/** Applies bit layout and padding to integers as they were stored or decompressed. */
export const storedToSamples = (samples: IntegerSamples, coding: DicomCoding): IntegerSamples =>
  withOnePadding(masked(samples, coding), coding);

const integers = (bytes: Uint8Array, coding: DicomCoding): IntegerSamples => {
  const { bitsAllocated, signed } = coding;
  const count = coding.rows * coding.columns;
  const size = bitsAllocated / 8;
  if (size === 1) return signed ? new Int8Array(bytes.buffer, bytes.byteOffset, count) : bytes.subarray(0, count);
  const native = aligned(coding.bigEndian ? swapped(bytes, size) : bytes, size);
  if (size === 2) {
    return signed
      ? new Int16Array(native.buffer, native.byteOffset, count)
      : new Uint16Array(native.buffer, native.byteOffset, count);
  }
  return signed
    ? new Int32Array(native.buffer, native.byteOffset, count)
    : new Uint32Array(native.buffer, native.byteOffset, count);
};

/**
 * Uncompressed bytes of one frame as samples, row-major. Little endian, aligned, full-width samples are a view of
 * `bytes`, without a copy. `bitOffset` counts bits into the first byte and matters to packed samples only.
 * Throws `format.truncated` when there are too few bytes.
 */
export const nativeSamples = (bytes: Uint8Array, coding: DicomCoding, bitOffset: number): Samples => {
  const count = coding.rows * coding.columns;
  const needed = Math.ceil((count * coding.bitsAllocated + bitOffset) / 8);
  if (bytes.length < needed) throw new StationError("format.truncated", `a frame of ${needed} bytes has ${bytes.length}`);
  if (coding.kind === "integer") {
    const words = coding.wordSwapped ? swapped(bytes, 2) : bytes;
    const whole = coding.bitsAllocated === 8 || coding.bitsAllocated === 16 || coding.bitsAllocated === 32;
    return storedToSamples(whole ? integers(words, coding) : unpack(words, coding.bitsAllocated, bitOffset, count), coding);
  }
  const size = coding.kind === "float32" ? 4 : 8;
  const native = aligned(coding.bigEndian ? swapped(bytes, size) : bytes, size);
  return size === 4
    ? new Float32Array(native.buffer, native.byteOffset, count)
    : new Float64Array(native.buffer, native.byteOffset, count);
};
