/** Looks at a group of blobs in the scan's own voxels: are they beads? */
import type { HuSource } from "../hu-source.ts";
import { createHuHistogram } from "../material.ts";
import type { VoxelBox } from "../volume-file.ts";
import { type BeadStudy, studyBeads } from "./find-beads.ts";
import type { Seed } from "./seeds.ts";

export type BeadString = BeadStudy & {
  /** Of the scan's voxels: where the study's cells begin. */
  readonly box: VoxelBox;
  /** A fifth of the material is denser than this: of small beads the rest is blurred. */
  readonly materialHu: number;
};

type Triple = readonly [number, number, number];

/** Material begins at this share of the blobs' own CT number. */
const EDGE_SHARE = 0.45;
/** How far from a blob's middle its material is looked for, in diameters: tubes are longer than thick. */
const REACH_DIAMETERS = 1.3;
/** Denser than this many times the blobs' own CT number is something else. */
const DENSER = 1.8;
/** Voxels of the largest box that is read: larger ones are the texture of a whole bag. */
const MAX_VOXELS = 8_000_000;
const MIN_BEADS = 5;
/** Voxels beyond the reach that carry on the material, per voxel of it. */
const MAX_LEAKS = 0.06;
const MATERIAL_QUANTILE = 0.8;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** The scan's voxels within `reachMm` of the seeds' box, within the scan. */
const boxAround = (seeds: readonly Seed[], gridMm: number, reachMm: number, { dims, spacingMm }: HuSource): VoxelBox => {
  const edge = (axis: 0 | 1 | 2, side: "min" | "max"): number => {
    const places = seeds.map(({ at }) => (at[axis] + 0.5) * gridMm);
    const mm = side === "min" ? Math.min(...places) - reachMm : Math.max(...places) + reachMm;
    return Math.max(0, Math.min(dims[axis], Math.round(mm / spacingMm[axis])));
  };
  return {
    min: [edge(0, "min"), edge(1, "min"), edge(2, "min")],
    max: [edge(0, "max"), edge(1, "max"), edge(2, "max")],
  };
};

/** Marks what lies within `reachMm` of a point of the box (mm from the scan's corner). */
const paintBall = (near: Uint8Array, box: VoxelBox, spacingMm: Triple, centreMm: Triple, reachMm: number): void => {
  const sizes = ([0, 1, 2] as const).map((axis) => box.max[axis] - box.min[axis]);
  const [bx = 0, by = 0] = sizes;
  const range = (axis: 0 | 1 | 2): readonly [number, number] => [
    Math.max(0, Math.floor((centreMm[axis] - reachMm) / spacingMm[axis]) - box.min[axis]),
    Math.min(sizes[axis] ?? 0, Math.ceil((centreMm[axis] + reachMm) / spacingMm[axis]) - box.min[axis]),
  ];
  const away = (axis: 0 | 1 | 2, n: number): number => (box.min[axis] + n + 0.5) * spacingMm[axis] - centreMm[axis];
  const [[i0, i1], [j0, j1], [k0, k1]] = [range(0), range(1), range(2)];
  for (let k = k0; k < k1; k++) {
    for (let j = j0; j < j1; j++) {
      const rest = reachMm ** 2 - away(2, k) ** 2 - away(1, j) ** 2;
      if (rest < 0) continue;
      for (let i = i0; i < i1; i++) if (away(0, i) ** 2 <= rest) near[(k * by + j) * bx + i] = 1;
    }
  }
};

/** Faces where the material goes on beyond what is near: there a larger thing was cut, and its pieces are no blobs. */
const countLeaks = (near: Uint8Array, { min, max }: VoxelBox, isMaterial: (p: number) => boolean): number => {
  const [bx, by, bz] = [max[0] - min[0], max[1] - min[1], max[2] - min[2]];
  const strides = [1, bx, bx * by] as const;
  let leaks = 0;
  let p = 0;
  for (let k = 0; k < bz; k++) {
    for (let j = 0; j < by; j++) {
      for (let i = 0; i < bx; i++, p++) {
        if (near[p] !== 0 || !isMaterial(p)) continue;
        const touches = (at: number, size: number, stride: number): boolean =>
          (at > 0 && near[p - stride] !== 0 && isMaterial(p - stride)) ||
          (at < size - 1 && near[p + stride] !== 0 && isMaterial(p + stride));
        if (touches(i, bx, strides[0]) || touches(j, by, strides[1]) || touches(k, bz, strides[2])) leaks++;
      }
    }
  }
  return leaks;
};

/** `null` where they are none. Throws what the source throws. */
export const verifyString = (seeds: readonly Seed[], gridMm: number, native: HuSource): BeadString | null => {
  const peakHu = median(seeds.map((seed) => seed.peakHu));
  const reachMm = 2 * REACH_DIAMETERS * median(seeds.map(({ radiusMm }) => radiusMm));
  const box = boxAround(seeds, gridMm, reachMm, native);
  const voxels = ([0, 1, 2] as const).reduce<number>((product, axis) => product * (box.max[axis] - box.min[axis]), 1);
  if (voxels === 0 || voxels > MAX_VOXELS) return null;
  const inside = new Uint8Array(voxels);
  for (const { at } of seeds) {
    const centre = [(at[0] + 0.5) * gridMm, (at[1] + 0.5) * gridMm, (at[2] + 0.5) * gridMm] as const;
    paintBall(inside, box, native.spacingMm, centre, reachMm);
  }
  const hu = native.readBoxHu(box);
  const histogram = createHuHistogram();
  const isMaterial = (p: number): boolean => {
    const value = hu[p] ?? 0;
    return value >= EDGE_SHARE * peakHu && value <= DENSER * peakHu;
  };
  const leaks = countLeaks(inside, box, isMaterial);
  for (let p = 0; p < voxels; p++) {
    if (inside[p] === 0) continue;
    if (isMaterial(p)) histogram.add(hu[p] ?? 0);
    else inside[p] = 0;
  }
  if (leaks > MAX_LEAKS * histogram.total()) return null;
  const study = studyBeads({ box, inside }, hu, native.spacingMm);
  if (study === null || study.beads.count < MIN_BEADS) return null;
  return { ...study, box, materialHu: histogram.quantile(MATERIAL_QUANTILE) };
};
