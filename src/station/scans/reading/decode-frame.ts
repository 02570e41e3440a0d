import { closeSync, openSync, writeSync } from "node:fs";
import { deserialize } from "node:v8";
import type { FormatId, Geometry } from "../../../contract/scan.ts";
import { StationError, toStationError } from "../../../contract/station-error.ts";
import {
  type Encoding,
  measureFrame,
  type Padding,
  type ValueRange,
  type WrittenRange,
  writeFrame,
} from "../../../imaging/formats/assemble.ts";
import type { DecodedFrame, Format, FramePlan } from "../../../imaging/formats/format.ts";
import { createFileSources } from "./file-sources.ts";
import { type FileStamp, fromWriteError } from "./file-stamp.ts";

/** One frame, and the files it may read as they were when indexed. */
export type FrameItem = { readonly packed: Uint8Array; readonly file: FileStamp; readonly siblings: readonly FileStamp[] };

export type FrameCommon = { readonly formatId: FormatId; readonly dims: Geometry["dims"] };

export type WriteCommon = FrameCommon & {
  /** Level 0 of the channel; exists. Int16 little-endian, i fastest. */
  readonly levelPath: string;
  readonly encoding: Encoding;
  readonly padding: Padding;
  readonly clip: { readonly min: number; readonly max: number } | null;
};

export type MeasureCommon = FrameCommon & { readonly paddingValue: number | null };

type Decoded = { readonly frame: DecodedFrame; readonly kStart: number; readonly kCount: number };

/** Slices are converted and written in pieces of about this many voxels, so that a piece stays in the processor's cache. */
const PIECE_VOXELS = 1 << 20;

let scratch = new Int16Array(0);

/** Decodes an item; `perPixel` samples are expected of every pixel. */
export const decodeItem = async (
  formats: readonly Format[],
  common: FrameCommon,
  item: FrameItem,
  perPixel: 1 | 3 = 1,
): Promise<Decoded> => {
  const format = formats.find(({ id }) => id === common.formatId);
  if (!format) throw new StationError("format.unsupported", common.formatId);
  // made by `serialize(FramePlan)` in a thread of ours, never read from outside
  const plan = deserialize(item.packed) as FramePlan;
  const sources = createFileSources();
  try {
    const siblings = new Map(item.siblings.map((stamp) => [stamp.path, stamp]));
    const source = sources.open(item.file.path, item.file);
    const frame = await format.decode(plan, source, sources.siblingsOf(item.file.path, siblings), common.dims);
    const voxels = common.dims[0] * common.dims[1] * plan.kCount * perPixel;
    if (frame.samples.length !== voxels)
      throw new StationError("format.corrupt", `${voxels} voxels wanted, ${frame.samples.length} decoded`);
    return { frame, kStart: plan.kStart, kCount: plan.kCount };
  } catch (thrown) {
    const error = toStationError(thrown, "format.corrupt");
    const named = error.detail.includes(item.file.path);
    throw named ? error : new StationError(error.code, `${item.file.path}: ${error.detail}`, { cause: thrown });
  } finally {
    sources.close();
  }
};

/** The range of one frame's values, for a channel whose encoding its headers do not give. */
export const measureOne = async (formats: readonly Format[], common: MeasureCommon, item: FrameItem): Promise<ValueRange> =>
  measureFrame((await decodeItem(formats, common, item)).frame, common.paddingValue);

const writeAll = (fd: number, path: string, voxels: Int16Array, position: number): void => {
  const bytes = new Uint8Array(voxels.buffer, voxels.byteOffset, voxels.byteLength);
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done, position + done);
  } catch (thrown) {
    throw fromWriteError(thrown, path);
  }
};

/** Decodes one frame straight into its part of the level file. Gives what was written, in stored values. */
export const writeOne = async (formats: readonly Format[], common: WriteCommon, item: FrameItem): Promise<WrittenRange> => {
  const { frame, kStart, kCount } = await decodeItem(formats, common, item);
  const plane = common.dims[0] * common.dims[1];
  const step = Math.max(1, Math.floor(PIECE_VOXELS / plane));
  if (scratch.length < plane * step) scratch = new Int16Array(plane * step);
  let written: WrittenRange = { min: 32767, max: -32768, padded: 0, clipped: 0 };
  let fd: number;
  try {
    fd = openSync(common.levelPath, "r+");
  } catch (thrown) {
    throw fromWriteError(thrown, common.levelPath);
  }
  try {
    for (let k = 0; k < kCount; k += step) {
      const count = Math.min(step, kCount - k) * plane;
      const target = scratch.subarray(0, count);
      const piece = { ...frame, samples: frame.samples.subarray(k * plane, k * plane + count) };
      const range = writeFrame(piece, common.encoding, target, common.padding, common.clip);
      writeAll(fd, common.levelPath, target, (kStart + k) * plane * 2);
      written = {
        min: Math.min(written.min, range.min),
        max: Math.max(written.max, range.max),
        padded: written.padded + range.padded,
        clipped: written.clipped + range.clipped,
      };
    }
    return written;
  } finally {
    closeSync(fd);
  }
};
