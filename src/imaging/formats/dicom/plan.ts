import type { ScanNote } from "../../../contract/scan.ts";
import { StationError, toStationError } from "../../../contract/station-error.ts";
import type { IndexedFile, Refusal, ScanPlan } from "../format.ts";
import { channelOf, unitsOf } from "./channel.ts";
import { isCtClass } from "./classify.ts";
import type { DicomCoding } from "./coding.ts";
import { groupSlices, splitRepeats } from "./group-series.ts";
import type { DicomHeader } from "./header.ts";
import { slicesOfFile, type SlicesOfFile } from "./slice.ts";
import { stackSlices, type Stack } from "./stack.ts";

export type Planned = { readonly plans: readonly ScanPlan<DicomCoding>[]; readonly refused: readonly Refusal[] };

const folderTitle = (name: string): string => {
  const parts = name.split("/").filter((part) => part !== "");
  return parts.at(-2) ?? parts.at(-1) ?? "CT";
};

/** What a scan's first file says of the whole scan. */
export const describeScan = (
  file: IndexedFile<DicomHeader>,
): Pick<ScanPlan, "title" | "scanner" | "acquiredUtc" | "objectId"> => {
  const { header, name } = file;
  const named = header.maker !== "" || header.model !== "" || header.station !== "";
  const kvp = header.frames[0]?.kvp ?? null;
  return {
    title: header.title || (header.dicos !== null && header.objectId !== null ? `Object ${header.objectId}` : folderTitle(name)),
    scanner: named
      ? { maker: header.maker, model: header.model, station: header.station, kvp: kvp !== null && kvp > 0 ? kvp : null }
      : null,
    acquiredUtc: header.acquiredUtc,
    objectId: header.objectId,
  };
};

const uniqueNotes = (notes: readonly ScanNote[]): readonly ScanNote[] => {
  const seen = new Map<string, ScanNote>();
  for (const note of notes) if (!seen.has(note.note)) seen.set(note.note, note);
  return [...seen.values()];
};

export const notesOf = (stack: Stack, ofFiles: readonly ScanNote[], ofUnits: readonly ScanNote[]): readonly ScanNote[] => {
  const headers = stack.slices.map((slice) => slice.file.header);
  const notes: ScanNote[] = [...ofFiles, ...stack.notes, ...ofUnits];
  if (headers.some((header) => header.lossy))
    notes.push({ note: "lossy-compression", detail: "values may differ from the scanner's" });
  const dicos = headers.find((header) => header.dicos !== null);
  if (dicos !== undefined && dicos.objectId !== null) {
    notes.push({ note: "object-not-patient", detail: "DICOS: the patient fields describe the screened object" });
  }
  return uniqueNotes(notes);
};

/** Slices of every file that is a CT volume; the others' refusals. */
const collectSlices = (
  files: readonly IndexedFile<DicomHeader>[],
): { readonly read: readonly SlicesOfFile[]; readonly refused: readonly Refusal[] } => {
  const read: SlicesOfFile[] = [];
  const refused: Refusal[] = [];
  for (const file of files) {
    const why = file.header.notVolume;
    if (why !== null) {
      refused.push({ name: file.name, error: new StationError(why.code, why.detail) });
      continue;
    }
    try {
      read.push(slicesOfFile(file));
    } catch (thrown) {
      refused.push({ name: file.name, error: toStationError(thrown, "format.corrupt") });
    }
  }
  return { read, refused };
};

/**
 * Reports and directories are read with their images: alone they are refused, beside a scan they are not mentioned.
 * A CT slice without its pixels is always mentioned.
 */
export const silenceCompanions = (planned: Planned, files: readonly IndexedFile<DicomHeader>[]): Planned => {
  if (planned.plans.length === 0) return planned;
  const companions = new Set(
    files
      .filter(({ header }) => header.notVolume?.code === "format.not-an-image" && !isCtClass(header.sopClass))
      .map((file) => file.name),
  );
  return { plans: planned.plans, refused: planned.refused.filter((refusal) => !companions.has(refusal.name)) };
};

/** Slices put in order, with what their files gave rise to. */
export type Volume = { readonly stack: Stack; readonly names: readonly string[]; readonly fileNotes: readonly ScanNote[] };

export type Volumes = { readonly volumes: readonly Volume[]; readonly refused: readonly Refusal[] };

/** Sorts slices of any number of files, in any order and mixed, into volumes. Never throws. */
export const volumesOf = (files: readonly IndexedFile<DicomHeader>[]): Volumes => {
  const { read, refused } = collectSlices(files);
  const volumes: Volume[] = [];
  const failed: Refusal[] = [];
  const notes = new Map(read.flatMap((one) => one.slices.slice(0, 1).map((slice) => [slice.file.name, one.notes] as const)));
  for (const group of groupSlices(read.flatMap((one) => one.slices)).flatMap(splitRepeats)) {
    const names = [...new Set(group.map((slice) => slice.file.name))];
    try {
      volumes.push({ stack: stackSlices(group), names, fileNotes: names.flatMap((name) => notes.get(name) ?? []) });
    } catch (thrown) {
      const error = toStationError(thrown, "format.corrupt");
      for (const name of names) failed.push({ name, error });
    }
  }
  return { volumes, refused: [...refused, ...failed] };
};

/** The file that speaks for a volume: that of its first slice. */
export const firstFile = (volume: Volume): IndexedFile<DicomHeader> => {
  const first = volume.stack.slices[0];
  if (first === undefined) throw new StationError("internal", "a volume without slices");
  return first.file;
};

const planVolume = (volume: Volume): ScanPlan<DicomCoding> => {
  const { units, notes } = unitsOf(volume.stack.slices);
  return {
    formatId: "dicom",
    kind: "volume",
    ...describeScan(firstFile(volume)),
    names: volume.names,
    geometry: volume.stack.geometry,
    channels: [channelOf("ct", "CT", units, volume.stack.slices)],
    notes: notesOf(volume.stack, volume.fileNotes, notes),
    scannerFindings: [],
  };
};

/** Makes scans of classic and enhanced CT objects. Never throws. */
export const planDicom = (files: readonly IndexedFile<DicomHeader>[]): Planned => {
  const { volumes, refused } = volumesOf(files);
  return silenceCompanions({ plans: volumes.map(planVolume), refused }, files);
};
