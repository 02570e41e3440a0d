import type { Geometry, Level } from "../../../contract/scan.ts";

/** The coarsest level's largest axis: small enough for a first picture in one read. */
export const COARSEST_AXIS = 128;

/** Dims of the next level: every axis above 1 halved, an odd last voxel kept as one of its own. */
export const halvedDims = (dims: Geometry["dims"]): Geometry["dims"] => [halve(dims[0]), halve(dims[1]), halve(dims[2])];

const halve = (length: number): number => (length > 1 ? Math.ceil(length / 2) : 1);

/**
 * All levels of a volume, level 0 first, until the largest axis is at most `COARSEST_AXIS`. `bytes` are those of Int16 voxels.
 * A voxel (i, j, k) of level n covers the voxels [2i, 2i + 1] × … of level n − 1, so its spacing is twice theirs along each
 * halved axis and its centre lies half a fine voxel further.
 */
export const planLevels = (dims: Geometry["dims"], spacingMm: Geometry["spacingMm"]): readonly Level[] => {
  const levels: Level[] = [{ level: 0, dims, spacingMm, bytes: dims[0] * dims[1] * dims[2] * 2 }];
  for (let last = levels[0]; last && Math.max(...last.dims) > COARSEST_AXIS;) {
    const next = halvedDims(last.dims);
    const { dims: fine, spacingMm: mm } = last;
    const spacing: Geometry["spacingMm"] = [
      fine[0] > 1 ? mm[0] * 2 : mm[0],
      fine[1] > 1 ? mm[1] * 2 : mm[1],
      fine[2] > 1 ? mm[2] * 2 : mm[2],
    ];
    last = { level: levels.length, dims: next, spacingMm: spacing, bytes: next[0] * next[1] * next[2] * 2 };
    levels.push(last);
  }
  return levels;
};
