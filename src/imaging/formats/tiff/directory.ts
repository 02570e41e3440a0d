/** TIFF 6.0 and BigTIFF image file directories, read entry by entry with every count and offset bounded. */
import { StationError } from "../../../contract/station-error.ts";
import type { ByteSource } from "../format.ts";
import { MAX_DIM } from "../voxels/limits.ts";

/** One tag: where its values lie. Values are read only when asked for. */
export type TagEntry = { readonly type: number; readonly count: number; readonly at: number };

export type Directory = { readonly tags: ReadonlyMap<number, TagEntry> };

export type TiffLayout = { readonly littleEndian: boolean; readonly big: boolean };

const TYPE_BYTES: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
  16: 8,
  17: 8,
  18: 8,
};

/** Entries of one directory; real files have about twenty. */
const MAX_ENTRIES = 1024;
/** Values of one tag: a strip per row of the tallest image, or tiles of 64 by 64. */
const MAX_VALUES = 1 << 18;

export const TAG = {
  subfile: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  description: 270,
  stripOffsets: 273,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  xResolution: 282,
  yResolution: 283,
  resolutionUnit: 296,
  predictor: 317,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileBytes: 325,
  sampleFormat: 339,
} as const;

const viewOf = (source: ByteSource, at: number, length: number): DataView => {
  const bytes = at >= 0 && Number.isSafeInteger(at) ? source.read(at, length) : new Uint8Array(0);
  if (bytes.length !== length) throw new StationError("format.truncated", `${source.name}: ends before byte ${at + length}`);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
};

/** What the first bytes say; `null` when they are no TIFF. Never throws. */
export const recogniseTiff = (head: Uint8Array): TiffLayout | null => {
  const order = (head[0] ?? 0) * 256 + (head[1] ?? 0);
  if (head.length < 8 || (order !== 0x4949 && order !== 0x4d4d)) return null;
  const littleEndian = order === 0x4949;
  const version = littleEndian ? (head[2] ?? 0) + 256 * (head[3] ?? 0) : 256 * (head[2] ?? 0) + (head[3] ?? 0);
  return version === 42 || version === 43 ? { littleEndian, big: version === 43 } : null;
};

const offsetAt = (view: DataView, at: number, layout: TiffLayout): number =>
  layout.big ? Number(view.getBigUint64(at, layout.littleEndian)) : view.getUint32(at, layout.littleEndian);

type Read = { readonly directory: Directory; readonly next: number };

const readDirectory = (source: ByteSource, at: number, layout: TiffLayout): Read => {
  const { littleEndian, big } = layout;
  const countView = viewOf(source, at, big ? 8 : 2);
  const count = big ? Number(countView.getBigUint64(0, littleEndian)) : countView.getUint16(0, littleEndian);
  if (count < 1 || count > MAX_ENTRIES)
    throw new StationError("format.lying-header", `${source.name}: a directory of ${count} entries`);
  const entryBytes = big ? 20 : 12;
  const start = at + (big ? 8 : 2);
  const view = viewOf(source, start, count * entryBytes + (big ? 8 : 4));
  const tags = new Map<number, TagEntry>();
  for (let n = 0; n < count; n += 1) {
    const entry = n * entryBytes;
    const type = view.getUint16(entry + 2, littleEndian);
    const values = offsetAt(view, entry + 4, layout);
    const valueAt = entry + (big ? 12 : 8);
    const bytes = (TYPE_BYTES[type] ?? 1) * values;
    const inline = bytes <= (big ? 8 : 4);
    tags.set(view.getUint16(entry, littleEndian), {
      type,
      count: values,
      at: inline ? start + valueAt : offsetAt(view, valueAt, layout),
    });
  }
  return { directory: { tags }, next: offsetAt(view, count * entryBytes, layout) };
};

/** All directories in order. Throws `format.lying-header` for a loop and for more than `MAX_DIM` pages. */
export const readDirectories = (source: ByteSource, layout: TiffLayout): readonly Directory[] => {
  const directories: Directory[] = [];
  const seen = new Set<number>();
  const head = viewOf(source, 0, layout.big ? 16 : 8);
  let at = offsetAt(head, layout.big ? 8 : 4, layout);
  while (at !== 0) {
    if (seen.has(at)) throw new StationError("format.lying-header", `${source.name}: directories in a loop at ${at}`);
    if (directories.length >= MAX_DIM)
      throw new StationError("format.lying-header", `${source.name}: more than ${MAX_DIM} pages`);
    seen.add(at);
    const { directory, next } = readDirectory(source, at, layout);
    directories.push(directory);
    at = next;
  }
  return directories;
};

/** Whole numbers (or fractions) of a tag; empty where the tag is absent. At most `most` are read. */
export const numbersOf = (
  source: ByteSource,
  entry: TagEntry | undefined,
  layout: TiffLayout,
  most = MAX_VALUES,
): readonly number[] => {
  if (entry === undefined) return [];
  const width = TYPE_BYTES[entry.type];
  if (width === undefined) throw new StationError("format.corrupt", `${source.name}: tag of type ${entry.type}`);
  if (entry.count > MAX_VALUES) throw new StationError("format.lying-header", `${source.name}: a tag of ${entry.count} values`);
  const count = Math.min(entry.count, most);
  const view = viewOf(source, entry.at, count * width);
  const le = layout.littleEndian;
  const get = (at: number): number => {
    switch (entry.type) {
      case 1:
      case 2:
      case 7:
        return view.getUint8(at);
      case 3:
        return view.getUint16(at, le);
      case 4:
      case 13:
        return view.getUint32(at, le);
      case 5:
        return view.getUint32(at, le) / view.getUint32(at + 4, le);
      case 6:
        return view.getInt8(at);
      case 8:
        return view.getInt16(at, le);
      case 9:
        return view.getInt32(at, le);
      case 10:
        return view.getInt32(at, le) / view.getInt32(at + 4, le);
      case 11:
        return view.getFloat32(at, le);
      case 12:
        return view.getFloat64(at, le);
      case 17:
        return Number(view.getBigInt64(at, le));
      default:
        return Number(view.getBigUint64(at, le));
    }
  };
  return Array.from({ length: count }, (_, n) => get(n * width));
};

/** Longest description that is read: ImageJ's own keys come first. */
const MAX_TEXT = 16 * 1024;

export const textOf = (source: ByteSource, entry: TagEntry | undefined): string => {
  if (entry === undefined || entry.type !== 2) return "";
  return new TextDecoder("latin1").decode(source.read(entry.at, Math.min(entry.count, MAX_TEXT))).replace(/\0.*$/s, "");
};
