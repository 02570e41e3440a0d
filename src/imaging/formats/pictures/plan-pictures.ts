/** Picture files become radiographs. */
import type { FormatId, ScanNote } from "../../../contract/scan.ts";
import type { ViewDirection } from "../../../contract/radiograph.ts";
import type { Format, PlaneEnergy, PlanePlan, RadiographPlan, ViewPlan, ViewReading } from "../format.ts";
import { baseName, titleOf } from "../voxels/names.ts";
import { type Joined, joinByName } from "./join-by-name.ts";

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
  readonly name: string;
  readonly pixelMm: readonly [number, number] | null;
  readonly notes?: readonly ScanNote[];
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

type Energies<Coding> = readonly (readonly [energy: PlaneEnergy, name: string, picture: Picture<Coding>])[];

const viewOf = <Coding>(
  label: string,
  direction: ViewDirection,
  pixelMm: PictureFile<Coding>["pixelMm"],
  energies: Energies<Coding>,
): ViewPlan<Coding> => ({
  label,
  direction,
  belt: null,
  beltOffsetPx: 0,
  pixelMm,
  part: null,
  reading: plainReading(Math.max(...energies.map(([, , picture]) => picture.bits))),
  planes: energies.map(([energy, name, picture]) => planePlan(name, picture, energy)),
});

const radiograph = <Coding>(
  formatId: FormatId,
  title: string,
  files: readonly PictureFile<Coding>[],
  views: readonly ViewPlan<Coding>[],
  notes: readonly ScanNote[] = [],
): RadiographPlan<Coding> => ({
  formatId,
  kind: "radiograph",
  title,
  names: files.map(({ name }) => name),
  views,
  notes: [...notes, ...files.flatMap((file) => file.notes ?? [])],
  scannerFindings: [],
  scanner: null,
  acquiredUtc: null,
  objectId: null,
});

/** A file of one picture is one view of one energy, or of colours; of two, a low and a high energy. */
export const planPictures = <Coding>(
  formatId: FormatId,
  endings: readonly string[],
  file: PictureFile<Coding>,
): RadiographPlan<Coding> => {
  const { name, planes, pixelMm } = file;
  const energies: readonly PlaneEnergy[] = planes.length === 2 ? ["low", "high"] : ["single"];
  const view = viewOf(
    "View 1",
    "unknown",
    pixelMm,
    planes.map((picture, n) => [energies[n] ?? "single", name, picture]),
  );
  return radiograph(formatId, titleOf(name, endings), [file], [view]);
};

const labelOf = (word: string | null): string => (word === null ? "View 1" : word.slice(0, 1).toUpperCase() + word.slice(1));

const joinedPlan = <Coding>(formatId: FormatId, { title, views }: Joined<PictureFile<Coding>>): RadiographPlan<Coding> => {
  const planned = views.map(({ word, parts, single, low, high }) => {
    const said = [["single", single] as const, ["low", low] as const, ["high", high] as const];
    const energies = said.flatMap(([energy, file]) =>
      file === null ? [] : file.planes.slice(0, 1).map((picture) => [energy, file.name, picture] as const),
    );
    return viewOf(labelOf(word), parts.direction, (single ?? low)?.pixelMm ?? null, energies);
  });
  const files = views.flatMap(({ single, low, high }) => [single, low, high].filter((file) => file !== null));
  const words = files.map(({ name }) => baseName(name)).join(", ");
  const notes: readonly ScanNote[] =
    views.length > 1 ? [{ note: "assumed-views", detail: `joined by their names: ${words}` }] : [];
  return radiograph(formatId, title, files, planned, notes);
};

const sameSize = <Coding>(a: PictureFile<Coding>, b: PictureFile<Coding>): boolean => {
  const [one, two] = [a.planes[0], b.planes[0]];
  return (
    one !== undefined &&
    two !== undefined &&
    one.width === two.width &&
    one.height === two.height &&
    one.samples === 1 &&
    two.samples === 1
  );
};

/** Joins what names join; `alone` are the others. */
export const joinPictures = <Coding>(
  formatId: FormatId,
  endings: readonly string[],
  files: readonly PictureFile<Coding>[],
): { readonly radiographs: readonly RadiographPlan<Coding>[]; readonly alone: readonly PictureFile<Coding>[] } => {
  const { joined, alone } = joinByName(files, endings, sameSize);
  return { radiographs: joined.map((one) => joinedPlan(formatId, one)), alone };
};

/** The plan of a format that has nothing but pictures. */
export const planPictureFiles = <Coding>(
  formatId: FormatId,
  endings: readonly string[],
  files: readonly PictureFile<Coding>[],
): ReturnType<Format<unknown, Coding>["plan"]> => {
  const { radiographs, alone } = joinPictures(formatId, endings, files);
  return { plans: [], radiographs: [...radiographs, ...alone.map((file) => planPictures(formatId, endings, file))], refused: [] };
};
