/** Voxel spacing and calibration as far as a TIFF says them: ImageJ's description, else the resolution tags. */
import { StationError } from "../../../contract/station-error.ts";
import type { ByteSource } from "../format.ts";
import { MAX_SPACING_MM, MIN_SPACING_MM } from "../voxels/limits.ts";
import { mmPerNamedUnit } from "../voxels/text-header.ts";
import { type Directory, numbersOf, TAG, textOf, type TiffLayout } from "./directory.ts";

export type TiffScale = {
  /** mm per column, row and slice; `null` where nothing trustworthy is said. */
  readonly x: number | null;
  readonly y: number | null;
  readonly z: number | null;
  /** value = sample · slope + intercept */
  readonly slope: number;
  readonly intercept: number;
  /** Slices behind one directory (ImageJ's large stacks), or `null`. */
  readonly slices: number | null;
};

/** Dots per inch that programs write without meaning them. */
const USUAL_DPI = new Set([72, 96, 100, 120, 150, 200, 240, 300, 400, 600, 1200]);

const plausible = (mm: number): number | null => (mm >= MIN_SPACING_MM && mm <= MAX_SPACING_MM ? mm : null);

const keysOf = (description: string): ReadonlyMap<string, string> =>
  new Map(
    description.split(/\r?\n/).flatMap((line) => {
      const at = line.indexOf("=");
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1).trim()] as const] : [];
    }),
  );

/** Keys: ImageJ's TiffEncoder. Throws `format.unsupported` for hyperstacks of several channels or points in time. */
const imageJScale = (name: string, description: string, x: number, y: number): TiffScale => {
  const keys = keysOf(description);
  const count = (key: string): number => Number(keys.get(key) ?? "1");
  if (count("channels") > 1 || count("frames") > 1) {
    throw new StationError(
      "format.unsupported",
      `${name}: ImageJ stack of ${count("channels")} channels and ${count("frames")} frames`,
    );
  }
  const mm = mmPerNamedUnit(keys.get("unit") ?? "");
  const spacing = Number(keys.get("spacing") ?? "NaN");
  // cf=0: ImageJ's straight-line calibration c0 + c1·sample; it is how signed 16 bit is kept.
  const straight = keys.get("cf") === "0";
  const slope = Number(keys.get("c1") ?? "1");
  const intercept = Number(keys.get("c0") ?? "0");
  const usable = straight && Math.abs(slope) >= 1e-12 && Math.abs(slope) <= 1e6 && Math.abs(intercept) <= 1e9;
  const slices = count("images");
  return {
    x: mm === null ? null : plausible(mm / x),
    y: mm === null ? null : plausible(mm / y),
    z: mm === null ? null : plausible(mm * Math.abs(spacing)),
    slope: usable ? slope : 1,
    intercept: usable ? intercept : 0,
    slices: Number.isSafeInteger(slices) && slices > 1 ? slices : null,
  };
};

export const scaleOf = (source: ByteSource, { tags }: Directory, layout: TiffLayout): TiffScale => {
  const first = (tag: number): number => numbersOf(source, tags.get(tag), layout, 1)[0] ?? Number.NaN;
  const x = first(TAG.xResolution);
  const y = first(TAG.yResolution);
  const description = textOf(source, tags.get(TAG.description));
  if (description.startsWith("ImageJ=")) return imageJScale(source.name, description, x, y);
  const unit = tags.has(TAG.resolutionUnit) ? first(TAG.resolutionUnit) : 2;
  const trusted = unit === 3 || (unit === 2 && !USUAL_DPI.has(Math.round(x)));
  const mm = unit === 3 ? 10 : 25.4;
  return {
    x: trusted ? plausible(mm / x) : null,
    y: trusted ? plausible(mm / y) : null,
    z: null,
    slope: 1,
    intercept: 0,
    slices: null,
  };
};
