/** What one case gave: everything that the figures need, without a voxel. Kept as a file, so that a case is screened once. */
import { z } from "zod";
import { boxVoxelSchema, vec3Schema } from "../../../contract/units.ts";
import { IVORY_KINDS, wildlifeClassSchema } from "../../../contract/wildlife-class.ts";

/** Raised with every change of what is kept or how it is counted: older files are then screened anew. */
export const RESULT_VERSION = 1;

const share = z.number().min(0);
const known = z.number().nullable();

/** A finding and a true object that have something in common. */
const overlapSchema = z.object({
  object: z.int(),
  /** Of the finding, in the object (or in its box). */
  voxels: z.int(),
  /** Of the object's voxels; by box, of the box, that the finding's box covers. */
  ofObject: share,
  /** Of the finding's voxels. */
  ofFinding: share,
});

const matchedFindingSchema = z.object({
  /** Whether it reaches the operating point; what does not is there for the curve. */
  alarm: z.boolean(),
  class: wildlifeClassSchema,
  kind: z.enum(IVORY_KINDS).nullable(),
  beads: z.object({ count: z.int(), medianMm: z.number() }).nullable(),
  probability: z.number(),
  voxels: z.int(),
  volumeCm3: known,
  box: boxVoxelSchema,
  centre: vec3Schema,
  overlaps: z.array(overlapSchema),
  falseAlarm: z.boolean(),
  /** Place in `clutter` of what has most voxels in it. */
  mostly: z.int().nullable(),
});

const presentObjectSchema = z.object({
  number: z.int(),
  labelled: z.enum(["voxels", "box"]),
  voxels: z.int(),
  box: boxVoxelSchema,
  /** A voxel of the object near its middle; the box's middle where it has no voxels. */
  centre: vec3Schema,
  class: wildlifeClassSchema,
  kind: z.string(),
  ivoryKind: z.enum(IVORY_KINDS).nullable(),
  material: z.string().nullable(),
  diameterMm: known,
  count: z.int(),
  volumeCm3: known,
  massG: known,
  maxExtentMm: z.number(),
  concealment: z.string().nullable(),
});

const presentClutterSchema = z.object({
  kind: z.string(),
  material: z.string().nullable(),
  mimics: z.string().nullable(),
  /** Whether it has voxels of its own, so that an alarm could be laid at its door. */
  labelled: z.boolean(),
});

export const caseResultSchema = z.object({
  version: z.literal(RESULT_VERSION),
  kind: z.string(),
  id: z.string(),
  model: z.object({ id: z.string(), version: z.string(), sha256: z.string() }).nullable(),
  operatingPoint: z.string(),
  /** Why it could not be screened or matched. */
  error: z.string().nullable(),
  dims: vec3Schema,
  spacingMm: vec3Schema,
  luggage: z.string().nullable(),
  scanner: z.string(),
  timingsMs: z.record(z.string(), z.number()),
  objects: z.array(presentObjectSchema),
  /** Listed, but without a voxel in the scan. */
  absentObjects: z.int(),
  clutter: z.array(presentClutterSchema),
  findings: z.array(matchedFindingSchema),
});
export type CaseResult = z.infer<typeof caseResultSchema>;
export type MatchedFinding = CaseResult["findings"][number];
export type PresentObject = CaseResult["objects"][number];
