import type { Vec3 } from "../../contract/units.ts";
import type { ClipBox } from "../viewer2d/viewer-types.ts";

/** A ray in shares of the volume (0 to 1 along each voxel axis). */
export type ShareRay = { readonly origin: Vec3; readonly direction: Vec3 };

/** Where a ray enters and leaves a box, in multiples of its direction; `null` when it misses it. */
export const rayThroughBox = ({ origin, direction }: ShareRay, { min, max }: ClipBox): readonly [number, number] | null => {
  let enter = 0;
  let leave = Number.POSITIVE_INFINITY;
  for (const axis of [0, 1, 2] as const) {
    if (Math.abs(direction[axis]) < 1e-12) {
      if (origin[axis] < min[axis] || origin[axis] > max[axis]) return null;
      continue;
    }
    const a = (min[axis] - origin[axis]) / direction[axis];
    const b = (max[axis] - origin[axis]) / direction[axis];
    enter = Math.max(enter, Math.min(a, b));
    leave = Math.min(leave, Math.max(a, b));
  }
  return leave > enter ? [enter, leave] : null;
};

export type Hit = { readonly label: number; readonly voxel: Vec3 };

/**
 * The first voxel along a ray whose label `wanted` accepts, looking at every half voxel inside the clip box. `voxel` is of
 * the mask's own level. `null` when there is none.
 */
export const pickLabel = (
  labels: Uint8Array,
  dims: Vec3,
  ray: ShareRay,
  clip: ClipBox,
  wanted: (label: number) => boolean,
): Hit | null => {
  const span = rayThroughBox(ray, clip);
  if (!span) return null;
  const { origin, direction } = ray;
  const voxelsPerUnit = Math.hypot(direction[0] * dims[0], direction[1] * dims[1], direction[2] * dims[2]);
  const step = 0.5 / Math.max(voxelsPerUnit, 1e-9);
  const at = (axis: 0 | 1 | 2, t: number): number =>
    Math.min(dims[axis] - 1, Math.max(0, Math.floor((origin[axis] + direction[axis] * t) * dims[axis])));
  for (let t = span[0] + step / 2; t < span[1]; t += step) {
    const voxel: Vec3 = [at(0, t), at(1, t), at(2, t)];
    const label = labels[voxel[0] + dims[0] * (voxel[1] + dims[1] * voxel[2])] ?? 0;
    if (label > 0 && wanted(label)) return { label, voxel };
  }
  return null;
};
