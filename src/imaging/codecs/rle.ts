import { StationError } from "../../contract/station-error.ts";
import { corrupt, type CodedImage, type ExpectedImage } from "./coded-image.ts";

const HEADER_BYTES = 64;

/** Unpacks one PackBits segment into every `step`-th byte of `out` from `at` on. */
const unpackSegment = (bytes: Uint8Array, out: Uint8Array, at: number, step: number, count: number): void => {
  let from = 0;
  let done = 0;
  let to = at;
  while (done < count) {
    const control = bytes[from];
    if (control === undefined) throw new StationError("format.truncated", `an RLE segment ends after ${done} of ${count} bytes`);
    from += 1;
    if (control === 128) continue;
    if (control < 128) {
      const length = Math.min(control + 1, count - done);
      if (from + length > bytes.length) throw new StationError("format.truncated", "an RLE segment ends inside a run");
      for (let i = 0; i < length; i += 1, to += step) out[to] = bytes[from + i] ?? 0;
      from += control + 1;
      done += length;
    } else {
      const length = Math.min(257 - control, count - done);
      const value = bytes[from];
      if (value === undefined) throw new StationError("format.truncated", "an RLE segment ends before its repeated byte");
      for (let i = 0; i < length; i += 1, to += step) out[to] = value;
      from += 1;
      done += length;
    }
  }
};

/** DICOM RLE (PS3.5 annex G): one segment per byte of a sample, most significant first. */
export const decodeRle = (bytes: Uint8Array, expected: ExpectedImage): CodedImage => {
  if (bytes.length < HEADER_BYTES) throw new StationError("format.truncated", "an RLE frame is shorter than its header");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const width = expected.bitsAllocated / 8;
  const segments = view.getUint32(0, true);
  const components = expected.components ?? 1;
  if (segments !== width * components)
    throw corrupt(`${segments} RLE segments for ${components} samples of ${expected.bitsAllocated} bits`);
  const pixels = expected.columns * expected.rows;
  const count = pixels * components;
  // An RLE byte pair unpacks to 128 bytes at most.
  if (count * width > bytes.length * 64)
    throw new StationError("format.lying-header", `${bytes.length} RLE bytes for ${count} samples`);
  const out = new Uint8Array(count * width);
  for (let segment = 0; segment < segments; segment += 1) {
    const start = view.getUint32(4 + 4 * segment, true);
    const next = segment + 1 < segments ? view.getUint32(8 + 4 * segment, true) : bytes.length;
    if (start < HEADER_BYTES || start > next || next > bytes.length) throw corrupt(`RLE segment from byte ${start} to ${next}`);
    // colours are interleaved again, whatever the header says of planes: their segments are always apart
    const [component, byte] = [Math.floor(segment / width), segment % width];
    unpackSegment(bytes.subarray(start, next), out, component * width + width - 1 - byte, width * components, pixels);
  }
  const samples =
    width === 1 ? out : width === 2 ? new Uint16Array(out.buffer) : width === 4 ? new Uint32Array(out.buffer) : null;
  if (samples === null) throw new StationError("format.unsupported", `RLE with ${width} bytes per sample`);
  return { samples, precision: expected.bitsAllocated };
};
