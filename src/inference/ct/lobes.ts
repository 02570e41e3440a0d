/** Cuts a solid at its necks: touching beads become single ones. */
import { distanceInside } from "./distance.ts";
import type { Solid } from "./solid.ts";
import { createUnionFind } from "./union-find.ts";

/**
 * Two bulges are two lobes when the neck between them is narrower than this share of the thinner one. Spheres that
 * touch have, at the resolution of a scanner, necks of about half their radius.
 */
const NECK = 0.75;
/** Distances are ordered in steps of this, in cells. */
const STEP = 0.05;

/** Counting sort by falling distance; equals stay in their order. */
const deepestFirst = (cells: Int32Array, distance: Float32Array): Int32Array => {
  const keyOf = (p: number): number => Math.round((distance[p] ?? 0) / STEP);
  const largest = cells.reduce((most, p) => Math.max(most, keyOf(p)), 0);
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

/** The cells of each lobe. Watershed of the distance to the surface, flooded from the deepest cells outwards. */
export const findLobes = (solid: Solid, cells: Int32Array): Int32Array[] => {
  const [nx, ny] = solid.dims;
  const distance = distanceInside(solid.inside, solid.dims);
  const order = deepestFirst(cells, distance);
  const placeOf = new Int32Array(distance.length).fill(-1);
  order.forEach((p, n) => (placeOf[p] = n));
  // In this order the smallest member of a set, its root, is its deepest cell.
  const merged = createUnionFind(order.length);
  const lobeOf = new Int32Array(order.length).fill(-1);
  const steps: number[] = [];
  for (const dk of [-1, 0, 1]) for (const dj of [-1, 0, 1]) for (const di of [-1, 0, 1]) steps.push((dk * ny + dj) * nx + di);
  order.forEach((p, n) => {
    const depth = distance[p] ?? 0;
    for (const step of steps) {
      const neighbour = placeOf[p + step] ?? -1;
      if (neighbour < 0 || neighbour >= n) continue;
      const peak = merged.find(lobeOf[neighbour] ?? 0);
      const own = lobeOf[n] ?? -1;
      if (own < 0) {
        lobeOf[n] = peak;
        continue;
      }
      const mine = merged.find(own);
      if (mine === peak) continue;
      const thinner = Math.min(distance[order[mine] ?? 0] ?? 0, distance[order[peak] ?? 0] ?? 0);
      if (depth >= NECK * thinner) merged.union(mine, peak);
    }
    if ((lobeOf[n] ?? -1) < 0) lobeOf[n] = n;
  });
  const groups = Map.groupBy(Array.from(order.keys()), (n) => merged.find(lobeOf[n] ?? n));
  return [...groups.values()].map((members) => Int32Array.from(members, (n) => order[n] ?? 0));
};
