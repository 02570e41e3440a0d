import { z } from "zod";
import { sha256Schema, utcSchema } from "./units.ts";
import { IVORY_KINDS, WILDLIFE_CLASSES, type WildlifeClass, wildlifeClassSchema } from "./wildlife-class.ts";

const classThresholdSchema = z.object({
  /** A voxel belongs to the class from this probability on. */
  voxelProbability: z.number().gt(0).lt(1),
  /**
   * An object is an alarm when its probability reaches this: the object model's, or without one the mean class
   * probability of its region.
   */
  objectProbability: z.number().gt(0).lt(1),
});

export const operatingPointSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  default: z.boolean().optional(),
  /**
   * With an object model: voxels whose probability of any wildlife reaches this make its candidates, as do regions whose
   * mean reaches it.
   */
  proposalProbability: z.number().gt(0).lt(1).optional(),
  classes: z.partialRecord(wildlifeClassSchema, classThresholdSchema),
  /** Held-out figures at this point, as in the card. */
  measured: z.record(z.string(), z.number().nullable()).optional(),
});

const wildlifeIds = Object.keys(WILDLIFE_CLASSES) as WildlifeClass[];

/**
 * What the object model may be told of a candidate, over its voxels on the first model's grid; natural logarithms, HU, mm.
 * "stage one …" is the mean probability of the class, "voxel mm" the geometric mean of the scan's own spacing, "box fill" the
 * share of the bounding box, "regions" how many connected regions were grouped.
 */
export const OBJECT_FEATURES = [
  "log volume cm3",
  "log extent mm",
  "mean hu",
  "hu deviation",
  "hu 10th percentile",
  "hu 90th percentile",
  ...wildlifeIds.map((id) => `stage one ${id}` as const),
  "voxel mm",
  "box fill",
  "regions",
] as const;
export type ObjectFeature = (typeof OBJECT_FEATURES)[number];

/**
 * The second stage: what each candidate of the first model is. docs/formats/models.md says how its cubes are cut. Class ids
 * that are wildlife's are those of the manifest's classes; all others are everyday things.
 */
export const objectModelSchema = z.object({
  file: z.string().regex(/^[a-z0-9._-]+\.onnx$/),
  sha256: sha256Schema,
  bytes: z.int().positive(),
  /** Float32 [N, 4, 32, 32, 32]. */
  input: z.object({
    name: z.string(),
    sizeVoxels: z.literal(32),
    channels: z.tuple([
      z.literal("object-hu"),
      z.literal("object-mask"),
      z.literal("surroundings-hu"),
      z.literal("surroundings-mask"),
    ]),
  }),
  /** Float32 [N, order.length]. */
  features: z.object({ name: z.string(), order: z.array(z.enum(OBJECT_FEATURES)).min(1) }),
  /** Probabilities [N, ids.length] each, and an embedding [N, length] whose distances mean likeness. */
  outputs: z.object({
    classes: z.object({ name: z.string(), ids: z.array(z.string()).min(2) }),
    kinds: z.object({ name: z.string(), ids: z.array(z.enum(IVORY_KINDS)).min(1) }),
    embedding: z.object({ name: z.string(), length: z.int().positive().max(1024) }),
  }),
});
export type ObjectModel = z.infer<typeof objectModelSchema>;

/** `models/<id>/manifest.json`. The graph takes raw HU and does its own normalisation. Tile and overlap order: D, H, W. */
export const modelManifestSchema = z.object({
  schema: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,63}$/),
  version: z.string(),
  task: z.literal("ct-segmentation"),
  title: z.string(),
  file: z.string().regex(/^[a-z0-9._-]+\.onnx$/),
  sha256: sha256Schema,
  bytes: z.int().positive(),
  licence: z.string(),
  createdUtc: utcSchema,
  trainedOn: z.string(),
  input: z.object({
    name: z.string(),
    units: z.literal("HU"),
    spacingMm: z.number().positive(),
    multipleOf: z.int().positive(),
    padHu: z.number(),
  }),
  output: z.object({ name: z.string(), classes: z.array(z.string()).min(2) }),
  tiling: z.object({ maxTileVoxels: z.tuple([z.int(), z.int(), z.int()]).readonly(), overlapVoxels: z.int().nonnegative() }),
  airBelowHu: z.number(),
  objectModel: objectModelSchema.optional(),
  /** From `low` on an object is at least possible; below `high` it is never an alarm, whatever the operating point says. */
  unsure: z
    .object({ low: z.number().gt(0), high: z.number().lt(1) })
    .refine(({ low, high }) => low <= high, "low is above high")
    .optional(),
  classes: z.array(
    z.object({ id: wildlifeClassSchema, densityGCm3: z.number().positive(), minVolumeCm3: z.number().nonnegative() }),
  ),
  operatingPoints: z.array(operatingPointSchema).min(1),
  card: z.string(),
});
export type ModelManifest = z.infer<typeof modelManifestSchema>;
export type OperatingPoint = z.infer<typeof operatingPointSchema>;

export const modelStateSchema = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  state: z.enum(["ready", "loading", "unavailable"]),
  /** Why it is unavailable. */
  reason: z.string().nullable(),
  sha256: z.string(),
  operatingPoint: z.string(),
  operatingPoints: z.array(z.string()),
});
export type ModelState = z.infer<typeof modelStateSchema>;
