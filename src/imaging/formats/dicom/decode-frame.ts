import { StationError } from "../../../contract/station-error.ts";
import type { ByteSource, DecodedFrame, FramePlan } from "../format.ts";
import type { DicomCoding } from "./coding.ts";
import type { FrameBytes } from "./header.ts";
import { inflatePrefix } from "./inflate.ts";
import { toColours } from "./decode-colour.ts";
import { nativeSamples } from "./native-samples.ts";
import { transferSyntax } from "./transfer-syntax.ts";
import { decompress } from "./decompress.ts";

const readExactly = (source: ByteSource, offset: number, length: number): Uint8Array => {
  const bytes = source.read(offset, length);
  if (bytes.length < length)
    throw new StationError("format.truncated", `${length} bytes at ${offset} of ${source.name} are not there`);
  return bytes;
};

const joined = (source: ByteSource, runs: FrameBytes): Uint8Array => {
  const only = runs[0];
  if (runs.length === 1 && only !== undefined) return readExactly(source, only[0], only[1]);
  const out = new Uint8Array(runs.reduce((sum, [, length]) => sum + length, 0));
  let position = 0;
  for (const [offset, length] of runs) {
    out.set(readExactly(source, offset, length), position);
    position += length;
  }
  return out;
};

const frameSize = (coding: DicomCoding): number => Math.ceil((coding.rows * coding.columns * coding.bitsAllocated) / 8);

const decodeDeflated = (coding: DicomCoding, source: ByteSource): DecodedFrame["samples"] => {
  if (coding.place.at !== "deflated") throw new StationError("internal", "not a deflated frame");
  const { start, offset, frames } = coding.place;
  const bits = coding.rows * coding.columns * coding.bitsAllocated;
  const end = offset + Math.ceil((bits * (Math.max(...frames) + 1)) / 8);
  const bytes = inflatePrefix(source, start, end);
  const parts = frames.map((frame) => {
    const first = offset + Math.floor((bits * frame) / 8);
    return nativeSamples(bytes.subarray(first, first + frameSize(coding) + 1), coding, (bits * frame) % 8);
  });
  return joinSamples(parts);
};

/** Frames of one file have one sample type. */
const joinSamples = (parts: readonly DecodedFrame["samples"][]): DecodedFrame["samples"] => {
  const first = parts[0];
  if (first === undefined) throw new StationError("internal", "a plan without frames");
  if (parts.length === 1) return first;
  const bytes = new Uint8Array(first.byteLength * parts.length);
  parts.forEach((part, i) => bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), i * first.byteLength));
  const { buffer } = bytes;
  if (first instanceof Int8Array) return new Int8Array(buffer);
  if (first instanceof Uint8Array) return bytes;
  if (first instanceof Int16Array) return new Int16Array(buffer);
  if (first instanceof Uint16Array) return new Uint16Array(buffer);
  if (first instanceof Int32Array) return new Int32Array(buffer);
  if (first instanceof Uint32Array) return new Uint32Array(buffer);
  return first instanceof Float32Array ? new Float32Array(buffer) : new Float64Array(buffer);
};

const samplesOf = async (coding: DicomCoding, source: ByteSource): Promise<DecodedFrame["samples"]> => {
  const { place } = coding;
  if (place.at === "native") {
    const length = frameSize(coding) + (place.bitOffset > 0 ? 1 : 0);
    return nativeSamples(source.read(place.offset, length), coding, place.bitOffset);
  }
  if (place.at === "deflated") return decodeDeflated(coding, source);
  const codec = transferSyntax(coding.syntaxUid)?.codec ?? "native";
  const bytes = joined(source, place.bytes);
  return codec === "native" ? nativeSamples(bytes, coding, 0) : await decompress(codec, bytes, coding);
};

/** Decodes one planned frame: reads its own bytes only. */
export const decodeFrame = async (frame: FramePlan<DicomCoding>, source: ByteSource): Promise<DecodedFrame> => {
  const { coding } = frame;
  const samples = await samplesOf(coding, source);
  const { colour } = coding;
  const codec = transferSyntax(coding.syntaxUid)?.codec ?? "native";
  // RLE knows no colours; the other codecs give red, green and blue
  const decoded = coding.place.at === "fragments" && codec !== "native" && codec !== "rle";
  const shown =
    colour === undefined ? samples : toColours(samples, codec === "rle" ? { ...colour, planar: false } : colour, decoded);
  return { samples: shown, slope: coding.slope, intercept: coding.intercept };
};
