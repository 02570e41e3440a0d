import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { StationError } from "../../../contract/station-error.ts";
import { buildCt, ramp } from "./testing/build-ct.ts";
import {
  BIG,
  concatBytes,
  elementBytes,
  EXPLICIT,
  fragmentsElement,
  IMPLICIT,
  part10,
  type Value,
} from "./testing/build-dicom.ts";
import { openFiles, openOne, refusalOf, valuesOf } from "./testing/open-files.ts";
import { dicomFormat } from "./format.ts";
import { memorySource } from "../sibling.ts";

type Change = readonly [vr: string, value: Value] | null;
const set = (...changes: readonly (readonly [number, Change])[]): ReadonlyMap<number, Change> => new Map(changes);

const DEFLATED = "1.2.840.10008.1.2.1.99";
const HEADER_END = 0x7fe00010;

/** The usual slice's data set, deflated; `tail` follows the pixels before deflation. */
const deflated = (changes: ReadonlyMap<number, Change>, pixels: Uint8Array): Uint8Array =>
  part10(DEFLATED, deflateRawSync(buildCt({ bare: true, set: changes, pixels })));

describe("files without what files should have", () => {
  test.each([
    ["explicit", EXPLICIT],
    ["implicit", IMPLICIT],
    ["big endian", BIG],
  ])("no preamble and no meta header, %s", async (_name, encoding) => {
    const bytes = buildCt({ encoding, bare: true });
    expect(dicomFormat.sniff(bytes.subarray(0, 4096), "x")).toBe(true);
    expect(valuesOf(await openOne(bytes))[1]).toBe(1);
  });

  test("a meta header without preamble", async () => {
    expect(valuesOf(await openOne(buildCt().subarray(132)))[1]).toBe(1);
  });

  test("a meta header that names the wrong encoding", async () => {
    expect(valuesOf(await openOne(buildCt({ encoding: IMPLICIT, syntaxUid: "1.2.840.10008.1.2.1" })))[1]).toBe(1);
    expect(valuesOf(await openOne(buildCt({ encoding: EXPLICIT, syntaxUid: "1.2.840.10008.1.2" })))[1]).toBe(1);
  });

  test("wrong VRs: numbers as text, text as numbers, binary under UN", async () => {
    const changes = set(
      [0x00280010, ["IS", "3 "]],
      [0x00280011, ["UN", Uint8Array.of(4, 0)]],
      [0x00280008, ["US", [1]]],
      [0x00200013, ["US", [7]]],
      [0x00280030, ["FD", [0.5, 0.75]]],
      [0x00280100, ["SS", [16]]],
    );
    const volume = await openOne(buildCt({ set: changes }));
    expect(volume.plan.geometry.dims).toEqual([4, 3, 1]);
    expect(volume.plan.geometry.spacingMm).toEqual([0.75, 0.5, 2]);
  });

  test("an unknown transfer syntax is refused as unsupported", async () => {
    expect(await refusalOf(buildCt({ syntaxUid: "1.2.840.10008.1.2.4.100" }))).toBe("format.unsupported");
  });

  test("a DICOS 64-bit pixel element whose length follows its VR at once", async () => {
    const values = Float64Array.from({ length: 12 }, (_, i) => i - 1000);
    const head = Uint8Array.of(0xe0, 0x7f, 0x12, 0x00, 0x4f, 0x44, values.byteLength, 0, 0, 0, 0, 0, 0, 0);
    const pixelElement = concatBytes([head, new Uint8Array(values.buffer)]);
    valuesOf(await openOne(buildCt({ pixelElement }))).forEach((value, i) => expect(value).toBeCloseTo(i - 1000, 1));
  });
});

describe("headers that lie", () => {
  test.each([
    [
      "65535 × 65535",
      [
        [0x00280010, ["US", [65535]]],
        [0x00280011, ["US", [65535]]],
      ],
    ],
    ["a million frames", [[0x00280008, ["IS", "1000000"]]]],
    ["ten thousand frames", [[0x00280008, ["IS", "10000"]]]],
    ["no rows", [[0x00280010, ["US", [0]]]]],
    ["32 bits where there are 16", [[0x00280100, ["US", [32]]]]],
  ] as const)("%s", async (_name, changes) => {
    const code = await refusalOf(buildCt({ set: new Map<number, Change>(changes) }));
    expect(code).toBe("format.lying-header");
  });

  test("65535 × 65535 in a compressed frame", async () => {
    const pixelElement = fragmentsElement(HEADER_END, "OB", [], [Uint8Array.of(0xff, 0xd8, 0xff, 0xd9)]);
    const changes = set([0x00280010, ["US", [65535]]], [0x00280011, ["US", [65535]]]);
    expect(await refusalOf(buildCt({ syntaxUid: "1.2.840.10008.1.2.4.70", pixelElement, set: changes }))).toBe(
      "format.lying-header",
    );
  });

  test("pixel data that claims 4 GB in a small file", async () => {
    const head = Uint8Array.of(0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x57, 0, 0, 0xfe, 0xff, 0xff, 0xff);
    expect(await refusalOf(buildCt({ pixelElement: concatBytes([head, ramp(0).subarray(0, 20)]) }))).toBe("format.truncated");
  });

  test.each([
    ["defined", false],
    ["undefined", true],
  ])("sequences nested a hundred thousand deep, lengths %s", async (_name, undefinedLength) => {
    const depth = 100_000;
    const nested = new Uint8Array(depth * 20);
    const view = new DataView(nested.buffer);
    for (let level = 0; level < depth; level += 1) {
      const at = level * 20;
      nested.set([0x08, 0x00, 0x10, 0x11, 0x53, 0x51], at);
      view.setUint32(at + 8, undefinedLength ? 0xffffffff : nested.length - at - 12, true);
      nested.set([0xfe, 0xff, 0x00, 0xe0], at + 12);
      view.setUint32(at + 16, undefinedLength ? 0xffffffff : nested.length - at - 20, true);
    }
    expect(await refusalOf(part10("1.2.840.10008.1.2.1", concatBytes([nested, buildCt({ bare: true })])))).toBe("format.corrupt");
  });
});

