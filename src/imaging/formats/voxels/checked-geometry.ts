/** From any format's axes to the contract's geometry: unit vectors in LPS, checked. */
import type { Geometry, ScanNote } from "../../../contract/scan.ts";
import { StationError } from "../../../contract/station-error.ts";
import type { Vec3 } from "../../../contract/units.ts";
import { type Dims, MAX_SPACING_MM, MIN_SPACING_MM } from "./limits.ts";

export const IDENTITY_DIRECTION: readonly [Vec3, Vec3, Vec3] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const length = (a: Vec3): number => Math.hypot(a[0], a[1], a[2]);
const invalid = (detail: string): StationError => new StationError("geometry.invalid", detail);

/** From a space with other signs (RAS, LAS) to LPS: `signs` holds 1 or −1 per world axis. */
export const toLps = (v: Vec3, signs: Vec3): Vec3 => [v[0] * signs[0], v[1] * signs[1], v[2] * signs[2]];

export const checkedSpacing = (name: string, spacing: readonly number[]): Vec3 => {
  const [i, j, k] = spacing;
  if (spacing.length !== 3 || i === undefined || j === undefined || k === undefined)
    throw invalid(`${name}: ${spacing.length} spacings where 3 are needed`);
  for (const step of [i, j, k]) {
    if (!(step >= MIN_SPACING_MM && step <= MAX_SPACING_MM)) throw invalid(`${name}: a voxel spacing of ${step} mm`);
  }
  return [i, j, k];
};

export type Axes = {
  readonly name: string;
  readonly dims: Dims;
  readonly originMm: Vec3;
  /** LPS vectors from one voxel to the next along i, j, k; their lengths are the spacing in mm. */
  readonly steps: readonly [Vec3, Vec3, Vec3];
  readonly space: Geometry["space"];
};

/** Cosine above which two axes no longer count as perpendicular (0.06°). */
const SKEW = 1e-3;
/** Cosine above which the axes make no sense as an image (gantries tilt by at most 30°). */
const MAX_SKEW = 0.55;

/**
 * Geometry of a file with any affine axes. Throws `geometry.invalid` for spacing that is zero, not a number or absurd, for an
 * origin that is not a number, and for axes that are not near to perpendicular; a slice axis that leans gives `gantry-tilt`.
 */
export const geometryOf = (axes: Axes): { readonly geometry: Geometry; readonly notes: readonly ScanNote[] } => {
  const { name, dims, originMm, steps, space } = axes;
  if (!originMm.every((x) => Number.isFinite(x) && Math.abs(x) < 1e7)) throw invalid(`${name}: origin ${originMm.join(", ")} mm`);
  const spacingMm = checkedSpacing(name, steps.map(length));
  const unit = (axis: 0 | 1 | 2): Vec3 => {
    const step = steps[axis];
    const by = spacingMm[axis];
    // Adding 0 turns −0 into 0, so that equal geometries compare equal.
    return [step[0] / by + 0, step[1] / by + 0, step[2] / by + 0];
  };
  const direction = [unit(0), unit(1), unit(2)] as const;
  const inPlane = Math.abs(dot(direction[0], direction[1]));
  const lean = Math.max(Math.abs(dot(direction[0], direction[2])), Math.abs(dot(direction[1], direction[2])));
  if (!(inPlane <= 0.01)) throw invalid(`${name}: rows and columns are not perpendicular (cosine ${inPlane.toFixed(4)})`);
  if (!(lean <= MAX_SKEW)) throw invalid(`${name}: slices lean by a cosine of ${lean.toFixed(4)}`);
  const notes: readonly ScanNote[] =
    lean > SKEW
      ? [
          {
            note: "gantry-tilt",
            detail: `${name}: the slice axis leans by ${((Math.asin(lean) * 180) / Math.PI).toFixed(2)} degrees`,
          },
        ]
      : [];
  return {
    geometry: { dims, spacingMm, originMm: [originMm[0] + 0, originMm[1] + 0, originMm[2] + 0], direction, space },
    notes,
  };
};
