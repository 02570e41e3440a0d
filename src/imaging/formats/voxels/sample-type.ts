/** Sample types of plain voxel files and how their bytes become typed arrays. */
import type { DecodedFrame } from "../format.ts";

export const SAMPLE_TYPES = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "float32", "float64"] as const;
export type SampleType = (typeof SAMPLE_TYPES)[number];

export const SAMPLE_BYTES: Readonly<Record<SampleType, 1 | 2 | 4 | 8>> = {
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  float64: 8,
};

/** Reverses the bytes of every element of `width` bytes, in place. */
export const swapBytes = (bytes: Uint8Array, width: 2 | 4 | 8): void => {
  const last = width - 1;
  for (let at = 0; at + last < bytes.length; at += width) {
    for (let n = 0; n < width >> 1; n += 1) {
      const held = bytes[at + n] ?? 0;
      bytes[at + n] = bytes[at + last - n] ?? 0;
      bytes[at + last - n] = held;
    }
  }
};

/**
 * The samples in `bytes`: a view of them where alignment and byte order allow, else a copy; `bytes` are never changed.
 * The copy is not made by `slice`, which on a Node Buffer is a view. The station runs on little-endian machines only.
 */
export const samplesOf = (bytes: Uint8Array, type: SampleType, littleEndian: boolean): DecodedFrame["samples"] => {
  const width = SAMPLE_BYTES[type];
  const owned = bytes.byteOffset % width === 0 && (width === 1 || littleEndian) ? bytes : new Uint8Array(bytes);
  if (width !== 1 && !littleEndian) swapBytes(owned, width);
  const { buffer, byteOffset } = owned;
  const count = Math.floor(owned.length / width);
  switch (type) {
    case "int8":
      return new Int8Array(buffer, byteOffset, count);
    case "uint8":
      return new Uint8Array(buffer, byteOffset, count);
    case "int16":
      return new Int16Array(buffer, byteOffset, count);
    case "uint16":
      return new Uint16Array(buffer, byteOffset, count);
    case "int32":
      return new Int32Array(buffer, byteOffset, count);
    case "uint32":
      return new Uint32Array(buffer, byteOffset, count);
    case "float32":
      return new Float32Array(buffer, byteOffset, count);
    case "float64":
      return new Float64Array(buffer, byteOffset, count);
  }
};

/**
 * How samples with one rescale become Int16 without loss, or `null` when they need measuring.
 * Unsigned 16 bit is shifted by 32768: value = (stored + 32768) · slope + intercept.
 */
export const exactEncoding = (
  type: SampleType,
  slope: number,
  intercept: number,
): { readonly slope: number; readonly intercept: number } | null => {
  if (type === "int8" || type === "uint8" || type === "int16") return { slope, intercept };
  if (type === "uint16") return { slope, intercept: intercept + 32_768 * slope };
  return null;
};
