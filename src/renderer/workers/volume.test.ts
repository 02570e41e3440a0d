import { describe, expect, it } from "vitest";
import type { Level } from "../../contract/scan.ts";
import { byteCache } from "./byte-cache.ts";
import { planLevels, summaryInUnits } from "./volume.ts";

const pyramid = (dims: readonly [number, number, number], count: number): Level[] =>
  Array.from({ length: count }, (_, level) => {
    const of = (axis: 0 | 1 | 2): number => Math.max(1, Math.ceil(dims[axis] / 2 ** level));
    const shape: [number, number, number] = [of(0), of(1), of(2)];
    return { level, dims: shape, spacingMm: [2 ** level, 2 ** level, 2 ** level], bytes: 2 * shape[0] * shape[1] * shape[2] };
  });

describe("which levels to load", () => {
  it("shows a coarse level first and ends with the full one", () => {
    const plan = planLevels(pyramid([512, 512, 300], 4));
    expect(plan?.first.level).toBe(1);
    expect(plan?.best.level).toBe(0);
    expect(plan?.tooLarge).toBe(false);
  });

  it("loads a small scan at once", () => {
    const plan = planLevels(pyramid([200, 200, 100], 3));
    expect(plan?.first).toBe(plan?.best);
  });

  it("stays within the memory that it may use, and says so", () => {
    const plan = planLevels(pyramid([1024, 1024, 1200], 4));
    expect(plan?.best.level).toBe(1);
    expect(plan?.first.level).toBe(3);
    expect(plan?.tooLarge).toBe(true);
    expect(planLevels(pyramid([1024, 1024, 1200], 4).slice(0, 1))).toBeNull();
    expect(planLevels([])).toBeNull();
  });

  it("takes levels in any order", () => {
    expect(planLevels(pyramid([512, 512, 300], 4).toReversed())?.best.level).toBe(0);
  });
});

describe("summary in units", () => {
  it("turns round with a negative slope", () => {
    const stored = { low: 0, background: 90, high: 80, top: 100 };
    expect(summaryInUnits(stored, { slope: -1, intercept: 100 })).toEqual({ low: 20, high: 100, background: 10, top: 100 });
    expect(summaryInUnits(stored, { slope: 2, intercept: -10 })).toEqual({ low: -10, high: 150, background: 170, top: 190 });
  });
});

describe("byte cache", () => {
  it("forgets what was not used for longest", () => {
    const cache = byteCache<string>(100);
    cache.put("a", "A", 40);
    cache.put("b", "B", 40);
    expect(cache.get("a")).toBe("A");
    cache.put("c", "C", 40);
    expect(cache.get("b")).toBeUndefined();
    expect(cache.get("a")).toBe("A");
    expect(cache.bytes()).toBe(80);
  });

  it("never holds more than it may, and replaces", () => {
    const cache = byteCache<string>(100);
    cache.put("a", "A", 60);
    cache.put("a", "AA", 90);
    cache.put("huge", "H", 101);
    expect(cache.get("a")).toBe("AA");
    expect(cache.get("huge")).toBeUndefined();
    expect(cache.bytes()).toBe(90);
    cache.clear();
    expect(cache.bytes()).toBe(0);
  });
});
