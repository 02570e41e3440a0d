import { describe, expect, it } from "vitest";
import { autoWindow, dragWindow, initialWindow, summarise, WINDOW_PRESETS } from "./window-level.ts";

describe("window and level", () => {
  it("has five presets, bag first, each over values that CT has", () => {
    expect(WINDOW_PRESETS.map(({ id }) => id)).toEqual(["bag", "dense", "soft", "bone", "metal"]);
    for (const { centre, width } of WINDOW_PRESETS) {
      expect(centre - width / 2).toBeGreaterThanOrEqual(-1024);
      expect(centre + width / 2).toBeLessThanOrEqual(4096);
    }
  });

  it("widens to the right, darkens downwards, and in larger steps for wide windows", () => {
    expect(dragWindow({ centre: 0, width: 400 }, 10, 20)).toEqual({ centre: 20, width: 410 });
    expect(dragWindow({ centre: 0, width: 4000 }, 10, 0)).toEqual({ centre: 0, width: 4100 });
    expect(dragWindow({ centre: 0, width: 10 }, -1000, 0).width).toBe(1);
  });

  it("lights an uncalibrated bag that lies in much air", () => {
    // 9,000 of air round 5, 1,000 of bag from 200 to 1,199, one glint.
    const voxels = new Int16Array(10_000);
    voxels.fill(5, 0, 9000);
    for (let at = 0; at < 1000; at++) voxels[9000 + at] = 200 + at;
    voxels[9999] = 30_000;
    const summary = summarise(voxels, undefined);
    expect(summary.background).toBe(5);
    expect(summary.low).toBe(5);
    const window = initialWindow("uncalibrated", summary);
    expect(window.centre - window.width / 2).toBe(5);
    expect(window.centre + window.width / 2).toBeGreaterThan(1000);
    expect(window.centre + window.width / 2).toBeLessThan(1300);
  });

  it("leaves padding out", () => {
    const voxels = Int16Array.from({ length: 100 }, (_, at) => (at < 60 ? -32_768 : at));
    const summary = summarise(voxels, -32_768);
    expect(summary.low).toBe(60);
    expect(summary.high).toBe(99);
  });

  it("survives a volume of one value, or of padding alone", () => {
    for (const padding of [undefined, 7]) {
      const { width } = autoWindow(summarise(new Int16Array(8).fill(7), padding));
      expect(width).toBeGreaterThan(0);
    }
  });

  it("starts with the bag window where HU are vouched for", () => {
    expect(initialWindow("HU", { low: 0, background: 0, high: 1, top: 1 })).toEqual({ centre: -150, width: 1700 });
  });
});
