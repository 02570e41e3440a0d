import type { ScanNote, ValueUnits } from "../../../contract/scan.ts";
import type { ChannelPlan, FramePlan } from "../format.ts";
import { isCtClass } from "./classify.ts";
import type { DicomCoding, FramePlace } from "./coding.ts";
import type { PixelLayout } from "./header.ts";
import type { ColourCoding } from "./projection.ts";
import type { Slice } from "./slice.ts";

/** Air is −1000 HU: numbers that cannot go below this are not HU, whatever the header says. */
const AIR_HU = -900;

type Rescale = { readonly slope: number; readonly intercept: number };

/** A slope of zero or numbers that are none say nothing: the stored values stand for themselves, and are not HU. */
const rescaleOf = ({ header }: Slice): Rescale => {
  const usable = Number.isFinite(header.slope) && header.slope !== 0 && Number.isFinite(header.intercept);
  return usable ? { slope: header.slope, intercept: header.intercept } : { slope: 1, intercept: 0 };
};

const leastValue = (slice: Slice): number => {
  const { layout, header } = slice;
  if (layout.kind !== "integer") return Number.NEGATIVE_INFINITY;
  const least = layout.signed ? -(2 ** (layout.bitsStored - 1)) : 0;
  const most = layout.signed ? 2 ** (layout.bitsStored - 1) - 1 : 2 ** layout.bitsStored - 1;
  return Math.min(least * header.slope, most * header.slope) + header.intercept;
};

/** Images of a material, of an atomic number or of a projection are CT by class but not in HU. */
const NOT_HU = /Z.?EFF|DENSITY|BASIS|COMPTON|PHOTOELECTRIC|INTENSITY|MATERIAL|IODINE|WATER_IMAGE|^MU$/;

const whyNotHu = (slice: Slice): string | null => {
  const { header } = slice.file;
  const type = slice.header.rescaleType.toUpperCase();
  if (!isCtClass(header.sopClass)) return `class ${header.sopClass || "unknown"} promises no HU`;
  if (type !== "HU" && !(type === "" && header.dicos === null)) return `rescale type "${slice.header.rescaleType}"`;
  if (!Number.isFinite(slice.header.slope) || slice.header.slope === 0) return `rescale slope ${slice.header.slope}`;
  if (!Number.isFinite(slice.header.intercept)) return `rescale intercept ${slice.header.intercept}`;
  const image = header.imageType.find((part) => NOT_HU.test(part));
  if (image !== undefined) return `image type ${image}`;
  if (leastValue(slice) > AIR_HU) return `the smallest number that can occur is ${leastValue(slice)}, above air`;
  return null;
};

export type ChannelUnits = { readonly units: ValueUnits; readonly notes: readonly ScanNote[] };

/** HU only where the file claims it and its numbers can be HU. */
export const unitsOf = (slices: readonly Slice[]): ChannelUnits => {
  for (const slice of slices) {
    const reason = whyNotHu(slice);
    if (reason !== null) return { units: "uncalibrated", notes: [{ note: "units-not-trusted", detail: reason }] };
  }
  return { units: "HU", notes: [] };
};

const sameValues = (a: Slice, b: Slice): boolean =>
  rescaleOf(a).slope === rescaleOf(b).slope &&
  rescaleOf(a).intercept === rescaleOf(b).intercept &&
  a.layout.kind === b.layout.kind &&
  a.layout.signed === b.layout.signed &&
  a.layout.bitsStored === b.layout.bitsStored;

/** Int16 that holds the samples exactly: as they are, or 16-bit unsigned ones moved down by 32768. */
const encodingOf = (slices: readonly Slice[]): ChannelPlan["encoding"] => {
  const first = slices[0];
  if (first === undefined || !slices.every((slice) => sameValues(slice, first))) return null;
  const { kind, signed, bitsStored } = first.layout;
  const { slope, intercept } = rescaleOf(first);
  if (kind !== "integer") return null;
  if (bitsStored <= 15 || (signed && bitsStored === 16)) return { slope, intercept };
  return bitsStored === 16 ? { slope, intercept: intercept + 32768 * slope } : null;
};

const paddingOf = (slices: readonly Slice[]): number | null => {
  const first = slices[0];
  const padding = first?.layout.padding;
  if (first === undefined || padding === null || padding === undefined) return null;
  if (!slices.every((slice) => sameValues(slice, first) && slice.layout.padding?.first === padding.first)) return null;
  const { slope, intercept } = rescaleOf(first);
  return padding.first * slope + intercept;
};

const placeOf = (layout: PixelLayout, frame: number): FramePlace => {
  const { pixels } = layout;
  if (pixels.at === "deflated") return { ...pixels, frames: [frame] };
  if (pixels.at === "fragments") return { at: "fragments", bytes: pixels.frames[frame] ?? [] };
  const bits = layout.rows * layout.columns * layout.bitsAllocated;
  // Frames of packed samples follow each other without filling up to a byte (PS3.5 8.1.1).
  const before = bits * frame;
  return { at: "native", offset: pixels.offset + Math.floor(before / 8), bitOffset: before % 8 };
};

const codingOf = (slice: Slice): DicomCoding => {
  const { pixels: _pixels, frameCount: _frameCount, ...layout } = slice.layout;
  return { ...layout, ...rescaleOf(slice), place: placeOf(slice.layout, slice.frame) };
};

/** One frame of an image that is no slice, its samples as they are stored. */
export const codingOfFrame = (layout: PixelLayout, frame: number, colour: ColourCoding | null): DicomCoding => {
  const { pixels: _pixels, frameCount: _frameCount, ...rest } = layout;
  return { ...rest, slope: 1, intercept: 0, place: placeOf(layout, frame), ...(colour === null ? {} : { colour }) };
};

/** Frames of one deflated file that follow each other are decoded together, so that it is unpacked once. */
const joinDeflated = (frames: readonly FramePlan<DicomCoding>[]): readonly FramePlan<DicomCoding>[] => {
  const out: FramePlan<DicomCoding>[] = [];
  for (const frame of frames) {
    const last = out.at(-1);
    const [a, b] = [last?.coding.place, frame.coding.place];
    const values = last?.coding.slope === frame.coding.slope && last?.coding.intercept === frame.coding.intercept;
    if (last !== undefined && values && last.name === frame.name && a?.at === "deflated" && b.at === "deflated") {
      const place: FramePlace = { ...a, frames: [...a.frames, ...b.frames] };
      out[out.length - 1] = { ...last, kCount: last.kCount + 1, coding: { ...last.coding, place } };
    } else out.push(frame);
  }
  return out;
};

const KVP_LIMIT = 20_000;

/** The plan of one channel from its slices in k order. */
export const channelOf = (id: string, label: string, units: ValueUnits, slices: readonly Slice[]): ChannelPlan<DicomCoding> => {
  const kvp = slices[0]?.header.kvp ?? null;
  const frames = slices.map((slice, k) => ({ kStart: k, kCount: 1, name: slice.file.name, coding: codingOf(slice) }));
  return {
    id,
    label,
    units,
    encoding: encodingOf(slices),
    paddingValue: paddingOf(slices),
    kvp: kvp !== null && kvp > 0 && kvp <= KVP_LIMIT ? kvp : null,
    frames: joinDeflated(frames),
  };
};
