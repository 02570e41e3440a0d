import type { ScanNote } from "../../../contract/scan.ts";
import { channelOf, unitsOf } from "../dicom/channel.ts";
import type { DicomCoding } from "../dicom/coding.ts";
import type { DicomHeader } from "../dicom/header.ts";
import { describeScan, firstFile, notesOf, silenceCompanions, volumesOf, type Planned, type Volume } from "../dicom/plan.ts";
import type { ChannelPlan, IndexedFile, ScanPlan } from "../format.ts";
import { energyOf } from "./energy.ts";
import { folderOf, instancesOf, linkEnergies } from "./link-energies.ts";
import { scannerFindings } from "./scanner-findings.ts";
import type { ThreatReport } from "./threat-report.ts";

type ReportFile = { readonly file: IndexedFile<DicomHeader>; readonly report: ThreatReport };

/** `leading` is the first of `volumes`: its geometry is the scan's. */
type Scan = { readonly volumes: readonly Volume[]; readonly leading: Volume; readonly first: IndexedFile<DicomHeader> };

const namesImage = (report: ThreatReport, scan: Scan): boolean =>
  scan.volumes.some((volume) => {
    const instances = instancesOf(volume);
    return report.images.some((uid) => instances.has(uid));
  });

/** A report that names no image belongs to the scan beside it, if there is just one and it is of the same object. */
const liesBeside = (one: ReportFile, scan: Scan, scans: readonly Scan[]): boolean => {
  const folder = folderOf(one.file.name);
  const neighbours = scans.filter((candidate) => folderOf(candidate.first.name) === folder);
  const { objectId, studyUid } = one.file.header;
  const same = objectId === scan.first.header.objectId || (studyUid !== "" && studyUid === scan.first.header.studyUid);
  return neighbours.length === 1 && neighbours[0] === scan && (same || one.report.images.length === 0);
};

const scanOf = (one: ReportFile, scans: readonly Scan[]): Scan | undefined =>
  scans.find((scan) => namesImage(one.report, scan)) ?? scans.find((scan) => liesBeside(one, scan, scans));

const channelsOf = (
  volumes: readonly Volume[],
): { readonly channels: readonly ChannelPlan<DicomCoding>[]; readonly notes: readonly ScanNote[] } => {
  const notes: ScanNote[] = [];
  const channels = volumes.map((volume) => {
    const energy = energyOf(firstFile(volume).header.imageType);
    const judged = unitsOf(volume.stack.slices);
    notes.push(...notesOf(volume.stack, volume.fileNotes, judged.notes));
    return channelOf(energy.id, energy.label, judged.units, volume.stack.slices);
  });
  return { channels, notes: [...new Map(notes.map((note) => [note.note, note])).values()] };
};

/** Makes scans of DICOS CT: energies of one object become channels, threat detection reports the scanner's findings. */
export const planDicos = (files: readonly IndexedFile<DicomHeader>[]): Planned => {
  const { volumes, refused } = volumesOf(files);
  const reports = files.flatMap((file): ReportFile[] =>
    file.header.report === null ? [] : [{ file, report: file.header.report }],
  );
  const linked = linkEnergies(
    volumes,
    reports.map((one) => one.report),
  );
  const scans = linked.flatMap((members): Scan[] => {
    const leading = members[0];
    return leading === undefined ? [] : [{ volumes: members, leading, first: firstFile(leading) }];
  });
  const owners = new Map(reports.map((one) => [one, scanOf(one, scans)]));
  const plans = scans.map((scan): ScanPlan<DicomCoding> => {
    const own = reports.filter((one) => owners.get(one) === scan);
    return {
      formatId: "dicos",
      kind: "volume",
      ...describeScan(scan.first),
      names: [...scan.volumes.flatMap((volume) => volume.names), ...own.map((one) => one.file.name)],
      geometry: scan.leading.stack.geometry,
      ...channelsOf(scan.volumes),
      scannerFindings: own.flatMap((one) => scannerFindings(one.report, scan.leading)),
    };
  });
  return silenceCompanions({ plans, refused }, files);
};
