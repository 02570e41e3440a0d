/**
 * TIFF files become scans: a file of many pages is a volume, and so are the numbered one-page files of a folder. A page by itself is a
 * radiograph, and so are two pages (low and high energy) or what names join.
 */
import type { ScanNote } from "../../../contract/scan.ts";
import { StationError } from "../../../contract/station-error.ts";
import type { FramePlan, IndexedFile, RadiographPlan, Refusal, ScanPlan } from "../format.ts";
import { joinPictures, type PictureFile, planPictures } from "../pictures/plan-pictures.ts";
import { geometryOf } from "../voxels/checked-geometry.ts";
import { checkedDims } from "../voxels/limits.ts";
import { baseName, folderOf, titleOf } from "../voxels/names.ts";
import { exactEncoding, SAMPLE_BYTES } from "../voxels/sample-type.ts";
import { unitsNotTrusted } from "../voxels/voxel-header.ts";
import type { TiffPage } from "./page.ts";
import type { TiffScale } from "./scale.ts";

export type TiffHeader = {
  readonly pages: readonly TiffPage[];
  readonly scale: TiffScale;
  /** Whether the file itself says that its pages are slices. */
  readonly namesSlices: boolean;
};

/** `slice`: of an ImageJ stack behind one directory; else `null`. */
export type TiffCoding = {
  readonly page: TiffPage;
  readonly slice: number | null;
  readonly slope: number;
  readonly intercept: number;
};

export const TIFF_ENDINGS = [".tif", ".tiff"] as const;

type File = IndexedFile<TiffHeader>;

const framesOf = (file: File, kStart: number): readonly FramePlan<TiffCoding>[] => {
  const { pages, scale } = file.header;
  const rescale = { slope: scale.slope, intercept: scale.intercept };
  const [only] = pages;
  if (pages.length === 1 && only !== undefined && scale.slices !== null) {
    return Array.from({ length: scale.slices }, (_, slice) => ({
      kStart: kStart + slice,
      kCount: 1,
      name: file.name,
      coding: { page: only, slice, ...rescale },
    }));
  }
  return pages.map((page, n) => ({ kStart: kStart + n, kCount: 1, name: file.name, coding: { page, slice: null, ...rescale } }));
};

const planOf = (title: string, files: readonly File[]): ScanPlan<TiffCoding> => {
  const [first] = files;
  const page = first?.header.pages[0];
  if (first === undefined || page === undefined) throw new StationError("format.not-an-image", `${title}: no page`);
  const frames = files.reduce<readonly FramePlan<TiffCoding>[]>((all, file) => [...all, ...framesOf(file, all.length)], []);
  const { scale } = first.header;
  const x = scale.x ?? 1;
  const y = scale.y ?? x;
  const z = scale.z ?? x;
  const dims = checkedDims(first.name, [page.width, page.height, frames.length]);
  const { geometry } = geometryOf({
    name: first.name,
    dims,
    originMm: [0, 0, 0],
    steps: [
      [x, 0, 0],
      [0, y, 0],
      [0, 0, z],
    ],
    space: "unknown",
  });
  const notes: ScanNote[] = [];
  if (scale.x === null || scale.y === null)
    notes.push({ note: "assumed-spacing", detail: `${title}: no trustworthy resolution; ${x} × ${y} × ${z} mm is taken` });
  else if (scale.z === null)
    notes.push({ note: "assumed-spacing", detail: `${title}: no distance of slices; ${z} mm is taken, as along a row` });
  notes.push({ note: "assumed-orientation", detail: `${title}: TIFF does not say how slices lie` }, unitsNotTrusted("TIFF"));
  return {
    formatId: "tiff",
    kind: "volume",
    title,
    names: files.map((file) => file.name),
    geometry,
    channels: [
      {
        id: "main",
        label: "CT",
        units: "uncalibrated",
        encoding: exactEncoding(page.type, scale.slope, scale.intercept),
        paddingValue: null,
        kvp: null,
        frames,
      },
    ],
    notes,
    scannerFindings: [],
    scanner: null,
    acquiredUtc: null,
    objectId: null,
  };
};

