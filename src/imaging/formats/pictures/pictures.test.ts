import { describe, expect, it } from "vitest";
import {
  BAG,
  bag,
  bagColours,
  bagCounts,
  bmpFile,
  jpegFile,
  pngFile,
  pngResolution,
} from "../../../../fixtures/generate/pictures.ts";
import { tiffFile } from "../../../../fixtures/generate/tiff.ts";
import { ATTENUATION_ENCODING, MATERIAL_ENCODING, VIEW_PADDING } from "../../../contract/radiograph.ts";
import { materialClassOf } from "../../colour/material-index.ts";
import type { MadeView } from "../../radiograph/made-view.ts";
import { type ReadRadiograph, readInThread } from "../read-in-thread.ts";
import { memorySource } from "../sibling.ts";
import { namePartsOf } from "./name-parts.ts";

const { width, height } = BAG;
const AT = { air: 0, organic: 24 * width + 20, mixed: 16 * width + 48, metal: 33 * width + 48 } as const;

const read = (files: Readonly<Record<string, Uint8Array>>) =>
  readInThread(Object.entries(files).map(([name, bytes]) => memorySource(name, bytes)));

const openOne = async (files: Readonly<Record<string, Uint8Array>>): Promise<ReadRadiograph> => {
  const { volumes, radiographs, refused } = await read(files);
  expect(refused.map(({ error }) => error.message)).toEqual([]);
  expect([volumes.length, radiographs.length]).toEqual([0, 1]);
  const [first] = radiographs;
  if (!first) throw new Error("nothing opened");
  return first;
};

const viewOf = ({ views }: ReadRadiograph, n = 0): MadeView => {
  const view = views[n];
  if (!view) throw new Error(`no view ${n}`);
  return view;
};

const attenuationAt = ({ attenuation }: MadeView, n: number): number =>
  (attenuation[n] ?? 0) * ATTENUATION_ENCODING.slope + ATTENUATION_ENCODING.intercept;
const classAt = ({ material }: MadeView, n: number): string => {
  const stored = material?.[n] ?? VIEW_PADDING;
  return stored === VIEW_PADDING ? "unknown" : materialClassOf(stored * MATERIAL_ENCODING.slope);
};
const classes = (view: MadeView): readonly string[] => [AT.air, AT.organic, AT.mixed, AT.metal].map((n) => classAt(view, n));
const KNOWN = ["unknown", "organic", "mixed", "metal"];

const codes = async (bytes: Uint8Array) => (await read({ "a.jpg": bytes })).refused.map(({ error }) => error.code);
const tiff = (values: readonly number[]): Uint8Array => tiffFile([values], { type: "uint16", width, height });

const grey = { width, height, samples: 1, bits: 16 } as const;
const low = bagCounts(0, 60_000);
const high = bagCounts(1, 50_000);

describe("PNG", () => {
  it("of 16 bits keeps its counts: every filter, several chunks, a resolution of 2 mm", async () => {
    const opened = await openOne({ "bag.png": pngFile(high, grey, [pngResolution(500)]) });
    const view = viewOf(opened);
    // steel holds back 1.5118 at high energy
    expect(attenuationAt(view, AT.metal)).toBeCloseTo(1.5118, 3);
    expect(attenuationAt(view, AT.organic)).toBeCloseTo(0.431, 3);
    expect([view.origin, view.material]).toEqual(["single-energy", null]);
    expect(opened.plan.views[0]).toMatchObject({ pixelMm: [2, 2], reading: { bits: 16 } });
  });

  it("in colour is taken apart, and says so", async () => {
    const view = viewOf(await openOne({ "bag.png": pngFile(bagColours(), { width, height, samples: 3, bits: 8 }) }));
    expect(view.origin).toBe("colour-picture");
    expect(classes(view)).toEqual(KNOWN);
    // orange of lightness (246 + 60) / 2 = 153 of 255: −ln 0.6
    expect(attenuationAt(view, AT.organic)).toBeCloseTo(-Math.log(0.6), 2);
    expect(attenuationAt(view, AT.metal)).toBeCloseTo(-Math.log(0.149), 1);
    expect(view.notes.map(({ note }) => note)).toEqual(["approximated-from-colour", "air-level-assumed"]);
  });

  it("with red and blue swapped is read as it is, and doubted", async () => {
    const swapped = bagColours().map((_, n, all) => all[n - (n % 3) + (2 - (n % 3))] ?? 0);
    const view = viewOf(await openOne({ "bag.png": pngFile(swapped, { width, height, samples: 3, bits: 8 }) }));
    expect(view.notes.map(({ note }) => note)).toContain("colour-order-doubted");
  });

  it("in colours that are all grey is a grey picture", async () => {
    const values = bag((part) => (part === "air" ? [250, 250, 250] : [92, 92, 92])).flat();
    const view = viewOf(await openOne({ "bag.png": pngFile(values, { width, height, samples: 3, bits: 8 }) }));
    expect([view.origin, view.material]).toEqual(["grey-picture", null]);
    expect(attenuationAt(view, AT.organic)).toBeCloseTo(1, 2);
  });
});

