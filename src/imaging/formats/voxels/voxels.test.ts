import { gzipSync, zlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { ErrorCode } from "../../../contract/error-code.ts";
import { StationError } from "../../../contract/station-error.ts";
import { memorySource, siblingIn, staysInFolder } from "../sibling.ts";
import { geometryOf } from "./checked-geometry.ts";
import { adler32, crc32 } from "./checksum.ts";
import { namesOfPattern } from "./detached.ts";
import { openInflater, SLACK_BYTES } from "./inflate.ts";
import { checkBytes, checkedDims } from "./limits.ts";
import { samplesOf } from "./sample-type.ts";
import { decodeVoxels } from "./voxel-decode.ts";
import type { VoxelCoding } from "./voxel-header.ts";

const codeOf = (run: () => unknown): ErrorCode | null => {
  try {
    run();
    return null;
  } catch (thrown) {
    if (!(thrown instanceof StationError)) throw thrown;
    return thrown.code;
  }
};

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe("checksums", () => {
  it("agree with published values", () => {
    expect(crc32(0, text("123456789"))).toBe(0xcbf43926);
    expect(adler32(1, text("Wikipedia"))).toBe(0x11e60398);
  });

  it("go on in pieces", () => {
    expect(crc32(crc32(0, text("12345")), text("6789"))).toBe(0xcbf43926);
    expect(adler32(adler32(1, text("Wiki")), text("pedia"))).toBe(0x11e60398);
  });
});

describe("openInflater", () => {
  const data = Uint8Array.from({ length: 300_000 }, (_, n) => (n * n) >> 7);

  it("hands out what was packed, in any pieces, from several members", () => {
    const packed = Uint8Array.from([...gzipSync(data.subarray(0, 100_000)), ...gzipSync(data.subarray(100_000))]);
    const inflater = openInflater(memorySource("a", packed), 0, packed.length, "gzip");
    expect(inflater.skip(99_990)).toBe(99_990);
    const target = new Uint8Array(30);
    expect(inflater.read(target)).toBe(30);
    expect(target).toEqual(data.slice(99_990, 100_020));
    expect(inflater.skip(1e6)).toBe(300_000 - 100_020);
    expect(codeOf(() => inflater.finish())).toBeNull();
  });

  it("reads from the middle of a file", () => {
    const packed = zlibSync(data);
    const file = Uint8Array.from([1, 2, 3, ...packed, 9, 9]);
    const inflater = openInflater(memorySource("a", file), 3, packed.length, "zlib");
    expect(inflater.skip(300_000)).toBe(300_000);
    expect(codeOf(() => inflater.finish())).toBeNull();
  });

  it("tolerates a little behind the image and calls more a bomb", () => {
    for (const [extra, code] of [
      [SLACK_BYTES, null],
      [SLACK_BYTES + 1, "format.bomb"],
    ] as const) {
      const packed = gzipSync(new Uint8Array(10 + extra));
      const inflater = openInflater(memorySource("a", packed), 0, packed.length, "gzip");
      inflater.skip(10);
      expect(codeOf(() => inflater.finish())).toBe(code);
    }
  });

  it("finds a damaged checksum of an earlier member", () => {
    const first = gzipSync(data);
    first[first.length - 6] = (first[first.length - 6] ?? 0) ^ 1;
    const packed = Uint8Array.from([...first, ...gzipSync(data)]);
    expect(codeOf(() => openInflater(memorySource("a", packed), 0, packed.length, "gzip").skip(400_000))).toBe("format.corrupt");
  });
});

describe("decodeVoxels", () => {
  const voxels = Int16Array.from({ length: 4 * 3 * 6 }, (_, n) => n * 11 - 300);
  const packed = gzipSync(new Uint8Array(voxels.buffer));
  const frame = (k: number, kCount: number, last: boolean) => ({
    kStart: k,
    kCount,
    name: "a",
    coding: {
      type: "int16",
      littleEndian: true,
      compression: "gzip",
      slope: 1,
      intercept: 0,
      offset: 0,
      bytes: packed.length,
      before: k * 24,
      last,
    } satisfies VoxelCoding,
  });

  it("gives frames of a packed stream in any order", () => {
    const source = memorySource("a", packed);
    for (const [k, count] of [
      [0, 2],
      [2, 2],
      [4, 2],
      [2, 1],
      [5, 1],
    ] as const) {
      const { samples } = decodeVoxels(frame(k, count, k + count === 6), source, [4, 3, 6]);
      expect([...samples]).toEqual([...voxels.subarray(k * 12, (k + count) * 12)]);
    }
  });
});

describe("samplesOf", () => {
  it("reads either byte order and leaves the bytes alone", () => {
    const bytes = Uint8Array.of(0x12, 0x34, 0x56, 0x78);
    expect([...samplesOf(bytes, "uint16", false)]).toEqual([0x1234, 0x5678]);
    expect([...samplesOf(bytes, "uint16", true)]).toEqual([0x3412, 0x7856]);
    expect([...samplesOf(bytes, "uint32", false)]).toEqual([0x12345678]);
    expect([...bytes]).toEqual([0x12, 0x34, 0x56, 0x78]);
  });

  it("copies what is not aligned, a Node Buffer's view too", () => {
    const bytes = Buffer.from([0, 1, 0, 2, 0]).subarray(1);
    expect([...samplesOf(bytes, "int16", true)]).toEqual([1, 2]);
  });
});

describe("limits", () => {
  it("refuse dimensions before memory is taken", () => {
    expect(checkedDims("a", [512, 512, 600])).toEqual([512, 512, 600]);
    for (const dims of [
      [0, 1, 1],
      [-1, 1, 1],
      [1.5, 1, 1],
      [Number.NaN, 1, 1],
      [40_000, 1, 1],
      [32_768, 32_768, 1],
      [2048, 2048, 1024],
      [1, 1],
    ]) {
      expect(
        codeOf(() => checkedDims("a", dims)),
        dims.join(),
      ).toBe("format.lying-header");
    }
  });

  it("tell a file that was cut from a header that lies", () => {
    expect(codeOf(() => checkBytes("a", 1000, 1000, false))).toBeNull();
    expect(codeOf(() => checkBytes("a", 1001, 1000, false))).toBe("format.truncated");
    expect(codeOf(() => checkBytes("a", 10_000_000, 1000, false))).toBe("format.lying-header");
    expect(codeOf(() => checkBytes("a", 1_032_000, 1000, true))).toBeNull();
    expect(codeOf(() => checkBytes("a", 1_032_001, 1000, true))).toBe("format.lying-header");
  });
});

describe("geometryOf", () => {
  const base = { name: "a", dims: [2, 2, 2], originMm: [0, 0, 0], space: "lps" } as const;

  it("says how far slices lean", () => {
    const sin = Math.sin(Math.PI / 9);
    const { geometry, notes } = geometryOf({
      ...base,
      steps: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 2 * sin, 2 * Math.cos(Math.PI / 9)],
      ],
    });
    expect(geometry.spacingMm[2]).toBeCloseTo(2, 12);
    expect(notes).toEqual([{ note: "gantry-tilt", detail: "a: the slice axis leans by 20.00 degrees" }]);
  });

  it("refuses what is no image", () => {
    const steps = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ] as const;
    expect(
      codeOf(() =>
        geometryOf({
          ...base,
          steps: [
            [1, 0, 0],
            [0.5, 1, 0],
            [0, 0, 1],
          ],
        }),
      ),
    ).toBe("geometry.invalid");
    expect(codeOf(() => geometryOf({ ...base, steps: [steps[0], steps[1], [1, 0, 0.5]] }))).toBe("geometry.invalid");
    expect(codeOf(() => geometryOf({ ...base, steps: [[0, 0, 0], steps[1], steps[2]] }))).toBe("geometry.invalid");
    expect(codeOf(() => geometryOf({ ...base, steps, originMm: [Number.NaN, 0, 0] }))).toBe("geometry.invalid");
    expect(
      codeOf(() =>
        geometryOf({
          ...base,
          steps: [
            [1, 0, 0],
            [0, 1, 0],
            [0, 0, 500],
          ],
        }),
      ),
    ).toBe("geometry.invalid");
  });
});

