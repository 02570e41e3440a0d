import { StationError } from "../../../contract/station-error.ts";
import { corrupt, requireShape, type CodedImage, type ExpectedImage } from "../coded-image.ts";
import { decodeDctScan, naturalOrder } from "./dct-scan.ts";
import { inverseDct } from "./idct.ts";
import { emptyState, nextSegment, type JpegFrame } from "./segments.ts";

const PROGRESSIVE = 0xc2;
/** A progressive image needs at most a few scans per coefficient bit; hostile ones repeat them without end. */
const MAX_SCANS = 200;

const naturalTable = (zigzagged: Uint16Array): Float64Array => {
  const table = new Float64Array(64);
  zigzagged.forEach((value, k) => {
    table[naturalOrder(k)] = value;
  });
  return table;
};

const render = (frame: JpegFrame, coefficients: Int32Array, quant: Float64Array): Uint16Array => {
  const { rows, columns, precision } = frame;
  const out = new Uint16Array(rows * columns);
  const across = Math.ceil(columns / 8);
  const middle = 2 ** (precision - 1);
  const most = 2 ** precision - 1;
  const block = new Float64Array(64);
  const values = new Float64Array(64);
  for (let index = 0; index < coefficients.length / 64; index += 1) {
    for (let i = 0; i < 64; i += 1) block[i] = (coefficients[index * 64 + i] ?? 0) * (quant[i] ?? 0);
    inverseDct(block, values);
    const left = (index % across) * 8;
    const top = Math.floor(index / across) * 8;
    for (let y = 0; y < 8 && top + y < rows; y += 1) {
      for (let x = 0; x < 8 && left + x < columns; x += 1) {
        const value = Math.round((values[y * 8 + x] ?? 0) + middle);
        out[(top + y) * columns + left + x] = value < 0 ? 0 : value > most ? most : value;
      }
    }
  }
  return out;
};

/**
 * DCT JPEG with Huffman coding, sequential (processes 1, 2, 4) and progressive (6, 8, 10, 12), one component of 8 or
 * 12 bits. Written for the 12-bit ones, which no WebAssembly build decodes.
 */
export const decodeJpegDct = (bytes: Uint8Array, expected: ExpectedImage): CodedImage => {
  const state = emptyState();
  const first = nextSegment(bytes, 0, state);
  if (first.segment.kind !== "frame") throw corrupt("no JPEG frame header");
  const { frame } = first.segment;
  requireShape({ ...frame, components: frame.components.length }, expected);
  const coefficients = new Int32Array(Math.ceil(frame.columns / 8) * Math.ceil(frame.rows / 8) * 64);
  let scans = 0;
  for (let next = first.next; ;) {
    const found = nextSegment(bytes, next, state);
    if (found.segment.kind === "end") break;
    if (found.segment.kind === "frame") throw corrupt("a second JPEG frame header");
    scans += 1;
    if (scans > MAX_SCANS) throw corrupt(`more than ${MAX_SCANS} JPEG scans`);
    decodeDctScan(bytes, frame.marker === PROGRESSIVE, found.segment.scan, state, coefficients);
    next = found.next;
  }
  if (scans === 0) throw new StationError("format.truncated", "no JPEG scan");
  const quant = state.quant[frame.components[0]?.quantTable ?? 0];
  if (quant === undefined) throw corrupt("a JPEG image without its quantisation table");
  return { samples: render(frame, coefficients, naturalTable(quant)), precision: frame.precision };
};
