/** One page's samples, strip by strip or tile by tile. */
import { StationError } from "../../../contract/station-error.ts";
import type { ByteSource, DecodedFrame } from "../format.ts";
import { SAMPLE_BYTES, samplesOf, swapBytes } from "../voxels/sample-type.ts";
import { numbersOf } from "./directory.ts";
import { PACKING_RATIO, pageBytes, type TiffPage } from "./page.ts";
import { undoFloat, undoHorizontal } from "./predictor.ts";
import { unpackDeflate, unpackLzw, unpackPackBits } from "./unpack.ts";

/** Reads and unpacks one strip or tile into `target`, in the file's byte order. */
const readSegment = (
  page: TiffPage,
  source: ByteSource,
  offset: number,
  length: number,
  target: Uint8Array,
  whole: boolean,
): void => {
  const { name } = source;
  // What is longer than anything that could unpack to the target is not read: packed data never need more than this.
  const useful = page.packing === "none" ? target.length : Math.min(length, 2 * target.length + 65_536);
  const packed = source.read(offset, Math.min(useful, length));
  if (page.packing === "none") {
    if (packed.length < target.length)
      throw new StationError(
        "format.truncated",
        `${name}: a strip or tile of ${packed.length} instead of ${target.length} bytes`,
      );
    target.set(packed);
    return;
  }
  if (packed.length * PACKING_RATIO[page.packing] < target.length) {
    throw new StationError("format.truncated", `${name}: ${packed.length} packed bytes for a strip or tile of ${target.length}`);
  }
  if (page.packing === "lzw") unpackLzw(name, packed, target);
  else if (page.packing === "packbits") unpackPackBits(name, packed, target);
  else unpackDeflate(name, packed, target, whole && packed.length === length);
};

/** Undoes predictor and byte order, so that `bytes` hold little-endian samples. */
const normalise = (page: TiffPage, bytes: Uint8Array, rowBytes: number): void => {
  const width = SAMPLE_BYTES[page.type];
  if (page.predictor === 3 && width !== 1) {
    for (let at = 0; at < bytes.length; at += rowBytes) undoFloat(bytes.subarray(at, at + rowBytes), width);
    return;
  }
  if (!page.layout.littleEndian && width !== 1) swapBytes(bytes, width);
  if (page.predictor !== 2) return;
  for (let at = 0; at < bytes.length; at += rowBytes) {
    if (width === 1) undoHorizontal(bytes.subarray(at, at + rowBytes));
    else if (width === 2) undoHorizontal(new Uint16Array(bytes.buffer, bytes.byteOffset + at, rowBytes / 2));
    else if (width === 4) undoHorizontal(new Uint32Array(bytes.buffer, bytes.byteOffset + at, rowBytes / 4));
  }
};

/** Row-major samples of the page. Throws StationError; memory: the page and one strip or tile. */
export const decodePage = (page: TiffPage, source: ByteSource): DecodedFrame["samples"] => {
  const width = SAMPLE_BYTES[page.type];
  const out = new Uint8Array(pageBytes(page));
  const across = Math.ceil(page.width / page.segmentWidth);
  const down = Math.ceil(page.height / page.segmentHeight);
  const offsets = numbersOf(source, page.offsets, page.layout);
  const counts = page.byteCounts === null ? [out.length] : numbersOf(source, page.byteCounts, page.layout);
  const rowBytes = page.segmentWidth * width;
  const segment = new Uint8Array(rowBytes * page.segmentHeight);
  for (let n = 0; n < across * down; n += 1) {
    const row = Math.floor(n / across) * page.segmentHeight;
    const column = (n % across) * page.segmentWidth;
    const rows = Math.min(page.segmentHeight, page.height - row);
    // Strips end with the page; tiles are always whole.
    const part = page.tiled ? segment : segment.subarray(0, rows * rowBytes);
    readSegment(page, source, offsets[n] ?? 0, counts[n] ?? 0, part, part.length === segment.length);
    normalise(page, part, rowBytes);
    const columns = Math.min(page.segmentWidth, page.width - column);
    for (let y = 0; y < rows; y += 1) {
      out.set(part.subarray(y * rowBytes, y * rowBytes + columns * width), ((row + y) * page.width + column) * width);
    }
  }
  return samplesOf(out, page.type, true);
};

/** ImageJ's large stacks: one directory, the slices one behind the other without packing. */
export const decodeContiguous = (page: TiffPage, source: ByteSource, slice: number): DecodedFrame["samples"] => {
  const bytes = pageBytes(page);
  const start = numbersOf(source, page.offsets, page.layout, 1)[0] ?? 0;
  const read = source.read(start + slice * bytes, bytes);
  if (read.length < bytes)
    throw new StationError("format.truncated", `${source.name}: slice ${slice} has ${read.length} of ${bytes} bytes`);
  return samplesOf(read, page.type, page.layout.littleEndian);
};