describe("names of other files", () => {
  it("come from one-number patterns", () => {
    expect(namesOfPattern("a", "s%03d.raw", 9, 11, 1)).toEqual(["s009.raw", "s010.raw", "s011.raw"]);
    expect(namesOfPattern("a", "s%d.raw", 4, 0, -2)).toEqual(["s4.raw", "s2.raw", "s0.raw"]);
    expect(codeOf(() => namesOfPattern("a", "s%s.raw", 1, 2, 1))).toBe("format.unsupported");
    expect(codeOf(() => namesOfPattern("a", "s%d.raw", 1, 1e9, 1))).toBe("format.lying-header");
    expect(codeOf(() => namesOfPattern("a", "s%d.raw", 1, 5, 0))).toBe("format.lying-header");
  });

  it("never leave the folder", () => {
    for (const name of ["../a", "a/../../b", "/etc/passwd", "C:\\a", "\\\\host\\a", "", "a\0b"])
      expect(staysInFolder(name), name).toBe(false);
    const sources = [memorySource("in/a.RAW", new Uint8Array(1)), memorySource("a.raw", new Uint8Array(2))];
    expect(siblingIn(sources, "in/a.mhd")("./a.raw")?.name).toBe("in/a.RAW");
    expect(siblingIn(sources, "in/a.mhd")("../a.raw")).toBeNull();
  });
});