const pictureOf = (file: File): PictureFile<TiffCoding> => {
  const { scale, pages } = file.header;
  return {
    name: file.name,
    pixelMm: scale.x === null || scale.y === null ? null : [scale.x, scale.y],
    planes: pages.map((page) => ({
      width: page.width,
      height: page.height,
      samples: 1,
      bits: SAMPLE_BYTES[page.type] * 8,
      coding: { page, slice: null, slope: scale.slope, intercept: scale.intercept },
    })),
  };
};

/** Fewer numbered files than this are pictures of their own: no CT is that thin. */
const THINNEST_STACK = 3;

type Numbered = { readonly file: File; readonly number: number; readonly group: string; readonly title: string };

/** Files that differ in the last number of their names only belong together. */
const numbered = (file: File): Numbered => {
  const base = titleOf(file.name, TIFF_ENDINGS);
  const match = /^(.*?)(\d{1,15})(\D*)$/s.exec(base);
  const page = file.header.pages[0];
  const kind = page === undefined ? "" : `${page.width}x${page.height}/${page.type}`;
  const stem = match === null ? base : `${match[1] ?? ""}#${match[3] ?? ""}`;
  const title = (match?.[1] ?? base).replace(/[-_. ]+$/, "");
  return {
    file,
    number: match === null ? 0 : Number(match[2]),
    group: `${folderOf(file.name)}\n${stem}\n${kind}`,
    title: title === "" ? baseName(file.name) : title,
  };
};

/** Throws `geometry.incomplete` unless the numbers go up evenly. */
const inOrder = (group: readonly Numbered[]): readonly Numbered[] => {
  const sorted = group.toSorted((a, b) => a.number - b.number || (a.file.name < b.file.name ? -1 : 1));
  const gaps = sorted.slice(1).map((entry, n) => entry.number - (sorted[n]?.number ?? 0));
  const step = Math.min(...gaps);
  const odd = gaps.findIndex((gap) => gap !== step);
  if (odd !== -1 || step === 0) {
    throw new StationError(
      "geometry.incomplete",
      `${sorted[Math.max(odd, 0)]?.file.name}: the next file is ${gaps[Math.max(odd, 0)]} further, others ${step}`,
    );
  }
  return sorted;
};

export const planTiff = (
  files: readonly File[],
): {
  readonly plans: readonly ScanPlan<TiffCoding>[];
  readonly radiographs: readonly RadiographPlan<TiffCoding>[];
  readonly refused: readonly Refusal[];
} => {
  const plans: ScanPlan<TiffCoding>[] = [];
  const radiographs: RadiographPlan<TiffCoding>[] = [];
  const refused: Refusal[] = [];
  const attempt = (name: string, make: () => ScanPlan<TiffCoding>): void => {
    try {
      plans.push(make());
    } catch (thrown) {
      if (!(thrown instanceof StationError)) throw thrown;
      refused.push({ name, error: thrown });
    }
  };
  const singles: File[] = [];
  const groups = new Map<string, Numbered[]>();
  for (const file of files) {
    if (file.header.pages.length === 2 && !file.header.namesSlices) {
      radiographs.push(planPictures("tiff", TIFF_ENDINGS, pictureOf(file)));
      continue;
    }
    if (file.header.pages.length > 1 || file.header.scale.slices !== null) {
      attempt(file.name, () => planOf(titleOf(file.name, TIFF_ENDINGS), [file]));
      continue;
    }
    singles.push(file);
  }
  const joined = joinPictures("tiff", TIFF_ENDINGS, singles.map(pictureOf));
  radiographs.push(...joined.radiographs);
  const alone = new Set(joined.alone.map(({ name }) => name));
  for (const file of singles.filter(({ name }) => alone.has(name))) {
    const entry = numbered(file);
    groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  }
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    if (group.length < THINNEST_STACK) {
      radiographs.push(...group.map(({ file }) => planPictures("tiff", TIFF_ENDINGS, pictureOf(file))));
      continue;
    }
    attempt(first.file.name, () =>
      planOf(
        first.title,
        inOrder(group).map((entry) => entry.file),
      ),
    );
  }
  return { plans, radiographs, refused };
};
