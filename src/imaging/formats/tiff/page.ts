/** What a page says of its samples, checked before any memory is taken. */
import { StationError } from "../../../contract/station-error.ts";
import type { ByteSource } from "../format.ts";
import { MAX_DIM } from "../voxels/limits.ts";
import { SAMPLE_BYTES, type SampleType } from "../voxels/sample-type.ts";
import { type Directory, numbersOf, TAG, type TagEntry, type TiffLayout } from "./directory.ts";

export type TiffPacking = "none" | "lzw" | "deflate" | "packbits";

/** Most that each packing can unpack to, per packed byte. LZW: strings of up to 3838 bytes per 12-bit code. */
export const PACKING_RATIO: Readonly<Record<TiffPacking, number>> = { none: 1, lzw: 2600, deflate: 1032, packbits: 64 };

const PACKINGS: Readonly<Record<number, TiffPacking>> = {
  1: "none",
  5: "lzw",
  8: "deflate",
  32946: "deflate",
  32773: "packbits",
};

export type TiffPage = {
  readonly layout: TiffLayout;
  readonly width: number;
  readonly height: number;
  readonly type: SampleType;
  readonly packing: TiffPacking;
  readonly predictor: 1 | 2 | 3;
  /** Samples across and down of one strip (as wide as the page) or tile. */
  readonly segmentWidth: number;
  readonly segmentHeight: number;
  readonly tiled: boolean;
  readonly offsets: TagEntry;
  /** Absent in some uncompressed files of one strip. */
  readonly byteCounts: TagEntry | null;
};

/** Whether a page is a thumbnail or a mask of another. */
export const isSecondary = (source: ByteSource, { tags }: Directory, layout: TiffLayout): boolean =>
  ((numbersOf(source, tags.get(TAG.subfile), layout, 1)[0] ?? 0) & 0b101) !== 0;

const TYPES: Readonly<Record<string, SampleType>> = {
  "1/8": "uint8",
  "1/16": "uint16",
  "1/32": "uint32",
  "2/8": "int8",
  "2/16": "int16",
  "2/32": "int32",
  "3/32": "float32",
  "3/64": "float64",
};

/** Reads one directory. Throws `format.not-ct` for colour, `format.unsupported`, `format.lying-header`. */
export const readPage = (source: ByteSource, { tags }: Directory, layout: TiffLayout): TiffPage => {
  const { name } = source;
  const first = (tag: number, otherwise: number): number => numbersOf(source, tags.get(tag), layout, 1)[0] ?? otherwise;
  const unsupported = (detail: string): StationError => new StationError("format.unsupported", `${name}: ${detail}`);
  const lying = (detail: string): StationError => new StationError("format.lying-header", `${name}: ${detail}`);
  const width = first(TAG.width, 0);
  const height = first(TAG.height, 0);
  if (!(width >= 1 && width <= MAX_DIM && height >= 1 && height <= MAX_DIM)) throw lying(`a page of ${width} × ${height}`);
  const samples = first(TAG.samplesPerPixel, 1);
  const photometric = first(TAG.photometric, 1);
  if (samples !== 1 || photometric > 1)
    throw new StationError("format.not-ct", `${name}: colour (photometric ${photometric}, ${samples} samples)`);
  const kind = `${first(TAG.sampleFormat, 1)}/${first(TAG.bits, 1)}`;
  const type = Object.hasOwn(TYPES, kind) ? TYPES[kind] : undefined;
  if (type === undefined) throw unsupported(`sample format/bits ${kind}`);
  const packingCode = first(TAG.compression, 1);
  const packing = Object.hasOwn(PACKINGS, packingCode) ? PACKINGS[packingCode] : undefined;
  if (packing === undefined) throw unsupported(`compression ${packingCode}`);
  if (first(TAG.fillOrder, 1) !== 1) throw unsupported("reversed fill order");
  const predictor = first(TAG.predictor, 1);
  const float = type === "float32" || type === "float64";
  const usable = predictor === 1 || (predictor === 2 && !float) || (predictor === 3 && float);
  if (!usable || (predictor !== 1 && packing !== "lzw" && packing !== "deflate"))
    throw unsupported(`predictor ${predictor} on ${type}, ${packing}`);
  const tiled = tags.has(TAG.tileOffsets);
  const segmentWidth = tiled ? first(TAG.tileWidth, 0) : width;
  const segmentHeight = tiled ? first(TAG.tileHeight, 0) : Math.min(height, first(TAG.rowsPerStrip, height));
  // A tile is at most a little larger than its page, so that a page's memory bounds its tiles'.
  if (!(segmentWidth >= 1 && segmentHeight >= 1 && segmentWidth <= width + 1024 && segmentHeight <= height + 1024)) {
    throw lying(`strips or tiles of ${segmentWidth} × ${segmentHeight} on a page of ${width} × ${height}`);
  }
  const offsets = tags.get(tiled ? TAG.tileOffsets : TAG.stripOffsets);
  if (offsets === undefined) throw lying("no strip or tile offsets");
  const byteCounts = tags.get(tiled ? TAG.tileBytes : TAG.stripBytes) ?? null;
  const segments = Math.ceil(width / segmentWidth) * Math.ceil(height / segmentHeight);
  if (offsets.count < segments || (byteCounts !== null && byteCounts.count < segments)) {
    throw lying(`${offsets.count} offsets and ${byteCounts?.count ?? 0} byte counts for ${segments} strips or tiles`);
  }
  if (byteCounts === null && (packing !== "none" || segments > 1)) throw lying("no strip or tile byte counts");
  return {
    layout,
    width,
    height,
    type,
    packing,
    predictor: predictor === 2 ? 2 : predictor === 3 ? 3 : 1,
    segmentWidth,
    segmentHeight,
    tiled,
    offsets,
    byteCounts,
  };
};

export const pageBytes = (page: TiffPage): number => page.width * page.height * SAMPLE_BYTES[page.type];
