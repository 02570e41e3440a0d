import { expect, test } from "vitest";
import { findOccupancy } from "./dense-box.ts";
import type { Grid } from "./resample.ts";

const airWith = (dense: readonly (readonly [number, number, number])[]): Grid => {
  const hu = new Float32Array(64 ** 3).fill(-1000);
  for (const [i, j, k] of dense) hu[(k * 64 + j) * 64 + i] = 0;
  return { dims: [64, 64, 64], spacingMm: 2, hu };
};

test("single voxels above the threshold are noise", () => {
  expect(
    findOccupancy(
      airWith([
        [10, 10, 10],
        [40, 20, 5],
        [63, 63, 63],
      ]),
      -500,
    ).box,
  ).toBeNull();
});

test("a thing of a few voxels is found, with air around it, within the grid", () => {
  const { box, touches } = findOccupancy(
    airWith([
      [33, 34, 2],
      [34, 34, 2],
      [33, 35, 2],
      [34, 35, 2],
    ]),
    -500,
  );
  expect(box).toEqual({ min: [24, 24, 0], max: [44, 44, 12] });
  expect(touches({ min: [0, 0, 0], max: [64, 64, 4] })).toBe(true);
  expect(touches({ min: [0, 0, 8], max: [64, 64, 64] })).toBe(false);
});
