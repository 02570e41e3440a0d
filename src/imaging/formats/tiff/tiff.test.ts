import { describe, expect, it } from "vitest";
import { packBits, packLzw, tiffFile, type TiffOptions } from "../../../../fixtures/generate/tiff.ts";
import { eraseFormat } from "../format.ts";
import { readInThread } from "../read-in-thread.ts";
import { memorySource } from "../sibling.ts";
import { tiffFormat } from "./format.ts";
import { undoFloat, undoHorizontal } from "./predictor.ts";
import { unpackLzw, unpackPackBits } from "./unpack.ts";

const TIFF = [eraseFormat(tiffFormat)];

const read = async (files: Readonly<Record<string, Uint8Array>>) => {
  const { volumes, radiographs, refused } = await readInThread(
    Object.entries(files).map(([name, bytes]) => memorySource(name, bytes)),
    TIFF,
  );
  return { volumes, radiographs, refused: refused.map(({ error }) => error.code) };
};

const page = (first: number, count = 6): readonly number[] => Array.from({ length: count }, (_, n) => first + n);
const small = (pages: readonly (readonly number[])[], options: TiffOptions = {}): Uint8Array =>
  tiffFile(pages, { width: 3, height: 2, ...options });

describe("packings", () => {
  it("LZW through every width of code and a full table", () => {
    const bytes = Uint8Array.from({ length: 60_000 }, (_, n) => ((n * n * 31) >> 5) ^ (n >> 3));
    const target = new Uint8Array(bytes.length);
    unpackLzw("a", packLzw(bytes), target);
    expect(Buffer.compare(target, bytes)).toBe(0);
  });

  it("LZW of long runs", () => {
    const bytes = new Uint8Array(50_000).fill(7);
    const target = new Uint8Array(bytes.length);
    unpackLzw("a", packLzw(bytes), target);
    expect(Buffer.compare(target, bytes)).toBe(0);
  });

  it("PackBits as in the specification's example", () => {
    const packed = Uint8Array.of(0xfe, 0xaa, 0x02, 0x80, 0x00, 0x2a, 0xfd, 0xaa, 0x03, 0x80, 0x00, 0x2a, 0x22, 0xf7, 0xaa);
    const target = new Uint8Array(24);
    unpackPackBits("a", packed, target);
    expect([...target].map((byte) => byte.toString(16)).join(" ")).toBe(
      "aa aa aa 80 0 2a aa aa aa aa 80 0 2a 22 aa aa aa aa aa aa aa aa aa aa",
    );
    const back = new Uint8Array(24);
    unpackPackBits("a", packBits(target), back);
    expect(back).toEqual(target);
  });

  it("never write beyond the target", () => {
    const target = new Uint8Array(8).subarray(0, 4);
    unpackPackBits("a", Uint8Array.of(0x81, 9), target);
    unpackLzw("a", packLzw(new Uint8Array(64).fill(9)), target);
    expect([...new Uint8Array(target.buffer)]).toEqual([9, 9, 9, 9, 0, 0, 0, 0]);
  });
});

describe("predictors", () => {
  it("sums differences, wrapping as the type does", () => {
    const row = Uint16Array.of(65_535, 1, 1);
    undoHorizontal(row);
    expect([...row]).toEqual([65_535, 0, 1]);
  });

  it("puts the bytes of floats together again", () => {
    // 1.0 = 3f800000, −2.0 = c0000000: planes 3f c0 | 80 00 | 00 00 | 00 00, then differences.
    const planes = [0x3f, 0xc0, 0x80, 0, 0, 0, 0, 0];
    const row = Uint8Array.from(planes.map((byte, n) => (byte - (planes[n - 1] ?? 0)) & 255));
    undoFloat(row, 4);
    expect([...new Float32Array(row.buffer)]).toEqual([1, -2]);
  });
});

const spacing = async (options: TiffOptions): Promise<readonly number[] | undefined> =>
  (await read({ "a.tif": small([page(0), page(1), page(2)], options) })).volumes[0]?.plan.geometry.spacingMm;

describe("TIFF stacks", () => {
  it("reads pages of one file in order", async () => {
    const { volumes } = await read({ "a.tif": small([page(0), page(10), page(20)]) });
    expect(volumes[0]?.plan.geometry.dims).toEqual([3, 2, 3]);
    expect([...(volumes[0]?.channels[0]?.voxels ?? [])]).toEqual([...page(0), ...page(10), ...page(20)]);
    expect(volumes[0]?.plan.notes.map(({ note }) => note)).toEqual([
      "assumed-spacing",
      "assumed-orientation",
      "units-not-trusted",
    ]);
  });

  it("puts numbered files in the order of their numbers", async () => {
    const { volumes, radiographs } = await read({
      "s_10.tif": small([page(10)]),
      "s_9.tif": small([page(9)]),
      "s_11.tif": small([page(11)]),
      "t_1.tif": small([page(1)]),
      "t_2.tif": small([page(2)]),
    });
    expect(volumes.map(({ plan }) => [plan.title, plan.names])).toEqual([["s", ["s_9.tif", "s_10.tif", "s_11.tif"]]]);
    // two are no stack
    expect(radiographs.map(({ plan }) => plan.title)).toEqual(["t_1", "t_2"]);
    expect([...(volumes[0]?.channels[0]?.voxels ?? [])]).toEqual([...page(9), ...page(10), ...page(11)]);
  });

  it("refuses a series with a gap", async () => {
    expect((await read({ "s1.tif": small([page(1)]), "s2.tif": small([page(2)]), "s4.tif": small([page(4)]) })).refused).toEqual([
      "geometry.incomplete",
    ]);
  });

  it("takes the resolution only where it is meant", async () => {
    expect(await spacing({ resolution: [20, 20], resolutionUnit: 3 })).toEqual([0.5, 0.5, 0.5]);
    expect(await spacing({ resolution: [72, 72], resolutionUnit: 2 })).toEqual([1, 1, 1]);
    expect(
      await spacing({ resolution: [4, 5], description: "ImageJ=1.53\nimages=2\nslices=2\nunit=mm\nspacing=0.75\n" }),
    ).toEqual([0.25, 0.2, 0.75]);
    expect(
      await spacing({ resolution: [4, 5], description: "ImageJ=1.53\nimages=2\nslices=2\nunit=pixel\nspacing=0.75\n" }),
    ).toEqual([1, 1, 1]);
  });

  it("refuses several channels in ImageJ's words", async () => {
    expect(
      (await read({ "a.tif": small([page(0), page(1)], { description: "ImageJ=1.53\nimages=2\nchannels=2\n" }) })).refused,
    ).toEqual(["format.unsupported"]);
  });

  it("leaves thumbnails out", async () => {
    const { volumes } = await read({
      "a.tif": small([page(0), page(1), page(2)]),
      "b.tif": small([page(5)], { extraTags: [{ tag: 254, type: 4, values: [1] }] }),
    });
    expect(volumes).toHaveLength(1);
  });
});
