/** Connected regions of equal class. */
import type { Foreground } from "./foreground.ts";
import type { Field } from "./segment.ts";
import { createUnionFind } from "./union-find.ts";

export type Region = {
  /** Place in `field.classes`. */
  readonly classIndex: number;
  /** Flat indices into the field. */
  readonly voxels: Int32Array;
  /** Mean probability of its class over its own voxels. */
  readonly probability: number;
  /** Field voxels, `max` exclusive. */
  readonly min: readonly [number, number, number];
  readonly max: readonly [number, number, number];
};

/** Fragments with one empty voxel between them are one object: thin parts fall below the threshold here and there. */
const REACH = 2;
/** A region that touches one at least this many times its size, of another class, is a wrongly named part of that one. */
const ABSORBED_BY_TIMES = 4;

type Offset = readonly [di: number, dj: number, dk: number];

/** The half of all neighbours within `reach` that comes before the voxel itself in memory. */
const earlierNeighbours = (reach: number): Offset[] => {
  const steps = Array.from({ length: 2 * reach + 1 }, (_, n) => n - reach);
  const all = steps.flatMap((dk) => steps.flatMap((dj) => steps.map((di): Offset => [di, dj, dk])));
  return all.slice(0, (all.length - 1) / 2);
};

/** Calls `visit` with every earlier neighbour (flat index) of every voxel that is itself foreground. */
const forNeighbours = (
  { classOf, voxels }: Foreground,
  dims: Field["dims"],
  reach: number,
  visit: (n: number, neighbour: number) => void,
): void => {
  const [nx, ny] = dims;
  const offsets = earlierNeighbours(reach);
  const flat = offsets.map(([di, dj, dk]) => (dk * ny + dj) * nx + di);
  for (let n = 0; n < voxels.length; n++) {
    const p = voxels[n] ?? 0;
    const i = p % nx;
    const j = Math.floor(p / nx) % ny;
    const k = Math.floor(p / (nx * ny));
    const clear = i >= reach && i < nx - reach && j >= reach && j < ny - reach && k >= reach;
    for (let o = 0; o < offsets.length; o++) {
      if (!clear) {
        const [di, dj, dk] = offsets[o] ?? [0, 0, 0];
        if (i + di < 0 || i + di >= nx || j + dj < 0 || j + dj >= ny || k + dk < 0) continue;
      }
      const q = p + (flat[o] ?? 0);
      if (classOf[q] !== 0) visit(n, q);
    }
  }
};

const toRegion = (classIndex: number, voxels: Int32Array, own: readonly number[], field: Field): Region => {
  const [nx, ny] = field.dims;
  const probability = field.classes[classIndex]?.probability ?? new Float32Array(0);
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [0, 0, 0];
  for (const p of voxels) {
    const at = [p % nx, Math.floor(p / nx) % ny, Math.floor(p / (nx * ny))] as const;
    for (const axis of [0, 1, 2] as const) {
      if (at[axis] < min[axis]) min[axis] = at[axis];
      if (at[axis] >= max[axis]) max[axis] = at[axis] + 1;
    }
  }
  let sum = 0;
  for (const p of own) sum += probability[p] ?? 0;
  return { classIndex, voxels, probability: sum / own.length, min, max };
};

/**
 * 26-connected regions of one class, bridging gaps of one voxel; a region that touches a much larger one of another
 * class becomes part of that one (its voxels do not count for the probability). Order: by first voxel.
 */
export const findRegions = (foreground: Foreground, field: Field): Region[] => {
  const { classOf, voxels } = foreground;
  const place = new Int32Array(classOf.length);
  voxels.forEach((p, n) => (place[p] = n));
  const sets = createUnionFind(voxels.length);
  forNeighbours(foreground, field.dims, REACH, (n, q) => {
    if (classOf[q] === classOf[voxels[n] ?? 0]) sets.union(n, place[q] ?? 0);
  });

  const members = new Map<number, number[]>();
  voxels.forEach((p, n) => {
    const root = sets.find(n);
    const list = members.get(root);
    if (list === undefined) members.set(root, [p]);
    else list.push(p);
  });

  const hostOf = findHosts(foreground, field.dims, (n) => sets.find(n), place, members);
  const absorbed = Map.groupBy([...hostOf], ([, host]) => host);
  return [...members]
    .filter(([root]) => !hostOf.has(root))
    .map(([root, own]) => {
      const guests = (absorbed.get(root) ?? []).flatMap(([guest]) => members.get(guest) ?? []);
      const classIndex = (classOf[own[0] ?? 0] ?? 1) - 1;
      return toRegion(classIndex, Int32Array.from([...own, ...guests]), own, field);
    });
};

/** For every region that is only a wrongly named part, the root of the region it belongs to. */
const findHosts = (
  foreground: Foreground,
  dims: Field["dims"],
  rootOf: (n: number) => number,
  place: Int32Array,
  members: ReadonlyMap<number, readonly number[]>,
): Map<number, number> => {
  const { classOf, voxels } = foreground;
  const hosts = new Map<number, number>();
  const sizeOf = (root: number): number => members.get(root)?.length ?? 0;
  const consider = (guest: number, host: number): void => {
    if (sizeOf(host) < ABSORBED_BY_TIMES * sizeOf(guest)) return;
    const known = hosts.get(guest);
    if (known === undefined || sizeOf(known) < sizeOf(host)) hosts.set(guest, host);
  };
  forNeighbours(foreground, dims, 1, (n, q) => {
    if (classOf[q] === classOf[voxels[n] ?? 0]) return;
    const [a, b] = [rootOf(n), rootOf(place[q] ?? 0)];
    consider(a, b);
    consider(b, a);
  });
  // A host may itself be a part of something larger still: follow to the end. Sizes rise strictly, so there is one.
  const last = (root: number): number => {
    const next = hosts.get(root);
    return next === undefined ? root : last(next);
  };
  return new Map([...hosts].map(([guest, host]) => [guest, last(host)]));
};