describe("deflated data sets", () => {
  test("are read", async () => {
    expect(valuesOf(await openOne(deflated(set(), ramp(-5))))[1]).toBe(-4);
  });

  test("with several frames in one stream", async () => {
    const changes = set([0x00280008, ["IS", "3"]]);
    const volume = await openOne(deflated(changes, concatBytes([ramp(0), ramp(100), ramp(200)])));
    expect(volume.plan.channels[0]?.frames).toHaveLength(1);
    expect([valuesOf(volume)[0], valuesOf(volume)[12], valuesOf(volume)[24]]).toEqual([0, 100, 200]);
  });

  test("that unpack to far more than they should are bombs", async () => {
    const filler = elementBytes(
      [
        [0x00080005, "CS", "ISO_IR 100"],
        [0x0009_0010, "UN", new Uint8Array(18 * 2 ** 20)],
      ],
      EXPLICIT,
    );
    const header = deflateRawSync(concatBytes([filler, buildCt({ bare: true })]));
    expect(header.length).toBeLessThan(2 ** 16);
    expect(await refusalOf(part10(DEFLATED, header))).toBe("format.bomb");
    const huge = set([0x00280010, ["US", [15000]]], [0x00280011, ["US", [15000]]]);
    expect(await refusalOf(concatBytes([deflated(huge, ramp(0)), new Uint8Array(1_000_000)]))).toBe("format.bomb");
    expect(await refusalOf(deflated(huge, ramp(0)))).toBe("format.lying-header");
  });

  test("cut off anywhere give a code, never a crash", async () => {
    const whole = deflated(set(), ramp(0));
    for (let part = 1; part < 20; part += 1) {
      const { volumes, refused } = await openFiles([["x/x.dcm", whole.slice(0, Math.floor((whole.length * part) / 20))]]);
      expect(volumes.length + refused.length).toBeGreaterThan(0);
    }
  });
});

describe("truncated files", () => {
  test("are refused wherever they are cut", async () => {
    const whole = buildCt();
    for (let length = 133; length < whole.length; length += 1) {
      const { volumes, refused } = await openFiles([["x/x.dcm", whole.slice(0, length)]]);
      expect(volumes).toHaveLength(0);
      expect(refused).toHaveLength(1);
    }
  });

  test("a bad file among good ones harms none of them", async () => {
    const good = [0, 2, 4].map((z, n) => [`x/${n}`, buildCt({ z, instance: n })] as const);
    const { volumes, refused } = await openFiles([...good, ["x/bad", buildCt({ z: 6 }).slice(0, 500)]]);
    expect(volumes.map((volume) => volume.plan.geometry.dims[2])).toEqual([3]);
    expect(refused.map((refusal) => refusal.name)).toEqual(["x/bad"]);
  });

  test("an index reads the header only", () => {
    const bytes = buildCt({
      pixels: new Uint8Array(24),
      pixelElement: elementBytes([[HEADER_END, "OW", new Uint8Array(8 * 2 ** 20)]], EXPLICIT),
    });
    let read = 0;
    const source = memorySource("x", bytes);
    dicomFormat.index(
      {
        ...source,
        read: (offset, length) => {
          read += length;
          return source.read(offset, length);
        },
      },
      () => null,
    );
    expect(read).toBeLessThan(200 * 1024);
  });

  test("random damage ends in a code", () => {
    const whole = buildCt();
    let state = 12345;
    const random = (): number => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      return state;
    };
    for (let round = 0; round < 1500; round += 1) {
      const bytes = whole.slice();
      for (let n = 0; n < 1 + (random() % 4); n += 1) bytes[132 + (random() % (whole.length - 132))] = random() & 255;
      try {
        dicomFormat.plan([dicomFormat.index(memorySource("x", bytes), () => null)]);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(StationError);
      }
    }
  });
});
