/** JPEG pictures as legacy X-ray machines save them: 8 bits, grey or colour. */
import { StationError } from "../../../contract/station-error.ts";
import { decodeJpeg } from "../../codecs/decode-jpeg.ts";
import type { JpegFrame } from "../../codecs/jpeg/segments.ts";
import type { ByteSource, Format } from "../format.ts";
import { checkPictureSize } from "../pictures/limits.ts";
import { planPictureFiles } from "../pictures/plan-pictures.ts";

export type JpegHeader = { readonly width: number; readonly height: number; readonly components: 1 | 3; readonly bits: number };

const ENDINGS = [".jpg", ".jpeg", ".jpe"] as const;
const MAX_BYTES = 256 * 2 ** 20;
/** A minimum coded unit of a flat picture takes a few bits; beyond this a file is cut or lies. */
const MOST_PIXELS_PER_BYTE = 2000;
const MAX_SEGMENTS = 1000;

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Walks the segments up to the frame header, without reading what lies in them. */
const frameOf = (source: ByteSource): Omit<JpegFrame, "components"> & { readonly components: number } => {
  let at = 2;
  for (let n = 0; n < MAX_SEGMENTS; n += 1) {
    const head = source.read(at, 12);
    if (head.length < 4) throw new StationError("format.truncated", `${source.name}: ends before its frame header`);
    if (head[0] !== 0xff) throw new StationError("format.corrupt", `${source.name}: no marker at ${at}`);
    const marker = head[1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = (head[2] ?? 0) * 256 + (head[3] ?? 0);
    if (isFrame(marker)) {
      if (head.length < 10) throw new StationError("format.truncated", `${source.name}: ends in its frame header`);
      const number = (from: number): number => (head[from] ?? 0) * 256 + (head[from + 1] ?? 0);
      return { marker, precision: head[4] ?? 0, rows: number(5), columns: number(7), components: head[9] ?? 0 };
    }
    if (marker === 0xda || marker === 0xd9 || length < 2)
      throw new StationError("format.corrupt", `${source.name}: no frame header`);
    at += 2 + length;
  }
  throw new StationError("format.corrupt", `${source.name}: more than ${MAX_SEGMENTS} segments before the frame header`);
};

const readHeader = (source: ByteSource): JpegHeader => {
  const { name, size } = source;
  if (size > MAX_BYTES) throw new StationError("file.too-large", `${name}: ${size} bytes of JPEG`);
  const { marker, precision, rows, columns, components } = frameOf(source);
  checkPictureSize(name, columns, rows);
  if (components !== 1 && components !== 3) throw new StationError("format.unsupported", `${name}: ${components} components`);
  if (marker > 0xc3 || (components === 3 && (precision !== 8 || marker === 0xc3)))
    throw new StationError("format.unsupported", `${name}: JPEG process SOF${marker - 0xc0}, ${precision} bits`);
  if (columns * rows > size * MOST_PIXELS_PER_BYTE)
    throw new StationError("format.lying-header", `${name}: ${columns} × ${rows} in ${size} bytes`);
  return { width: columns, height: rows, components, bits: precision };
};

export const jpegFormat: Format<JpegHeader, JpegHeader> = {
  id: "jpeg",
  label: "JPEG picture of an X-ray projection",
  extensions: ENDINGS,
  sniff: (head) => head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff,
  index: (source) => ({ formatId: "jpeg", name: source.name, size: source.size, header: readHeader(source) }),
  plan: (files) =>
    planPictureFiles(
      "jpeg",
      ENDINGS,
      files.map(({ name, header }) => {
        const { width, height, components, bits } = header;
        const note = { note: "lossy-compression", detail: `${name}: JPEG` } as const;
        return { name, pixelMm: null, notes: [note], planes: [{ width, height, samples: components, bits, coding: header }] };
      }),
    ),
  decode: async (frame, source) => {
    const { width, height, components, bits } = frame.coding;
    const expected = { columns: width, rows: height, bitsAllocated: bits, components };
    const { samples } = await decodeJpeg(source.read(0, source.size), expected);
    return { samples, slope: 1, intercept: 0 };
  },
};
