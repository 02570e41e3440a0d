import type { Geometry } from "../../contract/scan.ts";
import type { Vec3 } from "../../contract/units.ts";

/** The three planes an officer knows, cut along the volume's own voxel axes: no plane is ever interpolated. */
export const PLANES = ["axial", "sagittal", "coronal"] as const;
export type PlaneId = (typeof PLANES)[number];

export type Axis = 0 | 1 | 2;
export type Sign = 1 | -1;

/**
 * How a plane is read from the voxels. Screen columns run along voxel axis `u`, screen rows down along `v`, slices are
 * counted along `normal`; a sign of −1 means that the voxel index falls where the screen coordinate rises.
 * `normalSign` says whether the index along `normal` rises towards L, P or H (1) or away from it (−1).
 */
export type PlaneFrame = {
  readonly plane: PlaneId;
  readonly u: Axis;
  readonly uSign: Sign;
  readonly v: Axis;
  readonly vSign: Sign;
  readonly normal: Axis;
  readonly normalSign: Sign;
};

export type PlaneFrames = Readonly<Record<PlaneId, PlaneFrame>>;

const PERMUTATIONS: readonly (readonly [Axis, Axis, Axis])[] = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

/** The voxel axis nearest to each of L, P and H; one to one even for oblique volumes. */
const nearestAxes = (direction: Geometry["direction"]): readonly [Axis, Axis, Axis] => {
  const fit = (axes: readonly [Axis, Axis, Axis]): number =>
    Math.abs(direction[axes[0]][0]) + Math.abs(direction[axes[1]][1]) + Math.abs(direction[axes[2]][2]);
  let best = PERMUTATIONS[0] ?? [0, 1, 2];
  // A later permutation must be clearly better, so that a volume turned by exactly 45 degrees has one stable answer.
  for (const axes of PERMUTATIONS) if (fit(axes) > fit(best) + 1e-9) best = axes;
  return best;
};

const signOf = (x: number): Sign => (x < 0 ? -1 : 1);
const flip = (sign: Sign): Sign => (sign === 1 ? -1 : 1);

/**
 * The planes of a volume in standard radiological display: axial with L at the right and P at the bottom, sagittal with P
 * at the right and F at the bottom, coronal with L at the right and F at the bottom. Works for mirrored (left-handed)
 * volumes too, because every axis is oriented by its own direction and never by a cross product.
 */
export const planeFrames = (geometry: Geometry): PlaneFrames => {
  const { direction } = geometry;
  const [l, p, h] = nearestAxes(direction);
  const [lSign, pSign, hSign] = [signOf(direction[l][0]), signOf(direction[p][1]), signOf(direction[h][2])];
  return {
    axial: { plane: "axial", u: l, uSign: lSign, v: p, vSign: pSign, normal: h, normalSign: hSign },
    sagittal: { plane: "sagittal", u: p, uSign: pSign, v: h, vSign: flip(hSign), normal: l, normalSign: lSign },
    coronal: { plane: "coronal", u: l, uSign: lSign, v: h, vSign: flip(hSign), normal: p, normalSign: pSign },
  };
};

/** Columns and rows of a plane's image of a volume of `dims`. */
export const planeSize = (frame: PlaneFrame, dims: Vec3): readonly [columns: number, rows: number] => [
  dims[frame.u],
  dims[frame.v],
];

/** Width and height in mm, from outer voxel edge to outer voxel edge. */
export const planeExtentMm = (frame: PlaneFrame, dims: Vec3, spacingMm: Vec3): readonly [width: number, height: number] => [
  dims[frame.u] * spacingMm[frame.u],
  dims[frame.v] * spacingMm[frame.v],
];
