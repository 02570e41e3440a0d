/** One PNG's samples, unpacked row by row: memory is the picture and two rows. */
import { StationError } from "../../../contract/station-error.ts";
import type { ByteSource, DecodedFrame } from "../format.ts";
import { openInflater } from "../voxels/inflate.ts";
import { PNG_SAMPLES, type PngHeader, pngRowBytes } from "./header.ts";

/** The file's runs of packed bytes as one source. */
const joinedSource = (source: ByteSource, runs: PngHeader["packed"]): ByteSource => {
  const ends: number[] = [];
  let size = 0;
  for (const [, length] of runs) {
    size += length;
    ends.push(size);
  }
  let run = 0;
  const find = (at: number): number => {
    // reads go forward; a step back starts anew
    if (run > 0 && at < (ends[run - 1] ?? 0)) run = 0;
    while (run < ends.length - 1 && at >= (ends[run] ?? 0)) run += 1;
    return run;
  };
  return {
    name: source.name,
    size,
    read: (offset, wanted) => {
      const out = new Uint8Array(Math.max(0, Math.min(wanted, size - offset)));
      for (let done = 0; done < out.length;) {
        const n = find(offset + done);
        const [start, length] = runs[n] ?? [0, 0];
        const inside = offset + done - ((ends[n] ?? 0) - length);
        const bytes = source.read(start + inside, Math.min(length - inside, out.length - done));
        if (bytes.length === 0) return out.subarray(0, done);
        out.set(bytes, done);
        done += bytes.length;
      }
      return out;
    },
  };
};

const paeth = (a: number, b: number, c: number): number => {
  const p = a + b - c;
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
};

/** Undoes a row's filter in place; `above` is the row before, already undone. */
const unfilter = (name: string, filter: number, row: Uint8Array, above: Uint8Array, step: number): void => {
  if (filter === 0) return;
  if (filter > 4) throw new StationError("format.corrupt", `${name}: filter ${filter}`);
  for (let n = 0; n < row.length; n += 1) {
    const a = n >= step ? (row[n - step] ?? 0) : 0;
    const b = above[n] ?? 0;
    const c = n >= step ? (above[n - step] ?? 0) : 0;
    const guess = filter === 1 ? a : filter === 2 ? b : filter === 3 ? (a + b) >> 1 : paeth(a, b, c);
    row[n] = (row[n] ?? 0) + guess;
  }
};

type Out = Uint8Array | Uint16Array;

/** One row's samples, alpha left out, palettes looked up. */
const takeRow = ({ width, depth, colour, palette }: PngHeader, row: Uint8Array, out: Out, at: number): void => {
  const inFile = PNG_SAMPLES[colour];
  const kept = colour === 2 || colour === 6 || colour === 3 ? 3 : 1;
  const sample = (n: number): number => {
    if (depth === 16) return (row[2 * n] ?? 0) * 256 + (row[2 * n + 1] ?? 0);
    if (depth === 8) return row[n] ?? 0;
    const bit = n * depth;
    return ((row[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
  };
  for (let x = 0; x < width; x += 1) {
    for (let s = 0; s < kept; s += 1)
      out[at + x * kept + s] = colour === 3 ? (palette?.[3 * sample(x) + s] ?? 0) : sample(x * inFile + s);
  }
};

export const pngSamples = (colour: PngHeader["colour"]): 1 | 3 => (colour === 0 || colour === 4 ? 1 : 3);

export const decodePng = (header: PngHeader, source: ByteSource): DecodedFrame => {
  const { width, height, depth, colour, bits } = header;
  const joined = joinedSource(source, header.packed);
  const inflater = openInflater(joined, 0, joined.size, "zlib");
  const rowBytes = pngRowBytes(header);
  const step = Math.max(1, (depth * PNG_SAMPLES[colour]) >> 3);
  const count = width * height * pngSamples(colour);
  const samples = depth === 16 ? new Uint16Array(count) : new Uint8Array(count);
  let row = new Uint8Array(rowBytes);
  let above = new Uint8Array(rowBytes);
  const filter = new Uint8Array(1);
  for (let y = 0; y < height; y += 1) {
    if (inflater.read(filter) < 1 || inflater.read(row) < rowBytes)
      throw new StationError("format.truncated", `${source.name}: ends in row ${y} of ${height}`);
    unfilter(source.name, filter[0] ?? 0, row, above, step);
    takeRow(header, row, samples, (count / height) * y);
    [row, above] = [above, row];
  }
  inflater.finish();
  // samples of fewer bits are scaled up to their depth by the writer (PNG 12.5): scaled back, so that nothing is made up
  return { samples, slope: colour === 3 ? 1 : 2 ** (bits - depth), intercept: 0 };
};
