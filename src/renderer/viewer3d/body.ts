/** Where the volume lies in the 3D world: LPS mm, moved so that the volume's middle is the origin. Pure. */
import type { Geometry } from "../../contract/scan.ts";
import type { Vec3 } from "../../contract/units.ts";
import type { StandardView } from "../viewer2d/viewer-types.ts";

export type Body = {
  readonly sizeMm: Vec3;
  readonly direction: Geometry["direction"];
  readonly diagonalMm: number;
};

export const bodyOf = ({ dims, spacingMm, direction }: Geometry): Body => {
  const sizeMm: Vec3 = [dims[0] * spacingMm[0], dims[1] * spacingMm[1], dims[2] * spacingMm[2]];
  return { sizeMm, direction, diagonalMm: Math.hypot(...sizeMm) };
};

/** A share of the volume along its own axes (0 to 1) in the world. */
export const shareToWorld = ({ sizeMm, direction }: Body, share: Vec3): Vec3 => {
  const along = (axis: 0 | 1 | 2): number => (share[axis] - 0.5) * sizeMm[axis];
  const at = (component: 0 | 1 | 2): number =>
    along(0) * direction[0][component] + along(1) * direction[1][component] + along(2) * direction[2][component];
  return [at(0), at(1), at(2)];
};

/** A voxel of level 0 (centres at whole numbers) as a share of the volume. */
export const voxelToShare = (dims: Vec3, voxel: Vec3): Vec3 => [
  (voxel[0] + 0.5) / dims[0],
  (voxel[1] + 0.5) / dims[1],
  (voxel[2] + 0.5) / dims[2],
];

/**
 * From where the camera looks, as a direction in LPS; up is always A, away from the tray. `front` looks towards H with
 * R at the left, as the axial plane does; `top` is a hair off the vertical so that H is up on the screen.
 */
export const VIEW_FROM: Readonly<Record<StandardView, Vec3>> = {
  home: [-0.42, -0.62, -0.8],
  front: [0, 0, -1],
  top: [0, -1, -0.0008],
  left: [1, 0, 0],
};
export const WORLD_UP: Vec3 = [0, -1, 0];
