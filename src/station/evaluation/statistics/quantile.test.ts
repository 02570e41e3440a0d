import { expect, test } from "vitest";
import { median, quantile } from "./quantile.ts";

test("interpolates, whatever the order", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1])).toBe(2.5);
  expect(quantile([10, 20, 30, 40, 50], 0.25)).toBe(20);
  expect(quantile([10, 20], 0.95)).toBeCloseTo(19.5);
  expect(median([])).toBeNull();
});
