import type { Geometry, ScanNote } from "../../../contract/scan.ts";
import { StationError } from "../../../contract/station-error.ts";
import { declaredStep, type Slice } from "./slice.ts";
import { addScaled, cross, dot, norm, subtract } from "./vector.ts";

export type Stack = {
  /** One per k, ascending along rows × columns; a missing slice is stood in for by its nearest neighbour. */
  readonly slices: readonly Slice[];
  readonly geometry: Geometry;
  readonly notes: readonly ScanNote[];
};

/** Slices closer than this along the normal are the same slice, mm. */
const SAME_MM = 0.005;
/** Share of the median distance that a distance may differ by before it is called uneven. */
const UNEVEN = 0.02;
/** More missing slices than this share of the whole make a scan that cannot be judged. */
const MAX_MISSING = 0.25;
const TILT_DEG = 0.5;
/** Four gigabytes of Int16: a bag of 2048 × 2048 × 512. */
const MAX_VOXELS = 2 ** 31;

type Placed = { readonly slice: Slice; readonly at: number };

const order = (slice: Slice): number => slice.file.header.instanceNumber ?? slice.frame;

const byPlace = (a: Placed, b: Placed): number =>
  a.at - b.at || order(a.slice) - order(b.slice) || (a.slice.file.name < b.slice.file.name ? -1 : 1);

