import type { DataSet } from "dicom-parser";
import { StationError } from "../../../contract/station-error.ts";
import type { ByteWindow } from "./byte-window.ts";
import { framesInFragments } from "./fragments.ts";
import type { PixelLayout } from "./header.ts";
import type { TransferSyntax } from "./transfer-syntax.ts";
import { countOf, numberOf, numbersOf } from "./values.ts";
import type { PixelElement } from "./walk-data-set.ts";

/** No CT has larger slices; a compressed file of a few bytes may claim them. */
const MAX_COMPRESSED_PIXELS = 2 ** 26;
const MAX_FRAMES = 100_000;
/** Deflate cannot pack better than 1032 : 1 (zlib's technical notes). */
const MAX_DEFLATE_RATIO = 1032;
const BOMB_RATIO = 250;
const BOMB_BYTES = 256 * 2 ** 20;

const KINDS: Readonly<Record<number, PixelLayout["kind"]>> = {
  0x7fe00008: "float32",
  0x7fe00009: "float64",
  0x7fe00012: "float64",
  0x7fe00013: "float32",
};

type Shape = Pick<PixelLayout, "rows" | "columns" | "frameCount" | "kind" | "bitsAllocated">;

const frameBytes = (shape: Shape): number => (shape.rows * shape.columns * shape.bitsAllocated) / 8;

const lying = (detail: string): StationError => new StationError("format.lying-header", detail);

const shapeOf = (dataSet: DataSet, pixels: PixelElement, samples: number): Shape => {
  const rows = countOf(dataSet, "x00280010", "US");
  const columns = countOf(dataSet, "x00280011", "US");
  if (rows === null || columns === null) throw new StationError("format.corrupt", "the image has no rows or columns");
  if (rows === 0 || columns === 0) throw lying(`an image of ${columns} × ${rows}`);
  const frameCount = Math.max(1, countOf(dataSet, "x00280008", "IS") ?? 1);
  if (frameCount > MAX_FRAMES) throw lying(`${frameCount} frames`);
  const kind = KINDS[pixels.tag] ?? "integer";
  const declared = countOf(dataSet, "x00280100", "US") ?? 16;
  const bitsAllocated = kind === "float32" ? 32 : kind === "float64" ? 64 : declared;
  if (bitsAllocated < 1 || bitsAllocated > 64) throw lying(`${bitsAllocated} bits per sample`);
  if (kind === "integer" && bitsAllocated > 32) throw new StationError("format.unsupported", `integers of ${bitsAllocated} bits`);
  return { rows, columns: columns * samples, frameCount, kind, bitsAllocated };
};

/** (0028,0120) and (0028,0121): VR and sign are often wrong, so they are read as the samples are. */
const paddingOf = (dataSet: DataSet, signed: boolean, bitsAllocated: number): PixelLayout["padding"] => {
  const value = numbersOf(dataSet, "x00280120", signed ? "SS" : "US")[0];
  if (value === undefined || !Number.isInteger(value)) return null;
  const modulus = 2 ** bitsAllocated;
  const wrap = (v: number): number => (signed && v >= modulus / 2 ? v - modulus : !signed && v < 0 ? v + modulus : v);
  const limit = numbersOf(dataSet, "x00280121", signed ? "SS" : "US")[0];
  const a = wrap(value);
  const b = limit !== undefined && Number.isInteger(limit) ? wrap(limit) : a;
  return { first: Math.min(a, b), last: Math.max(a, b) };
};

const bitsOf = (dataSet: DataSet, shape: Shape, signed: boolean): Pick<PixelLayout, "bitsStored" | "highBit" | "padding"> => {
  const { bitsAllocated } = shape;
  const padding = shape.kind === "integer" ? paddingOf(dataSet, signed, bitsAllocated) : null;
  const declared = countOf(dataSet, "x00280101", "US");
  const bitsStored = declared === null || declared < 1 || declared > bitsAllocated ? bitsAllocated : declared;
  const high = countOf(dataSet, "x00280102", "US");
  const highBit = high === null || high < bitsStored - 1 || high >= bitsAllocated ? bitsStored - 1 : high;
  const least = signed ? -(2 ** (bitsStored - 1)) : 0;
  const most = signed ? 2 ** (bitsStored - 1) - 1 : 2 ** bitsStored - 1;
  // Padding that the stored bits cannot hold lies in all allocated bits: masking would turn it into a real value.
  const wide = padding !== null && (padding.first < least || padding.last > most);
  return wide ? { bitsStored: bitsAllocated, highBit: bitsAllocated - 1, padding } : { bitsStored, highBit, padding };
};

const checkNative = (shape: Shape, pixels: PixelElement, available: number): void => {
  const needed = Math.ceil(frameBytes(shape) * shape.frameCount);
  if (available >= needed) return;
  const detail = `${shape.columns} × ${shape.rows} × ${shape.frameCount} needs ${needed} bytes, the file has ${available}`;
  throw pixels.length !== null && pixels.length >= needed ? new StationError("format.truncated", detail) : lying(detail);
};

const checkDeflated = (shape: Shape, fileSize: number): void => {
  const needed = frameBytes(shape) * shape.frameCount;
  if (needed > fileSize * MAX_DEFLATE_RATIO) throw lying(`${needed} bytes of pixels in a deflated file of ${fileSize}`);
  if (needed > BOMB_BYTES && needed > fileSize * BOMB_RATIO) {
    throw new StationError("format.bomb", `${fileSize} deflated bytes would become ${needed}`);
  }
};

/**
 * The layout of an image's pixels, checked against what the file can hold.
 * `samples` are those stored per pixel: a row then has so many times as many.
 * `deflateStart` is the byte of the deflate stream, or `null`; `fileSize` is the file's, in bytes.
 */
export const pixelLayout = (
  dataSet: DataSet,
  pixels: PixelElement,
  syntax: TransferSyntax,
  window: ByteWindow,
  deflateStart: number | null,
  fileSize: number,
  samples = 1,
): PixelLayout => {
  const shape = shapeOf(dataSet, pixels, samples);
  const signed = numberOf(dataSet, "x00280103", "US") === 1;
  const byteOrder = {
    bigEndian: syntax.bigEndian,
    wordSwapped: syntax.bigEndian && pixels.vr === "OW" && shape.bitsAllocated <= 8,
  };
  const base = { syntaxUid: syntax.uid, ...shape, ...bitsOf(dataSet, shape, signed), signed, ...byteOrder };
  if (deflateStart !== null) {
    checkDeflated(shape, fileSize);
    return { ...base, pixels: { at: "deflated", start: deflateStart, offset: pixels.offset } };
  }
  if (pixels.length === null) {
    if (shape.rows * shape.columns > MAX_COMPRESSED_PIXELS) throw lying(`a compressed slice of ${shape.columns} × ${shape.rows}`);
    return { ...base, pixels: { at: "fragments", frames: framesInFragments(window, pixels.offset, shape.frameCount) } };
  }
  if (syntax.codec !== "native") throw new StationError("format.corrupt", `compressed pixels (${syntax.uid}) without fragments`);
  checkNative(shape, pixels, window.size - pixels.offset);
  return { ...base, pixels: { at: "native", offset: pixels.offset } };
};
