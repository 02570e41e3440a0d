import { describe, expect, test } from "vitest";
import { element } from "../../../../fixtures/generate/dicom-writer.ts";
import { BAG, BAG_COLOURS, bag, bagColours, bagCounts } from "../../../../fixtures/generate/pictures.ts";
import { CAPTURE_CLASS, colourElements, DICOS_DX_CLASS, projectionFile } from "../../../../fixtures/generate/projections.ts";
import { ATTENUATION_ENCODING } from "../../../contract/radiograph.ts";
import type { MadeView } from "../../radiograph/made-view.ts";
import type { ReadRadiograph } from "../read-in-thread.ts";
import { toColours } from "./decode-colour.ts";
import type { ColourCoding } from "./projection.ts";
import { openFiles } from "./testing/open-files.ts";

const ORGANIC = 24 * BAG.width + 20;
const METAL = 33 * BAG.width + 48;
const attenuationAt = (view: MadeView | undefined, n: number): number =>
  (view?.attenuation[n] ?? 0) * ATTENUATION_ENCODING.slope + ATTENUATION_ENCODING.intercept;

const open = async (...files: readonly Uint8Array[]): Promise<ReadRadiograph> => {
  const { radiographs, refused } = await openFiles(files.map((bytes, n) => [`s/${n}.dcm`, bytes] as const));
  expect(refused.map(({ error }) => error.message)).toEqual([]);
  const [first] = radiographs;
  if (!first || radiographs.length !== 1) throw new Error(`${radiographs.length} radiographs`);
  return first;
};

const high = bagCounts(1, 50_000);
const capture = { sopClass: CAPTURE_CLASS, modality: "OT" };

describe("DX", () => {
  test("linear counts: attenuation by hand, pixel size across and down, and no doubt about the scale", async () => {
    const { plan, views } = await open(projectionFile(high));
    expect(attenuationAt(views[0], ORGANIC)).toBeCloseTo(0.431, 3);
    expect(plan.views[0]?.pixelMm).toEqual([2, 1.5]);
    expect(views[0]?.notes.map(({ note }) => note)).toEqual(["air-level-assumed"]);
  });

  test("logarithmic counts that rise with what is held back", async () => {
    const log = bag((part) => (part === "air" ? 0 : part === "metal" ? 2000 : 1000));
    const said = [
      element(0x00281040, "CS", "LOG"),
      element(0x00281041, "SS", [-1]),
      element(0x00280101, "US", [12]),
      element(0x00280102, "US", [11]),
    ];
    const { views } = await open(projectionFile(log, { extra: said }));
    // the end of twelve bits, 4095, is taken for an attenuation of 12 · ln 2
    expect(attenuationAt(views[0], METAL)).toBeCloseTo((2000 / 4095) * 12 * Math.LN2, 2);
    expect(views[0]?.origin).toBe("single-energy");
  });

  test("a low and a high energy of one DICOS scan are one view", async () => {
    const dicos = { sopClass: DICOS_DX_CLASS, modality: "DX" };
    const { views } = await open(
      projectionFile(high, { ...dicos, imageType: "ORIGINAL\\PRIMARY\\VOLUME\\HIGH_ENERGY", instance: 2 }),
      projectionFile(bagCounts(0, 60_000), { ...dicos, imageType: "ORIGINAL\\PRIMARY\\VOLUME\\LOW_ENERGY" }),
    );
    expect(views.map(({ origin }) => origin)).toEqual(["dual-energy"]);
  });

  test("frames are views, or pairs of energies where the file counts two", async () => {
    const frames = [element(0x00280008, "IS", "2")];
    const both = [...bagCounts(0, 60_000), ...high];
    expect((await open(projectionFile(both, { extra: frames }))).views.map(({ origin }) => origin)).toEqual([
      "single-energy",
      "single-energy",
    ]);
    const paired = await open(projectionFile(both, { extra: [...frames, element(0x61000032, "US", [2])] }));
    expect(paired.views.map(({ origin }) => origin)).toEqual(["dual-energy"]);
  });
});

describe("secondary capture in colour", () => {
  const expected = -Math.log(0.6);
  test.each([
    ["interleaved", colourElements("RGB", 3), bagColours()],
    ["in planes", colourElements("RGB", 3, 1), [0, 1, 2].flatMap((s) => bag((part) => BAG_COLOURS[part][s] ?? 0))],
  ])("%s", async (_name, extra, values) => {
    const pixels = element(0x7fe00010, "OB", Uint8Array.from(values));
    const { views } = await open(projectionFile([], { ...capture, extra, pixels }));
    expect(views[0]?.origin).toBe("colour-picture");
    expect(attenuationAt(views[0], ORGANIC)).toBeCloseTo(expected, 2);
  });

  test("by a palette of four colours from index 10 on", async () => {
    const parts = ["air", "organic", "mixed", "metal"] as const;
    const table = (s: 0 | 1 | 2): Uint8Array => Uint8Array.from(parts.flatMap((part) => [0, BAG_COLOURS[part][s]]));
    const extra = [
      ...colourElements("PALETTE COLOR", 1),
      ...[0x00281101, 0x00281102, 0x00281103].map((tag) => element(tag, "US", [4, 10, 16])),
      element(0x00281201, "OW", table(0)),
      element(0x00281202, "OW", table(1)),
      element(0x00281203, "OW", table(2)),
    ];
    const pixels = element(0x7fe00010, "OB", Uint8Array.from(bag((part) => 10 + parts.indexOf(part))));
    const { views } = await open(projectionFile([], { ...capture, extra, pixels }));
    expect(attenuationAt(views[0], ORGANIC)).toBeCloseTo(expected, 2);
  });

  test("YBR by hand: Y 81, Cb 90, Cr 240 is the red of (238, 14, 14)", () => {
    const full: ColourCoding = { photometric: "ybr", samples: 3, planar: false, palette: null };
    expect([...toColours(Uint8Array.of(81, 90, 240), full, false)]).toEqual([238, 14, 14]);
    const halved: ColourCoding = { ...full, photometric: "ybr-422", samples: 2 };
    expect([...toColours(Uint8Array.of(81, 81, 90, 240), halved, false)]).toEqual([238, 14, 14, 238, 14, 14]);
  });
});

const codes = async (bytes: Uint8Array) => (await openFiles([["s/a.dcm", bytes]])).refused.map(({ error }) => error.code);

test("what is no X-ray machine's picture stays refused", async () => {
  expect(await codes(projectionFile(high, { ...capture, modality: "NM" }))).toEqual(["format.not-ct"]);
  const many = [element(0x00280008, "IS", "9")];
  expect(await codes(projectionFile(Array.from({ length: 9 }, () => high).flat(), { extra: many }))).toEqual([
    "format.unsupported",
  ]);
  expect(await codes(projectionFile(high, { extra: [element(0x00280004, "CS", "HSV")] }))).toEqual(["format.unsupported"]);
});
