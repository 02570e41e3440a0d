/** Lays a label volume over a scan: by the geometry of both, or voxel by voxel where one of them states none. */
import type { Geometry } from "../../../contract/scan.ts";
import { StationError } from "../../../contract/station-error.ts";
import type { Vec3 } from "../../../contract/units.ts";
import type { LabelVolume } from "./label-volume.ts";

type Axis = 0 | 1 | 2;
const AXES = [0, 1, 2] as const;

const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

const sameDims = (a: Geometry, b: Geometry): boolean => AXES.every((axis) => a.dims[axis] === b.dims[axis]);

/** Voxels of one grid as an affine function of voxels of another: at + Σ steps[axis] · voxel[axis]. */
type Affine = { readonly at: Vec3; readonly steps: readonly [Vec3, Vec3, Vec3] };

/** From the scan's voxels to the labels'. The axes of both are perpendicular unit vectors, or nearly (a tilt is left out). */
const affineBetween = (scan: Geometry, labels: Geometry): Affine => {
  const along = (mm: Vec3): Vec3 => {
    const on = (axis: Axis): number => dot(mm, labels.direction[axis]) / labels.spacingMm[axis];
    return [on(0), on(1), on(2)];
  };
  const step = (axis: Axis): Vec3 => {
    const [x, y, z] = scan.direction[axis];
    const mm = scan.spacingMm[axis];
    return along([x * mm, y * mm, z * mm]);
  };
  const [a, b] = [scan.originMm, labels.originMm];
  return { at: along([a[0] - b[0], a[1] - b[1], a[2] - b[2]]), steps: [step(0), step(1), step(2)] };
};

/** Whether every voxel of the scan is the same voxel of the labels, within a hundredth of a voxel over the whole volume. */
const isIdentity = ({ at, steps }: Affine, scan: Geometry): boolean =>
  AXES.every(
    (axis) =>
      Math.abs(at[axis]) < 0.01 && AXES.every((of) => Math.abs(steps[of][axis] - (of === axis ? 1 : 0)) * scan.dims[of] < 0.01),
  );

const resample = ({ at, steps }: Affine, scan: Geometry, labels: LabelVolume): Uint16Array => {
  const [nx, ny, nz] = scan.dims;
  const [lx, ly, lz] = labels.geometry.dims;
  const out = new Uint16Array(nx * ny * nz);
  const [si, sj, sk] = steps;
  let p = 0;
  for (let k = 0; k < nz; k += 1) {
    for (let j = 0; j < ny; j += 1) {
      let x = at[0] + sj[0] * j + sk[0] * k + 0.5;
      let y = at[1] + sj[1] * j + sk[1] * k + 0.5;
      let z = at[2] + sj[2] * j + sk[2] * k + 0.5;
      for (let i = 0; i < nx; i += 1, p += 1, x += si[0], y += si[1], z += si[2]) {
        if (x < 0 || y < 0 || z < 0 || x >= lx || y >= ly || z >= lz) continue;
        out[p] = labels.numbers[(Math.floor(z) * ly + Math.floor(y)) * lx + Math.floor(x)] ?? 0;
      }
    }
  }
  return out;
};

/**
 * Object numbers on the scan's grid, i fastest; outside the label volume 0. Nearest voxel.
 * Throws `geometry.invalid` where one file states no geometry and the dimensions differ, or where nothing of the labels falls
 * into the scan.
 */
export const layOver = (scan: Geometry, labels: LabelVolume): Uint16Array => {
  const { geometry } = labels;
  if (scan.space === "unknown" || geometry.space === "unknown") {
    if (sameDims(scan, geometry)) return labels.numbers;
    throw new StationError("geometry.invalid", `labels of ${geometry.dims.join(" × ")} for a scan of ${scan.dims.join(" × ")}`);
  }
  const affine = affineBetween(scan, geometry);
  if (sameDims(scan, geometry) && isIdentity(affine, scan)) return labels.numbers;
  const out = resample(affine, scan, labels);
  if (labels.numbers.some((number) => number > 0) && !out.some((number) => number > 0))
    throw new StationError("geometry.invalid", "no labelled voxel lies in the scan: the two files do not fit together");
  return out;
};
