import { StationError } from "../../../contract/station-error.ts";
import { corrupt } from "../coded-image.ts";
import { huffmanTable, type HuffmanTable } from "./huffman.ts";

/** Frame header (ITU T.81 B.2.2): `marker` is SOFn's second byte. */
export type JpegFrame = {
  readonly marker: number;
  readonly precision: number;
  readonly rows: number;
  readonly columns: number;
  readonly components: readonly { readonly id: number; readonly quantTable: number }[];
};

/** Scan header (B.2.3) for one component, and the tables in force when it starts. */
export type JpegScan = {
  readonly dcTable: number;
  readonly acTable: number;
  readonly spectralStart: number;
  readonly spectralEnd: number;
  readonly high: number;
  readonly low: number;
  /** Byte of the entropy-coded data. */
  readonly dataStart: number;
};

/** Tables and settings that segments define and redefine. */
export type JpegState = {
  readonly dc: (HuffmanTable | undefined)[];
  readonly ac: (HuffmanTable | undefined)[];
  readonly quant: (Uint16Array | undefined)[];
  restartInterval: number;
};

export type JpegSegment =
  | { readonly kind: "frame"; readonly frame: JpegFrame }
  | { readonly kind: "scan"; readonly scan: JpegScan }
  | { readonly kind: "end" };

const isFrame = (marker: number): boolean =>
  (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) || marker === 0xf7;

const readQuant = (body: Uint8Array, state: JpegState): void => {
  let at = 0;
  while (at < body.length) {
    const head = body[at] ?? 0;
    const wide = head >> 4 !== 0;
    at += 1;
    if (at + (wide ? 128 : 64) > body.length) throw corrupt("a JPEG quantisation table is cut off");
    const table = new Uint16Array(64);
    for (let i = 0; i < 64; i += 1)
      table[i] = wide ? (body[at + 2 * i] ?? 0) * 256 + (body[at + 2 * i + 1] ?? 0) : (body[at + i] ?? 0);
    state.quant[head & 3] = table;
    at += wide ? 128 : 64;
  }
};

const readHuffman = (body: Uint8Array, state: JpegState): void => {
  let at = 0;
  while (at + 17 <= body.length) {
    const head = body[at] ?? 0;
    const counts = body.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    at += 17;
    if (at + total > body.length || total > 256) throw corrupt("a JPEG Huffman table is cut off");
    const table = huffmanTable(counts, body.subarray(at, at + total));
    if (head >> 4 === 0) state.dc[head & 3] = table;
    else state.ac[head & 3] = table;
    at += total;
  }
};

const readFrame = (marker: number, body: Uint8Array): JpegFrame => {
  const count = body[5] ?? 0;
  if (body.length < 6 + 3 * count) throw corrupt("a JPEG frame header is cut off");
  const components = Array.from({ length: count }, (_, i) => ({
    id: body[6 + 3 * i] ?? 0,
    quantTable: (body[8 + 3 * i] ?? 0) & 3,
  }));
  const rows = (body[1] ?? 0) * 256 + (body[2] ?? 0);
  return { marker, precision: body[0] ?? 0, rows, columns: (body[3] ?? 0) * 256 + (body[4] ?? 0), components };
};

const readScan = (body: Uint8Array, dataStart: number): JpegScan => {
  if (body[0] !== 1 || body.length < 6) throw corrupt("a JPEG scan of other than one component");
  const tables = body[2] ?? 0;
  const approximation = body[5] ?? 0;
  return {
    dcTable: (tables >> 4) & 3,
    acTable: tables & 3,
    spectralStart: body[3] ?? 0,
    spectralEnd: body[4] ?? 0,
    high: approximation >> 4,
    low: approximation & 15,
    dataStart,
  };
};

export const emptyState = (): JpegState => ({ dc: [], ac: [], quant: [], restartInterval: 0 });

/**
 * The next frame or scan header from byte `from` on, having applied the tables before it to `state`, and where to go on.
 * Bytes of entropy-coded data before the next marker are stepped over.
 */
export const nextSegment = (
  bytes: Uint8Array,
  from: number,
  state: JpegState,
): { readonly segment: JpegSegment; readonly next: number } => {
  let at = from;
  for (;;) {
    while (at < bytes.length && !(bytes[at] === 0xff && isMarker(bytes[at + 1]))) at += 1;
    const marker = bytes[at + 1];
    if (marker === undefined || marker === 0xd9) return { segment: { kind: "end" }, next: bytes.length };
    at += 2;
    if (marker === 0xd8 || marker === 0x01) continue;
    const length = (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    if (length < 2 || at + length > bytes.length)
      throw new StationError("format.truncated", "a JPEG segment goes beyond the frame");
    const body = bytes.subarray(at + 2, at + length);
    at += length;
    if (marker === 0xdb) readQuant(body, state);
    else if (marker === 0xc4) readHuffman(body, state);
    else if (marker === 0xdd) state.restartInterval = (body[0] ?? 0) * 256 + (body[1] ?? 0);
    else if (marker === 0xda) return { segment: { kind: "scan", scan: readScan(body, at) }, next: at };
    else if (isFrame(marker)) return { segment: { kind: "frame", frame: readFrame(marker, body) }, next: at };
  }
};

/** Neither stuffing, nor fill, nor a restart inside entropy-coded data. */
const isMarker = (byte: number | undefined): boolean =>
  byte !== undefined && byte !== 0 && byte !== 0xff && !(byte >= 0xd0 && byte <= 0xd7);

/** Frame header of a JPEG or JPEG-LS stream, without decoding anything. */
export const peekFrame = (bytes: Uint8Array): JpegFrame => {
  const { segment } = nextSegment(bytes, 0, emptyState());
  if (segment.kind !== "frame") throw corrupt("no JPEG frame header");
  return segment.frame;
};
