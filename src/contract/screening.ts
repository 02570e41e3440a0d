import { z } from "zod";
import { errorBodySchema } from "./error-code.ts";
import { findingSchema } from "./finding.ts";
import { idSchema, utcSchema } from "./units.ts";

/** Every screening ends in one of the three, never blank. */
export const VERDICTS = ["alarm", "clear", "abort"] as const;
export const verdictSchema = z.enum(VERDICTS);
export type Verdict = z.infer<typeof verdictSchema>;

/** Milliseconds of each step of one screening; `total` is wall time. */
export const timingsMsSchema = z.record(z.string(), z.number());

/** One run of one model on one scan. `error` is given exactly when the verdict is `abort`. */
export const screeningSchema = z.object({
  id: idSchema,
  scanId: idSchema,
  verdict: verdictSchema,
  error: errorBodySchema.nullable(),
  model: z.object({ id: z.string(), version: z.string(), sha256: z.string(), operatingPoint: z.string() }).nullable(),
  findings: z.array(findingSchema),
  /** Beads of a smaller diameter (mm) cannot be seen in this scan; `null` where no model looked at it. */
  beadsFromMm: z.number().positive().nullable().default(null),
  /** Whether `/blob/mask/<screeningId>/<level>` has a label mask. */
  hasMask: z.boolean(),
  timingsMs: timingsMsSchema,
  atUtc: utcSchema,
});
export type Screening = z.infer<typeof screeningSchema>;
