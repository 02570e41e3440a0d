import { describe, expect, test } from "vitest";
import { buildCt, COLUMNS, ramp, ROWS } from "./testing/build-ct.ts";
import { BIG, elementBytes, EXPLICIT, IMPLICIT, type Value } from "./testing/build-dicom.ts";
import { noteNames, openOne, refusalOf, valuesOf } from "./testing/open-files.ts";

type Change = readonly [vr: string, value: Value] | null;
const COUNT = COLUMNS * ROWS;
const counted = (from: number): readonly number[] => Array.from({ length: COUNT }, (_, i) => from + i);

const bits = (allocated: number, stored: number, high: number, signed: boolean): readonly (readonly [number, Change])[] => [
  [0x00280100, ["US", [allocated]]],
  [0x00280101, ["US", [stored]]],
  [0x00280102, ["US", [high]]],
  [0x00280103, ["US", [signed ? 1 : 0]]],
];

const rescale = (slope: string, intercept: string): readonly (readonly [number, Change])[] => [
  [0x00281053, ["DS", slope]],
  [0x00281052, ["DS", intercept]],
];

const bytesOf = (array: ArrayBufferView): Uint8Array => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

const read = async (pixels: Uint8Array, ...changes: readonly (readonly [number, Change])[]): Promise<readonly number[]> =>
  valuesOf(await openOne(buildCt({ pixels, set: new Map(changes) })));

describe("uncompressed pixels", () => {
  test.each([
    ["explicit little", EXPLICIT],
    ["implicit little", IMPLICIT],
    ["explicit big", BIG],
  ])("%s endian", async (_name, encoding) => {
    expect(valuesOf(await openOne(buildCt({ encoding, pixels: ramp(-1003, !encoding.bigEndian) })))).toEqual(counted(-1003));
  });

  test("8 bit unsigned and signed", async () => {
    expect(await read(Uint8Array.from(counted(240)), ...bits(8, 8, 7, false), ...rescale("10", "-1200"))).toEqual(
      counted(240).map((v) => v * 10 - 1200),
    );
    expect(await read(bytesOf(Int8Array.from(counted(-128))), ...bits(8, 8, 7, true))).toEqual(counted(-128));
  });

  test("8 bit in big endian words", async () => {
    const pixels = Uint8Array.from(counted(0)).map((_, i) => (i % 2 === 0 ? i + 1 : i - 1));
    const changes = new Map<number, Change>(bits(8, 8, 7, false));
    expect(valuesOf(await openOne(buildCt({ encoding: BIG, pixels, set: changes })))).toEqual(counted(0));
  });

  test("16 bit unsigned up to its end", async () => {
    const values = counted(65524);
    expect(await read(bytesOf(Uint16Array.from(values)), ...bits(16, 16, 15, false), ...rescale("1", "-1024"))).toEqual(
      values.map((v) => v - 1024),
    );
  });

  test("overlays in the unused high bits are masked off, signed and unsigned", async () => {
    const overlaid = Uint16Array.from(counted(100), (v, i) => v | ((i % 16) << 12));
    expect(await read(bytesOf(overlaid), ...bits(16, 12, 11, false))).toEqual(counted(100));
    const negative = Uint16Array.from(counted(-2000), (v, i) => (v & 0x0fff) | ((i % 16) << 12));
    expect(await read(bytesOf(negative), ...bits(16, 12, 11, true))).toEqual(counted(-2000));
  });

  test("samples that stand in the high bits are moved down", async () => {
    const high = Uint16Array.from(counted(7), (v) => (v << 4) | 9);
    expect(await read(bytesOf(high), ...bits(16, 12, 15, false))).toEqual(counted(7));
  });

  test("12 bits packed without gaps", async () => {
    const packed = new Uint8Array((COUNT * 12) / 8);
    counted(4000).forEach((value, i) => {
      for (let bit = 0; bit < 12; bit += 1) {
        const at = i * 12 + bit;
        packed[at >> 3] = (packed[at >> 3] ?? 0) | (((value >> bit) & 1) << (at & 7));
      }
    });
    expect(await read(packed, ...bits(12, 12, 11, false))).toEqual(counted(4000));
  });

  test("32 bit signed and unsigned", async () => {
    expect(await read(bytesOf(Int32Array.from(counted(-70)).map((v) => v * 100)), ...bits(32, 32, 31, true))).toEqual(
      counted(-70).map((v) => v * 100),
    );
    expect(await read(bytesOf(Uint32Array.from(counted(5))), ...bits(32, 32, 31, false))).toEqual(counted(5));
  });

  test.each([
    ["float (7FE0,0008)", 0x7fe00008, "OF", Float32Array],
    ["double (7FE0,0009)", 0x7fe00009, "OD", Float64Array],
    ["DICOS 32 bit (7FE0,0011)", 0x7fe00011, "OL", Int32Array],
    ["DICOS float (7FE0,0013)", 0x7fe00013, "OF", Float32Array],
  ] as const)("%s", async (_name, tag, vr, type) => {
    const pixelElement = elementBytes([[tag, vr, bytesOf(type.from(counted(-1000)))]], EXPLICIT);
    const set = new Map<number, Change>(bits(32, 32, 31, true));
    const values = valuesOf(await openOne(buildCt({ pixelElement, set })));
    values.forEach((value, i) => expect(value).toBeCloseTo(-1000 + i, 1));
  });

  test("rescale is applied; MONOCHROME1 changes how it is shown, not what it means", async () => {
    const volume = await openOne(
      buildCt({ pixels: ramp(0), set: new Map<number, Change>([...rescale("2", "-1000"), [0x00280004, ["CS", "MONOCHROME1"]]]) }),
    );
    expect(valuesOf(volume)).toEqual(counted(0).map((v) => v * 2 - 1000));
    expect(volume.plan.channels[0]?.units).toBe("HU");
  });

  test("a padding range becomes one padding value", async () => {
    const volume = await openOne(
      buildCt({
        pixels: ramp(-2003),
        set: new Map<number, Change>([
          [0x00280120, ["SS", [-2001]]],
          [0x00280121, ["SS", [-1999]]],
        ]),
      }),
    );
    expect(volume.plan.channels[0]?.paddingValue).toBe(-2001);
    expect(valuesOf(volume).filter((v) => v === -2001)).toHaveLength(3);
  });

  test("padding beyond the stored bits is not masked into a real value", async () => {
    const pixels = bytesOf(Uint16Array.from(counted(2090), (v, i) => (i === 0 ? 63536 : v)));
    const volume = await openOne(
      buildCt({ pixels, set: new Map<number, Change>([...bits(16, 12, 11, false), [0x00280120, ["US", [63536]]]]) }),
    );
    expect(valuesOf(volume)[6]).toBe(2096);
    expect(volume.channels[0]?.voxels[0]).toBe(volume.channels[0]?.padding.stored);
  });
});

