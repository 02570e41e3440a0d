import { expect, test } from "vitest";
import { smallestBeadMm } from "./limit.ts";

test("four voxels across, never under 3 mm, and slices count as much as they are thick", () => {
  expect(smallestBeadMm([0.6, 0.6, 0.6])).toBe(3);
  expect(smallestBeadMm([1, 1, 1])).toBe(4);
  expect(smallestBeadMm([1.5, 1.5, 1.5])).toBe(6);
  expect(smallestBeadMm([2, 2, 2])).toBe(8);
  expect(smallestBeadMm([0.5, 0.5, 5])).toBe(10);
});
