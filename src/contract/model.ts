import { z } from "zod";
import { sha256Schema, utcSchema } from "./units.ts";
import { wildlifeClassSchema } from "./wildlife-class.ts";

const classThresholdSchema = z.object({
  /** A voxel belongs to the class from this probability on. */
  voxelProbability: z.number().gt(0).lt(1),
  /** A region is a finding when its mean class probability reaches this. */
  objectProbability: z.number().gt(0).lt(1),
});

export const operatingPointSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  default: z.boolean().optional(),
  classes: z.partialRecord(wildlifeClassSchema, classThresholdSchema),
  /** Held-out figures at this point, as in the card. */
  measured: z.record(z.string(), z.number().nullable()).optional(),
});

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
