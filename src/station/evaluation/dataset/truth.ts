/** `truth.json` of a case: what is in the bag (docs/formats/evaluation-dataset.md). Fields that nobody gave get their defaults here. */
import { z } from "zod";
import { boxVoxelSchema } from "../../../contract/units.ts";
import { IVORY_KINDS, wildlifeClassSchema } from "../../../contract/wildlife-class.ts";

const amount = z.number().nonnegative().nullable().default(null);
const words = z.string().nullable().default(null);

const trueObjectSchema = z
  .object({
    number: z.int().min(1).max(65_535),
    class: wildlifeClassSchema,
    kind: z.string().optional(),
    ivoryKind: z.enum(IVORY_KINDS).nullable().default(null),
    material: words,
    /** Of a bead; 0 says that there is none. */
    diameterMm: amount,
    /** Pieces under this number. */
    count: z.int().positive().default(1),
    volumeCm3: amount,
    massG: amount,
    maxExtentMm: amount,
    concealment: words,
    boxVoxel: boxVoxelSchema.optional(),
  })
  .transform((object) => ({ ...object, kind: object.kind ?? object.class }));

const clutterSchema = z.object({
  number: z.int().min(1).max(65_535).nullable().default(null),
  kind: z.string(),
  material: words,
  mimics: words,
});

const scannerSchema = z
  .union([z.string(), z.object({ family: z.string().default("unnamed") })])
  .default("unnamed")
  .transform((scanner) => (typeof scanner === "string" ? scanner : scanner.family));

export const truthSchema = z.object({
  seed: z.number().nullable().default(null),
  kind: z.string().optional(),
  luggage: words,
  scanner: scannerSchema,
  objects: z.array(trueObjectSchema),
  clutter: z.array(clutterSchema).default([]),
});
export type Truth = z.infer<typeof truthSchema>;
export type TrueObject = Truth["objects"][number];
