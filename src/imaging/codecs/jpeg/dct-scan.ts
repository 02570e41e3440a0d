import { corrupt } from "../coded-image.ts";
import { bitReader, type BitReader, type HuffmanTable } from "./huffman.ts";
import type { JpegScan, JpegState } from "./segments.ts";

/** Zigzag position to row-major position (ITU T.81 figure A.6). */
const ZIGZAG = Uint8Array.from([
  0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28, 35, 42,
  49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
]);

export const naturalOrder = (zigzag: number): number => ZIGZAG[zigzag] ?? 63;

/** Decodes one block's part of a scan into `out[at … at + 63]`, row-major by frequency. */
type BlockDecoder = { readonly block: (out: Int32Array, at: number) => void; readonly reset: () => void };

const sequential = (reader: BitReader, dc: HuffmanTable, ac: HuffmanTable): BlockDecoder => {
  let predicted = 0;
  return {
    reset: () => {
      predicted = 0;
    },
    block: (out, at) => {
      predicted += reader.signed(category(reader.symbol(dc)));
      out[at] = predicted;
      for (let k = 1; k < 64; k += 1) {
        const symbol = reader.symbol(ac);
        const size = symbol & 15;
        if (size === 0) {
          if (symbol >> 4 < 15) return;
          k += 15;
          continue;
        }
        k += symbol >> 4;
        if (k > 63) throw corrupt("a JPEG block with more than 64 coefficients");
        out[at + naturalOrder(k)] = reader.signed(size);
      }
    },
  };
};

const category = (symbol: number): number => {
  if (symbol > 16) throw corrupt(`a JPEG coefficient of ${symbol} bits`);
  return symbol;
};

/** First and refining passes of the DC coefficients (T.81 G.1.2.1). */
const progressiveDc = (reader: BitReader, dc: HuffmanTable | undefined, scan: JpegScan): BlockDecoder => {
  let predicted = 0;
  return {
    reset: () => {
      predicted = 0;
    },
    block: (out, at) => {
      if (scan.high > 0) {
        out[at] = (out[at] ?? 0) | (reader.bits(1) << scan.low);
        return;
      }
      if (dc === undefined) throw corrupt("a JPEG scan without its Huffman table");
      predicted += reader.signed(category(reader.symbol(dc)));
      out[at] = predicted << scan.low;
    },
  };
};

/** First pass of a band of AC coefficients (T.81 G.1.2.2). */
const progressiveAcFirst = (reader: BitReader, ac: HuffmanTable, scan: JpegScan): BlockDecoder => {
  let emptyBlocks = 0;
  return {
    reset: () => {
      emptyBlocks = 0;
    },
    block: (out, at) => {
      if (emptyBlocks > 0) {
        emptyBlocks -= 1;
        return;
      }
      for (let k = scan.spectralStart; k <= scan.spectralEnd; k += 1) {
        const symbol = reader.symbol(ac);
        const run = symbol >> 4;
        const size = symbol & 15;
        if (size === 0 && run < 15) {
          emptyBlocks = (1 << run) - 1 + reader.bits(run);
          return;
        }
        k += run;
        if (size === 0) continue;
        if (k > 63) throw corrupt("a JPEG block with more than 64 coefficients");
        out[at + naturalOrder(k)] = reader.signed(size) * (1 << scan.low);
      }
    },
  };
};

/** Refining passes of a band of AC coefficients (T.81 G.1.2.3). */
const progressiveAcRefine = (reader: BitReader, ac: HuffmanTable, scan: JpegScan): BlockDecoder => {
  const bit = 1 << scan.low;
  let emptyBlocks = 0;
  const refine = (out: Int32Array, index: number): void => {
    const value = out[index] ?? 0;
    if (reader.bits(1) === 1 && (Math.abs(value) & bit) === 0) out[index] = value + (value > 0 ? bit : -bit);
  };
  /** Refines what is there and steps over `zeros` zeros; gives the position after them. */
  const skip = (out: Int32Array, at: number, from: number, zeros: number): number => {
    let left = zeros;
    let k = from;
    for (; k <= scan.spectralEnd; k += 1) {
      const index = at + naturalOrder(k);
      if ((out[index] ?? 0) !== 0) refine(out, index);
      else if (left === 0) break;
      else left -= 1;
    }
    return k;
  };
  return {
    reset: () => {
      emptyBlocks = 0;
    },
    block: (out, at) => {
      let k = scan.spectralStart;
      while (emptyBlocks === 0 && k <= scan.spectralEnd) {
        const symbol = reader.symbol(ac);
        const run = symbol >> 4;
        if ((symbol & 15) === 0 && run < 15) {
          emptyBlocks = (1 << run) + reader.bits(run);
          break;
        }
        const value = (symbol & 15) === 0 ? 0 : reader.bits(1) === 1 ? bit : -bit;
        k = skip(out, at, k, run);
        if (value !== 0 && k <= scan.spectralEnd) out[at + naturalOrder(k)] = value;
        k += 1;
      }
      if (emptyBlocks > 0) {
        skip(out, at, k, 64);
        emptyBlocks -= 1;
      }
    },
  };
};

const decoderFor = (reader: BitReader, progressive: boolean, scan: JpegScan, state: JpegState): BlockDecoder => {
  const dc = state.dc[scan.dcTable];
  const ac = state.ac[scan.acTable];
  if (scan.spectralEnd > 63 || scan.spectralStart > scan.spectralEnd || scan.low > 13)
    throw corrupt("a JPEG scan with impossible bands");
  if (progressive && scan.spectralStart === 0) return progressiveDc(reader, dc, scan);
  if (ac === undefined || (!progressive && dc === undefined)) throw corrupt("a JPEG scan without its Huffman table");
  if (!progressive && dc !== undefined) return sequential(reader, dc, ac);
  return scan.high === 0 ? progressiveAcFirst(reader, ac, scan) : progressiveAcRefine(reader, ac, scan);
};

/** Decodes one scan of one component into the coefficients of all its blocks (64 each, row-major by frequency). */
export const decodeDctScan = (
  bytes: Uint8Array,
  progressive: boolean,
  scan: JpegScan,
  state: JpegState,
  coefficients: Int32Array,
): void => {
  const reader = bitReader(bytes, scan.dataStart);
  const decoder = decoderFor(reader, progressive, scan, state);
  const blocks = coefficients.length / 64;
  for (let block = 0; block < blocks; block += 1) {
    if (state.restartInterval > 0 && block > 0 && block % state.restartInterval === 0) {
      reader.requireEnough();
      reader.restart();
      decoder.reset();
    }
    decoder.block(coefficients, block * 64);
    if ((block & 1023) === 1023) reader.requireEnough();
  }
  reader.requireEnough();
};
