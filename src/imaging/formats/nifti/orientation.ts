/** NIfTI's two ways to say where voxels lie (RAS) as steps and origin in LPS mm. Formulas: nifti1.h, "3D IMAGE ORIENTATION". */
import type { ScanNote } from "../../../contract/scan.ts";
import { StationError } from "../../../contract/station-error.ts";
import type { Vec3 } from "../../../contract/units.ts";
import { toLps } from "../voxels/checked-geometry.ts";
import type { NiftiFields } from "./header.ts";

const RAS: Vec3 = [-1, -1, 1];

type Placed = {
  readonly steps: readonly [Vec3, Vec3, Vec3];
  readonly originMm: Vec3;
  readonly space: "lps" | "unknown";
  readonly notes: readonly ScanNote[];
};

/** Millimetres per unit of length; unknown counts as mm, as all writers mean it. */
const mmPerUnit = (xyztUnits: number): number => {
  const code = xyztUnits & 7;
  return code === 1 ? 1000 : code === 3 ? 0.001 : 1;
};

const scaled = (v: Vec3, by: number): Vec3 => [v[0] * by, v[1] * by, v[2] * by];

const fromSform = (fields: NiftiFields, mm: number): Placed => {
  const column = (n: number): Vec3 => {
    const [x, y, z] = fields.srow.map((row) => row[n] ?? Number.NaN);
    return toLps(scaled([x ?? Number.NaN, y ?? Number.NaN, z ?? Number.NaN], mm), RAS);
  };
  return { steps: [column(0), column(1), column(2)], originMm: column(3), space: "lps", notes: [] };
};

const spacings = (fields: NiftiFields, mm: number): Vec3 => {
  const at = (n: number): number => Math.abs(fields.pixdim[n] ?? Number.NaN) * mm;
  return [at(1), at(2), at(3)];
};

const fromQform = (name: string, fields: NiftiFields, mm: number): Placed => {
  const [b, c, d] = fields.quatern;
  const rest = 1 - (b * b + c * c + d * d);
  // Rounding of a half turn may leave a little less than nothing; more than that is no rotation.
  if (!(rest > -1e-4)) throw new StationError("geometry.invalid", `${name}: quaternion ${b}, ${c}, ${d} is no rotation`);
  const norm = rest > 0 ? 1 : 1 / Math.sqrt(b * b + c * c + d * d);
  const [x, y, z, w] = [b * norm, c * norm, d * norm, Math.sqrt(Math.max(0, rest))];
  const [si, sj, sk] = spacings(fields, mm);
  const qfac = (fields.pixdim[0] ?? 1) < 0 ? -1 : 1;
  const columns: readonly [Vec3, Vec3, Vec3] = [
    [w * w + x * x - y * y - z * z, 2 * (x * y + w * z), 2 * (x * z - w * y)],
    [2 * (x * y - w * z), w * w + y * y - x * x - z * z, 2 * (y * z + w * x)],
    [2 * (x * z + w * y), 2 * (y * z - w * x), w * w + z * z - x * x - y * y],
  ];
  return {
    steps: [toLps(scaled(columns[0], si), RAS), toLps(scaled(columns[1], sj), RAS), toLps(scaled(columns[2], sk * qfac), RAS)],
    originMm: toLps(scaled(fields.qoffset, mm), RAS),
    space: "lps",
    notes: [],
  };
};

/** sform where it is given and not empty, else qform, else spacing only (then the axes are assumed). */
export const placeNifti = (name: string, fields: NiftiFields): Placed => {
  const mm = mmPerUnit(fields.xyztUnits);
  const sformUsable = fields.srow.some((row) => row.slice(0, 3).some((x) => x !== 0));
  if (fields.sformCode > 0 && sformUsable) return fromSform(fields, mm);
  if (fields.qformCode > 0) return fromQform(name, fields, mm);
  const [si, sj, sk] = spacings(fields, mm);
  return {
    steps: [
      [si, 0, 0],
      [0, sj, 0],
      [0, 0, sk],
    ],
    originMm: [0, 0, 0],
    space: "unknown",
    notes: [{ note: "assumed-orientation", detail: `${name}: neither sform nor qform is set` }],
  };
};
