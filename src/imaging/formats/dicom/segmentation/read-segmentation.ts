/** DICOM segmentations (PS3.3 A.51): the numbers of their segments as a volume. */
import type { DataSet } from "dicom-parser";
import type { Geometry } from "../../../../contract/scan.ts";
import { StationError } from "../../../../contract/station-error.ts";
import type { ByteSource } from "../../format.ts";
import { geometryOf } from "../../voxels/checked-geometry.ts";
import { windowOnSource } from "../byte-window.ts";
import type { DicomCoding } from "../coding.ts";
import { parseElements } from "../data-set.ts";
import { decodeFrame } from "../decode-frame.ts";
import { frameHeaders } from "../frame-headers.ts";
import type { FrameHeader, PixelLayout } from "../header.ts";
import { locateDataSet } from "../locate-data-set.ts";
import { pixelLayout } from "../pixel-layout.ts";
import { countOf, firstItem, itemsOf, numberOf, textOf } from "../values.ts";
import { cross, dot, scale } from "../vector.ts";
import { walkDataSet } from "../walk-data-set.ts";

export type Segmentation = {
  readonly geometry: Geometry;
  /** Segment number per voxel, i fastest, 0 outside all segments; where segments overlap, the highest. */
  readonly numbers: Uint16Array;
};

const SEGMENTATION_CLASSES = [
  "1.2.840.10008.5.1.4.1.1.66.4", // Segmentation
  "1.2.840.10008.5.1.4.1.1.66.7", // Label Map Segmentation
];
/** Two gigabytes of numbers; segments are stored only where they are, so a small file may describe a large volume. */
const MAX_VOXELS = 2 ** 30;
/** Distance from the regular places, as a share of the step, above which frames make no volume. */
const UNEVEN = 0.1;

type Placed = { readonly at: number; readonly segment: number; readonly frame: number };

const namedSegment = (group: DataSet | undefined): number | null => {
  const identification = firstItem(group, "x0062000a");
  return identification === undefined ? null : countOf(identification, "x0062000b", "US");
};

const segmentOf = (dataSet: DataSet, frame: number): number | null =>
  namedSegment(itemsOf(dataSet, "x52009230")[frame]) ?? namedSegment(firstItem(dataSet, "x52009229"));

const placeOf = (layout: PixelLayout, frame: number): DicomCoding["place"] => {
  const { pixels, rows, columns, bitsAllocated } = layout;
  const bits = rows * columns * bitsAllocated * frame;
  if (pixels.at === "native") return { at: "native", offset: pixels.offset + Math.floor(bits / 8), bitOffset: bits % 8 };
  if (pixels.at === "deflated") return { at: "deflated", start: pixels.start, offset: pixels.offset, frames: [frame] };
  return { at: "fragments", bytes: pixels.frames[frame] ?? [] };
};

/** Where the frames lie along their normal, and the grid that they stand on. */
const gridOf = (
  name: string,
  frames: readonly FrameHeader[],
  layout: PixelLayout,
): { readonly geometry: Geometry; readonly slices: readonly number[] } => {
  const [first] = frames;
  if (first === undefined || first.orientation === null || first.pixelSpacing === null)
    throw new StationError("geometry.invalid", `${name}: frames without orientation or spacing`);
  const [row, column] = first.orientation;
  const normal = cross(row, column);
  const at = frames.map(({ position }) => {
    if (position === null) throw new StationError("geometry.invalid", `${name}: a frame without a position`);
    return dot(position, normal);
  });
  const low = Math.min(...at);
  const distinct = [...new Set(at.map((place) => Math.round((place - low) * 1000)))].toSorted((a, b) => a - b);
  const gaps = distinct.slice(1).map((place, n) => (place - (distinct[n] ?? 0)) / 1000);
  const step = Math.abs(first.spacingBetween ?? (gaps.length > 0 ? Math.min(...gaps) : (first.sliceThickness ?? 0)));
  if (!(step > 0)) throw new StationError("geometry.invalid", `${name}: no distance between slices`);
  const slices = at.map((place) => Math.round((place - low) / step));
  const uneven = at.findIndex((place, n) => Math.abs((place - low) / step - (slices[n] ?? 0)) > UNEVEN);
  if (uneven >= 0) throw new StationError("geometry.invalid", `${name}: frame ${uneven} lies between two slices`);
  const lowest = frames[at.indexOf(low)]?.position ?? [0, 0, 0];
  const [betweenRows, betweenColumns] = first.pixelSpacing;
  const { geometry } = geometryOf({
    name,
    dims: [layout.columns, layout.rows, Math.max(...slices) + 1],
    steps: [scale(row, betweenColumns), scale(column, betweenRows), scale(normal, step)],
    originMm: lowest,
    space: "lps",
  });
  return { geometry, slices };
};

/** Throws `format.not-an-image` for any other DICOM object, what the DICOM reader throws, `geometry.invalid`, `format.lying-header`. */
export const readSegmentation = async (source: ByteSource): Promise<Segmentation> => {
  const { name } = source;
  const window = windowOnSource(source);
  const located = locateDataSet(window);
  if (located.syntax.deflated) throw new StationError("format.unsupported", `${name}: a deflated segmentation`);
  const walked = walkDataSet(window, located.start, located.encoding);
  const dataSet = parseElements(walked.elements, located.encoding);
  const sopClass = textOf(dataSet, "x00080016") || located.metaSopClass;
  if (!SEGMENTATION_CLASSES.includes(sopClass) || walked.pixels === null)
    throw new StationError("format.not-an-image", `${name}: no segmentation (${sopClass || "unnamed"})`);
  const layout = pixelLayout(dataSet, walked.pixels, located.syntax, window, null, source.size);
  const frames = frameHeaders(dataSet, layout.frameCount);
  const { geometry, slices } = gridOf(name, frames, layout);
  const plane = layout.rows * layout.columns;
  if (plane * geometry.dims[2] > MAX_VOXELS)
    throw new StationError("format.lying-header", `${name}: ${geometry.dims.join(" × ")}`);

  const kind = textOf(dataSet, "x00620001");
  /** Samples from this on belong to the frame's segment; in a label map they are segment numbers themselves. */
  const half = kind === "FRACTIONAL" ? (numberOf(dataSet, "x0062000e", "US") ?? 255) / 2 : 0.5;
  const numbers = new Uint16Array(plane * geometry.dims[2]);
  const placed = slices.map((at, frame): Placed => {
    const segment = kind === "LABELMAP" ? 0 : segmentOf(dataSet, frame);
    if (segment === null) throw new StationError("format.corrupt", `${name}: frame ${frame} names no segment`);
    return { at, segment, frame };
  });
  for (const { at, segment, frame } of placed.toSorted((a, b) => a.segment - b.segment)) {
    const coding: DicomCoding = { ...layout, slope: 1, intercept: 0, place: placeOf(layout, frame) };
    const { samples } = await decodeFrame({ kStart: at, kCount: 1, name, coding }, source);
    for (let p = 0; p < plane; p += 1) {
      const sample = samples[p] ?? 0;
      if (sample >= half) numbers[at * plane + p] = kind === "LABELMAP" ? sample : segment;
    }
  }
  return { geometry, numbers };
};
