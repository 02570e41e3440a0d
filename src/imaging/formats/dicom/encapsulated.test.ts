import { describe, expect, test } from "vitest";
import { encodeLossless } from "../../codecs/testing/encode-lossless.ts";
import { encodeRle } from "../../codecs/testing/encode-rle.ts";
import { buildCt, COLUMNS, ramp, ROWS } from "./testing/build-ct.ts";
import { fragmentsElement, type Value } from "./testing/build-dicom.ts";
import { openOne, refusalOf, valuesOf } from "./testing/open-files.ts";

type Change = readonly [vr: string, value: Value] | null;
const RLE = "1.2.840.10008.1.2.5";
const LOSSLESS = "1.2.840.10008.1.2.4.70";
const PIXELS = 0x7fe00010;

const even = (bytes: Uint8Array): Uint8Array => (bytes.length % 2 === 0 ? bytes : Uint8Array.from([...bytes, 0]));

/** A frame whose samples are `first`, `first + 1` …, as lossless JPEG of 16 bits. */
const jpeg = (first: number): Uint8Array =>
  even(
    encodeLossless(
      Uint16Array.from({ length: COLUMNS * ROWS }, (_, i) => (first + i) & 0xffff),
      COLUMNS,
      ROWS,
      { precision: 16, predictor: 1 },
    ),
  );

const frames = (count: number): ReadonlyMap<number, Change> => new Map([[0x00280008, ["IS", String(count)]]]);

const open = async (
  syntaxUid: string,
  count: number,
  table: readonly number[],
  fragments: readonly Uint8Array[],
): Promise<readonly number[]> => {
  const pixelElement = fragmentsElement(PIXELS, "OW", table, fragments);
  const values = valuesOf(await openOne(buildCt({ syntaxUid, pixelElement, set: frames(count) })));
  return values.filter((_, i) => i % (COLUMNS * ROWS) === 0);
};

/** Cuts at an even byte. */
const cut = (bytes: Uint8Array): readonly Uint8Array[] => {
  const at = (bytes.length >> 2) << 1;
  return [bytes.subarray(0, at), bytes.subarray(at)];
};

describe("encapsulated pixel data", () => {
  test("RLE, one fragment per frame, with negative values", async () => {
    expect(
      await open(
        RLE,
        3,
        [],
        [-50, 7, 1000].map((first) => encodeRle(ramp(first), 2)),
      ),
    ).toEqual([-50, 7, 1000]);
  });

  test("one frame over several fragments", async () => {
    expect(await open(LOSSLESS, 1, [], cut(jpeg(-9)))).toEqual([-9]);
    expect(await open(RLE, 1, [0], cut(encodeRle(ramp(5), 2)))).toEqual([5]);
  });

  test("several frames over several fragments, by offset table", async () => {
    const parts = [jpeg(1), jpeg(2)].map(cut);
    const second = (parts[0] ?? []).reduce((sum, part) => sum + 8 + part.length, 0);
    expect(await open(LOSSLESS, 2, [0, second], parts.flat())).toEqual([1, 2]);
  });

  test("several frames over several fragments without a table, by their first bytes", async () => {
    expect(await open(LOSSLESS, 3, [], [jpeg(1), jpeg(2), jpeg(3)].flatMap(cut))).toEqual([1, 2, 3]);
  });

  test("a table that is wrong is not believed where fragments are enough", async () => {
    expect(await open(LOSSLESS, 2, [0, 99999], [jpeg(1), jpeg(2)])).toEqual([1, 2]);
  });

  test.each([
    ["fewer fragments than frames", 3, [jpeg(1), jpeg(2)], "format.lying-header"],
    ["no fragment", 1, [], "format.truncated"],
    [
      "an image of another size",
      1,
      [encodeLossless(new Uint16Array(9), 3, 3, { precision: 16, predictor: 1 })],
      "format.lying-header",
    ],
    ["rubbish", 1, [new Uint8Array(64).fill(77)], "format.corrupt"],
  ] as const)("%s is refused", async (_name, count, fragments, code) => {
    const pixelElement = fragmentsElement(PIXELS, "OB", [], fragments.map(even));
    expect(await refusalOf(buildCt({ syntaxUid: LOSSLESS, pixelElement, set: frames(count) }))).toBe(code);
  });

  test("a missing end of the fragments loses nothing, a missing part of one does", async () => {
    const whole = buildCt({ syntaxUid: LOSSLESS, pixelElement: fragmentsElement(PIXELS, "OW", [], [jpeg(4)]) });
    expect(valuesOf(await openOne(whole.subarray(0, whole.length - 8)))[0]).toBe(4);
    expect(await refusalOf(whole.subarray(0, whole.length - 12))).toBe("format.truncated");
  });

  test("fewer bits in the stream than in the header: the sign is at the stream's top", async () => {
    const samples = Uint16Array.from({ length: COLUMNS * ROWS }, (_, i) => (i - 5) & 0x1fff);
    const bytes = even(encodeLossless(samples, COLUMNS, ROWS, { precision: 13, predictor: 1 }));
    const volume = await openOne(buildCt({ syntaxUid: LOSSLESS, pixelElement: fragmentsElement(PIXELS, "OW", [], [bytes]) }));
    expect(valuesOf(volume).slice(0, 7)).toEqual([-5, -4, -3, -2, -1, 0, 1]);
  });
});