/** Slices without positions: by slice location where it tells them apart, else by instance number. */
const placeWithoutPositions = (slices: readonly Slice[]): readonly Placed[] => {
  const locations = slices.map((slice) => slice.file.header.sliceLocation);
  const usable = new Set(locations).size === slices.length && locations.every((x) => x !== null && Number.isFinite(x));
  if (usable) return slices.map((slice, i) => ({ slice, at: locations[i] ?? 0 })).toSorted(byPlace);
  const first = slices[0];
  const step = (first === undefined ? null : declaredStep(first.header)) ?? 1;
  return slices
    .toSorted((a, b) => byPlace({ slice: a, at: 0 }, { slice: b, at: 0 }))
    .map((slice, i) => ({ slice, at: i * step }));
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

const pixelSpacing = (slice: Slice, notes: ScanNote[]): readonly [number, number] => {
  const spacing = slice.header.pixelSpacing;
  if (spacing === null) {
    notes.push({ note: "assumed-spacing", detail: "no pixel spacing: 1 mm assumed" });
    return [1, 1];
  }
  if (!spacing.every((x) => Number.isFinite(x) && x > 0 && x <= 100)) {
    throw new StationError("geometry.invalid", `pixel spacing ${spacing.join("\\")} mm`);
  }
  return spacing;
};

const withoutDuplicates = (placed: readonly Placed[], notes: ScanNote[]): readonly Placed[] => {
  const kept: Placed[] = [];
  for (const one of placed) {
    const last = kept.at(-1);
    if (last === undefined || one.at - last.at > SAME_MM) kept.push(one);
  }
  const dropped = placed.length - kept.length;
  if (kept.length === 1 && placed.length > 2) {
    throw new StationError("geometry.invalid", `all ${placed.length} slices lie at the same place`);
  }
  if (dropped > 0) notes.push({ note: "duplicate-slices", detail: `${dropped} slices lie where another does and were left out` });
  return kept;
};

type Spaced = { readonly slices: readonly Placed[]; readonly step: number };

/** Distances that are whole multiples of the usual one mean missing slices; other unequal ones an uneven scan. */
const space = (placed: readonly Placed[], notes: ScanNote[]): Spaced => {
  const gaps = placed.slice(1).map((one, i) => one.at - (placed[i]?.at ?? 0));
  const usual = median(gaps);
  const tolerance = Math.max(UNEVEN * usual, 0.01);
  if (gaps.every((gap) => Math.abs(gap - usual) <= tolerance)) {
    return { slices: placed, step: ((placed.at(-1)?.at ?? 0) - (placed[0]?.at ?? 0)) / gaps.length };
  }
  const multiples = gaps.map((gap) => Math.round(gap / usual));
  if (gaps.every((gap, i) => (multiples[i] ?? 0) >= 1 && Math.abs(gap - (multiples[i] ?? 1) * usual) <= 3 * tolerance)) {
    return fillMissing(placed, multiples, usual, notes);
  }
  const [least, most] = [Math.min(...gaps), Math.max(...gaps)];
  const detail = `distances from ${least.toFixed(3)} to ${most.toFixed(3)} mm, shown as equal`;
  notes.push({ note: "uneven-spacing", detail });
  return { slices: placed, step: gaps.reduce((a, b) => a + b, 0) / gaps.length };
};

const fillMissing = (placed: readonly Placed[], multiples: readonly number[], step: number, notes: ScanNote[]): Spaced => {
  const missing = multiples.reduce((sum, multiple) => sum + multiple - 1, 0);
  const total = placed.length + missing;
  if (missing > MAX_MISSING * total) throw new StationError("geometry.incomplete", `${missing} of ${total} slices are missing`);
  const slices: Placed[] = [];
  placed.forEach((one, i) => {
    slices.push(one);
    const next = placed[i + 1];
    const holes = next === undefined ? 0 : (multiples[i] ?? 1) - 1;
    for (let hole = 1; hole <= holes; hole += 1) slices.push(hole <= holes / 2 ? one : (next ?? one));
  });
  notes.push({ note: "missing-slices", detail: `${missing} of ${total} slices are missing; their neighbours are shown instead` });
  return { slices, step };
};

const noteTilt = (placed: readonly Placed[], notes: ScanNote[]): void => {
  const first = placed[0]?.slice;
  const last = placed.at(-1)?.slice;
  if (first?.position == null || last?.position == null || first === last) return;
  const normal = cross(first.row, first.column);
  const way = subtract(last.position, first.position);
  const along = dot(way, normal);
  const aside = norm(addScaled(way, normal, -along));
  const degrees = (Math.atan2(aside, Math.abs(along)) * 180) / Math.PI;
  if (degrees > TILT_DEG) {
    notes.push({
      note: "gantry-tilt",
      detail: `slices are shifted along the scan by ${degrees.toFixed(1)} degrees; shown without shear`,
    });
  }
};

const singleStep = (slice: Slice, notes: ScanNote[]): number => {
  const step = declaredStep(slice.header);
  if (step === null) notes.push({ note: "assumed-spacing", detail: "one slice without a thickness: 1 mm assumed" });
  return step ?? 1;
};

/** Puts the slices of one volume in order of position along the normal and says where they lie (LPS, mm). */
export const stackSlices = (group: readonly Slice[]): Stack => {
  const first = group[0];
  if (first === undefined) throw new StationError("internal", "a volume without slices");
  const notes: ScanNote[] = [];
  const [rowSpacing, columnSpacing] = pixelSpacing(first, notes);
  const normal = cross(first.row, first.column);
  const positioned = group.every((slice) => slice.position !== null);
  const placed = positioned
    ? group.map((slice) => ({ slice, at: dot(slice.position ?? [0, 0, 0], normal) })).toSorted(byPlace)
    : placeWithoutPositions(group);
  const oriented = positioned && first.header.orientation !== null;
  if (!oriented) notes.push({ note: "assumed-orientation", detail: "no positions or directions in the file" });
  if (!positioned && group.length > 1 && declaredStep(first.header) === null) {
    notes.push({ note: "assumed-spacing", detail: "no positions and no slice distance: order of the images, 1 mm assumed" });
  }
  const distinct = withoutDuplicates(placed, notes);
  noteTilt(distinct, notes);
  const { slices, step } = distinct.length === 1 ? { slices: distinct, step: singleStep(first, notes) } : space(distinct, notes);
  if (!(step > 0 && step <= 1000)) throw new StationError("geometry.invalid", `slice distance of ${step} mm`);
  const voxels = first.layout.columns * first.layout.rows * slices.length;
  if (voxels > MAX_VOXELS) throw new StationError("file.too-large", `${voxels} voxels`);
  return {
    slices: slices.map((one) => one.slice),
    geometry: {
      dims: [first.layout.columns, first.layout.rows, slices.length],
      spacingMm: [columnSpacing, rowSpacing, step],
      originMm: slices[0]?.slice.position ?? [0, 0, 0],
      direction: [first.row, first.column, normal],
      space: oriented ? "lps" : "unknown",
    },
    notes,
  };
};
