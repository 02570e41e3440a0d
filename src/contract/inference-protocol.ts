/**
 * What the host and the inference process say to each other over the child's IPC channel. Voxels never travel here:
 * the host names files, the process maps or reads them and writes the mask to the file it was given.
 */
import { z } from "zod";
import { errorBodySchema } from "./error-code.ts";
import { findingSchema } from "./finding.ts";
import { modelStateSchema } from "./model.ts";
import { geometrySchema } from "./scan.ts";
import { verdictSchema } from "./screening.ts";

export const screenVolumeSchema = z.object({
  type: z.literal("screen"),
  jobId: z.string(),
  modelId: z.string().nullable(),
  operatingPoint: z.string().nullable(),
  geometry: geometrySchema,
  /** Int16 little-endian, i fastest; HU = stored · slope + intercept. The HU channel the model reads. */
  voxels: z.object({ path: z.string(), slope: z.number(), intercept: z.number(), paddingStored: z.number().nullable() }),
  /** Where to write the label mask: Uint8 per voxel of level 0, same order as the voxels. */
  maskPath: z.string(),
});
export type ScreenVolume = z.infer<typeof screenVolumeSchema>;

export const toInferenceSchema = z.discriminatedUnion("type", [
  screenVolumeSchema,
  z.object({ type: z.literal("cancel"), jobId: z.string() }),
  z.object({ type: z.literal("load"), modelsDir: z.string(), threads: z.int().positive() }),
  z.object({ type: z.literal("ping"), nonce: z.string() }),
]);
export type ToInference = z.infer<typeof toInferenceSchema>;

export const fromInferenceSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("models"), models: z.array(modelStateSchema) }),
  z.object({ type: z.literal("progress"), jobId: z.string(), step: z.string(), fraction: z.number().min(0).max(1) }),
  z.object({
    type: z.literal("screened"),
    jobId: z.string(),
    verdict: verdictSchema.exclude(["abort"]),
    model: z.object({ id: z.string(), version: z.string(), sha256: z.string(), operatingPoint: z.string() }),
    findings: z.array(findingSchema),
    beadsFromMm: z.number().positive(),
    hasMask: z.boolean(),
    timingsMs: z.record(z.string(), z.number()),
  }),
  z.object({ type: z.literal("failed"), jobId: z.string(), error: errorBodySchema }),
  z.object({ type: z.literal("pong"), nonce: z.string() }),
]);
export type FromInference = z.infer<typeof fromInferenceSchema>;
