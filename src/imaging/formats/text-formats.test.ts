import { describe, expect, it } from "vitest";
import { eraseFormat } from "./format.ts";
import { metaimageFormat } from "./metaimage/format.ts";
import { nrrdSpaceSigns } from "./nrrd/header.ts";
import { nrrdFormat } from "./nrrd/format.ts";
import { rawFormat } from "./raw/format.ts";
import { readInThread } from "./read-in-thread.ts";
import { memorySource } from "./sibling.ts";

const FORMATS = [eraseFormat(nrrdFormat), eraseFormat(metaimageFormat), eraseFormat(rawFormat)];

const bytesOf = (...parts: readonly (string | Uint8Array)[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part))));

const read = async (files: Readonly<Record<string, Uint8Array>>) => {
  const { volumes, refused } = await readInThread(
    Object.entries(files).map(([name, bytes]) => memorySource(name, bytes)),
    FORMATS,
  );
  return { volumes, refused: refused.map(({ name, error }) => `${name} ${error.code}`) };
};

const VOXELS = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

describe("NRRD", () => {
  const head = "NRRD0005\ntype: uchar\ndimension: 3\nsizes: 2 2 2\n";

  it("knows what its spaces mean", () => {
    expect(nrrdSpaceSigns("left-posterior-superior")).toEqual([1, 1, 1]);
    expect(nrrdSpaceSigns("RAS")).toEqual([-1, -1, 1]);
    expect(nrrdSpaceSigns("left-anterior-superior")).toEqual([1, -1, 1]);
    expect(nrrdSpaceSigns("scanner-xyz")).toBeNull();
  });

  it("takes the voxels from the end of the file for byte skip −1", async () => {
    const { volumes } = await read({
      "a.nrrd": bytesOf(`${head}encoding: raw\nbyte skip: -1\n\n`, "junk of any length", VOXELS),
    });
    expect([...(volumes[0]?.channels[0]?.voxels ?? [])]).toEqual([...VOXELS]);
  });

  it("skips lines, then bytes", async () => {
    const { volumes } = await read({
      "a.nhdr": bytesOf(`${head}encoding: raw\nline skip: 2\nbyte skip: 3\ndata file: a.dat\n`),
      "a.dat": bytesOf("one\ntwo\n...", VOXELS),
    });
    expect([...(volumes[0]?.channels[0]?.voxels ?? [])]).toEqual([...VOXELS]);
  });

  it("says what it assumes", async () => {
    const { volumes } = await read({ "a.nrrd": bytesOf(`${head}encoding: raw\n\n`, VOXELS) });
    expect(volumes[0]?.plan.notes.map(({ note }) => note)).toEqual([
      "assumed-orientation",
      "assumed-spacing",
      "units-not-trusted",
    ]);
    const spaced = await read({ "a.nrrd": bytesOf(`${head}spacings: 0.5 0.5 2\nencoding: raw\n\n`, VOXELS) });
    expect(spaced.volumes[0]?.plan.geometry.spacingMm).toEqual([0.5, 0.5, 2]);
    const metres = await read({
      "a.nrrd": bytesOf(
        `${head}space: LPS\nspace units: "cm" "cm" "cm"\nspace directions: (0.1,0,0) (0,0.1,0) (0,0,0.2)\nencoding: raw\n\n`,
        VOXELS,
      ),
    });
    expect(metres.volumes[0]?.plan.geometry.spacingMm).toEqual([1, 1, 2]);
  });

  it("drops an axis of one element", async () => {
    const four =
      "NRRD0005\ntype: uchar\ndimension: 4\nsizes: 1 2 2 2\nspace: LPS\nspace directions: none (1,0,0) (0,1,0) (0,0,1)\nencoding: raw\n\n";
    expect((await read({ "a.nrrd": bytesOf(four, VOXELS) })).volumes[0]?.plan.geometry.dims).toEqual([2, 2, 2]);
  });

  it("gives up on a header without end", async () => {
    const { refused } = await read({ "a.nrrd": bytesOf(head, new Uint8Array(2 ** 20 + 20_000).fill(35)) });
    expect(refused).toEqual(["a.nrrd format.corrupt"]);
  });
});

describe("MetaImage", () => {
  const head = "ObjectType = Image\nNDims = 3\nDimSize = 2 2 2\nElementType = MET_UCHAR\nElementSpacing = 1 1 2\n";

  it("takes the voxels from the end of the file for HeaderSize −1", async () => {
    const { volumes } = await read({
      "a.mhd": bytesOf(`${head}HeaderSize = -1\nElementDataFile = a.dat\n`),
      "a.dat": bytesOf("some header", VOXELS),
    });
    expect([...(volumes[0]?.channels[0]?.voxels ?? [])]).toEqual([...VOXELS]);
    expect(volumes[0]?.plan.notes.map(({ note }) => note)).toEqual(["assumed-orientation", "units-not-trusted"]);
  });

  it("takes a list of files, and does not refuse them on their own account", async () => {
    const { volumes, refused } = await read({
      "a.mhd": bytesOf(`${head}ElementDataFile = LIST\nk0.raw\nk1.raw\n`),
      "k0.raw": VOXELS.slice(0, 4),
      "k1.raw": VOXELS.slice(4),
    });
    expect([...(volumes[0]?.channels[0]?.voxels ?? [])]).toEqual([...VOXELS]);
    expect(refused).toEqual([]);
  });

  it("does not look outside its folder", async () => {
    const { refused } = await read({ "in/a.mhd": bytesOf(`${head}ElementDataFile = ../a.dat\n`), "a.dat": VOXELS });
    expect(refused).toContain("in/a.mhd format.truncated");
  });
});

const sidecar = (over: object): Uint8Array =>
  bytesOf(
    JSON.stringify({
      format: "faunagate-raw",
      schema: 1,
      dims: [2, 2, 2],
      type: "uint8",
      byteOrder: "little",
      spacingMm: [1, 1, 2],
      units: "HU",
      ...over,
    }),
  );

describe("raw", () => {
  it("is one scan, whichever of the two files is given, under any name", async () => {
    for (const name of ["a.raw", "a.xyz"]) {
      const { volumes, refused } = await read({ [name]: VOXELS, [`${name}.json`]: sidecar({}) });
      expect(volumes.map(({ plan }) => plan.names)).toEqual([[name, `${name}.json`]]);
      expect(refused).toEqual([]);
      expect(volumes[0]?.channels[0]?.plan.units).toBe("HU");
    }
  });

  it("turns the slice axis round for descending slices", async () => {
    const { volumes } = await read({
      "a.raw": VOXELS,
      "a.raw.json": sidecar({
        sliceOrder: "descending",
        direction: [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
        originMm: [0, 0, 2],
      }),
    });
    expect(volumes[0]?.plan.geometry).toMatchObject({
      originMm: [0, 0, 2],
      direction: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, -1],
      ],
      space: "lps",
    });
  });

  it("names what is wrong with a description", async () => {
    const { refused } = await read({ "a.raw": VOXELS, "a.raw.json": sidecar({ units: "Kelvin" }) });
    expect(refused.toSorted()).toEqual(["a.raw sidecar.invalid", "a.raw.json sidecar.invalid"]);
  });
});
