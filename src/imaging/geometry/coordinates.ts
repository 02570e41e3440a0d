/** Ways between voxels of a level, millimetres on a plane's picture, and LPS. */
import type { Geometry } from "../../contract/scan.ts";
import type { Vec3 } from "../../contract/units.ts";
import type { Axis, PlaneFrame } from "./plane.ts";

/** LPS mm of a (fractional) voxel of level 0. */
export const voxelToLps = (geometry: Geometry, voxel: Vec3): Vec3 => {
  const at = (component: Axis): number =>
    geometry.originMm[component] +
    voxel[0] * geometry.spacingMm[0] * geometry.direction[0][component] +
    voxel[1] * geometry.spacingMm[1] * geometry.direction[1][component] +
    voxel[2] * geometry.spacingMm[2] * geometry.direction[2][component];
  return [at(0), at(1), at(2)];
};

/** Where a slice lies in mm along its normal, which is pointed towards L, P or H. */
export const slicePositionMm = (geometry: Geometry, frame: PlaneFrame, index: number): number => {
  const voxel: [number, number, number] = [0, 0, 0];
  voxel[frame.normal] = index;
  const lps = voxelToLps(geometry, voxel);
  const normal = geometry.direction[frame.normal];
  return frame.normalSign * (lps[0] * normal[0] + lps[1] * normal[1] + lps[2] * normal[2]);
};

/**
 * Voxel of a coarser level that holds a voxel of level 0. `factor` is the level's spacing over level 0's; levels share
 * their outer corner, so voxel centres are half a voxel apart from naive division.
 */
export const toLevelVoxel = (voxel: Vec3, factor: Vec3, levelDims: Vec3): Vec3 => {
  const on = (axis: Axis): number => Math.min(levelDims[axis] - 1, Math.max(0, Math.floor((voxel[axis] + 0.5) / factor[axis])));
  return [on(0), on(1), on(2)];
};

/** The nearest voxel inside the volume; not a number becomes 0. */
export const clampVoxel = (voxel: Vec3, dims: Vec3): Vec3 => {
  const on = (axis: Axis): number => {
    const rounded = Math.round(voxel[axis]);
    return Number.isNaN(rounded) ? 0 : Math.min(dims[axis] - 1, Math.max(0, rounded));
  };
  return [on(0), on(1), on(2)];
};

const edgeToMm = (edge: number, count: number, sign: 1 | -1, spacing: number): number =>
  (sign > 0 ? edge : count - edge) * spacing;

/**
 * Picture mm (from the picture's left and top outer edge) of a voxel position, where a voxel's centre has its integer index
 * and its edges lie half an index to either side.
 */
export const voxelToPlaneMm = (frame: PlaneFrame, dims: Vec3, spacingMm: Vec3, voxel: Vec3): readonly [x: number, y: number] => [
  edgeToMm(voxel[frame.u] + 0.5, dims[frame.u], frame.uSign, spacingMm[frame.u]),
  edgeToMm(voxel[frame.v] + 0.5, dims[frame.v], frame.vSign, spacingMm[frame.v]),
];

/** The (fractional) voxel under a point of the picture; the coordinate along the normal is taken from `slice`. */
export const planeMmToVoxel = (
  frame: PlaneFrame,
  dims: Vec3,
  spacingMm: Vec3,
  mm: readonly [x: number, y: number],
  slice: number,
): Vec3 => {
  const voxel: [number, number, number] = [0, 0, 0];
  const u = mm[0] / spacingMm[frame.u];
  const v = mm[1] / spacingMm[frame.v];
  voxel[frame.u] = (frame.uSign > 0 ? u : dims[frame.u] - u) - 0.5;
  voxel[frame.v] = (frame.vSign > 0 ? v : dims[frame.v] - v) - 0.5;
  voxel[frame.normal] = slice;
  return voxel;
};
