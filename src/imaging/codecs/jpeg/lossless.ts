import { StationError } from "../../../contract/station-error.ts";
import { corrupt, requireShape, type CodedImage, type ExpectedImage } from "../coded-image.ts";
import { bitReader, type BitReader, type HuffmanTable } from "./huffman.ts";
import { emptyState, nextSegment, type JpegFrame, type JpegScan } from "./segments.ts";

/** Difference of one sample: category 16 stands for 32768 without further bits (ITU T.81 H.1.2.2). */
const difference = (reader: BitReader, table: HuffmanTable): number => {
  const category = reader.symbol(table);
  if (category > 16) throw corrupt(`a JPEG difference of ${category} bits`);
  return category === 16 ? 32768 : reader.signed(category);
};

/** First line of the image or of a restart interval: predicted from the left, its first sample from mid-range. */
const firstLine = (
  reader: BitReader,
  table: HuffmanTable,
  out: Uint16Array,
  at: number,
  columns: number,
  middle: number,
): void => {
  let left = middle;
  for (let x = 0; x < columns; x += 1) {
    left = (left + difference(reader, table)) & 0xffff;
    out[at + x] = left;
  }
};

/** Predictors of T.81 table H.1, by the scan's selection value; a left, b above, c above left. */
const line = (reader: BitReader, table: HuffmanTable, out: Uint16Array, at: number, columns: number, predictor: number): void => {
  let above = out[at - columns] ?? 0;
  let left = (above + difference(reader, table)) & 0xffff;
  out[at] = left;
  for (let x = 1; x < columns; x += 1) {
    const aboveLeft = above;
    above = out[at + x - columns] ?? 0;
    let predicted = left;
    if (predictor === 2) predicted = above;
    else if (predictor === 3) predicted = aboveLeft;
    else if (predictor === 4) predicted = left + above - aboveLeft;
    else if (predictor === 5) predicted = left + ((above - aboveLeft) >> 1);
    else if (predictor === 6) predicted = above + ((left - aboveLeft) >> 1);
    else if (predictor === 7) predicted = (left + above) >> 1;
    left = (predicted + difference(reader, table)) & 0xffff;
    out[at + x] = left;
  }
};

const decodeScan = (
  bytes: Uint8Array,
  frame: JpegFrame,
  scan: JpegScan,
  table: HuffmanTable,
  restartInterval: number,
): Uint16Array => {
  const { rows, columns, precision } = frame;
  if (scan.spectralStart < 1 || scan.spectralStart > 7) throw corrupt(`JPEG predictor ${scan.spectralStart}`);
  if (scan.low >= precision) throw corrupt(`JPEG point transform ${scan.low}`);
  const restartRows = restartInterval / columns;
  if (!Number.isInteger(restartRows))
    throw new StationError("format.unsupported", `a JPEG restart every ${restartInterval} samples`);
  const out = new Uint16Array(rows * columns);
  const middle = 1 << (precision - scan.low - 1);
  const reader = bitReader(bytes, scan.dataStart);
  for (let y = 0; y < rows; y += 1) {
    const restarts = restartRows > 0 && y > 0 && y % restartRows === 0;
    if (restarts) {
      reader.requireEnough();
      reader.restart();
    }
    if (y === 0 || restarts) firstLine(reader, table, out, y * columns, columns, middle);
    else line(reader, table, out, y * columns, columns, scan.spectralStart);
    if ((y & 63) === 63) reader.requireEnough();
  }
  reader.requireEnough();
  if (scan.low > 0) for (let i = 0; i < out.length; i += 1) out[i] = (out[i] ?? 0) << scan.low;
  return out;
};

/** Lossless JPEG with Huffman coding (ITU T.81 annex H, process 14), one component of 2 to 16 bits, any predictor. */
export const decodeJpegLossless = (bytes: Uint8Array, expected: ExpectedImage): CodedImage => {
  const state = emptyState();
  const first = nextSegment(bytes, 0, state);
  if (first.segment.kind !== "frame") throw corrupt("no JPEG frame header");
  const { frame } = first.segment;
  requireShape({ ...frame, components: frame.components.length }, expected);
  const second = nextSegment(bytes, first.next, state);
  if (second.segment.kind !== "scan") throw new StationError("format.truncated", "no JPEG scan");
  const { scan } = second.segment;
  const table = state.dc[scan.dcTable];
  if (table === undefined) throw corrupt("a JPEG scan without its Huffman table");
  return { samples: decodeScan(bytes, frame, scan, table, state.restartInterval), precision: frame.precision };
};
