import createOpenJph from "@cornerstonejs/codec-openjph/wasmjs";
import { describe, expect, test } from "vitest";
import { StationError } from "../../contract/station-error.ts";
import { decodeJpeg } from "./decode-jpeg.ts";
import { requireJpeg2000Shape } from "./jpeg-2000-size.ts";
import { decodeJpegLossless } from "./jpeg/lossless.ts";
import { decodeRle } from "./rle.ts";
import { encodeLossless } from "./testing/encode-lossless.ts";
import { encodeRle } from "./testing/encode-rle.ts";
import { silent } from "./wasm-codec.ts";
import { decodeHtj2k, decodeJpeg2000, decodeJpegLs } from "./wasm-codecs.ts";

const COLUMNS = 23;
const ROWS = 17;
const EXPECTED = { columns: COLUMNS, rows: ROWS, bitsAllocated: 16 };

/** Smooth parts, edges and extremes, from a fixed generator. */
const picture = (precision: number): Uint16Array => {
  let state = 7;
  return Uint16Array.from({ length: COLUMNS * ROWS }, (_, i) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    const smooth = (i * 37) & (2 ** precision - 1);
    return i % 5 === 0 ? state & (2 ** precision - 1) : smooth;
  });
};

const codeOf = async (run: () => unknown): Promise<string> => {
  try {
    await run();
  } catch (thrown) {
    if (thrown instanceof StationError) return thrown.code;
    throw thrown;
  }
  return "none";
};

describe("lossless JPEG", () => {
  test.each([1, 2, 3, 4, 5, 6, 7])("predictor %i, 12 and 16 bit", (predictor) => {
    for (const precision of [12, 16]) {
      const samples = picture(precision);
      const coded = decodeJpegLossless(encodeLossless(samples, COLUMNS, ROWS, { precision, predictor }), EXPECTED);
      expect(coded.precision).toBe(precision);
      expect(coded.samples).toEqual(samples);
    }
  });

  test("restart intervals and point transform", () => {
    const samples = picture(12).map((v) => v & ~3);
    const bytes = encodeLossless(samples, COLUMNS, ROWS, { precision: 12, predictor: 4, low: 2, restartRows: 3 });
    expect(decodeJpegLossless(bytes, EXPECTED).samples).toEqual(samples);
  });

  test("data that ends early is truncated, a size that differs a lie", async () => {
    const bytes = encodeLossless(picture(16), COLUMNS, ROWS, { precision: 16, predictor: 1 });
    expect(await codeOf(() => decodeJpegLossless(bytes.subarray(0, bytes.length >> 1), EXPECTED))).toBe("format.truncated");
    expect(await codeOf(() => decodeJpegLossless(bytes, { ...EXPECTED, rows: ROWS + 1 }))).toBe("format.lying-header");
  });

  test("damage ends in a code", async () => {
    const whole = encodeLossless(picture(12), COLUMNS, ROWS, { precision: 12, predictor: 6 });
    for (let at = 0; at < whole.length; at += 1) {
      const bytes = whole.slice();
      bytes[at] = 255 - (bytes[at] ?? 0);
      await codeOf(() => decodeJpeg(bytes, EXPECTED));
    }
  });
});

describe("RLE", () => {
  test.each([
    [8, 1],
    [16, 2],
    [32, 4],
  ])("%i bits", (bitsAllocated, width) => {
    const bytes = Uint8Array.from({ length: COLUMNS * ROWS * width }, (_, i) => (i % 7 < 3 ? 9 : i & 255));
    const coded = decodeRle(encodeRle(bytes, width), { ...EXPECTED, bitsAllocated });
    expect(new Uint8Array(coded.samples.buffer, coded.samples.byteOffset, coded.samples.byteLength)).toEqual(bytes);
  });

  test("every cut and a wrong number of segments are refused", async () => {
    const bytes = encodeRle(new Uint8Array(picture(16).buffer), 2);
    for (let length = 0; length < bytes.length - 1; length += 11) {
      expect(await codeOf(() => decodeRle(bytes.subarray(0, length), EXPECTED))).toMatch(
        /format\.(truncated|corrupt|lying-header)/,
      );
    }
    expect(await codeOf(() => decodeRle(bytes, { ...EXPECTED, bitsAllocated: 8 }))).toBe("format.corrupt");
  });
});

describe("WebAssembly codecs", () => {
  test("HTJ2K gives back what was encoded", async () => {
    const build = await createOpenJph(silent());
    const encoder = new build.HTJ2KEncoder();
    const samples = picture(16);
    const info = {
      width: COLUMNS,
      height: ROWS,
      bitsPerSample: 16,
      componentCount: 1,
      isSigned: false,
      isUsingColorTransform: false,
    };
    encoder.getDecodedBuffer(info).set(new Uint8Array(samples.buffer));
    encoder.setQuality(true, 0);
    encoder.encode();
    const bytes = encoder.getEncodedBuffer().slice();
    encoder.delete();
    requireJpeg2000Shape(bytes, EXPECTED);
    const coded = await decodeHtj2k(bytes, EXPECTED);
    expect([...coded.samples]).toEqual([...samples]);
    expect(await codeOf(() => requireJpeg2000Shape(bytes, { ...EXPECTED, columns: 22 }))).toBe("format.lying-header");
    expect(await codeOf(() => decodeHtj2k(bytes.subarray(0, 40), EXPECTED))).toMatch(/format\./);
  });

  test("rubbish is corrupt, and the codec lives on", async () => {
    const rubbish = Uint8Array.from({ length: 500 }, (_, i) => (i * 31) & 255);
    for (const decode of [decodeHtj2k, decodeJpeg2000, decodeJpegLs]) {
      for (let round = 0; round < 3; round += 1)
        expect(await codeOf(async () => await decode(rubbish, EXPECTED))).toMatch(/format\./);
    }
  });
});
