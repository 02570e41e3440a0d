import type { Geometry } from "../../../contract/scan.ts";
import { firstFile, type Volume } from "../dicom/plan.ts";
import { dot, norm, subtract } from "../dicom/vector.ts";
import { energyOf } from "./energy.ts";
import type { ThreatReport } from "./threat-report.ts";

/** Sections of one pass of one object are written within seconds of each other. */
const SAME_PASS_SECONDS = 60;

export const folderOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf("/")));

export const instancesOf = (volume: Volume): ReadonlySet<string> =>
  new Set(volume.stack.slices.map((slice) => slice.file.header.sopInstance));

const sameGeometry = (a: Geometry, b: Geometry): boolean => {
  const voxel = Math.min(...a.spacingMm);
  return (
    a.dims.every((size, axis) => size === b.dims[axis]) &&
    a.spacingMm.every((size, axis) => Math.abs(size - (b.spacingMm[axis] ?? 0)) < 0.01 * size) &&
    a.direction.every((axis, i) => dot(axis, b.direction[i] ?? [0, 0, 0]) > 0.9999) &&
    norm(subtract(a.originMm, b.originMm)) < voxel / 2
  );
};

/** Seconds of a date and time as written, on a scale of its own; `null` when it is none. */
const secondsOf = (text: string): number | null => {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})/.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second) / 1000;
};

const samePass = (a: Volume, b: Volume): boolean => {
  const [first, second] = [firstFile(a), firstFile(b)];
  const [from, to] = [secondsOf(first.header.acquiredText), secondsOf(second.header.acquiredText)];
  return (
    folderOf(first.name) === folderOf(second.name) &&
    first.header.frameOfReference === second.header.frameOfReference &&
    from !== null &&
    to !== null &&
    Math.abs(from - to) <= SAME_PASS_SECONDS
  );
};

const meetsInReport = (a: Volume, b: Volume, reports: readonly ThreatReport[]): boolean => {
  const [first, second] = [instancesOf(a), instancesOf(b)];
  return reports.some((report) => report.images.some((uid) => first.has(uid)) && report.images.some((uid) => second.has(uid)));
};

/**
 * Whether two volumes are energies of one scan: same voxels of the same object, different characteristics, and held
 * together by their scan UID, by a report that names both, or by folder, frame of reference and time.
 */
const belongTogether = (a: Volume, b: Volume, reports: readonly ThreatReport[]): boolean => {
  const [first, second] = [firstFile(a).header, firstFile(b).header];
  if (energyOf(first.imageType).id === energyOf(second.imageType).id) return false;
  if (first.objectId !== second.objectId || !sameGeometry(a.stack.geometry, b.stack.geometry)) return false;
  const sameScan = first.studyUid !== "" && first.studyUid === second.studyUid;
  return sameScan || meetsInReport(a, b, reports) || samePass(a, b);
};

const rank = (volume: Volume): number => energyOf(firstFile(volume).header.imageType).rank;

/** Gathers the energies of each scan, in the order of `energyOf`. No scan gets the same energy twice. */
export const linkEnergies = (volumes: readonly Volume[], reports: readonly ThreatReport[]): readonly (readonly Volume[])[] => {
  const scans: Volume[][] = [];
  for (const volume of volumes) {
    const scan = scans.find((members) => members.every((member) => belongTogether(member, volume, reports)));
    if (scan === undefined) scans.push([volume]);
    else scan.push(volume);
  }
  return scans.map((scan) => scan.toSorted((a, b) => rank(a) - rank(b)));
};
