import { expect, test } from "vitest";
import type { WildlifeClass } from "../../contract/wildlife-class.ts";
import { findForeground } from "./foreground.ts";
import { groupRegions } from "./group.ts";
import { findRegions } from "./regions.ts";
import type { Field } from "./segment.ts";

type Block = {
  readonly id: WildlifeClass;
  readonly from: readonly [number, number, number];
  readonly size: readonly [number, number, number];
  readonly p?: number;
};

const IDS = ["ivory", "scales", "animal"] as const satisfies readonly WildlifeClass[];

/** A field of 32 × 32 × 32 voxels with blocks of probability 0.9 unless they say otherwise. */
const fieldOf = (blocks: readonly Block[]): Field => {
  const dims = [32, 32, 32] as const;
  const classes = IDS.map((id) => ({ id, probability: new Float32Array(32 ** 3) }));
  for (const { id, from, size, p = 0.9 } of blocks) {
    for (let k = from[2]; k < from[2] + size[2]; k++) {
      for (let j = from[1]; j < from[1] + size[1]; j++) {
        for (let i = from[0]; i < from[0] + size[0]; i++) {
          const found = classes.find((c) => c.id === id);
          if (found) found.probability[(k * 32 + j) * 32 + i] = p;
        }
      }
    }
  }
  const wildlife = new Float32Array(32 ** 3).map((_, p) => classes.reduce((sum, c) => sum + (c.probability[p] ?? 0), 0));
  return { origin: [0, 0, 0], dims, classes, wildlife };
};

const bead = (x: number): Block => ({ id: "ivory", from: [x, 4, 4], size: [3, 3, 3] });
const plate = (x: number): Block => ({ id: "scales", from: [x, 4, 4], size: [1, 6, 6] });

const half = { voxelProbability: 0.5, objectProbability: 0.5 };
const thresholds = { ivory: half, scales: half, animal: half };
const regionsOf = (field: Field, gridDims: readonly [number, number, number] = [32, 32, 32]) =>
  findRegions(findForeground(field, gridDims, thresholds), field);

test("voxels that touch by a corner are one region; its probability is their mean", () => {
  const [region, ...others] = regionsOf(
    fieldOf([
      { id: "ivory", from: [2, 2, 2], size: [3, 3, 3], p: 0.8 },
      { id: "ivory", from: [5, 5, 5], size: [3, 3, 3], p: 0.6 },
    ]),
  );
  expect(others).toEqual([]);
  expect(region?.voxels).toHaveLength(54);
  expect(region?.probability).toBeCloseTo(0.7, 5);
  expect(region).toMatchObject({ min: [2, 2, 2], max: [8, 8, 8], classIndex: 0 });
});

test("a gap of one voxel is bridged, one of two is not", () => {
  expect(regionsOf(fieldOf([bead(2), bead(6)]))).toHaveLength(1);
  expect(regionsOf(fieldOf([bead(2), bead(7)]))).toHaveLength(2);
});

test("each voxel belongs to its most probable class", () => {
  const regions = regionsOf(
    fieldOf([
      { id: "animal", from: [2, 2, 2], size: [10, 4, 4], p: 0.6 },
      { id: "ivory", from: [2, 2, 2], size: [5, 4, 4], p: 0.7 },
    ]),
  );
  expect(regions.map(({ classIndex, voxels }) => [classIndex, voxels.length])).toEqual([
    [0, 80],
    [2, 80],
  ]);
});

test("a small wrongly named part belongs to the large region that it touches", () => {
  const [region, ...others] = regionsOf(
    fieldOf([
      { id: "animal", from: [2, 2, 2], size: [12, 8, 8], p: 0.8 },
      { id: "ivory", from: [14, 3, 3], size: [2, 4, 4], p: 0.99 },
    ]),
  );
  expect(others).toEqual([]);
  expect(region?.classIndex).toBe(2);
  expect(region?.voxels).toHaveLength(12 * 64 + 32);
  expect(region?.probability).toBeCloseTo(0.8, 5);
});

test("what lies in the padding is nothing", () => {
  expect(regionsOf(fieldOf([{ id: "ivory", from: [20, 20, 20], size: [4, 4, 4] }]), [20, 32, 32])).toEqual([]);
});

test("scales of a pile are one object, two far piles are two", () => {
  const field = fieldOf([plate(2), plate(6), plate(10), plate(28)]);
  const objects = groupRegions(regionsOf(field), field, 2);
  expect(objects.map(({ voxels }) => voxels.length).toSorted((a, b) => a - b)).toEqual([36, 108]);
});

test("beads near each other are one object, a large piece beside them is not", () => {
  const field = fieldOf([bead(2), bead(8), bead(14), { id: "ivory", from: [20, 2, 2], size: [11, 11, 11] }]);
  const objects = groupRegions(regionsOf(field), field, 2);
  expect(objects.map(({ voxels }) => voxels.length).toSorted((a, b) => a - b)).toEqual([81, 1331]);
});
