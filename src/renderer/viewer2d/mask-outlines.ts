import type { Finding } from "../../contract/finding.ts";
import { outlines, type Loop } from "../../imaging/geometry/contour.ts";
import type { PlaneFrame } from "../../imaging/geometry/plane.ts";
import type { Vec3 } from "../../contract/units.ts";
import type { LoadedMask } from "../workers/volume.ts";

/** Outlines in the mask's own picture pixels, which start at (x, y). */
export type FindingOutline = { readonly x: number; readonly y: number; readonly loops: readonly Loop[] };

/** The mask's slice (index along the plane's normal) that a voxel of level 0 lies in. */
const levelIndex = (index: number, factor: number, count: number): number =>
  Math.min(count - 1, Math.max(0, Math.floor((index + 0.5) / factor)));

/** First and last picture pixel of a finding's box along one axis, one pixel wider than the box on each side. */
const range = (finding: Finding, axis: 0 | 1 | 2, sign: 1 | -1, mask: LoadedMask): readonly [number, number] => {
  const count = mask.dims[axis];
  const min = levelIndex(finding.boxVoxel.min[axis] - 1, mask.factor[axis], count);
  const max = levelIndex(finding.boxVoxel.max[axis], mask.factor[axis], count);
  return sign > 0 ? [min, max] : [count - 1 - max, count - 1 - min];
};

/** A finding's outline in the slice through `voxel` (level 0); empty where the slice misses it or it has no label. */
export const findingOutline = (mask: LoadedMask, frame: PlaneFrame, finding: Finding, voxel: Vec3): FindingOutline => {
  const { dims, factor, labels } = mask;
  const [x0, x1] = range(finding, frame.u, frame.uSign, mask);
  const [y0, y1] = range(finding, frame.v, frame.vSign, mask);
  const slice = voxel[frame.normal];
  const { min, max } = finding.boxVoxel;
  if (finding.label === 0 || slice < min[frame.normal] - 1 || slice > max[frame.normal]) return { x: x0, y: y0, loops: [] };
  const step = [1, dims[0], dims[0] * dims[1]] as const;
  const base = levelIndex(slice, factor[frame.normal], dims[frame.normal]) * step[frame.normal];
  const inside = (x: number, y: number): boolean => {
    const u = frame.uSign > 0 ? x + x0 : dims[frame.u] - 1 - x - x0;
    const v = frame.vSign > 0 ? y + y0 : dims[frame.v] - 1 - y - y0;
    return labels[base + u * step[frame.u] + v * step[frame.v]] === finding.label;
  };
  return { x: x0, y: y0, loops: outlines(inside, x1 - x0 + 1, y1 - y0 + 1) };
};
