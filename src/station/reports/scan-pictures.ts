/** Cuts the pictures of a report out of a scan's files. */
import type { Finding } from "../../contract/finding.ts";
import type { Channel, Scan } from "../../contract/scan.ts";
import type { BoxVoxel, Vec3 } from "../../contract/units.ts";
import { PLANES, type PlaneFrame, planeFrames, type PlaneId } from "../../imaging/geometry/plane.ts";
import { planeLetters } from "../../imaging/geometry/orientation.ts";
import { reslice } from "../../imaging/geometry/reslice.ts";
import { drawPicture, type Mark, type Window } from "./picture.ts";
import { maximumAlong } from "./projection.ts";
import { readInt16Box, readUint8Box } from "./voxel-box.ts";

/** What the pictures are made from. */
export type PictureSource = {
  readonly scan: Scan;
  readonly channel: Channel;
  readonly levelPath: (level: number) => string;
  /** `null` where there is no mask. */
  readonly maskPath: string | null;
};

/** Surroundings shown around a finding, mm. */
const MARGIN_MM = 30;
/** Voxels of the level that is projected; a finer one would only be slower. */
const PROJECTED_VOXELS = 12_000_000;

/** HU from black to white: where each class and what is around it can be seen at once. */
const WINDOWS = {
  ivory: { from: -800, to: 2200 },
  horn: { from: -800, to: 900 },
  scales: { from: -800, to: 900 },
  animal: { from: -700, to: 700 },
  marine: { from: -800, to: 900 },
  shell: { from: -800, to: 3000 },
  bone: { from: -800, to: 2200 },
} as const satisfies Record<NonNullable<Finding["class"]>, Window>;
const BAG: Window = { from: -800, to: 1600 };

const rangeOf = ({ minStored, maxStored, slope, intercept }: Channel): Window => {
  const [a, b] = [minStored * slope + intercept, maxStored * slope + intercept];
  return { from: Math.min(a, b), to: Math.max(a, b, Math.min(a, b) + 1) };
};

const windowFor = (channel: Channel, id: Finding["class"] | "bag"): Window => {
  if (channel.units !== "HU") return rangeOf(channel);
  return id === "bag" || id === null ? BAG : WINDOWS[id];
};

/** Of a finding's marks in the page's style sheet. */
export const toneOf = (finding: Finding): string => finding.class ?? "scanner";

/** Pixel span [from, to) of voxels [min, max) along an axis that may run backwards over `size` pixels. */
const spanOf = (min: number, max: number, size: number, sign: 1 | -1): readonly [number, number] =>
  sign > 0 ? [min, max] : [size - max, size - min];

const boxMark = (box: BoxVoxel, frame: PlaneFrame, dims: Vec3, tone: string, text: string): Mark => {
  const across = spanOf(box.min[frame.u], box.max[frame.u], dims[frame.u], frame.uSign);
  const down = spanOf(box.min[frame.v], box.max[frame.v], dims[frame.v], frame.vSign);
  return { kind: "box", from: [across[0], down[0]], to: [across[1], down[1]], tone, text };
};

const geometryOf = ({ scan }: PictureSource) => {
  if (scan.geometry === null) throw new RangeError(`scan ${scan.id} has no geometry`);
  return scan.geometry;
};