const unitsOf = async (...changes: readonly (readonly [number, Change])[]): Promise<string> => {
  const volume = await openOne(buildCt({ set: new Map(changes) }));
  const units = volume.plan.channels[0]?.units ?? "";
  expect(noteNames(volume).includes("units-not-trusted")).toBe(units === "uncalibrated");
  return units;
};

describe("units", () => {
  test("are HU where CT says so or says nothing", async () => {
    expect(await unitsOf()).toBe("HU");
    expect(await unitsOf([0x00281054, ["LO", "HU"]])).toBe("HU");
  });

  test("are not HU where the numbers cannot be, or the type says otherwise", async () => {
    expect(await unitsOf([0x00281054, ["LO", "US"]])).toBe("uncalibrated");
    expect(await unitsOf(...bits(16, 16, 15, false))).toBe("uncalibrated");
    expect(await unitsOf([0x00080008, ["CS", "DERIVED\\PRIMARY\\AXIAL\\Z_EFFECTIVE"]])).toBe("uncalibrated");
    expect(await unitsOf([0x00080016, ["UI", "1.2.840.10008.5.1.4.1.1.7"]])).toBe("uncalibrated");
    expect(await unitsOf([0x00281053, ["DS", "0"]])).toBe("uncalibrated");
  });
});

describe("what is no CT volume", () => {
  test.each([
    [
      "MR",
      "format.not-ct",
      [
        [0x00080060, ["CS", "MR"]],
        [0x00080016, ["UI", "1.2.840.10008.5.1.4.1.1.4"]],
      ],
    ],
    ["a localizer", "format.not-ct", [[0x00080008, ["CS", "ORIGINAL\\PRIMARY\\LOCALIZER"]]]],
    [
      "a colour image",
      "format.not-ct",
      [
        [0x00280002, ["US", [3]]],
        [0x00280004, ["CS", "RGB"]],
      ],
    ],
    ["a palette image", "format.not-ct", [[0x00280004, ["CS", "PALETTE COLOR"]]]],
  ] as const)("%s is refused", async (_name, code, changes) => {
    expect(await refusalOf(buildCt({ set: new Map<number, Change>(changes) }))).toBe(code);
  });

  test("an object without pixels is no image", async () => {
    expect(await refusalOf(buildCt({ pixelElement: new Uint8Array(0) }))).toBe("format.not-an-image");
  });
});
