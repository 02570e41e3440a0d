import type { FrameBytes, PixelLayout } from "./header.ts";
import type { ColourCoding } from "./projection.ts";

/** Where one frame's bytes lie. */
export type FramePlace =
  /** Bytes, and bits into the first one (0 unless samples are packed). */
  | { readonly at: "native"; readonly offset: number; readonly bitOffset: number }
  | { readonly at: "fragments"; readonly bytes: FrameBytes }
  /** All frames of a plan at once, because the stream has to be unpacked from its start: their numbers in the file, in k order. */
  | { readonly at: "deflated"; readonly start: number; readonly offset: number; readonly frames: readonly number[] };

/** All that decode needs besides the file. */
export type DicomCoding = Omit<PixelLayout, "pixels" | "frameCount"> & {
  readonly slope: number;
  readonly intercept: number;
  readonly place: FramePlace;
  /** How the samples make colours; absent: they are grey. */
  readonly colour?: ColourCoding;
};