describe("BMP", () => {
  it("of 24 bits is the same picture as the PNG", async () => {
    const png = viewOf(await openOne({ "bag.png": pngFile(bagColours(), { width, height, samples: 3, bits: 8 }) }));
    const bmp = viewOf(await openOne({ "bag.bmp": bmpFile(bagColours(), width, height) }));
    expect(Buffer.compare(Buffer.from(bmp.attenuation.buffer), Buffer.from(png.attenuation.buffer))).toBe(0);
    expect(classes(bmp)).toEqual(KNOWN);
  });
});

describe("JPEG", () => {
  it("in colour comes near to the picture it was made from", async () => {
    const opened = await openOne({ "bag.jpg": await jpegFile(bagColours(), width, height) });
    const view = viewOf(opened);
    expect([view.origin, classes(view)]).toEqual(["colour-picture", KNOWN]);
    expect(attenuationAt(view, AT.organic)).toBeCloseTo(-Math.log(0.6), 1);
    expect(opened.plan.notes.map(({ note }) => note)).toEqual(["lossy-compression"]);
  });

  it("in grey is a grey picture", async () => {
    const values = bag((part) => (part === "air" ? 250 : 92));
    const view = viewOf(await openOne({ "bag.jpg": await jpegFile(values, width, height) }));
    expect(view.origin).toBe("grey-picture");
    expect(attenuationAt(view, AT.organic)).toBeCloseTo(1, 1);
  });

  it("that is cut or claims too much is refused", async () => {
    const whole = await jpegFile(bagColours(), width, height);
    expect(await codes(whole.slice(0, 100))).toEqual(["format.truncated"]);
    const frameAt = whole.findIndex((byte, n) => byte === 0xff && (whole[n + 1] === 0xc0 || whole[n + 1] === 0xc2));
    const lying = whole.slice();
    lying.set([0x7f, 0xff, 0x0f, 0xff], frameAt + 5);
    expect(await codes(lying)).toEqual(["format.lying-header"]);
  });
});

describe("files that names join", () => {
  it("a low and a high energy are one view with material", async () => {
    const opened = await openOne({
      "in/bag-7_LE.png": pngFile(low, grey),
      "in/bag-7_HE.png": pngFile(high, grey),
    });
    expect(opened.plan).toMatchObject({ title: "bag 7" });
    const view = viewOf(opened);
    expect([view.origin, classes(view)]).toEqual(["dual-energy", KNOWN]);
    const both = -Math.log((Math.exp(-1.3459) + Math.exp(-0.7536)) / 2);
    expect(attenuationAt(view, AT.mixed)).toBeCloseTo(both, 2);
  });

  it("views of one scan, each with its direction, the top first", async () => {
    const opened = await openOne({
      "in/0815-side.png": pngFile(low, grey),
      "in/0815-top.png": pngFile(high, grey),
    });
    expect(opened.plan.views.map(({ label, direction }) => [label, direction])).toEqual([
      ["Top", "top"],
      ["Side", "side"],
    ]);
    expect(opened.plan.notes.map(({ note }) => note)).toEqual(["assumed-views"]);
  });

  it("two views of two energies, as TIFF", async () => {
    const opened = await openOne({
      "a/x1_top_low.tif": tiff(low),
      "a/x1_top_high.tif": tiff(high),
      "a/x1_side_low.tif": tiff(low),
      "a/x1_side_high.tif": tiff(high),
    });
    expect(opened.views.map(classes)).toEqual([KNOWN, KNOWN]);
  });

  it("but not what contradicts itself, nor what lies in different folders", async () => {
    const odd = await read({ "a/x_low.png": pngFile(low, grey), "b/x_high.png": pngFile(high, grey) });
    expect(odd.radiographs).toHaveLength(2);
    const three = await read({
      "x_top.png": pngFile(low, grey),
      "x_side.png": pngFile(low, grey),
      "x.png": pngFile(low, grey),
    });
    expect(three.radiographs).toHaveLength(3);
  });

  it("words count only between separators", () => {
    expect(namePartsOf("d/yellow.highway.png", [".png"])).toMatchObject({ energy: null, view: null, title: "yellow highway" });
    expect(namePartsOf("d/A12_View2.Lo.PNG", [".png"])).toMatchObject({ energy: "low", view: "view2", title: "A12" });
  });
});

describe("pictures beside a volume", () => {
  it("are previews, not scans", async () => {
    const { readFileSync } = await import("node:fs");
    const volume = new Uint8Array(readFileSync(new URL("../../../../fixtures/small/nifti-1-sform.nii", import.meta.url)));
    const { volumes, radiographs } = await read({
      "s/ct.nii": volume,
      "s/preview.png": pngFile(low, grey),
      "t/bag.png": pngFile(low, grey),
    });
    expect([volumes.length, radiographs.map(({ plan }) => plan.names[0])]).toEqual([1, ["t/bag.png"]]);
  });
});
