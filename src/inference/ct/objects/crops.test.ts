import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { OBJECT_FEATURES } from "../../../contract/model.ts";
import { wildlifeClassSchema } from "../../../contract/wildlife-class.ts";
import type { ObjectCandidate } from "../group.ts";
import type { HuSource } from "../hu-source.ts";
import { createResampler, type Grid, toHuSource } from "../resample.ts";
import type { Field } from "../segment.ts";
import { CROP_SIZE, cutCrops, cutHu, cutMask } from "./crops.ts";
import { featuresOf } from "./features.ts";

type Triple = readonly [number, number, number];

const sourceOf = (dims: Triple, spacingMm: Triple, huAt: (i: number, j: number, k: number) => number): HuSource => ({
  dims,
  spacingMm,
  readBoxHu: ({ min, max }) => {
    const values: number[] = [];
    for (let k = min[2]; k < max[2]; k++)
      for (let j = min[1]; j < max[1]; j++) for (let i = min[0]; i < max[0]; i++) values.push(huAt(i, j, k));
    return Float32Array.from(values);
  },
});

const fieldOf = (dims: Triple): Field => {
  const probability = new Float32Array(dims[0] * dims[1] * dims[2]).fill(0.5);
  return { origin: [0, 0, 0], dims, classes: [{ id: "ivory", probability }], wildlife: probability };
};

/** All voxels of a box for which `keep` holds. */
const candidateOf = (min: Triple, max: Triple, [nx, ny]: Triple, keep = (_sum: number): boolean => true): ObjectCandidate => {
  const voxels: number[] = [];
  for (let k = min[2]; k < max[2]; k++) {
    for (let j = min[1]; j < max[1]; j++) {
      for (let i = min[0]; i < max[0]; i++) if (keep(i + j + k)) voxels.push((k * ny + j) * nx + i);
    }
  }
  return { classIndex: 0, voxels: Int32Array.from(voxels), regions: 1, probability: 0.5, min, max };
};

const sample = (cube: Float32Array, i: number, j: number, k: number): number => cube[(k * CROP_SIZE + j) * CROP_SIZE + i] ?? NaN;

/** Over voxels of 0.5 × 0.8 × 1.5 mm: 3, 5 and 7 per mm. */
const ramp = (i: number, j: number, k: number): number => 3 * (i + 0.5) * 0.5 + 5 * (j + 0.5) * 0.8 + 7 * (k + 0.5) * 1.5;

test("a ramp is read at its places, whatever the pitch and the voxels", () => {
  const source = sourceOf([400, 300, 200], [0.5, 0.8, 1.5], ramp);
  for (const pitch of [1, 1.7]) {
    const cube = cutHu(source, [100, 120, 150], pitch, -1000);
    for (const [i, j, k] of [
      [0, 0, 0],
      [31, 5, 12],
      [16, 31, 31],
    ] as const) {
      const at = (n: number, centre: number): number => centre + (n - 15.5) * pitch;
      // Of an even number of voxels the middle lies half a voxel further.
      const shift = (voxel: number): number => (Math.round(pitch / voxel) % 2 === 0 ? voxel / 2 : 0);
      const wanted = 3 * (at(i, 100) + shift(0.5)) + 5 * (at(j, 120) + shift(0.8)) + 7 * (at(k, 150) + shift(1.5));
      expect(sample(cube, i, j, k)).toBeCloseTo(wanted, 2);
    }
  }
});

test("beyond the scan lies padding, also where all of the cube does", () => {
  const source = sourceOf([10, 10, 10], [2, 2, 2], () => 500);
  const cube = cutHu(source, [10, 10, 10], 2, -1000);
  expect(sample(cube, 0, 16, 16)).toBe(-1000);
  expect(sample(cube, 16, 16, 16)).toBe(500);
  expect(cutHu(source, [500, 10, 10], 2, -1000).every((value) => value === -1000)).toBe(true);
});

test("the mask is the nearest grid voxel's", () => {
  const dims: Triple = [40, 40, 40];
  const candidate = candidateOf([10, 12, 14], [20, 14, 15], dims);
  const mask = cutMask(candidate, fieldOf(dims), 2, [30, 26, 29], 1);
  // 20 mm, 4 mm and 2 mm at a pitch of 1 mm.
  expect(mask.reduce((sum, value) => sum + value, 0)).toBe(20 * 4 * 2);
  expect(sample(mask, 15, 15, 15)).toBe(1);
  expect(sample(mask, 15, 15, 17)).toBe(0);
});

type Stored = {
  readonly shape: Triple;
  readonly spacingMm: Triple;
  readonly order: readonly string[];
  readonly candidates: readonly {
    readonly low: Triple;
    readonly high: Triple;
    readonly regions: number;
    readonly samples: readonly number[];
    readonly sum: number;
    readonly features: readonly number[];
  }[];
};

const flip = ([a, b, c]: Triple): Triple => [c, b, a];

/** The scan of training/tests/test_object_crops.py. */
const patternHu = (x: number, y: number, z: number): number => ((7919 * x + 5701 * y + 3559 * z + 13 * x * y * z) % 2003) - 700;

test("cubes and features are those of the trainer", () => {
  const stored: Stored = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../../../fixtures/parity/object-crops.json"), "utf8"),
  );
  expect(stored.order).toEqual(OBJECT_FEATURES);
  const [dims, spacingMm] = [flip(stored.shape), flip(stored.spacingMm)];
  const native = sourceOf(dims, spacingMm, patternHu);
  const resampler = createResampler(dims, spacingMm, 2);
  for (let k = 0; k < dims[2]; k++) {
    resampler.addSlice(Int16Array.from(native.readBoxHu({ min: [0, 0, k], max: [dims[0], dims[1], k + 1] })));
  }
  const grid: Grid = resampler.finish(1, 0);
  const [gx, gy, gz] = grid.dims;
  const weight = (c: number, p: number): number => {
    const [x, y, z] = [p % gx, Math.floor(p / gx) % gy, Math.floor(p / (gx * gy))];
    return 1 + c + ((3 * x + 5 * y + 7 * z + 2 * c) % 11);
  };
  const probabilityOf = (c: number): Float32Array =>
    Float32Array.from({ length: gx * gy * gz }, (_, p) => {
      const all = Array.from({ length: 8 }, (_class, n) => weight(n, p)).reduce((sum, value) => sum + value, 0);
      return weight(c, p) / all;
    });
  const classes = wildlifeClassSchema.options.map((id, c) => ({ id, probability: probabilityOf(c + 1) }));
  const field: Field = { origin: [0, 0, 0], dims: grid.dims, classes, wildlife: probabilityOf(0).map((p) => 1 - p) };
  for (const { low, high, regions, samples, sum, features } of stored.candidates) {
    const [min, max] = [flip(low), flip(high)];
    const candidate = { ...candidateOf(min, max, grid.dims, (total) => total % 5 > 0), regions };
    const cut = cutCrops(candidate, field, toHuSource(grid), native, -1000);
    const step = (cut.length - 1) / (samples.length - 1);
    samples.forEach((value, n) => expect(Math.abs((cut[Math.floor(n * step + 1e-9)] ?? NaN) - value)).toBeLessThan(0.05));
    expect(Math.abs(cut.reduce((total, value) => total + value, 0) - sum)).toBeLessThan(50);
    const got = featuresOf(candidate, field, grid, spacingMm, OBJECT_FEATURES);
    features.forEach((value, n) => expect(Math.abs((got[n] ?? NaN) - value), OBJECT_FEATURES[n]).toBeLessThan(2e-3));
  }
});
