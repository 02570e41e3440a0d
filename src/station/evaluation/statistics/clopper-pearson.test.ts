import { expect, test } from "vitest";
import { rateOf } from "./clopper-pearson.ts";

test("the published exact intervals (R. Newcombe 1998, Statistics in Medicine 17, 857, table I, method 5)", () => {
  for (const [hits, n, low, high] of [
    [81, 263, 0.2527, 0.3676],
    [15, 148, 0.0578, 0.1617],
    [0, 20, 0, 0.1684],
    [1, 29, 0.0009, 0.1776],
  ] as const) {
    const rate = rateOf(hits, n);
    expect(rate.low).toBeCloseTo(low, 4);
    expect(rate.high).toBeCloseTo(high, 4);
  }
});

test("closed forms at the ends: 1 − 0.025^(1/n) and its mirror", () => {
  for (const n of [1, 10, 333, 1000]) {
    const bound = 1 - 0.025 ** (1 / n);
    expect(rateOf(0, n).high).toBeCloseTo(bound, 12);
    expect(rateOf(0, n).low).toBe(0);
    expect(rateOf(n, n).low).toBeCloseTo(1 - bound, 12);
    expect(rateOf(n, n).high).toBe(1);
  }
});

test("is symmetric, holds the rate, and narrows with n and with less confidence", () => {
  const rate = rateOf(950, 1000);
  const mirror = rateOf(50, 1000);
  expect(rate.low).toBeCloseTo(1 - mirror.high, 10);
  expect(rate.high).toBeCloseTo(1 - mirror.low, 10);
  // scipy.stats.binomtest(950, 1000).proportion_ci(method="exact")
  expect(rate.low).toBeCloseTo(0.9346095, 6);
  expect(rate.high).toBeCloseTo(0.9626646, 6);
  expect(rateOf(950, 1000, 0.8).low).toBeGreaterThan(rate.low);
});

test("nothing of nothing says nothing, and nonsense is refused", () => {
  expect(rateOf(0, 0)).toEqual({ hits: 0, n: 0, rate: null, low: 0, high: 1 });
  expect(() => rateOf(3, 2)).toThrow(RangeError);
  expect(() => rateOf(0.5, 2)).toThrow(RangeError);
});
