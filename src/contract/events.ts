/** `GET /events`: one JSON object per line. Events announce state; they never steer control flow, and any may be lost. */
import { z } from "zod";
import { errorBodySchema } from "./error-code.ts";
import { modelStateSchema } from "./model.ts";
import { idSchema } from "./units.ts";
import { worklistEntrySchema } from "./worklist.ts";

export const stationEventSchema = z.discriminatedUnion("type", [
  /** First line of every stream, and then every 15 s: the page knows that the station lives. */
  z.object({ type: z.literal("hello"), version: z.string() }),
  z.object({ type: z.literal("entry"), entry: worklistEntrySchema }),
  z.object({
    type: z.literal("progress"),
    jobId: z.string(),
    scanId: idSchema.nullable(),
    step: z.string(),
    fraction: z.number(),
  }),
  z.object({ type: z.literal("models"), models: z.array(modelStateSchema) }),
  /** A file that could not be imported and so has no scan of its own. */
  z.object({ type: z.literal("import-refused"), path: z.string(), error: errorBodySchema }),
  z.object({ type: z.literal("import-done"), jobId: z.string(), scanIds: z.array(idSchema), refused: z.int() }),
]);
export type StationEvent = z.infer<typeof stationEventSchema>;