/** Axial, sagittal and coronal through the finding's centre, with its outline, or its box where it has no mask. */
export const findingPictures = (source: PictureSource, finding: Finding): string[] => {
  const geometry = geometryOf(source);
  const { dims, spacingMm } = geometry;
  const frames = planeFrames(geometry);
  const { channel, maskPath } = source;
  const crop = (axis: 0 | 1 | 2, side: "min" | "max"): number => {
    const margin = Math.ceil(MARGIN_MM / spacingMm[axis]);
    return side === "min"
      ? Math.max(0, Math.floor(finding.boxVoxel.min[axis]) - margin)
      : Math.min(dims[axis], Math.ceil(finding.boxVoxel.max[axis]) + margin);
  };
  return PLANES.map((plane: PlaneId) => {
    const frame = frames[plane];
    const min: [number, number, number] = [crop(0, "min"), crop(1, "min"), crop(2, "min")];
    const max: [number, number, number] = [crop(0, "max"), crop(1, "max"), crop(2, "max")];
    const index = Math.max(0, Math.min(dims[frame.normal] - 1, Math.floor(finding.centreVoxel[frame.normal])));
    min[frame.normal] = index;
    max[frame.normal] = index + 1;
    const box: BoxVoxel = { min, max };
    const block = readInt16Box(source.levelPath(0), dims, box);
    const [columns, rows] = [block.dims[frame.u], block.dims[frame.v]];
    const stored = reslice(block.voxels, block.dims, frame, 0, new Int16Array(columns * rows));
    const marks: Mark[] = [];
    if (maskPath !== null && finding.label > 0) {
      const labels = reslice(readUint8Box(maskPath, dims, box).voxels, block.dims, frame, 0, new Uint8Array(columns * rows));
      marks.push({ kind: "outline", inside: (x, y) => labels[y * columns + x] === finding.label, tone: toneOf(finding) });
    } else {
      const { boxVoxel } = finding;
      const shifted: BoxVoxel = {
        min: [boxVoxel.min[0] - min[0], boxVoxel.min[1] - min[1], boxVoxel.min[2] - min[2]],
        max: [boxVoxel.max[0] - min[0], boxVoxel.max[1] - min[1], boxVoxel.max[2] - min[2]],
      };
      marks.push(boxMark(shifted, frame, block.dims, toneOf(finding), ""));
    }
    return drawPicture(
      {
        columns,
        rows,
        pixelMm: [spacingMm[frame.u], spacingMm[frame.v]],
        stored,
        slope: channel.slope,
        intercept: channel.intercept,
        window: windowFor(channel, finding.class),
        units: channel.units === "HU" ? "HU" : "",
        title: `${plane}, ${"ijk"[frame.normal] ?? ""} = ${index}`,
        letters: planeLetters(geometry, frame),
      },
      marks,
    );
  });
};

/** The whole scan seen through along two directions (maximum intensity), with every finding's box. */
export const overviewPictures = (source: PictureSource, findings: readonly Finding[]): string[] => {
  const geometry = geometryOf(source);
  const frames = planeFrames(geometry);
  const { channel, scan } = source;
  const level = scan.levels.find(({ dims }) => dims[0] * dims[1] * dims[2] <= PROJECTED_VOXELS) ?? scan.levels.at(-1);
  if (level === undefined) return [];
  const block = readInt16Box(source.levelPath(level.level), level.dims, { min: [0, 0, 0], max: level.dims });
  const scaled = (corner: Vec3): Vec3 => {
    const at = (axis: 0 | 1 | 2): number => (corner[axis] * geometry.spacingMm[axis]) / level.spacingMm[axis];
    return [at(0), at(1), at(2)];
  };
  return (["coronal", "sagittal"] as const).map((plane) => {
    const frame = frames[plane];
    return drawPicture(
      {
        columns: level.dims[frame.u],
        rows: level.dims[frame.v],
        pixelMm: [level.spacingMm[frame.u], level.spacingMm[frame.v]],
        stored: maximumAlong(block, frame),
        slope: channel.slope,
        intercept: channel.intercept,
        window: windowFor(channel, "bag"),
        units: channel.units === "HU" ? "HU" : "",
        title: `${plane}, maximum of all slices`,
        letters: planeLetters(geometry, frame),
      },
      findings.map((finding, n) =>
        boxMark(
          { min: scaled(finding.boxVoxel.min), max: scaled(finding.boxVoxel.max) },
          frame,
          level.dims,
          toneOf(finding),
          String(n + 1),
        ),
      ),
    );
  });
};
