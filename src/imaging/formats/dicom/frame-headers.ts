import type { DataSet } from "dicom-parser";
import type { Vec3 } from "../../../contract/units.ts";
import type { FrameHeader } from "./header.ts";
import { firstItem, itemsOf, numberOf, numbersOf, textOf, vec3Of } from "./values.ts";

const orientationOf = (dataSet: DataSet): FrameHeader["orientation"] => {
  const n = numbersOf(dataSet, "x00200037", "DS");
  const [a, b, c, d, e, f] = n;
  if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined || f === undefined) return null;
  const row: Vec3 = [a, b, c];
  const column: Vec3 = [d, e, f];
  return [row, column];
};

const pixelSpacingOf = (dataSet: DataSet): FrameHeader["pixelSpacing"] => {
  const [rows, columns] = numbersOf(dataSet, "x00280030", "DS");
  return rows === undefined ? null : [rows, columns ?? rows];
};

type Partial = { readonly [K in keyof FrameHeader]: FrameHeader[K] | null };

/** What one functional group item, or the top level of a classic object, says. */
const partialOf = (group: DataSet, plain: boolean): Partial => {
  const inside = (sequence: string): DataSet | undefined => (plain ? group : firstItem(group, sequence));
  const plane = inside("x00209113");
  const direction = inside("x00209116");
  const measures = inside("x00289110");
  const values = inside("x00289145");
  const xray = inside("x00189325");
  return {
    position: plane === undefined ? null : vec3Of(plane, "x00200032", "DS"),
    orientation: direction === undefined ? null : orientationOf(direction),
    pixelSpacing: measures === undefined ? null : pixelSpacingOf(measures),
    sliceThickness: measures === undefined ? null : numberOf(measures, "x00180050", "DS"),
    spacingBetween: measures === undefined ? null : numberOf(measures, "x00180088", "DS"),
    slope: values === undefined ? null : numberOf(values, "x00281053", "DS"),
    intercept: values === undefined ? null : numberOf(values, "x00281052", "DS"),
    rescaleType: values === undefined || values.elements["x00281054"] === undefined ? null : textOf(values, "x00281054"),
    kvp: xray === undefined ? null : numberOf(xray, "x00180060", "DS"),
  };
};

const over = (upper: Partial, lower: Partial): Partial => ({
  position: upper.position ?? lower.position,
  orientation: upper.orientation ?? lower.orientation,
  pixelSpacing: upper.pixelSpacing ?? lower.pixelSpacing,
  sliceThickness: upper.sliceThickness ?? lower.sliceThickness,
  spacingBetween: upper.spacingBetween ?? lower.spacingBetween,
  slope: upper.slope ?? lower.slope,
  intercept: upper.intercept ?? lower.intercept,
  rescaleType: upper.rescaleType ?? lower.rescaleType,
  kvp: upper.kvp ?? lower.kvp,
});

const complete = (partial: Partial): FrameHeader => ({
  ...partial,
  slope: partial.slope ?? 1,
  intercept: partial.intercept ?? 0,
  rescaleType: partial.rescaleType ?? "",
});

/**
 * The headers of all frames: a frame's own functional groups before the shared ones, and those before the top level.
 * One position for several frames is kept as the first frame's only: the others have to be derived from the thickness.
 */
export const frameHeaders = (dataSet: DataSet, frameCount: number): readonly FrameHeader[] => {
  const shared = firstItem(dataSet, "x52009229");
  const top = partialOf(dataSet, true);
  const base = shared === undefined ? top : over(partialOf(shared, false), top);
  const items = itemsOf(dataSet, "x52009230");
  const frames: FrameHeader[] = [];
  for (let frame = 0; frame < frameCount; frame += 1) {
    const item = items[frame];
    const own = item === undefined ? null : partialOf(item, false);
    const merged = own === null ? base : over(own, base);
    const position = frame === 0 ? merged.position : (own?.position ?? null);
    frames.push(complete({ ...merged, position }));
  }
  return frames;
};
