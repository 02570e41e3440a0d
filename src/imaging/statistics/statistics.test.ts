import { describe, expect, it } from "vitest";
import { displayHistogram, histogramOf, quantileOf } from "./histogram.ts";
import { findPeaks } from "./peaks.ts";

const times = (count: number, value: number): number[] => Array.from({ length: count }, () => value);

/** Sums of three of a repeating pattern: bell-shaped, the same in every run. */
const bell = (centre: number, spread: number, count: number): number[] =>
  Array.from({ length: count }, (_, n) => {
    const u = (((n * 7919) % 1000) + ((n * 104_729) % 1000) + ((n * 1_299_709 + 17) % 1000)) / 3000 - 0.5;
    return Math.round(centre + u * 6 * spread);
  });

describe("histogramOf", () => {
  it("counts stored values without padding, and goes on counting", () => {
    const first = histogramOf(new Int16Array([-32_768, -1000, -1000, 5]), -32_768);
    expect(first.total).toBe(3);
    const both = histogramOf(new Int16Array([5]), -32_768, first);
    expect([both.total, both.counts[32_768 + 5]]).toEqual([4, 2]);
  });

  it("gives quantiles by running count", () => {
    const histogram = histogramOf(new Int16Array([1, 2, 3, 4]), null);
    expect([0, 0.5, 0.75, 1].map((share) => quantileOf(histogram, share))).toEqual([1, 2, 3, 4]);
  });
});

describe("displayHistogram", () => {
  it("bins in values, edges outside the outermost voxels", () => {
    const histogram = histogramOf(new Int16Array([0, 1, 2, 3, 3]), null);
    // Stored 0 to 3 in two bins of two; value = 2 · stored + 10, so −0.5 → 9 and 3.5 → 17.
    expect(displayHistogram(histogram, { slope: 2, intercept: 10 }, 2)).toEqual({ from: 9, to: 17, counts: [2, 3] });
    expect(displayHistogram(histogram, { slope: -2, intercept: 10 }, 2)).toEqual({ from: 3, to: 11, counts: [3, 2] });
  });

  it("is empty for nothing", () => {
    expect(displayHistogram(histogramOf(new Int16Array(0), null), { slope: 1, intercept: 0 }, 8).counts).toEqual([]);
  });
});

describe("findPeaks", () => {
  it("finds the middles of two materials", () => {
    const histogram = histogramOf(Int16Array.from([...bell(-980, 12, 8000), ...bell(60, 20, 2000)]), null);
    const peaks = findPeaks(histogram, 0.01);
    expect(peaks).toHaveLength(2);
    expect(peaks[0]?.stored).toBeCloseTo(-980, -0.5);
    expect(Math.abs((peaks[1]?.stored ?? 0) - 60)).toBeLessThan(5);
    expect(peaks.every((peak) => !peak.isolated)).toBe(true);
  });

  it("tells a filled-in value from a measured one", () => {
    const histogram = histogramOf(Int16Array.from([...times(5000, -2000), ...bell(-1000, 15, 5000)]), null);
    expect(findPeaks(histogram, 0.01).map((peak) => peak.isolated)).toEqual([true, false]);
  });
});
