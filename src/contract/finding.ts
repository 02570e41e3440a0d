import { z } from "zod";
import { boxMmSchema, boxVoxelSchema, idSchema } from "./units.ts";
import { IVORY_KINDS, wildlifeClassSchema } from "./wildlife-class.ts";

export const FINDING_SOURCES = ["model", "scanner"] as const;

/** `possible`: shown to the officer, but too uncertain to be an alarm. */
export const FINDING_STATES = ["alarm", "possible"] as const;

/** One suspected object in a scan. Lengths in mm, CT numbers in HU; `null` where the source does not give it. */
export const findingSchema = z.object({
  id: idSchema,
  /** Value of this finding's voxels in the screening's label mask (1 to 255); 0 where there is no mask. */
  label: z.int().min(0).max(255),
  source: z.enum(FINDING_SOURCES),
  state: z.enum(FINDING_STATES).default("alarm"),
  /** `null` for a scanner's own finding that is not about wildlife. */
  class: wildlifeClassSchema.nullable(),
  /** What the officer reads: the class's label, or the scanner's own words. */
  title: z.string(),
  /** Why the title says less than the class: what the finding cannot be told from, and why. */
  reason: z.string().nullable().default(null),
  kind: z.enum(IVORY_KINDS).nullable(),
  /** Bead strings: how many and how large. */
  beads: z.object({ count: z.int().positive(), diametersMm: z.array(z.number().positive()) }).nullable(),
  probability: z.number().min(0).max(1).nullable(),
  boxVoxel: boxVoxelSchema,
  boxMm: boxMmSchema,
  /** A voxel that certainly belongs to the finding: where views fly to. */
  centreVoxel: z.tuple([z.number(), z.number(), z.number()]).readonly(),
  volumeCm3: z.number().nonnegative().nullable(),
  massG: z.number().nonnegative().nullable(),
  meanHu: z.number().nullable(),
  /** The object model's description of the object: the nearer two are, the more alike the objects. Left out of lists and events. */
  embedding: z.array(z.number()).nullable().default(null),
});
export type Finding = z.infer<typeof findingSchema>;

export const DISMISS_REASONS = ["look-alike", "artefact", "permitted", "duplicate", "other"] as const;

/** What a person said of one finding; the newest counts, all are kept. */
export const findingReviewSchema = z.object({
  findingId: idSchema,
  verdict: z.enum(["confirmed", "dismissed"]),
  reason: z.enum(DISMISS_REASONS).nullable(),
  note: z.string().max(2000),
  officer: z.string(),
  atUtc: z.iso.datetime(),
});
export type FindingReview = z.infer<typeof findingReviewSchema>;
