/** Windows bitmaps of 8, 24 and 32 bits, uncompressed: what old X-ray machines save. */
import { StationError } from "../../../contract/station-error.ts";
import type { ByteSource, DecodedFrame, Format } from "../format.ts";
import { checkPictureSize, pixelMmOf } from "../pictures/limits.ts";
import { planPictureFiles } from "../pictures/plan-pictures.ts";
import { checkBytes } from "../voxels/limits.ts";

export type BmpHeader = {
  readonly width: number;
  readonly height: number;
  readonly bitsPerPixel: 8 | 24 | 32;
  readonly topDown: boolean;
  /** Byte of the first row, and bytes from one to the next. */
  readonly offset: number;
  readonly stride: number;
  /** Blue, green, red and nothing of each index. */
  readonly palette: Uint8Array | null;
  readonly pixelMm: readonly [number, number] | null;
};

const HEAD_BYTES = 14 + 40;

/** The usual places of red, green and blue in 32 bits; others are not read. */
const usualMasks = (source: ByteSource): boolean => {
  const bytes = source.read(HEAD_BYTES, 12);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return (
    bytes.length === 12 &&
    view.getUint32(0, true) === 0xff0000 &&
    view.getUint32(4, true) === 0xff00 &&
    view.getUint32(8, true) === 0xff
  );
};

const readHeader = (source: ByteSource): BmpHeader => {
  const { name, size } = source;
  const bytes = source.read(0, HEAD_BYTES);
  if (bytes.length < HEAD_BYTES) throw new StationError("format.truncated", `${name}: ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const infoBytes = view.getUint32(14, true);
  if (infoBytes < 40 || infoBytes > 124) throw new StationError("format.unsupported", `${name}: a header of ${infoBytes} bytes`);
  const [width, rows] = [view.getInt32(18, true), view.getInt32(22, true)];
  const height = Math.abs(rows);
  checkPictureSize(name, width, height);
  const bitsPerPixel = view.getUint16(28, true);
  const packing = view.getUint32(30, true);
  if (bitsPerPixel !== 8 && bitsPerPixel !== 24 && bitsPerPixel !== 32)
    throw new StationError("format.unsupported", `${name}: ${bitsPerPixel} bits per pixel`);
  if (packing !== 0 && !(packing === 3 && bitsPerPixel === 32 && usualMasks(source)))
    throw new StationError("format.unsupported", `${name}: compression ${packing}`);
  const offset = view.getUint32(10, true);
  const stride = Math.ceil((width * bitsPerPixel) / 32) * 4;
  checkBytes(name, offset + stride * height, size, false);
  const said = view.getUint32(46, true);
  const colours = bitsPerPixel === 8 ? Math.min(256, said === 0 ? 256 : said) : 0;
  const palette = colours > 0 ? Uint8Array.from(source.read(14 + infoBytes, colours * 4)) : null;
  const pixelMm = pixelMmOf(view.getInt32(38, true), view.getInt32(42, true));
  return { width, height, bitsPerPixel, topDown: rows < 0, offset, stride, palette, pixelMm };
};

/** Whether every colour of the palette is a grey. */
const isGrey = (palette: Uint8Array | null): boolean => {
  if (palette === null) return false;
  for (let n = 0; n + 2 < palette.length; n += 4)
    if (palette[n] !== palette[n + 1] || palette[n] !== palette[n + 2]) return false;
  return true;
};

const samplesOf = (header: BmpHeader): 1 | 3 => (isGrey(header.palette) ? 1 : 3);

const decode = (header: BmpHeader, source: ByteSource): DecodedFrame => {
  const { width, height, bitsPerPixel, topDown, offset, stride, palette } = header;
  const kept = samplesOf(header);
  const samples = new Uint8Array(width * height * kept);
  const step = bitsPerPixel >> 3;
  for (let y = 0; y < height; y += 1) {
    const row = source.read(offset + (topDown ? y : height - 1 - y) * stride, stride);
    if (row.length < width * step) throw new StationError("format.truncated", `${source.name}: ends in row ${y} of ${height}`);
    for (let x = 0, at = y * width * kept; x < width; x += 1, at += kept) {
      const from = palette === null ? x * step : 4 * (row[x] ?? 0);
      const colours = palette ?? row;
      // blue, green, red in the file
      for (let s = 0; s < kept; s += 1) samples[at + s] = colours[from + 2 - s] ?? 0;
    }
  }
  return { samples, slope: 1, intercept: 0 };
};

export const bmpFormat: Format<BmpHeader, BmpHeader> = {
  id: "bmp",
  label: "BMP picture of an X-ray projection",
  extensions: [".bmp"],
  sniff: (head) => head[0] === 0x42 && head[1] === 0x4d && head.length >= 26,
  index: (source) => ({ formatId: "bmp", name: source.name, size: source.size, header: readHeader(source) }),
  plan: (files) =>
    planPictureFiles(
      "bmp",
      [".bmp"],
      files.map(({ name, header }) => {
        const { width, height, pixelMm } = header;
        return { name, pixelMm, planes: [{ width, height, samples: samplesOf(header), bits: 8, coding: header }] };
      }),
    ),
  decode: async (frame, source) => decode(frame.coding, source),
};
