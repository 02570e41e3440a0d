/** Samples of a headerless file as a picture. */
import { StationError } from "../../../contract/station-error.ts";
import type { ByteSource, DecodedFrame } from "../format.ts";
import { checkPictureSize } from "../pictures/limits.ts";
import { checkBytes } from "../voxels/limits.ts";
import { SAMPLE_BYTES, samplesOf } from "../voxels/sample-type.ts";
import type { DescribedPlane } from "./sidecar.ts";

export type RawLayout = NonNullable<DescribedPlane["raw"]> & { readonly samples: 1 | 3 };

/** Bytes from the first sample of the plane to its last. */
const extentOf = ({ width, height, type, step, samples }: RawLayout): number =>
  ((width * height * samples - 1) * step + 1) * SAMPLE_BYTES[type];

/** Throws before any memory is taken. */
export const checkRaw = (source: ByteSource, layout: RawLayout): void => {
  checkPictureSize(source.name, layout.width, layout.height);
  checkBytes(source.name, layout.offset + extentOf(layout), source.size, false);
};

/** Row by row, whatever the order in the file. */
export const decodeRaw = (source: ByteSource, layout: RawLayout): DecodedFrame => {
  const { width, height, type, byteOrder, offset, lines, step, samples: perPixel } = layout;
  const bytes = source.read(offset, extentOf(layout));
  if (bytes.length < extentOf(layout)) throw new StationError("format.truncated", `${source.name}: ${bytes.length} bytes`);
  const all = samplesOf(bytes, type, byteOrder === "little");
  if (step === 1 && lines === "rows") return { samples: all, slope: 1, intercept: 0 };
  const samples = all.slice(0, width * height * perPixel);
  for (let y = 0, to = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = (lines === "rows" ? y * width + x : x * height + y) * perPixel;
      for (let s = 0; s < perPixel; s += 1, to += 1) samples[to] = all[(from + s) * step] ?? 0;
    }
  }
  return { samples, slope: 1, intercept: 0 };
};
