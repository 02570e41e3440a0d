/**
 * Makes objects of regions: the beads of one string, the scales of one pile, the seahorses or claws of one bag, the parts of one
 * animal are one finding.
 *
 * Limits: two piles or animals that lie closer than the distances below become one finding; beads of very different
 * sizes on one string stay apart.
 */
import { deepestCell, toLocalMask } from "./local-mask.ts";
import type { Region } from "./regions.ts";
import type { Field } from "./segment.ts";
import { createUnionFind } from "./union-find.ts";

export type ObjectCandidate = {
  readonly classIndex: number;
  readonly voxels: Int32Array;
  /** How many connected regions it was made of. */
  readonly regions: number;
  readonly probability: number;
  readonly min: readonly [number, number, number];
  readonly max: readonly [number, number, number];
};

/** Between the boxes of two regions of one class, below which they are one object, mm. */
const PILE_GAP_MM: Readonly<Record<string, number>> = { scales: 12, animal: 6, marine: 12, bone: 12 };

/** Bead carvers work from about 4 to 22 mm; a larger ball is looked at by itself. */
const BEAD_MAX_MM = 22;
/** Neighbours on a string or in a loose handful: free space between two beads, in bead diameters, plus grid error. */
const BEAD_GAP_DIAMETERS = 1;
const BEAD_GAP_EXTRA_MM = 3;
/** Largest ratio of the sizes of neighbouring beads; one grid voxel more or less is much at 6 mm. */
const BEAD_SIZE_RATIO = 1.8;
/** A bead alone fills its box like a sphere (π/6 = 0.52), within the coarseness of the grid. */
const BEAD_MIN_BOX_FILL = 0.35;
const BEAD_MAX_BOX_RATIO = 2;

type Shape = { readonly thicknessMm: number; readonly single: boolean };

const boxGapMm = (a: Region, b: Region, spacingMm: number): number => {
  const gaps = ([0, 1, 2] as const).map((axis) => Math.max(0, a.min[axis] - b.max[axis], b.min[axis] - a.max[axis]));
  return Math.hypot(...gaps) * spacingMm;
};

const shapeOf = (region: Region, field: Field, spacingMm: number): Shape => {
  const edges = ([0, 1, 2] as const).map((axis) => region.max[axis] - region.min[axis]);
  const [shortest, longest] = [Math.min(...edges), Math.max(...edges)];
  const fill = region.voxels.length / edges.reduce((product, edge) => product * edge, 1);
  const diameterMm = Math.cbrt((6 * region.voxels.length) / Math.PI) * spacingMm;
  if (longest / shortest <= BEAD_MAX_BOX_RATIO && fill >= BEAD_MIN_BOX_FILL) {
    return { thicknessMm: diameterMm, single: diameterMm <= BEAD_MAX_MM };
  }
  const { depth } = deepestCell(toLocalMask(region, field, 1));
  return { thicknessMm: (2 * depth - 1) * spacingMm, single: false };
};

const alike = (a: Shape, b: Shape): boolean =>
  Math.max(a.thicknessMm, b.thicknessMm) <= BEAD_SIZE_RATIO * Math.min(a.thicknessMm, b.thicknessMm);

const join = (regions: readonly Region[]): ObjectCandidate => {
  const lows = ([0, 1, 2] as const).map((axis) => Math.min(...regions.map((r) => r.min[axis])));
  const highs = ([0, 1, 2] as const).map((axis) => Math.max(...regions.map((r) => r.max[axis])));
  const count = regions.reduce((sum, r) => sum + r.voxels.length, 0);
  const voxels = new Int32Array(count);
  let at = 0;
  for (const region of regions) {
    voxels.set(region.voxels, at);
    at += region.voxels.length;
  }
  return {
    classIndex: regions[0]?.classIndex ?? 0,
    voxels,
    regions: regions.length,
    probability: regions.reduce((sum, r) => sum + r.probability * r.voxels.length, 0) / count,
    min: [lows[0] ?? 0, lows[1] ?? 0, lows[2] ?? 0],
    max: [highs[0] ?? 0, highs[1] ?? 0, highs[2] ?? 0],
  };
};

/** Regions beyond this many are not compared with each other: such a field is noise, and pairs would take minutes. */
const MAX_COMPARED = 2000;

/** `spacingMm` of the field's voxels. Regions of different classes are never joined. */
export const groupRegions = (regions: readonly Region[], field: Field, spacingMm: number): ObjectCandidate[] => {
  const sets = createUnionFind(regions.length);
  const compared = regions
    .map((region, n) => ({ region, n, id: field.classes[region.classIndex]?.id ?? "" }))
    .toSorted((a, b) => b.region.voxels.length - a.region.voxels.length)
    .slice(0, MAX_COMPARED);

  const joinWhere = (
    list: typeof compared,
    near: (a: (typeof compared)[number], b: (typeof compared)[number]) => boolean,
  ): void => {
    list.forEach((a, x) => {
      for (const b of list.slice(x + 1)) if (near(a, b)) sets.union(a.n, b.n);
    });
  };

  for (const [id, gap] of Object.entries(PILE_GAP_MM)) {
    joinWhere(
      compared.filter((item) => item.id === id),
      (a, b) => boxGapMm(a.region, b.region, spacingMm) <= gap,
    );
  }

  const ivory = compared
    .filter((item) => item.id === "ivory")
    .map((item) => ({ ...item, shape: shapeOf(item.region, field, spacingMm) }));
  const shapes = new Map(ivory.map(({ n, shape }) => [n, shape]));
  const nearAsBeads = (a: (typeof compared)[number], b: (typeof compared)[number]): boolean => {
    const [s, t] = [shapes.get(a.n), shapes.get(b.n)];
    if (s === undefined || t === undefined || !alike(s, t)) return false;
    const reach = BEAD_GAP_DIAMETERS * Math.max(s.thicknessMm, t.thicknessMm) + BEAD_GAP_EXTRA_MM;
    return boxGapMm(a.region, b.region, spacingMm) <= reach;
  };
  const singles = ivory.filter(({ shape }) => shape.single);
  joinWhere(singles, nearAsBeads);
  // Beads that touch are one long region: it joins a string that was seen beside it, never another long region.
  for (const long of ivory.filter(({ shape }) => !shape.single && shape.thicknessMm <= BEAD_MAX_MM)) {
    for (const bead of singles) if (nearAsBeads(long, bead)) sets.union(long.n, bead.n);
  }

  const groups = Map.groupBy(
    regions.map((region, n) => ({ region, root: sets.find(n) })),
    ({ root }) => root,
  );
  return [...groups.values()].map((group) => join(group.map(({ region }) => region)));
};
