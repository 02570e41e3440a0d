import type { Geometry, ScannerFinding } from "../../../contract/scan.ts";
import type { BoxVoxel, Vec3 } from "../../../contract/units.ts";
import type { Volume } from "../dicom/plan.ts";
import type { Slice } from "../dicom/slice.ts";
import type { ThreatObject, ThreatReport } from "./threat-report.ts";

const byFile = (a: Slice, b: Slice): number =>
  (a.file.header.instanceNumber ?? 0) - (b.file.header.instanceNumber ?? 0) ||
  (a.file.name === b.file.name ? a.frame - b.frame : a.file.name < b.file.name ? -1 : 1);

/** k of every frame in the order in which the files hold them, in which reports count. */
const placesByFileOrder = (slices: readonly Slice[]): readonly number[] =>
  slices
    .map((slice, k) => ({ slice, k }))
    .toSorted((a, b) => byFile(a.slice, b.slice))
    .map(({ k }) => k);

const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

const whole = (dims: Geometry["dims"]): BoxVoxel => ({ min: [0, 0, 0], max: [dims[0], dims[1], dims[2]] });

/** A report's base and extents, in file order, as a box of the scan, cut to the volume; `null` when nothing is left. */
const boxInScan = (base: Vec3, extents: Vec3, volume: Volume): BoxVoxel | null => {
  const { dims } = volume.stack.geometry;
  const from = base.map((x, axis) => clamp(Math.floor(x), dims[axis] ?? 0));
  const to = base.map((x, axis) => clamp(Math.ceil(x + (extents[axis] ?? 0)), dims[axis] ?? 0));
  const ks = placesByFileOrder(volume.stack.slices).slice(from[2], to[2]);
  const min: Vec3 = [from[0] ?? 0, from[1] ?? 0, Math.min(...ks)];
  const max: Vec3 = [to[0] ?? 0, to[1] ?? 0, Math.max(...ks) + 1];
  const filled = ks.length > 0 && min.every((low, axis) => Number.isFinite(low) && low < (max[axis] ?? 0));
  return filled ? { min, max } : null;
};

const findingOf = (object: ThreatObject, volume: Volume): ScannerFinding => {
  const box = object.base === null || object.extents === null ? null : boxInScan(object.base, object.extents, volume);
  const cleared = object.flag === "NO_THREAT" ? " (no threat)" : "";
  // An object without a usable place is still the scanner's finding: it is shown as being anywhere in the scan.
  const placeless = box === null ? " (place not given)" : "";
  return {
    label: `${object.label}${cleared}${placeless}`,
    probability: object.probability,
    boxVoxel: box ?? whole(volume.stack.geometry.dims),
    massG: object.massG,
    densityGCm3: object.densityGCm3,
    volumeCm3: object.volumeCm3,
  };
};

/** The objects of a report as findings of the scan that `volume` is a channel of. */
export const scannerFindings = (report: ThreatReport, volume: Volume): readonly ScannerFinding[] =>
  report.objects.map((object) => findingOf(object, volume));
