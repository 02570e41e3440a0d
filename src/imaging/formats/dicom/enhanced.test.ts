import { describe, expect, test } from "vitest";
import { buildCt, ramp } from "./testing/build-ct.ts";
import { concatBytes, type BuiltElement, type Value } from "./testing/build-dicom.ts";
import { noteNames, openOne, refusalOf, valuesOf } from "./testing/open-files.ts";

type Change = readonly [vr: string, value: Value] | null;

const place = (z: number): BuiltElement => [0x00209113, "SQ", [[[0x00200032, "DS", `-1\\-2\\${z}`]]]];
const direction: BuiltElement = [0x00209116, "SQ", [[[0x00200037, "DS", "1\\0\\0\\0\\1\\0"]]]];
const measures: BuiltElement = [
  0x00289110,
  "SQ",
  [
    [
      [0x00180050, "DS", "3"],
      [0x00280030, "DS", "0.4\\0.6"],
    ],
  ],
];
const values = (slope: string, intercept: string): BuiltElement => [
  0x00289145,
  "SQ",
  [
    [
      [0x00281052, "DS", intercept],
      [0x00281053, "DS", slope],
      [0x00281054, "LO", "HU"],
    ],
  ],
];

const enhanced = (count: number, shared: readonly BuiltElement[], frames: readonly (readonly BuiltElement[])[]): Uint8Array =>
  buildCt({
    pixels: concatBytes(Array.from({ length: count }, (_, n) => ramp(100 * n))),
    set: new Map<number, Change>([
      [0x00080016, ["UI", "1.2.840.10008.5.1.4.1.1.2.1"]],
      [0x00280008, ["IS", String(count)]],
      [0x00200032, null],
      [0x00200037, null],
      [0x00280030, null],
      [0x00180050, null],
      [0x00281052, null],
      [0x00281053, null],
      [0x52009229, ["SQ", [shared]]],
      [0x52009230, ["SQ", frames]],
    ]),
  });

const firsts = (all: readonly number[]): readonly number[] => all.filter((_, i) => i % 12 === 0);

describe("enhanced multi-frame CT", () => {
  test("takes geometry from functional groups and sorts frames by position", async () => {
    const volume = await openOne(enhanced(3, [direction, measures, values("1", "0")], [[place(6)], [place(0)], [place(3)]]));
    expect(volume.plan.geometry).toEqual({
      dims: [4, 3, 3],
      spacingMm: [0.6, 0.4, 3],
      originMm: [-1, -2, 0],
      direction: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
      space: "lps",
    });
    expect(firsts(valuesOf(volume))).toEqual([100, 200, 0]);
    expect(volume.plan.channels[0]?.units).toBe("HU");
  });

  test("rescales each frame by its own numbers", async () => {
    const volume = await openOne(
      enhanced(
        2,
        [direction, measures],
        [
          [place(0), values("1", "-1000")],
          [place(3), values("2", "-500")],
        ],
      ),
    );
    expect(volume.plan.channels[0]?.encoding).toBeNull();
    expect(firsts(valuesOf(volume)).map((v) => Math.round(v))).toEqual([-1000, -300]);
  });

  test("one position for all frames: the others follow along the normal", async () => {
    const volume = await openOne(enhanced(3, [direction, measures, place(10)], [[], [], []]));
    expect(volume.plan.geometry.originMm).toEqual([-1, -2, 10]);
    expect(volume.plan.geometry.spacingMm[2]).toBeCloseTo(3, 9);
    expect(firsts(valuesOf(volume))).toEqual([0, 100, 200]);
    expect(noteNames(volume)).toEqual([]);
  });

  test("positions for some frames only are refused", async () => {
    expect(await refusalOf(enhanced(3, [direction, measures], [[place(0)], [place(3)], []]))).toBe("geometry.invalid");
  });
});
