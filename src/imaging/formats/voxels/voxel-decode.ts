/** Reads the voxels of one frame, packed or not, into memory of exactly the frame's size. */
import type { Geometry } from "../../../contract/scan.ts";
import { StationError } from "../../../contract/station-error.ts";
import type { ByteSource, DecodedFrame, FramePlan } from "../format.ts";
import { type Inflater, openInflater } from "./inflate.ts";
import { SAMPLE_BYTES, samplesOf } from "./sample-type.ts";
import type { VoxelCoding } from "./voxel-header.ts";

/** A stream half unpacked: the next frame of the same file goes on from here instead of from the beginning. */
type Cursor = { readonly inflater: Inflater; readonly offset: number; readonly position: number };
const cursors = new WeakMap<ByteSource, Cursor>();

const unpack = (coding: VoxelCoding, source: ByteSource, target: Uint8Array): void => {
  const held = cursors.get(source);
  // Taken out while in use, so that no second frame can move it and a failure leaves nothing behind.
  cursors.delete(source);
  const fits = held !== undefined && held.offset === coding.offset && held.position <= coding.before;
  const wrapper = coding.compression === "zlib" ? "zlib" : "gzip";
  const inflater = fits ? held.inflater : openInflater(source, coding.offset, coding.bytes, wrapper);
  const toSkip = coding.before - (fits ? held.position : 0);
  const got = inflater.skip(toSkip);
  const filled = got === toSkip ? inflater.read(target) : 0;
  if (filled !== target.length) {
    throw new StationError("format.truncated", `${source.name}: the packed data end ${target.length - filled} bytes early`);
  }
  if (coding.last) inflater.finish();
  else cursors.set(source, { inflater, offset: coding.offset, position: coding.before + target.length });
};

/** `decode` of every format whose coding is `VoxelCoding`. */
export const decodeVoxels = (frame: FramePlan<VoxelCoding>, source: ByteSource, dims: Geometry["dims"]): DecodedFrame => {
  const { coding } = frame;
  const length = dims[0] * dims[1] * frame.kCount * SAMPLE_BYTES[coding.type];
  let bytes: Uint8Array;
  if (coding.compression === "none") {
    const read = source.read(coding.offset + coding.before, length);
    if (read.length !== length)
      throw new StationError("format.truncated", `${source.name}: ${read.length} of ${length} bytes of voxels`);
    bytes = read;
  } else {
    bytes = new Uint8Array(length);
    unpack(coding, source, bytes);
  }
  return { samples: samplesOf(bytes, coding.type, coding.littleEndian), slope: coding.slope, intercept: coding.intercept };
};
