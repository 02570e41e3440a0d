import type { ErrorCode } from "../../../../contract/error-code.ts";
import { StationError } from "../../../../contract/station-error.ts";
import type { BoxVoxel, Vec3 } from "../../../../contract/units.ts";
import { addScaled } from "../../dicom/vector.ts";
import { roiBitmap } from "./bitmap.ts";
import { encodeFile, type Element } from "./encode.ts";
import type { TdrFinding, TdrInput } from "./tdr-input.ts";
import { uidFrom } from "./uid.ts";

const TDR_CLASS = "1.2.840.10008.5.1.4.1.1.501.3";
const EXPLICIT_LITTLE = "1.2.840.10008.1.2.1";

/** The report's terms for why a screening came to no result. */
const ABORT_REASONS: Partial<Record<ErrorCode, string>> = {
  "screening.timeout": "Timeout",
  "screening.cancelled": "UserInterrupt",
  "screening.uncalibrated": "UnknownDataType",
  "format.unsupported": "UnknownDataType",
  "format.truncated": "IncompleteScan",
  "geometry.incomplete": "IncompleteScan",
};

const ALARM_DECISIONS = { alarm: "ALARM", clear: "CLEAR", abort: "UNKNOWN" } as const;

const isDescending = (input: TdrInput): boolean => input.images[0]?.descending ?? false;

/** The box with z counted as the image file counts its frames. */
const baseOf = (box: BoxVoxel, input: TdrInput): Vec3 => {
  const z = isDescending(input) ? input.geometry.dims[2] - box.max[2] : box.min[2];
  return [box.min[0], box.min[1], z];
};

const inFile = (point: Vec3, input: TdrInput): Vec3 =>
  (input.images[0]?.leftHanded ?? false) ? [point[0], point[1], -point[2]] : point;

/** A point given in voxels (0 at the centre of the first) in the mm of the image file. */
const toMm = (voxel: Vec3, input: TdrInput): Vec3 => {
  const { originMm, spacingMm, direction } = input.geometry;
  const point = voxel.reduce<Vec3>(
    (sum, v, axis) => addScaled(sum, direction[axis] ?? [0, 0, 0], v * (spacingMm[axis] ?? 1)),
    originMm,
  );
  return inFile(point, input);
};

const corners = (box: BoxVoxel): readonly Vec3[] =>
  Array.from({ length: 8 }, (_, n): Vec3 => {
    const side = (axis: 0 | 1 | 2): number => ((n >> axis) & 1 ? box.max[axis] : box.min[axis]) - 0.5;
    return [side(0), side(1), side(2)];
  });

const centre = (box: BoxVoxel): Vec3 => {
  const middle = (axis: 0 | 1 | 2): number => (box.min[axis] + box.max[axis] - 1) / 2;
  return [middle(0), middle(1), middle(2)];
};

const references = (input: TdrInput): readonly (readonly Element[])[] =>
  input.images.map((image) => [
    { tag: 0x00081150, vr: "UI", value: image.sopClass },
    { tag: 0x00081155, vr: "UI", value: image.sopInstance },
  ]);

const optional = (tag: number, value: number | null): readonly Element[] =>
  value === null ? [] : [{ tag, vr: "FL", value: [value] }];

const requireBox = (finding: TdrFinding, input: TdrInput): void => {
  const { min, max } = finding.boxVoxel;
  const fits = [0, 1, 2].every((axis) => {
    const [low, high] = [min[axis] ?? Number.NaN, max[axis] ?? Number.NaN];
    return Number.isInteger(low) && Number.isInteger(high) && low >= 0 && low < high && high <= (input.geometry.dims[axis] ?? 0);
  });
  if (!fits) throw new StationError("internal", `a finding's box from ${min.join(",")} to ${max.join(",")} is not in the scan`);
};

const representation = (finding: TdrFinding, input: TdrInput): readonly Element[] => {
  const box = finding.boxVoxel;
  const roi: readonly Element[] = [
    { tag: 0x40101004, vr: "FL", value: baseOf(box, input) },
    { tag: 0x40101005, vr: "FL", value: [box.max[0] - box.min[0], box.max[1] - box.min[1], box.max[2] - box.min[2]] },
    { tag: 0x40101006, vr: "OB", value: roiBitmap(box, finding.isInside, isDescending(input)) },
  ];
  return [
    { tag: 0x0008114a, vr: "SQ", value: references(input) },
    { tag: 0x40101001, vr: "SQ", value: [roi] },
    ...optional(0x40101017, finding.massG),
    ...optional(0x40101018, finding.densityGCm3),
    { tag: 0x4010101c, vr: "FL", value: toMm(centre(box), input) },
    { tag: 0x4010101d, vr: "FL", value: corners(box).flatMap((corner) => toMm(corner, input)) },
    ...optional(0x40101023, finding.volumeCm3),
    { tag: 0x40101078, vr: "ST", value: finding.label },
  ];
};

