/** Cuts a solid at its necks: touching beads become single ones. */
import { distanceInside } from "./distance.ts";
import type { Solid } from "./solid.ts";
import { createUnionFind } from "./union-find.ts";

/**
 * Two bulges are two lobes when the neck between them is narrower than this share of the thinner one. Spheres that
 * touch have, at the resolution of a scanner, necks of about half their radius.
 */
const NECK = 0.75;
/** Heights are ordered in this many steps. */
const STEPS = 1000;

/** Counting sort by falling height; equals stay in their order. */
const highestFirst = (cells: Int32Array, height: Float32Array): Int32Array => {
  const highest = cells.reduce((most, p) => Math.max(most, height[p] ?? 0), 0);
  const keyOf = (p: number): number => Math.max(0, Math.round(((height[p] ?? 0) / Math.max(1e-9, highest)) * STEPS));
  const largest = STEPS;
  const next = new Int32Array(largest + 2);
  for (const p of cells) next[largest - keyOf(p) + 1] = (next[largest - keyOf(p) + 1] ?? 0) + 1;
  for (let key = 1; key < next.length; key++) next[key] = (next[key] ?? 0) + (next[key - 1] ?? 0);
  const order = new Int32Array(cells.length);
  for (const p of cells) {
    const key = largest - keyOf(p);
    const place = next[key] ?? 0;
    next[key] = place + 1;
    order[place] = p;
  }
  return order;
};

/**
 * The cells of each hill of `height` (not negative; an array of `dims` with a margin of one cell around `cells`): a
 * watershed, flooded from the highest cells down. Two hills are one where the saddle between them reaches `neck` times the
 * lower top.
 */
export const findHills = (
  cells: Int32Array,
  [nx, ny]: readonly [number, number, number],
  height: Float32Array,
  neck: number,
): Int32Array[] => {
  const order = highestFirst(cells, height);
  const placeOf = new Int32Array(height.length).fill(-1);
  for (let n = 0; n < order.length; n++) placeOf[order[n] ?? 0] = n;
  // In this order the smallest member of a set, its root, is its top.
  const merged = createUnionFind(order.length);
  const hillOf = new Int32Array(order.length).fill(-1);
  const steps = new Int32Array(27);
  for (let n = 0; n < 27; n++) steps[n] = ((Math.floor(n / 9) - 1) * ny + (Math.floor(n / 3) % 3) - 1) * nx + (n % 3) - 1;
  for (let n = 0; n < order.length; n++) {
    const p = order[n] ?? 0;
    const level = height[p] ?? 0;
    for (let s = 0; s < 27; s++) {
      const neighbour = placeOf[p + (steps[s] ?? 0)] ?? -1;
      if (neighbour < 0 || neighbour >= n) continue;
      const peak = merged.find(hillOf[neighbour] ?? 0);
      const own = hillOf[n] ?? -1;
      if (own < 0) {
        hillOf[n] = peak;
        continue;
      }
      const mine = merged.find(own);
      if (mine === peak) continue;
      const lower = Math.min(height[order[mine] ?? 0] ?? 0, height[order[peak] ?? 0] ?? 0);
      if (level >= neck * lower) merged.union(mine, peak);
    }
    if ((hillOf[n] ?? -1) < 0) hillOf[n] = n;
  }
  return gather(order, (n) => merged.find(hillOf[n] ?? n));
};

/** The members of each set, in their order; sets in the order of their roots. */
const gather = (order: Int32Array, rootOf: (n: number) => number): Int32Array[] => {
  const sizes = new Int32Array(order.length);
  const roots = new Int32Array(order.length);
  for (let n = 0; n < order.length; n++) {
    const root = rootOf(n);
    roots[n] = root;
    sizes[root] = (sizes[root] ?? 0) + 1;
  }
  const groups = new Map<number, Int32Array>();
  const filled = new Int32Array(order.length);
  for (let n = 0; n < order.length; n++) {
    const root = roots[n] ?? 0;
    const group = groups.get(root) ?? new Int32Array(sizes[root] ?? 0);
    groups.set(root, group);
    const at = filled[root] ?? 0;
    group[at] = order[n] ?? 0;
    filled[root] = at + 1;
  }
  return [...groups.values()];
};

/** The cells of each lobe: hills of the distance to the surface. */
export const findLobes = (solid: Solid, cells: Int32Array): Int32Array[] =>
  findHills(cells, solid.dims, distanceInside(solid.inside, solid.dims), NECK);
