import { expect, test } from "vitest";
import { cutAxis } from "./tiles.ts";

test("what fits is one tile", () => {
  expect(cutAxis(96, 160, 16, 16).map(({ start, size }) => [start, size])).toEqual([[0, 96]]);
});

test("tiles cover the axis, overlap, begin at multiples and share every voxel out fully", () => {
  for (const [length, maxTile, overlap, multiple] of [
    [176, 160, 16, 16],
    [512, 100, 16, 8],
    [1040, 160, 32, 16],
    [48, 32, 16, 16],
  ] as const) {
    const tiles = cutAxis(length, maxTile, overlap, multiple);
    const sums = new Float64Array(length);
    for (const { start, size, weights } of tiles) {
      expect(start % multiple).toBe(0);
      expect(size % multiple).toBe(0);
      expect(size).toBeLessThanOrEqual(maxTile);
      weights.forEach((weight, x) => (sums[start + x] = (sums[start + x] ?? 0) + weight));
    }
    for (const sum of sums) expect(sum).toBeCloseTo(1, 5);
    tiles
      .slice(1)
      .forEach(({ start }, n) =>
        expect((tiles[n]?.start ?? 0) + (tiles[n]?.size ?? 0) - start).toBeGreaterThanOrEqual(Math.min(overlap, maxTile / 2)),
      );
  }
});

test("tiles are no larger than their number asks for", () => {
  expect(cutAxis(176, 160, 16, 16).map(({ start, size }) => [start, size])).toEqual([
    [0, 96],
    [80, 96],
  ]);
});
