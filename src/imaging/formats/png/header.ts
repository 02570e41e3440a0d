/** PNG's chunks (ISO/IEC 15948), read without unpacking anything. */
import { StationError } from "../../../contract/station-error.ts";
import type { ByteSource } from "../format.ts";
import { checkPictureSize, pixelMmOf } from "../pictures/limits.ts";
import { checkBytes } from "../voxels/limits.ts";

export type PngHeader = {
  readonly width: number;
  readonly height: number;
  /** Bits per sample: 1, 2, 4, 8 or 16. */
  readonly depth: number;
  readonly colour: 0 | 2 | 3 | 4 | 6;
  /** Bits that carry the value (sBIT), else `depth`. */
  readonly bits: number;
  /** Red, green, blue of each index. */
  readonly palette: Uint8Array | null;
  readonly pixelMm: readonly [number, number] | null;
  /** Runs of packed bytes: [offset, length] pairs. */
  readonly packed: readonly (readonly [offset: number, length: number])[];
};

export const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;

const MAX_CHUNKS = 200_000;
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
/** Samples per pixel in the file. */
export const PNG_SAMPLES: Readonly<Record<PngHeader["colour"], number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

const colourOf = (value: number): PngHeader["colour"] | null =>
  value === 0 || value === 2 || value === 3 || value === 4 || value === 6 ? value : null;

export const pngRowBytes = ({ width, depth, colour }: Pick<PngHeader, "width" | "depth" | "colour">): number =>
  Math.ceil((width * depth * PNG_SAMPLES[colour]) / 8);

type Size = Pick<PngHeader, "width" | "height" | "depth" | "colour">;

const sizeOf = (name: string, body: DataView): Size => {
  if (body.byteLength < 13) throw new StationError("format.truncated", `${name}: IHDR of ${body.byteLength} bytes`);
  const [width, height] = [body.getUint32(0), body.getUint32(4)];
  const depth = body.getUint8(8);
  const colour = colourOf(body.getUint8(9));
  checkPictureSize(name, width, height);
  if (colour === null || !DEPTHS[colour]?.includes(depth) || body.getUint8(10) !== 0 || body.getUint8(11) !== 0)
    throw new StationError("format.corrupt", `${name}: colour type ${body.getUint8(9)} of ${depth} bits`);
  if (body.getUint8(12) !== 0) throw new StationError("format.unsupported", `${name}: an interlaced PNG`);
  return { width, height, depth, colour };
};

/** Throws StationError; reads at most a few hundred bytes of each chunk. */
export const readPngHeader = (source: ByteSource): PngHeader => {
  const { name, size: fileSize } = source;
  let size: Size | null = null;
  let bits: number | null = null;
  let palette: Uint8Array | null = null;
  let pixelMm: PngHeader["pixelMm"] = null;
  const packed: (readonly [number, number])[] = [];
  let at = PNG_SIGNATURE.length;
  for (let n = 0; at + 8 <= fileSize; n += 1) {
    if (n > MAX_CHUNKS) throw new StationError("format.lying-header", `${name}: more than ${MAX_CHUNKS} chunks`);
    const head = source.read(at, 8);
    const length = new DataView(head.buffer, head.byteOffset, 8).getUint32(0);
    const type = String.fromCharCode(...head.subarray(4, 8));
    const read = (most: number): DataView => {
      const body = source.read(at + 8, Math.min(length, most));
      return new DataView(body.buffer, body.byteOffset, body.byteLength);
    };
    if (n === 0 && type !== "IHDR") throw new StationError("format.corrupt", `${name}: begins with ${type}`);
    if (type === "IHDR") size = sizeOf(name, read(13));
    else if (type === "sBIT") bits = read(1).byteLength > 0 ? read(1).getUint8(0) : null;
    else if (type === "PLTE") {
      const body = read(768);
      palette = new Uint8Array(body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength));
    } else if (type === "pHYs") {
      const body = read(9);
      if (body.byteLength === 9 && body.getUint8(8) === 1) pixelMm = pixelMmOf(body.getUint32(0), body.getUint32(4));
    } else if (type === "IDAT") packed.push([at + 8, Math.min(length, fileSize - at - 8)]);
    else if (type === "IEND") break;
    at += 12 + length;
  }
  if (size === null) throw new StationError("format.truncated", `${name}: no IHDR`);
  if (packed.length === 0) throw new StationError("format.truncated", `${name}: no picture data`);
  if (size.colour === 3 && palette === null) throw new StationError("format.corrupt", `${name}: no palette`);
  const there = packed.reduce((sum, [, length]) => sum + length, 0);
  checkBytes(name, (pngRowBytes(size) + 1) * size.height, there, true);
  const carried = bits !== null && bits >= 1 && bits <= size.depth ? bits : size.colour === 3 ? 8 : size.depth;
  return { ...size, bits: carried, palette, pixelMm, packed };
};
