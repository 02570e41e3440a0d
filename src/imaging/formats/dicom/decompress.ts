import { StationError } from "../../../contract/station-error.ts";
import type { DecodedFrame } from "../format.ts";
import type { DicomCoding } from "./coding.ts";
import type { PixelCodec } from "./transfer-syntax.ts";

/** Decompresses one frame with the codec of its transfer syntax. */
export const decompress = async (codec: PixelCodec, _bytes: Uint8Array, _coding: DicomCoding): Promise<DecodedFrame["samples"]> => {
  throw new StationError("format.unsupported", `compressed pixels (${codec})`);
};
