/** Which blobs may be beads of one string, handful or seam. */
import { createUnionFind } from "../union-find.ts";
import type { Seed } from "./seeds.ts";

/** Neighbours differ by no more than this, in radius and in CT number. */
const NEAR_EQUAL = 1.6;
/** Between the middles of neighbours, in diameters, and what the grid's coarseness adds, mm. */
const REACH_DIAMETERS = 2;
const REACH_EXTRA_MM = 4;
const MIN_BEADS = 5;
/** The distance to the nearest neighbour is nearly the same for most: within this share of the median, so many of them. */
const PITCH = { within: 0.4, share: 0.6 } as const;
/** Blobs beyond this many are the texture of something else, and their pairs would take long. */
const MAX_SEEDS = 4000;

const distanceMm = (a: Seed, b: Seed, gridMm: number): number =>
  Math.hypot(a.at[0] - b.at[0], a.at[1] - b.at[1], a.at[2] - b.at[2]) * gridMm;

const alike = (a: number, b: number): boolean => Math.max(a, b) <= NEAR_EQUAL * Math.min(a, b);

const isRegular = (seeds: readonly Seed[], gridMm: number): boolean => {
  const pitches = seeds.map((a) => Math.min(...seeds.filter((b) => b !== a).map((b) => distanceMm(a, b, gridMm))));
  const middle = pitches.toSorted((a, b) => a - b)[pitches.length >> 1] ?? 0;
  const regular = pitches.filter((pitch) => Math.abs(pitch - middle) <= PITCH.within * middle);
  return regular.length >= PITCH.share * pitches.length;
};

/** Groups of near-equal neighbours at a steady pitch, the largest first. */
export const findStrings = (seeds: readonly Seed[], gridMm: number): Seed[][] => {
  if (seeds.length > MAX_SEEDS) return [];
  const sets = createUnionFind(seeds.length);
  // Seeds come slice by slice: those further on than any reach need not be looked at.
  const farthest = (2 * REACH_DIAMETERS * Math.max(0, ...seeds.map(({ radiusMm }) => radiusMm)) + REACH_EXTRA_MM) / gridMm;
  seeds.forEach((a, n) => {
    for (let m = n + 1; m < seeds.length; m++) {
      const b = seeds[m];
      if (b === undefined || b.at[2] - a.at[2] > farthest) break;
      const reach = 2 * REACH_DIAMETERS * Math.min(a.radiusMm, b.radiusMm) + REACH_EXTRA_MM;
      if (distanceMm(a, b, gridMm) <= reach && alike(a.radiusMm, b.radiusMm) && alike(a.peakHu, b.peakHu)) sets.union(n, m);
    }
  });
  const groups = Map.groupBy(
    seeds.map((seed, n) => ({ seed, root: sets.find(n) })),
    ({ root }) => root,
  );
  return [...groups.values()]
    .map((group) => group.map(({ seed }) => seed))
    .filter((group) => group.length >= MIN_BEADS && isRegular(group, gridMm))
    .toSorted((a, b) => b.length - a.length);
};
