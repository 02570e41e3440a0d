import { StationError } from "../../../contract/station-error.ts";
import type { CodedImage, ExpectedImage } from "../../codecs/coded-image.ts";
import { decodeJpeg } from "../../codecs/decode-jpeg.ts";
import { requireJpeg2000Shape } from "../../codecs/jpeg-2000-size.ts";
import { decodeRle } from "../../codecs/rle.ts";
import { decodeHtj2k, decodeJpeg2000 } from "../../codecs/wasm-codecs.ts";
import type { DecodedFrame } from "../format.ts";
import type { DicomCoding } from "./coding.ts";
import { storedToSamples } from "./native-samples.ts";
import type { PixelCodec } from "./transfer-syntax.ts";

const decodeWith = async (codec: PixelCodec, bytes: Uint8Array, expected: ExpectedImage): Promise<CodedImage> => {
  switch (codec) {
    case "rle":
      return decodeRle(bytes, expected);
    case "jpeg-baseline":
    case "jpeg-extended":
    case "jpeg-lossless":
    case "jpeg-ls":
      return await decodeJpeg(bytes, expected);
    case "jpeg-2000":
      requireJpeg2000Shape(bytes, expected);
      return await decodeJpeg2000(bytes, expected);
    case "ht-j2k":
      requireJpeg2000Shape(bytes, expected);
      return await decodeHtj2k(bytes, expected);
    case "native":
      throw new StationError("internal", "native samples need no codec");
  }
};

/** The same bits read with the sign that the file's header gives them. */
const withSign = (samples: CodedImage["samples"], signed: boolean): Parameters<typeof storedToSamples>[0] => {
  if (!signed) return samples;
  const { buffer, byteOffset, length } = samples;
  if (samples.BYTES_PER_ELEMENT === 1) return new Int8Array(buffer, byteOffset, length);
  return samples.BYTES_PER_ELEMENT === 2
    ? new Int16Array(buffer, byteOffset, length)
    : new Int32Array(buffer, byteOffset, length);
};

/**
 * Decompresses one frame. The header says what the bits mean, but the code stream how many there are: a stream of fewer
 * bits than the header stores has its sign at its own top bit.
 */
export const decompress = async (codec: PixelCodec, bytes: Uint8Array, coding: DicomCoding): Promise<DecodedFrame["samples"]> => {
  const { colour } = coding;
  const expected: ExpectedImage = colour?.samples === 3 ? { ...coding, columns: coding.columns / 3, components: 3 } : coding;
  const coded = await decodeWith(codec, bytes, expected);
  const fewer = coded.precision < coding.bitsStored;
  const bits = fewer ? { bitsStored: coded.precision, highBit: coded.precision - 1 } : {};
  return storedToSamples(withSign(coded.samples, coding.signed), { ...coding, ...bits });
};
