import { z } from "zod";
import { idSchema, utcSchema } from "./units.ts";
import { wildlifeClassSchema } from "./wildlife-class.ts";

export const SEIZURE_STATUSES = ["draft", "submitted"] as const;

/** One row per kind of specimen. `termCode` is a CITES trade term. */
export const seizureItemSchema = z.object({
  id: idSchema,
  findingId: idSchema.nullable(),
  class: wildlifeClassSchema.nullable(),
  termCode: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .or(z.literal("")),
  species: z.string().max(200),
  massG: z.number().nonnegative().nullable(),
  massEstimated: z.boolean(),
  pieces: z.int().nonnegative().nullable(),
  piecesEstimated: z.boolean(),
  note: z.string().max(2000),
});
export type SeizureItem = z.infer<typeof seizureItemSchema>;

/** What a person may edit. Empty strings mean not yet known. */
export const seizureFieldsSchema = z.object({
  status: z.enum(SEIZURE_STATUSES),
  seizedOn: z.iso.date().or(z.literal("")),
  location: z.string().max(200),
  agency: z.string().max(200),
  transport: z.string().max(60),
  concealment: z.string().max(200),
  originIso2: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .or(z.literal("")),
  destinationIso2: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .or(z.literal("")),
  note: z.string().max(10_000),
  items: z.array(seizureItemSchema).max(200),
});
export type SeizureFields = z.infer<typeof seizureFieldsSchema>;

/** A seizure record at one version. Older versions are kept and can be read. */
export const seizureSchema = z.object({
  id: idSchema,
  caseNo: z.string(),
  version: z.int().positive(),
  scanIds: z.array(idSchema),
  decisionId: idSchema,
  demo: z.boolean(),
  officer: z.string(),
  createdUtc: utcSchema,
  savedUtc: utcSchema,
  fields: seizureFieldsSchema,
});
export type Seizure = z.infer<typeof seizureSchema>;