const threat = (finding: TdrFinding, index: number, input: TdrInput): readonly Element[] => {
  requireBox(finding, input);
  const assessment: readonly Element[] = [
    { tag: 0x40101012, vr: "CS", value: "CONTRABAND" },
    { tag: 0x40101013, vr: "LT", value: `IVC ${finding.label}` },
    { tag: 0x40101014, vr: "CS", value: "NO_INTERFERENCE" },
    { tag: 0x40101015, vr: "CS", value: "THREAT" },
    // −1 stands for "not given".
    { tag: 0x40101016, vr: "FL", value: [finding.probability ?? -1] },
  ];
  return [
    { tag: 0x40101010, vr: "US", value: [index] },
    { tag: 0x40101037, vr: "SQ", value: [representation(finding, input)] },
    { tag: 0x40101038, vr: "SQ", value: [assessment] },
  ];
};

const dated = (input: TdrInput): { readonly day: string; readonly time: string } => {
  const digits = new Date(input.decidedUtc).toISOString().replaceAll(/[-:TZ]/g, "");
  return { day: digits.slice(0, 8), time: digits.slice(8) };
};

const about = (input: TdrInput, sopInstance: string): readonly Element[] => {
  const { day, time } = dated(input);
  const dates = [0x00080012, 0x00080020, 0x00080021, 0x00080023].map((tag): Element => ({ tag, vr: "DA", value: day }));
  const times = [0x00080013, 0x00080030, 0x00080031, 0x00080033].map((tag): Element => ({ tag, vr: "TM", value: time }));
  const image = input.images[0];
  return [
    ...dates,
    ...times,
    { tag: 0x00080005, vr: "CS", value: "ISO_IR 192" },
    { tag: 0x00080016, vr: "UI", value: TDR_CLASS },
    { tag: 0x00080018, vr: "UI", value: sopInstance },
    { tag: 0x00080060, vr: "CS", value: "TDR" },
    { tag: 0x00080070, vr: "LO", value: "Faunagate" },
    { tag: 0x00080201, vr: "SH", value: "+0000" },
    { tag: 0x00081010, vr: "SH", value: input.station },
    { tag: 0x00081090, vr: "LO", value: "Faunagate" },
    { tag: 0x00081110, vr: "SQ", value: references(input) },
    { tag: 0x00100020, vr: "LO", value: input.objectId ?? "" },
    { tag: 0x00100022, vr: "CS", value: "TEXT" },
    { tag: 0x00181020, vr: "LO", value: input.softwareVersion },
    { tag: 0x0020000d, vr: "UI", value: image?.studyUid || uidFrom(`${input.id} study`) },
    { tag: 0x0020000e, vr: "UI", value: uidFrom(`${input.id} series`) },
    { tag: 0x00200010, vr: "SH", value: input.id.slice(0, 16) },
    { tag: 0x00200013, vr: "IS", value: "1" },
    { tag: 0x00200052, vr: "UI", value: image?.frameOfReference || uidFrom(`${input.id} frame of reference`) },
  ];
};

const outcome = (input: TdrInput): readonly Element[] => {
  const { day, time } = dated(input);
  const aborted = input.verdict === "abort";
  const reason = (input.abortCode === null ? undefined : ABORT_REASONS[input.abortCode]) ?? "NotReviewed";
  const alarms = input.verdict === "alarm" ? input.findings.length : 0;
  return [
    { tag: 0x40101011, vr: "SQ", value: input.findings.map((finding, index) => threat(finding, index, input)) },
    ...(aborted ? [{ tag: 0x40101021, vr: "CS", value: reason } as const] : []),
    { tag: 0x40101024, vr: "CS", value: aborted ? "ABORT" : "SUCCESS" },
    { tag: 0x40101027, vr: "CS", value: "MACHINE" },
    { tag: 0x40101029, vr: "LO", value: [input.algorithm.name, input.algorithm.version] },
    { tag: 0x4010102b, vr: "DT", value: `${day}${time}+0000` },
    { tag: 0x40101031, vr: "CS", value: ALARM_DECISIONS[input.verdict] },
    { tag: 0x40101033, vr: "US", value: [input.findings.length] },
    { tag: 0x40101034, vr: "US", value: [alarms] },
    { tag: 0x4010103a, vr: "CS", value: "V03" },
    { tag: 0x40101042, vr: "CS", value: "BAGGAGE" },
    { tag: 0x40101044, vr: "CS", value: "SUCCESSFUL" },
    { tag: 0x40101048, vr: "CS", value: "OPERATIONAL" },
    { tag: 0x40101069, vr: "FL", value: [input.processingMs] },
    { tag: 0x4010106d, vr: "CS", value: "NO" },
  ];
};

/**
 * A DICOS V03 threat detection report of type MACHINE: one potential threat object per finding, with its box and bitmap in
 * voxels of the image file. Depends on its input alone. Throws `internal` for a box outside the scan.
 */
export const writeTdr = (input: TdrInput): Uint8Array => {
  const sopInstance = uidFrom(`${input.id} report`);
  const meta: readonly Element[] = [
    { tag: 0x00020001, vr: "OB", value: Uint8Array.of(0, 1) },
    { tag: 0x00020002, vr: "UI", value: TDR_CLASS },
    { tag: 0x00020003, vr: "UI", value: sopInstance },
    { tag: 0x00020010, vr: "UI", value: EXPLICIT_LITTLE },
    { tag: 0x00020012, vr: "UI", value: uidFrom("Faunagate implementation class") },
    { tag: 0x00020013, vr: "SH", value: "FAUNAGATE" },
  ];
  return encodeFile(meta, [...about(input, sopInstance), ...outcome(input)]);
};
