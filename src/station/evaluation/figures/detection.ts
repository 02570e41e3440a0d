/** How many objects are found, in one group and by groups. */
import type { CaseResult } from "../match/case-result.ts";
import { type Rate, rateOf } from "../statistics/clopper-pearson.ts";
import { median } from "../statistics/quantile.ts";
import { bandNames, bandOf, type Bands, CLUTTER_BANDS, EXTENT_BANDS, VOXEL_BANDS } from "./bands.ts";
import type { JudgedObject } from "./judge.ts";

export type Detection = {
  readonly found: Rate;
  readonly anyClass: Rate;
  /** Missed objects that the station shows as possible. */
  readonly possible: number;
  /** Medians over the found objects. */
  readonly dice: number | null;
  readonly iou: number | null;
};

export type Group = { readonly name: string } & Detection;

export const detectionOf = (objects: readonly JudgedObject[]): Detection => {
  const count = (is: (object: JudgedObject) => boolean): number => objects.filter(is).length;
  const agreements = objects.flatMap(({ agreement }) => (agreement === null ? [] : [agreement]));
  return {
    found: rateOf(
      count(({ found }) => found),
      objects.length,
    ),
    anyClass: rateOf(
      count(({ foundAny }) => foundAny),
      objects.length,
    ),
    possible: count(({ possible }) => possible),
    dice: median(agreements.map(({ dice }) => dice)),
    iou: median(agreements.map(({ iou }) => iou)),
  };
};

/** One group per name that occurs, in alphabetical order; objects without a name are left out. */
const byName = (objects: readonly JudgedObject[], nameOf: (object: JudgedObject) => string | null): readonly Group[] =>
  [...Map.groupBy(objects, nameOf)]
    .flatMap(([name, members]) => (name === null ? [] : [{ name, ...detectionOf(members) }]))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));

/** One group per range that occurs, in the ranges' order. */
const byBand = (objects: readonly JudgedObject[], bands: Bands, valueOf: (object: JudgedObject) => number): readonly Group[] => {
  const members = Map.groupBy(objects, (object) => bandOf(bands, valueOf(object)));
  return bandNames(bands).flatMap((name) => {
    const group = members.get(name);
    return group === undefined ? [] : [{ name, ...detectionOf(group) }];
  });
};

/** Longest edge of a scan's voxels, mm: what limits how small a thing can be seen. */
export const voxelMm = ({ spacingMm }: CaseResult): number => Math.max(...spacingMm);

export const objectsIn = (bag: CaseResult): number => bag.objects.length + bag.clutter.length;

export const detectionByGroups = (objects: readonly JudgedObject[]) => ({
  class: byName(objects, ({ object }) => object.class),
  kind: byName(objects, ({ object }) => `${object.class}: ${object.kind}`),
  extent: byBand(objects, EXTENT_BANDS, ({ object }) => object.maxExtentMm),
  voxel: byBand(objects, VOXEL_BANDS, ({ bag }) => voxelMm(bag)),
  clutter: byBand(objects, CLUTTER_BANDS, ({ bag }) => objectsIn(bag)),
  scanner: byName(objects, ({ bag }) => bag.scanner),
  concealment: byName(objects, ({ object }) => object.concealment),
});
