import type { Slice } from "./slice.ts";
import { dot } from "./vector.ts";

const folderOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf("/")));

/** Same plane within about half a degree: positions of a series jitter in their last digits. */
const PARALLEL = 0.9999;
/** More planes than this in one series are not searched: a file with a plane per frame must not take quadratic time. */
const MAX_PLANES = 100;

const fits = (slice: Slice, group: readonly Slice[]): boolean => {
  const first = group[0];
  return first !== undefined && dot(slice.row, first.row) > PARALLEL && dot(slice.column, first.column) > PARALLEL;
};

const keyOf = (slice: Slice): string => {
  const { seriesUid, frameOfReference } = slice.file.header;
  const series = seriesUid === "" ? `folder ${folderOf(slice.file.name)}` : seriesUid;
  return `${series}|${frameOfReference}|${slice.layout.rows}×${slice.layout.columns}`;
};

/** Slices that belong to one volume: same series, frame of reference, size and plane. */
export const groupSlices = (slices: readonly Slice[]): readonly (readonly Slice[])[] => {
  const byKey = new Map<string, Slice[][]>();
  for (const slice of slices) {
    const key = keyOf(slice);
    const groups = byKey.get(key) ?? [];
    byKey.set(key, groups);
    const group = groups.slice(0, MAX_PLANES).find((candidate) => fits(slice, candidate));
    if (group === undefined) groups.push([slice]);
    else group.push(slice);
  }
  return [...byKey.values()].flat();
};

/** What may tell apart several volumes at the same positions of one series. */
const SPLITS: readonly ((slice: Slice) => string)[] = [
  (slice) => String(slice.file.header.acquisitionNumber),
  (slice) => String(slice.header.kvp),
  (slice) => slice.file.header.imageType.join("\\"),
  (slice) => slice.file.header.acquiredText,
];

const placeOf = (slice: Slice): string => (slice.position ?? [0, 0, 0]).map((x) => x.toFixed(2)).join(",");

const isComplete = (slices: readonly Slice[], places: number): boolean =>
  slices.length === places && new Set(slices.map(placeOf)).size === places;

/**
 * Takes apart a group in which positions occur several times (two energies, two passes in one series, copies of a
 * multi-frame file). Multi-frame files that overlap are a volume each; slices of many files are told apart by the headers'
 * numbers where one does it cleanly. Otherwise the group stays whole and its duplicates are noted.
 */
export const splitRepeats = (group: readonly Slice[]): readonly (readonly Slice[])[] => {
  const places = new Set(group.map(placeOf)).size;
  const files = [...Map.groupBy(group, (slice) => slice.file.name).values()];
  if (places < group.length && files.length > 1 && files.every((frames) => frames.length > 1)) return files.flatMap(splitRepeats);
  if (places < 2 || places === group.length || group.length % places !== 0) return [group];
  for (const split of SPLITS) {
    const parts = Map.groupBy(group, split);
    const volumes = [...parts.values()];
    if (volumes.length > 1 && volumes.every((volume) => isComplete(volume, places))) return volumes;
  }
  return [group];
};
