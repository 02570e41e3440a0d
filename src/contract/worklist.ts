import { z } from "zod";
import { decisionSchema } from "./decision.ts";
import { findingReviewSchema } from "./finding.ts";
import { scanSchema } from "./scan.ts";
import { screeningSchema } from "./screening.ts";
import { seizureSchema } from "./seizure.ts";

/**
 * One line of the worklist: the scan and the newest of everything that was said of it. In lists and events the scan's
 * `originals` (empty) and the findings' `embedding` (`null`) are left out; `scan.get` has them.
 */
export const worklistEntrySchema = z.object({
  scan: scanSchema,
  screening: screeningSchema.nullable(),
  decision: decisionSchema.nullable(),
  seizureId: z.string().nullable(),
  /** Of the work under way on this scan, 0 to 1; `null` when none is. */
  progress: z.object({ jobId: z.string(), step: z.string(), fraction: z.number() }).nullable(),
});
export type WorklistEntry = z.infer<typeof worklistEntrySchema>;

/** Everything the station knows of one scan. */
export const scanDetailSchema = z.object({
  entry: worklistEntrySchema,
  reviews: z.array(findingReviewSchema),
  decisions: z.array(decisionSchema),
  seizure: seizureSchema.nullable(),
});
export type ScanDetail = z.infer<typeof scanDetailSchema>;
