import { StationError } from "../../contract/station-error.ts";
import { requireShape, type CodedImage, type ExpectedImage } from "./coded-image.ts";
import { decodeJpegDct } from "./jpeg/dct.ts";
import { decodeJpegLossless } from "./jpeg/lossless.ts";
import { peekFrame } from "./jpeg/segments.ts";
import { decodeJpeg8, decodeJpegLs } from "./wasm-codecs.ts";

const LOSSLESS = 0xc3;
const JPEG_LS = 0xf7;
const DCT = new Set([0xc0, 0xc1, 0xc2]);

/**
 * Decodes any image of the JPEG family (T.81, JPEG-LS) by what its own frame header says, since transfer syntaxes are
 * often wrong about the process. Checks size, components and depth against `expected` first.
 */
export const decodeJpeg = async (bytes: Uint8Array, expected: ExpectedImage): Promise<CodedImage> => {
  const frame = peekFrame(bytes);
  requireShape({ ...frame, components: frame.components.length }, expected);
  if (frame.marker === JPEG_LS) return await decodeJpegLs(bytes, expected);
  // our own decoders are of grey images
  if (frame.components.length !== 1 && (frame.precision !== 8 || frame.marker === LOSSLESS))
    throw new StationError("format.unsupported", `colour in ${frame.precision} bits by JPEG process SOF${frame.marker - 0xc0}`);
  if (frame.marker === LOSSLESS) return decodeJpegLossless(bytes, expected);
  if (!DCT.has(frame.marker)) throw new StationError("format.unsupported", `JPEG process SOF${frame.marker - 0xc0}`);
  return frame.precision === 8 ? await decodeJpeg8(bytes, expected) : decodeJpegDct(bytes, expected);
};
