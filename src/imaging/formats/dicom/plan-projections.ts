/** DX, CR, secondary capture and their DICOS kin become radiographs. */
import type { FormatId, ScanNote } from "../../../contract/scan.ts";
import { StationError } from "../../../contract/station-error.ts";
import { energyOf } from "../dicos/energy.ts";
import type { Format, IndexedFile, PlaneEnergy, RadiographPlan, Refusal, ViewPlan } from "../format.ts";
import { plainReading } from "../pictures/plan-pictures.ts";
import { folderOf } from "../voxels/names.ts";
import { codingOfFrame } from "./channel.ts";
import type { DicomCoding } from "./coding.ts";
import type { DicomHeader, PixelLayout } from "./header.ts";
import { describeScan } from "./plan.ts";
import type { Projection } from "./projection.ts";

type File = IndexedFile<DicomHeader>;

type Shown = { readonly file: File; readonly projection: Projection; readonly layout: PixelLayout };

/** Views of one object; more frames than this are a film. */
const MAX_VIEWS = 8;

const shownOf = (file: File): Shown[] => {
  const { projection, layout } = file.header;
  return projection === null || layout === null ? [] : [{ file, projection, layout }];
};

type Plane = { readonly shown: Shown; readonly frame: number; readonly energy: PlaneEnergy };

const viewOf = (label: string, planes: readonly Plane[]): ViewPlan<DicomCoding> => {
  const [first] = planes;
  if (first === undefined) throw new StationError("internal", "a view without planes");
  const { projection, layout } = first.shown;
  const colour = projection.colour !== null;
  return {
    label,
    direction: "unknown",
    belt: null,
    beltOffsetPx: 0,
    pixelMm: projection.pixelMm,
    part: null,
    reading: {
      ...plainReading(projection.colour?.palette ? 8 : layout.bitsStored),
      values: projection.reflected ? "attenuation" : projection.values,
      scale: projection.scale,
      paddingValue: !colour && layout.padding !== null ? layout.padding.first : null,
    },
    planes: planes.map(({ shown, frame, energy }) => ({
      energy: colour ? "colour" : energy,
      width: shown.projection.columns,
      height: shown.layout.rows,
      samples: colour ? 3 : 1,
      frame: { kStart: 0, kCount: 1, name: shown.file.name, coding: codingOfFrame(shown.layout, frame, shown.projection.colour) },
    })),
  };
};

/** A file's views: each frame one, or each two where the file counts two energies. */
const viewsOf = (shown: Shown): readonly (readonly Plane[])[] => {
  const { frameCount } = shown.layout;
  const pairs = shown.projection.energies === 2 && frameCount % 2 === 0 && shown.projection.colour === null;
  const count = pairs ? frameCount / 2 : frameCount;
  if (count > MAX_VIEWS) throw new StationError("format.unsupported", `${shown.file.name}: ${frameCount} frames of a projection`);
  return Array.from({ length: count }, (_, n) =>
    pairs
      ? [
          { shown, frame: 2 * n, energy: "low" as const },
          { shown, frame: 2 * n + 1, energy: "high" as const },
        ]
      : [{ shown, frame: n, energy: "single" as const }],
  );
};

const sizeOf = ({ projection, layout }: Shown): string => `${projection.columns}×${layout.rows}×${layout.frameCount}`;

/** A low and a high energy of one size among the files of a group become one view; the others are views of their own. */
const planesOf = (group: readonly Shown[]): readonly (readonly Plane[])[] => {
  const energy = ({ file }: Shown): string => energyOf(file.header.imageType).id;
  const low = group.filter((shown) => energy(shown) === "low");
  const high = group.filter((shown) => energy(shown) === "high");
  const [a, b] = [low[0], high[0]];
  const pair =
    low.length === 1 &&
    high.length === 1 &&
    a &&
    b &&
    sizeOf(a) === sizeOf(b) &&
    a.layout.frameCount === 1 &&
    !a.projection.colour;
  if (!pair) return group.flatMap(viewsOf);
  const rest = group.filter((shown) => shown !== a && shown !== b);
  const joined: readonly Plane[] = [
    { shown: a, frame: 0, energy: "low" },
    { shown: b, frame: 0, energy: "high" },
  ];
  return [joined, ...rest.flatMap(viewsOf)];
};

/** Files of one scan of a security scanner belong together; elsewhere only a low and a high energy do. */
const keyOf = ({ file }: Shown): string => {
  const { studyUid, dicos, imageType, objectId } = file.header;
  const energy = energyOf(imageType).id;
  const joins = studyUid !== "" && (dicos !== null || energy === "low" || energy === "high");
  return joins ? `${folderOf(file.name)}|${studyUid}|${objectId}` : file.name;
};

const notesOf = (group: readonly Shown[]): readonly ScanNote[] => {
  const notes: ScanNote[] = [];
  const [first] = group;
  if (group.some(({ file }) => file.header.lossy))
    notes.push({ note: "lossy-compression", detail: "values may differ from the scanner's" });
  if (first && first.file.header.dicos !== null && first.file.header.objectId !== null)
    notes.push({ note: "object-not-patient", detail: "DICOS: the patient fields describe the screened object" });
  if (group.some(({ projection }) => projection.reflected))
    notes.push({
      note: "scale-assumed",
      detail: "millimetre waves that come back, not X-rays that come through: shown as attenuation",
    });
  return notes;
};

const planOf = (formatId: FormatId, group: readonly Shown[]): RadiographPlan<DicomCoding> => {
  const [first] = group;
  if (first === undefined) throw new StationError("internal", "a group without files");
  const views = planesOf(group);
  return {
    formatId,
    kind: "radiograph",
    ...describeScan(first.file),
    names: group.map(({ file }) => file.name),
    views: views.map((planes, n) => viewOf(planes[0]?.shown.projection.viewPosition || `View ${n + 1}`, planes)),
    notes: notesOf(group),
    scannerFindings: [],
  };
};

type Planned = ReturnType<Format<DicomHeader, DicomCoding>["plan"]>;

/**
 * Plans projections beside what `planVolumes` makes of the other files. Reports and directories that lie beside a projection are not
 * refused on their own account.
 */
export const withProjections = (
  formatId: FormatId,
  files: readonly File[],
  planVolumes: (files: readonly File[]) => Omit<Planned, "radiographs">,
): Planned => {
  const shown = files.flatMap(shownOf);
  if (shown.length === 0) return planVolumes(files);
  const own = new Set(shown.map(({ file }) => file));
  const { plans, refused } = planVolumes(files.filter((file) => !own.has(file)));
  const radiographs: RadiographPlan<DicomCoding>[] = [];
  const failed: Refusal[] = [];
  for (const group of Map.groupBy(shown, keyOf).values()) {
    try {
      radiographs.push(planOf(formatId, group));
    } catch (thrown) {
      if (!(thrown instanceof StationError)) throw thrown;
      for (const { file } of group) failed.push({ name: file.name, error: thrown });
    }
  }
  const told = radiographs.length === 0 ? refused : refused.filter(({ error }) => error.code !== "format.not-an-image");
  return { plans, radiographs, refused: [...told, ...failed] };
};
