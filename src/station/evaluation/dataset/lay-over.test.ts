import { expect, test } from "vitest";
import type { Geometry } from "../../../contract/scan.ts";
import { layOver } from "./lay-over.ts";

const scan: Geometry = {
  dims: [4, 3, 2],
  spacingMm: [1, 2, 3],
  originMm: [10, 20, 30],
  direction: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  space: "lps",
};
const numbers = Uint16Array.from({ length: 24 }, (_, n) => n);

test("the same grid is taken as it is", () => {
  expect(layOver(scan, { geometry: scan, numbers })).toBe(numbers);
});

test("a grid that is mirrored and has its axes in another order is brought into place", () => {
  // the label volume's axes are the scan's k, reversed i, j
  const geometry: Geometry = {
    dims: [2, 4, 3],
    spacingMm: [3, 1, 2],
    originMm: [13, 20, 30],
    direction: [
      [0, 0, 1],
      [-1, 0, 0],
      [0, 1, 0],
    ],
    space: "lps",
  };
  const turned = new Uint16Array(24);
  for (let k = 0; k < 2; k += 1)
    for (let j = 0; j < 3; j += 1)
      for (let i = 0; i < 4; i += 1) turned[(j * 4 + (3 - i)) * 2 + k] = numbers[(k * 3 + j) * 4 + i] ?? 0;
  expect(layOver(scan, { geometry, numbers: turned })).toEqual(numbers);
});

test("a coarser grid gives each voxel the label that covers its centre", () => {
  const geometry: Geometry = { ...scan, dims: [2, 3, 2], spacingMm: [2, 2, 3], originMm: [10.5, 20, 30] };
  const out = layOver(scan, { geometry, numbers: Uint16Array.from({ length: 12 }, (_, n) => n + 1) });
  expect([...out.subarray(0, 8)]).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
});

test("what does not fit together is refused", () => {
  const far: Geometry = { ...scan, originMm: [500, 20, 30] };
  expect(() => layOver(scan, { geometry: far, numbers })).toThrow("no labelled voxel");
  const unplaced: Geometry = { ...scan, dims: [3, 3, 2], space: "unknown" };
  expect(() => layOver(scan, { geometry: unplaced, numbers: numbers.subarray(0, 18) })).toThrow("3 × 3 × 2");
  expect(layOver(scan, { geometry: { ...scan, space: "unknown", originMm: [0, 0, 0] }, numbers })).toBe(numbers);
});
