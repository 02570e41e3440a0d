import { describe, expect, it } from "vitest";
import type { Vec3 } from "../../contract/units.ts";
import { packLabels } from "./pack-labels.ts";
import { halfBits, huMap, packVolume } from "./pack-volume.ts";

/** IEEE 754 binary16 of a finite, positive half float. */
const fromHalf = (bits: number): number => {
  const exponent = bits >> 10;
  return exponent === 0 ? (bits & 1023) * 2 ** -24 : (1 + (bits & 1023) / 1024) * 2 ** (exponent - 15);
};

describe("half floats", () => {
  it("are nearest from 0 to 1", () => {
    expect(halfBits(0)).toBe(0);
    expect(halfBits(1)).toBe(0x3c00);
    expect(halfBits(0.5)).toBe(0x3800);
    for (let at = 0; at <= 4096; at++) {
      const x = at / 4096;
      expect(Math.abs(fromHalf(halfBits(x)) - x)).toBeLessThanOrEqual(Math.max(2 ** -25, x * 2 ** -11));
    }
  });
});

/** Index of a block in a grid of 3 × 2 × 3. */
const block = (i: number, j: number, k: number): number => i + 3 * (j + 2 * k);

describe("packing voxels", () => {
  const identity = { scale: 1, offset: 0 };

  it("puts the HU range over the bytes and clamps beyond it", () => {
    const { data } = packVolume(Int16Array.of(-1024, 1024, 3072, -2000, 9000), [5, 1, 1], identity, undefined, "r8", 8);
    expect([...data]).toEqual([0, 128, 255, 0, 255]);
  });

  it("keeps padding out of sight wherever it lies", () => {
    const { data } = packVolume(Int16Array.of(3000, 0), [2, 1, 1], identity, 3000, "r8", 8);
    expect(data[0]).toBe(0);
    expect(data[1]).toBeGreaterThan(0);
  });

  it("gives half floats of the same shares", () => {
    const voxels = Int16Array.of(-1024, 0, 1024, 3072);
    const bytes = packVolume(voxels, [4, 1, 1], identity, undefined, "r8", 8).data;
    const halves = packVolume(voxels, [4, 1, 1], identity, undefined, "r16f", 8).data;
    for (let at = 0; at < 4; at++) expect(fromHalf(halves[at] ?? 0)).toBeCloseTo((bytes[at] ?? 0) / 255, 2);
  });

  it("bounds every block with one voxel around it", () => {
    const dims: Vec3 = [20, 9, 17];
    const voxels = new Int16Array(20 * 9 * 17).fill(-1024);
    voxels[8 + 20 * (7 + 9 * 8)] = 3072;
    const { blocks, blockDims } = packVolume(voxels, dims, identity, undefined, "r8", 8);
    expect(blockDims).toEqual([3, 2, 3]);
    const bright: number[] = [];
    for (let at = 0; at < blocks.length / 2; at++) if (blocks[2 * at + 1] === 255) bright.push(at);
    // Voxel (8, 7, 8) is the first of its block along i and k and the last along j: eight blocks reach it.
    expect(bright).toEqual([
      block(0, 0, 0),
      block(1, 0, 0),
      block(0, 1, 0),
      block(1, 1, 0),
      block(0, 0, 1),
      block(1, 0, 1),
      block(0, 1, 1),
      block(1, 1, 1),
    ]);
  });

  it("stretches uncalibrated numbers between background and dense", () => {
    const map = huMap({ units: "uncalibrated", slope: 2, intercept: 10 }, { low: 0, background: 100, high: 500, top: 900 });
    const hu = (stored: number): number => stored * map.scale + map.offset;
    expect(hu(45)).toBeCloseTo(-1000);
    expect(hu(245)).toBeCloseTo(1000);
    expect(huMap({ units: "HU", slope: 2, intercept: 10 }, { low: 0, background: 0, high: 1, top: 1 })).toEqual({
      scale: 2,
      offset: 10,
    });
  });
});

describe("packing labels", () => {
  const dims: Vec3 = [24, 24, 24];
  const index = (i: number, j: number, k: number, [nx, ny]: Vec3 = dims): number => i + nx * (j + ny * k);
  const cube = (): Uint8Array => {
    const labels = new Uint8Array(24 ** 3);
    for (let k = 8; k < 16; k++) for (let j = 8; j < 16; j++) for (let i = 8; i < 16; i++) labels[index(i, j, k)] = 7;
    return labels;
  };

  it("is bright inside, half at the surface, a weak halo outside, nothing far away", () => {
    const { glow, labels } = packLabels(cube(), dims, dims);
    expect(glow[index(12, 12, 12)]).toBe(255);
    const inside = glow[index(8, 12, 12)] ?? 0;
    const outside = glow[index(7, 12, 12)] ?? 0;
    expect(inside).toBeGreaterThan(128);
    expect(outside).toBeLessThan(128);
    expect(outside).toBeGreaterThan(0);
    expect(glow[index(5, 12, 12)]).toBeGreaterThan(0);
    expect(glow[index(5, 12, 12)]).toBeLessThan(78);
    expect(glow[index(1, 12, 12)]).toBe(0);
    // The halo knows whose it is.
    expect(labels[index(6, 12, 12)]).toBe(7);
    expect(labels[index(1, 12, 12)]).toBe(0);
  });

  it("keeps a single voxel bright, also on a coarser grid", () => {
    const labels = new Uint8Array(24 ** 3);
    labels[index(13, 13, 13)] = 3;
    const same = packLabels(labels, dims, dims);
    expect(same.glow[index(13, 13, 13)]).toBeGreaterThan(0.4 * 255);
    const half: Vec3 = [12, 12, 12];
    const coarse = packLabels(labels, dims, half);
    expect(coarse.labels[index(6, 6, 6, half)]).toBe(3);
    expect(coarse.glow[index(6, 6, 6, half)]).toBeGreaterThan(0.4 * 255);
  });

  it("marks the blocks that glow", () => {
    const { blocks, blockDims } = packLabels(cube(), dims, dims);
    expect(blockDims).toEqual([3, 3, 3]);
    expect(blocks[13]).toBe(1);
    expect([...packLabels(new Uint8Array(24 ** 3), dims, dims).blocks].every((x) => x === 0)).toBe(true);
  });

  it("works on odd sizes", () => {
    const odd: Vec3 = [5, 3, 1];
    const labels = new Uint8Array(15);
    labels[14] = 9;
    const packed = packLabels(labels, odd, [3, 2, 1]);
    expect(packed.labels[5]).toBe(9);
  });
});
