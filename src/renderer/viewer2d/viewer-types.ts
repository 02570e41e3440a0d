import type { BoxVoxel, Vec3 } from "../../contract/units.ts";
import type { TransferPresetId } from "../../imaging/colour/transfer-function.ts";

export type { TransferPresetId };

/** The part of the volume that the 3D view draws: fractions of the volume along each voxel axis, `min` < `max`. */
export type ClipBox = { readonly min: Vec3; readonly max: Vec3 };
export const FULL_CLIP: ClipBox = { min: [0, 0, 0], max: [1, 1, 1] };

/** Where the 3D camera looks from: `home` is a raised three-quarter view, `front` the officer's side of the bag. */
export type StandardView = "home" | "front" | "top" | "left";

/** `finding` keeps the direction and centres on `boxVoxel`. */
export type ViewCommand = {
  readonly view: StandardView | "finding";
  readonly boxVoxel: BoxVoxel | null;
  readonly serial: number;
};
