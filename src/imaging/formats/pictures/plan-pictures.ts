/** Picture files become radiographs. */
import type { FormatId, ScanNote } from "../../../contract/scan.ts";
import type { PlaneEnergy, PlanePlan, RadiographPlan, ViewReading } from "../format.ts";
import { titleOf } from "../voxels/names.ts";

/** One picture of a file, decoded by `coding`. */
export type Picture<Coding> = {
  readonly width: number;
  readonly height: number;
  readonly samples: 1 | 3;
  /** Bits that carry the value. */
  readonly bits: number;
  readonly coding: Coding;
};

export type PictureFile<Coding> = {
  readonly pixelMm: readonly [number, number] | null;
  readonly planes: readonly Picture<Coding>[];
};

/** Nothing is known but the bits. */
export const plainReading = (bits: number): ViewReading => ({
  values: null,
  scale: null,
  bits,
  dark: null,
  air: null,
  logRange: null,
  paddingValue: null,
  materialTable: null,
  colours: null,
  channelOrder: "rgb",
});

export const planePlan = <Coding>(name: string, picture: Picture<Coding>, energy: PlaneEnergy): PlanePlan<Coding> => ({
  energy: picture.samples === 3 ? "colour" : energy,
  width: picture.width,
  height: picture.height,
  samples: picture.samples,
  frame: { kStart: 0, kCount: 1, name, coding: picture.coding },
});

/** A file of one picture is one view of one energy, or of colours; of two, a low and a high energy. */
export const planPictures = <Coding>(
  formatId: FormatId,
  endings: readonly string[],
  name: string,
  { planes, pixelMm }: PictureFile<Coding>,
): RadiographPlan<Coding> => {
  const title = titleOf(name, endings);
  const notes: ScanNote[] = [];
  const energies: readonly PlaneEnergy[] = planes.length === 2 ? ["low", "high"] : ["single"];
  return {
    formatId,
    kind: "radiograph",
    title,
    names: [name],
    views: [
      {
        label: "View 1",
        direction: "unknown",
        belt: null,
        beltOffsetPx: 0,
        pixelMm,
        part: null,
        reading: plainReading(planes[0]?.bits ?? 16),
        planes: planes.map((picture, n) => planePlan(name, picture, energies[n] ?? "single")),
      },
    ],
    notes,
    scannerFindings: [],
    scanner: null,
    acquiredUtc: null,
    objectId: null,
  };
};
