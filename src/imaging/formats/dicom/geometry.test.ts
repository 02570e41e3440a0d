import { describe, expect, test } from "vitest";
import { buildCt, COLUMNS, ramp, ROWS } from "./testing/build-ct.ts";
import { noteNames, openFiles, openOne, refusalOf, valuesOf } from "./testing/open-files.ts";
import type { Value } from "./testing/build-dicom.ts";

type Change = readonly [vr: string, value: Value] | null;
const set = (...changes: readonly (readonly [number, Change])[]): ReadonlyMap<number, Change> => new Map(changes);

/** Slices at the given places along z; each is filled with a ramp from 100 times its number. */
const slicesAt = (places: readonly number[]): Uint8Array[] =>
  places.map((z, n) => buildCt({ z, instance: n + 1, pixels: ramp(100 * n) }));

const sagittal = (x: number, n: number): Uint8Array =>
  buildCt({
    instance: n,
    pixels: ramp(100 * n),
    set: set([0x00200037, ["DS", "0\\1\\0\\0\\0\\-1"]], [0x00200032, ["DS", `${x}\\-10\\20`]]),
  });

const pass = (number: number): Uint8Array[] =>
  [0, 2, 4].map((z, n) =>
    buildCt({ z, instance: n, pixels: ramp(1000 * number), set: set([0x00200012, ["IS", String(number)]]) }),
  );

const firstOfSlices = (values: readonly number[]): readonly number[] => values.filter((_, i) => i % (COLUMNS * ROWS) === 0);

