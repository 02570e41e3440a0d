import type { DataSet } from "dicom-parser";
import type { Vec3 } from "../../../contract/units.ts";
import { itemsOf, labelOf, numberOf, textOf, textsOf, vec3Of, firstItem } from "../dicom/values.ts";

/** One potential threat object of a threat detection report, as its file says it. `null` where it does not. */
export type ThreatObject = {
  readonly label: string;
  readonly category: string;
  readonly flag: string;
  readonly probability: number | null;
  /** Voxels (x column, y row, z frame in the image file's own order), where the report gives them. */
  readonly base: Vec3 | null;
  readonly extents: Vec3 | null;
  readonly massG: number | null;
  readonly densityGCm3: number | null;
  readonly volumeCm3: number | null;
  /** SOP instances of the images that it was found in. */
  readonly images: readonly string[];
};

export type ThreatReport = {
  readonly alarm: string;
  readonly images: readonly string[];
  readonly objects: readonly ThreatObject[];
};

const MAX_OBJECTS = 10_000;

const referenced = (dataSet: DataSet, sequence: string): readonly string[] =>
  itemsOf(dataSet, sequence)
    .map((item) => textOf(item, "x00081155"))
    .filter((uid) => uid !== "");

const positive = (value: number | null): number | null => (value !== null && Number.isFinite(value) && value > 0 ? value : null);

/** −1 stands for "not given"; some writers give per cent. */
const probabilityOf = (value: number | null): number | null => {
  if (value === null || !Number.isFinite(value) || value < 0 || value > 100) return null;
  return value > 1 ? value / 100 : value;
};

const objectOf = (item: DataSet): ThreatObject => {
  const shape = firstItem(item, "x40101037");
  const voxels = firstItem(shape, "x40101001") ?? firstItem(item, "x40101001");
  const assessment = firstItem(item, "x40101038") ?? item;
  // Since V03 mass, density and volume lie in the representation; older writers put them in the object itself.
  const measured = (tag: string): number | null =>
    (shape === undefined ? null : positive(numberOf(shape, tag, "FL"))) ?? positive(numberOf(item, tag, "FL"));
  const category = textOf(assessment, "x40101012");
  const place = shape === undefined ? "" : labelOf(shape, "x40101078");
  return {
    label: labelOf(assessment, "x40101013") || place || category || "Object",
    category,
    flag: textOf(assessment, "x40101015"),
    probability: probabilityOf(numberOf(assessment, "x40101016", "FL")),
    base: voxels === undefined ? null : vec3Of(voxels, "x40101004", "FL"),
    extents: voxels === undefined ? null : vec3Of(voxels, "x40101005", "FL"),
    massG: measured("x40101017"),
    densityGCm3: measured("x40101018"),
    volumeCm3: measured("x40101023"),
    images: shape === undefined ? [] : referenced(shape, "x0008114a"),
  };
};

/** Reads a threat detection report leniently: what is missing or nonsense is left out, never refused. */
export const readThreatReport = (dataSet: DataSet): ThreatReport => {
  const objects = itemsOf(dataSet, "x40101011").slice(0, MAX_OBJECTS).map(objectOf);
  const images = new Set([...referenced(dataSet, "x00081110"), ...objects.flatMap((object) => object.images)]);
  return { alarm: textsOf(dataSet, "x40101031")[0]?.toUpperCase() ?? "", images: [...images], objects };
};
