import { z } from "zod";
import { errorBodySchema } from "./error-code.ts";
import { viewSchema } from "./radiograph.ts";
import { boxVoxelSchema, idSchema, sha256Schema, utcSchema, vec3Schema } from "./units.ts";

/**
 * What the numbers of a channel mean.
 * `HU`: Hounsfield units that the format or a scanner profile vouches for. `uncalibrated`: the scanner's own numbers.
 */
export const VALUE_UNITS = ["HU", "uncalibrated"] as const;
export const valueUnitsSchema = z.enum(VALUE_UNITS);
export type ValueUnits = z.infer<typeof valueUnitsSchema>;

export const FORMAT_IDS = [
  "dicom",
  "dicos",
  "nifti",
  "nrrd",
  "metaimage",
  "tiff",
  "png",
  "bmp",
  "jpeg",
  "radiograph",
  "raw",
] as const;
export const formatIdSchema = z.enum(FORMAT_IDS);
export type FormatId = z.infer<typeof formatIdSchema>;

/**
 * Where voxel (i, j, k) lies in LPS mm:
 * originMm + i·spacingMm[0]·direction[0] + j·spacingMm[1]·direction[1] + k·spacingMm[2]·direction[2].
 * `originMm` is the centre of voxel (0, 0, 0); `direction` holds three unit vectors: along a row (i), down a column (j),
 * along the scan's normal (k, increasing position). Space is `unknown` where the format does not say (then LPS is assumed).
 */
export const geometrySchema = z.object({
  dims: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]).readonly(),
  spacingMm: vec3Schema,
  originMm: vec3Schema,
  direction: z.tuple([vec3Schema, vec3Schema, vec3Schema]).readonly(),
  space: z.enum(["lps", "unknown"]),
});
export type Geometry = z.infer<typeof geometrySchema>;

/**
 * One energy or basis of the scan. Voxels are kept as Int16 `stored`, i fastest, then j, then k; the value in `units` is
 * `stored * slope + intercept`. `minStored`/`maxStored` bound what occurs; `paddingStored` marks voxels outside the scan.
 */
export const channelSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  label: z.string(),
  units: valueUnitsSchema,
  slope: z.number(),
  intercept: z.number(),
  minStored: z.int(),
  maxStored: z.int(),
  paddingStored: z.int().optional(),
});
export type Channel = z.infer<typeof channelSchema>;

/** One resolution of a channel. Level 0 is full; each further level halves every axis that is still above 1. */
export const levelSchema = z.object({
  level: z.int().nonnegative(),
  dims: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]).readonly(),
  spacingMm: vec3Schema,
  bytes: z.int().nonnegative(),
});
export type Level = z.infer<typeof levelSchema>;

/** Things the reader noticed that an officer or engineer should know; the scan is usable all the same. */
export const SCAN_NOTES = [
  "gantry-tilt",
  "uneven-spacing",
  "missing-slices",
  "duplicate-slices",
  "assumed-spacing",
  "assumed-orientation",
  "mirrored",
  "precision-reduced",
  "lossy-compression",
  "clipped-values",
  "units-not-trusted",
  "calibrated-from-air-and-tray",
  "object-not-patient",
  // of radiographs
  "air-level-assumed",
  "scale-assumed",
  "approximated-from-colour",
  "approximated-from-grey",
  "colour-order-doubted",
  "energies-swapped",
  "material-not-calibrated",
  "dead-lines",
  "assumed-views",
] as const;
export const scanNoteSchema = z.object({ note: z.enum(SCAN_NOTES), detail: z.string() });
export type ScanNote = z.infer<typeof scanNoteSchema>;

/** A finding that came with the scan from the scanner's own algorithm (a threat detection report). */
export const scannerFindingSchema = z.object({
  label: z.string(),
  probability: z.number().min(0).max(1).nullable(),
  boxVoxel: boxVoxelSchema,
  massG: z.number().nullable(),
  densityGCm3: z.number().nullable(),
  volumeCm3: z.number().nullable(),
});
export type ScannerFinding = z.infer<typeof scannerFindingSchema>;

export const SCAN_STATES = ["arriving", "opening", "queued", "screening", "ready", "failed"] as const;
export const scanStateSchema = z.enum(SCAN_STATES);
export type ScanState = z.infer<typeof scanStateSchema>;

export const scanSchema = z.object({
  id: idSchema,
  kind: z.enum(["volume", "radiograph"]),
  title: z.string(),
  /** File or folder as given or found. */
  path: z.string(),
  demo: z.boolean(),
  state: scanStateSchema,
  error: errorBodySchema.nullable(),
  importedUtc: utcSchema,
  acquiredUtc: utcSchema.nullable(),
  format: formatIdSchema.nullable(),
  scanner: z.object({ maker: z.string(), model: z.string(), station: z.string(), kvp: z.number().nullable() }).nullable(),
  profileId: z.string().nullable(),
  objectId: z.string().nullable(),
  geometry: geometrySchema.nullable(),
  channels: z.array(channelSchema),
  levels: z.array(levelSchema),
  /**
   * The views of a radiograph, once it is open; none for a volume. A radiograph has no `geometry`, `channels` or `levels` of its
   * own: those are of volumes, and each view brings its own.
   */
  views: z.array(viewSchema).default([]),
  notes: z.array(scanNoteSchema),
  /** SHA-256 of every original file, in the order given. */
  originals: z.array(z.object({ name: z.string(), sha256: sha256Schema, bytes: z.int().nonnegative() })),
});
export type Scan = z.infer<typeof scanSchema>;

/** Whether the scan is open: its voxels, or the pixels of its views, are on the disk. */
export const isOpened = (scan: Pick<Scan, "levels" | "views">): boolean => scan.levels.length > 0 || scan.views.length > 0;
