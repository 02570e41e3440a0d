import { expect, test } from "vitest";
import { memorySource } from "../../sibling.ts";
import { type BuiltElement, concatBytes, elementBytes, EXPLICIT, part10 } from "../testing/build-dicom.ts";
import { hasSharedData, sharedFile } from "../testing/shared-data.ts";
import { EXPLICIT_LITTLE } from "../transfer-syntax.ts";
import { readSegmentation } from "./read-segmentation.ts";

const COLUMNS = 5;
const ROWS = 3;

type Frame = { readonly z: number; readonly segment: number; readonly samples: readonly number[] };

const frameItem = ({ z, segment }: Frame): readonly BuiltElement[] => [
  [0x00209113, "SQ", [[[0x00200032, "DS", `10\\20\\${z}`]]]],
  [0x0062000a, "SQ", [[[0x0062000b, "US", [segment]]]]],
];

const packBits = (samples: readonly number[]): Uint8Array => {
  const out = new Uint8Array(Math.ceil(samples.length / 16) * 2);
  samples.forEach((sample, n) => {
    if (sample !== 0) out[n >> 3] = (out[n >> 3] ?? 0) | (1 << (n & 7));
  });
  return out;
};

const build = (type: "BINARY" | "FRACTIONAL" | "LABELMAP", frames: readonly Frame[], sopClass?: string) => {
  const samples = frames.flatMap((frame) => frame.samples);
  const bits = type === "BINARY" ? 1 : 8;
  const pixels = type === "BINARY" ? packBits(samples) : Uint8Array.from([...samples, ...(samples.length % 2 ? [0] : [])]);
  const shared: readonly BuiltElement[] = [
    [0x00209116, "SQ", [[[0x00200037, "DS", "1\\0\\0\\0\\1\\0"]]]],
    [
      0x00289110,
      "SQ",
      [
        [
          [0x00180050, "DS", "2"],
          [0x00180088, "DS", "2"],
          [0x00280030, "DS", "0.5\\0.75"],
        ],
      ],
    ],
  ];
  const elements: readonly BuiltElement[] = [
    [0x00080016, "UI", sopClass ?? "1.2.840.10008.5.1.4.1.1.66.4"],
    [0x00080060, "CS", "SEG"],
    [0x00280002, "US", [1]],
    [0x00280008, "IS", String(frames.length)],
    [0x00280010, "US", [ROWS]],
    [0x00280011, "US", [COLUMNS]],
    [0x00280100, "US", [bits]],
    [0x00280101, "US", [bits]],
    [0x00280102, "US", [bits - 1]],
    [0x00280103, "US", [0]],
    [0x00620001, "CS", type],
    ...(type === "FRACTIONAL" ? [[0x0062000e, "US", [100]] satisfies BuiltElement] : []),
    [0x52009229, "SQ", [shared]],
    [0x52009230, "SQ", frames.map(frameItem)],
    [0x7fe00010, bits === 1 ? "OB" : "OW", pixels],
  ];
  return memorySource("seg.dcm", part10(EXPLICIT_LITTLE.uid, concatBytes([elementBytes(elements, EXPLICIT)])));
};

const row = (...ones: readonly number[]): number[] =>
  Array.from({ length: COLUMNS * ROWS }, (_, n) => (ones.includes(n) ? 1 : 0));

test("binary segments of odd size, in any order, with slices left out between them", async () => {
  const { geometry, numbers } = await readSegmentation(
    build("BINARY", [
      { z: 34, segment: 2, samples: row(14) },
      { z: 30, segment: 1, samples: row(0, 7) },
      { z: 30, segment: 2, samples: row(1) },
    ]),
  );
  expect(geometry).toMatchObject({ dims: [COLUMNS, ROWS, 3], spacingMm: [0.75, 0.5, 2], originMm: [10, 20, 30] });
  const found = [...numbers].flatMap((number, at) => (number > 0 ? [[at, number]] : []));
  expect(found).toEqual([
    [0, 1],
    [1, 2],
    [7, 1],
    [44, 2],
  ]);
});

test("a fractional segment holds what reaches half, and a label map its own numbers", async () => {
  const shares = row().map((_, n) => (n === 3 ? 49 : n === 4 ? 50 : n === 5 ? 100 : 0));
  const fractional = await readSegmentation(build("FRACTIONAL", [{ z: 30, segment: 9, samples: shares }]));
  expect([...fractional.numbers.subarray(3, 6)]).toEqual([0, 9, 9]);
  const map = row().map((_, n) => n);
  const labelMap = await readSegmentation(
    build("LABELMAP", [{ z: 30, segment: 1, samples: map }], "1.2.840.10008.5.1.4.1.1.66.7"),
  );
  expect([...labelMap.numbers]).toEqual(map);
});

test("another DICOM object, and a frame between two slices, are refused", async () => {
  const frames: readonly Frame[] = [{ z: 30, segment: 1, samples: row(1) }];
  await expect(readSegmentation(build("BINARY", frames, "1.2.840.10008.5.1.4.1.1.2"))).rejects.toMatchObject({
    code: "format.not-an-image",
  });
  const crooked = build("BINARY", [...frames, { z: 31, segment: 1, samples: row(1) }]);
  await expect(readSegmentation(crooked)).rejects.toMatchObject({ code: "geometry.invalid" });
});

test.skipIf(!hasSharedData())("a segmentation of another program, in both byte orders", async () => {
  for (const name of ["liver_1frame", "liver_expb_1frame"]) {
    const bytes = sharedFile(`dicom/odd/test_files/${name}.dcm`);
    const { geometry, numbers } = await readSegmentation(memorySource(name, bytes));
    expect(geometry).toMatchObject({ dims: [512, 512, 1], originMm: [-235.2, -226.8, -128.69] });
    // as counted by pydicom
    expect(numbers.reduce((sum, number) => sum + number, 0)).toBe(36_233);
  }
});
