import { describe, expect, it } from "vitest";
import type { Geometry } from "../../contract/scan.ts";
import { bodyOf, shareToWorld, voxelToShare } from "./body.ts";
import { pickLabel, rayThroughBox } from "./ray-pick.ts";

const geometry: Geometry = {
  dims: [10, 20, 40],
  spacingMm: [2, 1, 0.5],
  originMm: [100, 100, 100],
  direction: [
    [0, 1, 0],
    [-1, 0, 0],
    [0, 0, -1],
  ],
  space: "lps",
};

describe("body", () => {
  it("has its true size and lies about the origin", () => {
    const body = bodyOf(geometry);
    expect(body.sizeMm).toEqual([20, 20, 20]);
    expect(shareToWorld(body, [0.5, 0.5, 0.5]).map((x) => x + 0)).toEqual([0, 0, 0]);
  });

  it("follows the volume's own directions", () => {
    const body = bodyOf(geometry);
    const [x, y, z] = shareToWorld(body, [1, 0.5, 0.25]);
    expect([x + 0, y, z]).toEqual([0, 10, 5]);
  });

  it("puts voxel centres half a voxel inside", () => {
    expect(voxelToShare([10, 20, 40], [0, 19, 20])).toEqual([0.05, 0.975, 0.5125]);
  });
});

const whole = { min: [0, 0, 0], max: [1, 1, 1] } as const;

describe("picking", () => {
  const dims = [10, 10, 10] as const;
  const labels = new Uint8Array(1000);
  labels[5 + 10 * (5 + 10 * 2)] = 1;
  labels[5 + 10 * (5 + 10 * 7)] = 2;
  const down = { origin: [0.55, 0.55, -1], direction: [0, 0, 3] } as const;

  it("takes the first label on the way", () => {
    expect(pickLabel(labels, dims, down, whole, () => true)).toEqual({ label: 1, voxel: [5, 5, 2] });
  });

  it("looks through what is hidden or cut away", () => {
    expect(pickLabel(labels, dims, down, whole, (label) => label !== 1)?.label).toBe(2);
    expect(pickLabel(labels, dims, down, { min: [0, 0, 0.4], max: [1, 1, 1] }, () => true)?.label).toBe(2);
    expect(pickLabel(labels, dims, down, { min: [0, 0, 0.4], max: [1, 1, 0.6] }, () => true)).toBeNull();
  });

  it("misses what is beside the ray or behind the eye", () => {
    expect(pickLabel(labels, dims, { origin: [0.35, 0.55, -1], direction: [0, 0, 3] }, whole, () => true)).toBeNull();
    expect(pickLabel(labels, dims, { origin: [0.55, 0.55, 2], direction: [0, 0, 3] }, whole, () => true)).toBeNull();
  });

  it("crosses a box where it should", () => {
    expect(rayThroughBox({ origin: [-1, 0.5, 0.5], direction: [1, 0, 0] }, whole)).toEqual([1, 2]);
    expect(rayThroughBox({ origin: [0.5, 0.5, 0.5], direction: [0, -2, 0] }, whole)).toEqual([0, 0.25]);
    expect(rayThroughBox({ origin: [-1, 1.5, 0.5], direction: [1, 0, 0] }, whole)).toBeNull();
  });
});
