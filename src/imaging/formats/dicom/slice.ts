import type { ScanNote } from "../../../contract/scan.ts";
import { StationError } from "../../../contract/station-error.ts";
import type { Vec3 } from "../../../contract/units.ts";
import type { IndexedFile } from "../format.ts";
import type { DicomHeader, FrameHeader, PixelLayout } from "./header.ts";
import { addScaled, cross, dot, isFiniteVec, norm, scale } from "./vector.ts";

/** One slice of a volume: a frame of a file with its place in LPS mm. */
export type Slice = {
  readonly file: IndexedFile<DicomHeader>;
  readonly layout: PixelLayout;
  readonly frame: number;
  readonly header: FrameHeader;
  /** `null` where nothing says it. */
  readonly position: Vec3 | null;
  readonly row: Vec3;
  readonly column: Vec3;
};

export type SlicesOfFile = { readonly slices: readonly Slice[]; readonly notes: readonly ScanNote[] };

const IDENTITY: readonly [Vec3, Vec3] = [
  [1, 0, 0],
  [0, 1, 0],
];
/** A kilometre: whatever lies farther from its own origin has no place. */
const MAX_DISTANCE_MM = 1e6;
const TRANSPOSED = "0,1,0,1,0,0";

/** Left-handed files (DICOS) count z the other way round; in LPS it is negated. Without this the scan is a mirror image. */
const rightHanded = (v: Vec3, leftHanded: boolean): Vec3 => (leftHanded ? [v[0], v[1], v[2] === 0 ? 0 : -v[2]] : v);

const unit = (v: Vec3): Vec3 => {
  const length = norm(v);
  if (!isFiniteVec(v) || Math.abs(length - 1) > 0.05) throw new StationError("geometry.invalid", `direction ${v.join("\\")}`);
  return scale(v, 1 / length);
};

const directionsOf = (frame: FrameHeader, leftHanded: boolean): readonly [Vec3, Vec3] => {
  if (frame.orientation === null) return IDENTITY;
  const row = unit(rightHanded(frame.orientation[0], leftHanded));
  const column = unit(rightHanded(frame.orientation[1], leftHanded));
  if (Math.abs(dot(row, column)) > 0.01) throw new StationError("geometry.invalid", "rows and columns are not perpendicular");
  return [row, column];
};

/** Distance from slice to slice as the header gives it; `null` when it says nothing. Throws where it lies. */
export const declaredStep = (frame: FrameHeader): number | null => {
  const step = frame.spacingBetween ?? frame.sliceThickness;
  if (step === null) return null;
  const size = Math.abs(step);
  // (0018,0088) is negative in some files that count slices downwards; thickness never is.
  if (!Number.isFinite(step) || size === 0 || size > 1000 || (step < 0 && frame.spacingBetween === null)) {
    throw new StationError("geometry.invalid", `slice distance of ${step} mm`);
  }
  return size;
};

/**
 * The slices of one file. DICOS V02 gives one position for all frames and writes its orientation transposed
 * (0\1\0\1\0\0 where V03 writes the same voxels with 1\0\0\0\1\0): both are put right here.
 */
export const slicesOfFile = (file: IndexedFile<DicomHeader>): SlicesOfFile => {
  const { layout, frames, dicos } = file.header;
  if (layout === null) return { slices: [], notes: [] };
  const leftHanded = dicos?.leftHanded ?? false;
  const placed = frames.filter((frame) => frame.position !== null).length;
  const derived = frames.length > 1 && placed <= 1;
  const transposed = dicos !== null && derived && frames[0]?.orientation?.flat().join(",") === TRANSPOSED;
  const slices = frames.map((header, frame): Slice => {
    const [row, column] = transposed ? IDENTITY : directionsOf(header, leftHanded);
    const own = header.position === null ? null : rightHanded(header.position, leftHanded);
    if (own !== null && !(isFiniteVec(own) && norm(own) <= MAX_DISTANCE_MM))
      throw new StationError("geometry.invalid", `position ${own.join("\\")}`);
    return { file, layout, frame, header, position: own, row, column };
  });
  if (derived) return { slices: derivePositions(slices), notes: derivedNotes(slices, transposed) };
  if (placed !== 0 && placed !== frames.length) {
    throw new StationError("geometry.invalid", `${frames.length - placed} of ${frames.length} frames have no position`);
  }
  const notes: ScanNote[] = leftHanded ? [{ note: "mirrored", detail: "left-handed coordinates (LHS): z was negated" }] : [];
  return { slices, notes };
};

/** Frames without positions of their own follow the first along the normal, one step each. */
const derivePositions = (slices: readonly Slice[]): readonly Slice[] => {
  const first = slices[0];
  if (first === undefined) return slices;
  const origin: Vec3 = first.position ?? [0, 0, 0];
  const normal = cross(first.row, first.column);
  const step = declaredStep(first.header) ?? 1;
  return slices.map((slice) => ({ ...slice, position: addScaled(origin, normal, step * slice.frame) }));
};

const derivedNotes = (slices: readonly Slice[], transposed: boolean): readonly ScanNote[] => {
  const notes: ScanNote[] = [];
  const first = slices[0];
  if (first !== undefined && declaredStep(first.header) === null) {
    notes.push({ note: "assumed-spacing", detail: "frames have no positions and no thickness: 1 mm assumed" });
  }
  if (transposed || first?.position === null || first?.header.orientation === null) {
    notes.push({
      note: "assumed-orientation",
      detail: "frames have no positions of their own: file order along the normal assumed",
    });
  }
  return notes;
};