describe("geometry of a series", () => {
  test("is taken from positions, whatever the order and the names of the files", async () => {
    const volume = await openOne(...slicesAt([4, 0, 6, 2]));
    expect(firstOfSlices(valuesOf(volume))).toEqual([100, 300, 0, 200]);
    expect(volume.plan.geometry).toEqual({
      dims: [COLUMNS, ROWS, 4],
      spacingMm: [0.75, 0.5, 2],
      originMm: [0, 0, 0],
      direction: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
      space: "lps",
    });
    expect(noteNames(volume)).toEqual([]);
  });

  test("ascends along rows × columns in sagittal scans too", async () => {
    const volume = await openOne(sagittal(5, 1), sagittal(7, 2), sagittal(9, 3));
    // The normal is (−1, 0, 0): the largest x comes first.
    expect(firstOfSlices(valuesOf(volume))).toEqual([300, 200, 100]);
    expect(volume.plan.geometry.originMm).toEqual([9, -10, 20]);
    expect(volume.plan.geometry.direction[2]).toEqual([-1, 0, 0]);
  });

  test("keeps series apart, and planes and sizes within a series", async () => {
    const other = set([0x0020000e, ["UI", "1.2.3.5"]]);
    const plane = set([0x00200037, ["DS", "0\\1\\0\\0\\0\\-1"]]);
    const { volumes } = await openFiles([
      ...slicesAt([0, 2]).map((bytes, i) => [`a/${i}`, bytes] as const),
      ["a/x", buildCt({ set: other })],
      ["a/y", buildCt({ set: plane })],
    ]);
    expect(volumes.map((volume) => volume.plan.geometry.dims[2])).toEqual([2, 1, 1]);
  });

  test("two acquisitions of one series at the same places are two scans", async () => {
    const { volumes } = await openFiles([...pass(1), ...pass(2)].map((bytes, i) => [`a/${i}`, bytes] as const));
    expect(volumes.map((volume) => [volume.plan.geometry.dims[2], valuesOf(volume)[0]])).toEqual([
      [3, 1000],
      [3, 2000],
    ]);
  });

  test("duplicate slices are left out and said", async () => {
    const volume = await openOne(...slicesAt([0, 2, 2, 4]));
    expect(firstOfSlices(valuesOf(volume))).toEqual([0, 100, 300]);
    expect(noteNames(volume)).toEqual(["duplicate-slices"]);
  });

  test("a missing slice is stood in for by its neighbour, at the right place", async () => {
    const volume = await openOne(...slicesAt([0, 2, 4, 8, 10, 12]));
    expect(firstOfSlices(valuesOf(volume))).toEqual([0, 100, 200, 300, 300, 400, 500]);
    expect(volume.plan.geometry.spacingMm[2]).toBeCloseTo(2, 9);
    expect(noteNames(volume)).toEqual(["missing-slices"]);
  });

  test("a scan of which most slices are missing is refused", async () => {
    const { refused } = await openFiles(slicesAt([0, 2, 4, 60]).map((bytes, i) => [`a/${i}`, bytes] as const));
    expect(refused.map((refusal) => refusal.error.code)).toEqual(Array.from({ length: 4 }, () => "geometry.incomplete"));
  });

  test("uneven distances are said and the mean is taken", async () => {
    const volume = await openOne(...slicesAt([0, 2, 4.6, 6.2, 8]));
    expect(volume.plan.geometry.spacingMm[2]).toBeCloseTo(2, 9);
    expect(noteNames(volume)).toEqual(["uneven-spacing"]);
  });

  test("gantry tilt shows in positions that shift sideways", async () => {
    const tilted = [0, 1, 2].map((n) => buildCt({ instance: n, set: set([0x00200032, ["DS", `0\\${n}\\${2 * n}`]]) }));
    const volume = await openOne(...tilted);
    expect(volume.plan.notes).toEqual([
      expect.objectContaining({ note: "gantry-tilt", detail: expect.stringContaining("26.6") }),
    ]);
  });

  test("slices without any position follow their numbers, with what was assumed said", async () => {
    const nowhere = set([0x00200032, null], [0x00200037, null], [0x00180050, null]);
    const volume = await openOne(...[3, 1, 2].map((n) => buildCt({ instance: n, pixels: ramp(n), set: nowhere })));
    expect(firstOfSlices(valuesOf(volume))).toEqual([1, 2, 3]);
    expect(volume.plan.geometry.space).toBe("unknown");
    expect(noteNames(volume)).toEqual(["assumed-orientation", "assumed-spacing"]);
  });

  test("missing pixel spacing is assumed and said", async () => {
    const volume = await openOne(buildCt({ set: set([0x00280030, null]) }));
    expect(volume.plan.geometry.spacingMm).toEqual([1, 1, 2]);
    expect(noteNames(volume)).toEqual(["assumed-spacing"]);
  });

  test.each([
    ["zero pixel spacing", 0x00280030, "0\\0"],
    ["negative pixel spacing", 0x00280030, "-1\\1"],
    ["pixel spacing that is no number", 0x00280030, "abc\\1"],
    ["zero thickness of a single slice", 0x00180050, "0"],
    ["a direction of no length", 0x00200037, "0\\0\\0\\0\\0\\0"],
    ["rows along columns", 0x00200037, "1\\0\\0\\1\\0\\0"],
    ["a position that is no number", 0x00200032, "NaN\\0\\0"],
  ])("%s is refused", async (_name, tag, value) => {
    expect(await refusalOf(buildCt({ set: set([tag, ["DS", value]]) }))).toBe("geometry.invalid");
  });

  test("slices that all lie at one place are refused", async () => {
    const { refused } = await openFiles(slicesAt([0, 0, 0, 0]).map((bytes, i) => [`a/${i}`, bytes] as const));
    expect(new Set(refused.map((refusal) => refusal.error.code))).toEqual(new Set(["geometry.invalid"]));
  });

  test("numbers in scientific notation are numbers", async () => {
    const volume = await openOne(
      buildCt({ set: set([0x00280030, ["DS", "5.0e-01\\7.5E-1"]], [0x00200032, ["DS", "1e1\\-2.5e+0\\ 3 "]]) }),
    );
    expect(volume.plan.geometry.spacingMm).toEqual([0.75, 0.5, 2]);
    expect(volume.plan.geometry.originMm).toEqual([10, -2.5, 3]);
  });
});
