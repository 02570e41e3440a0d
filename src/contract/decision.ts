import { z } from "zod";
import { idSchema, utcSchema } from "./units.ts";

export const OUTCOMES = ["clear", "search", "hold"] as const;
export const outcomeSchema = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof outcomeSchema>;

/** A person's decision on a scan. A later one never replaces an earlier one: it needs a reason, and both are kept. */
export const decisionSchema = z.object({
  id: idSchema,
  scanId: idSchema,
  /** The screening that the officer had before them, if any. */
  screeningId: idSchema.nullable(),
  outcome: outcomeSchema,
  /** Empty for the first decision, required for a change. */
  reason: z.string().max(2000),
  officer: z.string(),
  /** How long the image was on the officer's screen before the key was pressed. */
  timeOnImageMs: z.int().nonnegative(),
  atUtc: utcSchema,
});
export type Decision = z.infer<typeof decisionSchema>;
