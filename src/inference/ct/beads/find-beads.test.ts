import { expect, test } from "vitest";
import { cuboid, horn, phantom, type PhantomSolid, ring, sphere } from "../testing/phantom.ts";
import { studyBeads } from "./find-beads.ts";

type Triple = readonly [number, number, number];

const IVORY_HU = 1400;

/** The beads of everything denser than half-way from air. */
const beadsOf = (sizeMm: Triple, spacing: Triple, solids: readonly PhantomSolid[]) => {
  const dims: Triple = [Math.ceil(sizeMm[0] / spacing[0]), Math.ceil(sizeMm[1] / spacing[1]), Math.ceil(sizeMm[2] / spacing[2])];
  const hu = Float32Array.from(phantom(dims, spacing, solids, 60));
  const inside = Uint8Array.from(hu, (value) => (value > 200 ? 1 : 0));
  return studyBeads({ box: { min: [0, 0, 0], max: dims }, inside }, hu, spacing)?.beads ?? null;
};

/** Touching spheres on a circle in the plane of the first two axes. */
const string = (count: number, radiusMm: number): PhantomSolid[] => {
  const circle = (count * 2 * radiusMm) / (2 * Math.PI);
  const middle = circle + radiusMm + 4;
  return Array.from({ length: count }, (_, n) => {
    const angle = (2 * Math.PI * n) / count;
    return sphere([middle + circle * Math.cos(angle), middle + circle * Math.sin(angle), 8], radiusMm, IVORY_HU);
  });
};

test("touching beads are counted and measured in any voxels that resolve them", () => {
  for (const spacing of [
    [0.8, 0.8, 0.8],
    [1, 1, 1.5],
    [1.2, 1.2, 2],
  ] as const) {
    const beads = beadsOf([60, 60, 16], spacing, string(14, 4));
    expect(beads?.count, String(spacing)).toBe(14);
    const middle = beads?.diametersMm[7] ?? 0;
    expect(Math.abs(middle - 8), String(spacing)).toBeLessThan(0.6);
  }
});

test("tubes and blocks in a row are beads by their number", () => {
  const blocks = Array.from({ length: 8 }, (_, n) => cuboid([10 + n * 10, 10, 10], [18 + n * 10, 18, 18], IVORY_HU));
  expect(beadsOf([100, 30, 30], [1, 1, 1], blocks)?.count).toBe(8);
});

test("a few things are beads only when they are round", () => {
  const balls = [sphere([15, 15, 15], 6, IVORY_HU), sphere([35, 15, 15], 6, IVORY_HU)];
  expect(beadsOf([50, 30, 30], [1, 1, 1], balls)?.count).toBe(2);
  const rods = [cuboid([5, 5, 5], [12, 12, 40], IVORY_HU), cuboid([25, 5, 5], [32, 12, 40], IVORY_HU)];
  expect(beadsOf([40, 20, 45], [1, 1, 1], rods)).toBeNull();
});

test("a tusk, a bangle and a large ball are none", () => {
  const spacing = [1.5, 1.5, 1.5] as const;
  expect(beadsOf([40, 30, 75], spacing, [horn([18, 15, 36], 66, 9, 3, 7, IVORY_HU)])).toBeNull();
  expect(beadsOf([60, 60, 18], spacing, [ring([30, 30, 9], 22, 4, IVORY_HU)])).toBeNull();
  expect(beadsOf([36, 36, 36], spacing, [sphere([18, 18, 18], 14, IVORY_HU)])).toBeNull();
});
