/** `POST /rpc/<method>`: the closed list of calls. The body is the params, the answer `{ result }` or `{ error }`. */
import { z } from "zod";
import { decisionSchema, outcomeSchema } from "./decision.ts";
import { errorBodySchema } from "./error-code.ts";
import { DISMISS_REASONS, findingReviewSchema } from "./finding.ts";
import { modelStateSchema } from "./model.ts";
import { scanSchema } from "./scan.ts";
import { scannerProfileSchema } from "./scanner-profile.ts";
import { seizureFieldsSchema, seizureSchema } from "./seizure.ts";
import { idSchema } from "./units.ts";
import { scanDetailSchema, worklistEntrySchema } from "./worklist.ts";

const none = z.strictObject({});
const scanRef = z.strictObject({ scanId: idSchema });

export const METHODS = {
  "station.info": {
    params: none,
    result: z.object({
      version: z.string(),
      demo: z.boolean(),
      officer: z.string(),
      host: z.enum(["electron", "web"]),
      models: z.array(modelStateSchema),
      watchedFolders: z.array(z.string()),
      dataFolder: z.string(),
    }),
  },
  "station.settings": {
    params: z.strictObject({
      officer: z.string().min(1).max(100).optional(),
      watchedFolders: z.array(z.string()).max(20).optional(),
    }),
    result: z.object({}),
  },
  /** Alarms without a decision first, then newest first. */
  "worklist.list": {
    params: z.strictObject({ limit: z.int().min(1).max(1000).default(200), before: z.iso.datetime().optional() }),
    result: z.object({ entries: z.array(worklistEntrySchema), total: z.int() }),
  },
  "scan.get": { params: scanRef, result: scanDetailSchema },
  /** Imports uploaded objects (handles from `PUT /upload/`) or, under Electron and on the server's own disk, path handles. */
  "scan.import": {
    params: z.strictObject({ handles: z.array(z.string().min(1)).min(1).max(100_000) }),
    result: z.object({ jobId: z.string() }),
  },
  /** Gives a scan without trustworthy units its HU: from a profile, or from the values of air and of a known tray. */
  "scan.calibrate": {
    params: z.strictObject({
      scanId: idSchema,
      how: z.discriminatedUnion("by", [
        z.strictObject({ by: z.literal("profile"), profileId: z.string() }),
        z.strictObject({ by: z.literal("air-and-reference"), air: z.number(), reference: z.number(), referenceHu: z.number() }),
      ]),
    }),
    result: scanSchema,
  },
  /** Proposes the value of air (and of a tray, if seen) from the scan's own histogram. */
  "scan.calibration-proposal": {
    params: scanRef,
    result: z.object({
      air: z.number().nullable(),
      reference: z.number().nullable(),
      referenceHu: z.number().nullable(),
      histogram: z.object({ from: z.number(), to: z.number(), counts: z.array(z.number()) }),
    }),
  },
  "screening.start": { params: scanRef, result: z.object({ jobId: z.string() }) },
  "job.cancel": { params: z.strictObject({ jobId: z.string() }), result: z.object({}) },
  "finding.review": {
    params: z.strictObject({
      scanId: idSchema,
      findingId: idSchema,
      verdict: z.enum(["confirmed", "dismissed"]),
      reason: z.enum(DISMISS_REASONS).nullable(),
      note: z.string().max(2000).default(""),
    }),
    result: findingReviewSchema,
  },
  "decision.take": {
    params: z.strictObject({
      scanId: idSchema,
      outcome: outcomeSchema,
      reason: z.string().max(2000).default(""),
      timeOnImageMs: z.int().nonnegative(),
      /** The newest decision the officer saw; another one since is a conflict. */
      previousDecisionId: idSchema.nullable(),
    }),
    result: z.object({ decision: decisionSchema, seizure: seizureSchema.nullable() }),
  },
  "seizure.get": {
    params: z.strictObject({ seizureId: idSchema, version: z.int().positive().optional() }),
    result: seizureSchema,
  },
  "seizure.history": {
    params: z.strictObject({ seizureId: idSchema }),
    result: z.object({ versions: z.array(seizureSchema) }),
  },
  "seizure.save": {
    params: z.strictObject({ seizureId: idSchema, baseVersion: z.int().positive(), fields: seizureFieldsSchema }),
    result: seizureSchema,
  },
  "seizure.list": {
    params: z.strictObject({ limit: z.int().min(1).max(1000).default(200) }),
    result: z.object({ seizures: z.array(seizureSchema) }),
  },
  "profile.list": { params: none, result: z.object({ profiles: z.array(scannerProfileSchema) }) },
  "profile.save": { params: z.strictObject({ profile: scannerProfileSchema }), result: scannerProfileSchema },
  "profile.remove": { params: z.strictObject({ profileId: z.string() }), result: z.object({}) },
} as const satisfies Record<string, { params: z.ZodType; result: z.ZodType }>;

export type MethodName = keyof typeof METHODS;
export type ParamsOf<M extends MethodName> = z.output<(typeof METHODS)[M]["params"]>;
export type ParamsInputOf<M extends MethodName> = z.input<(typeof METHODS)[M]["params"]>;
export type ResultOf<M extends MethodName> = z.output<(typeof METHODS)[M]["result"]>;

export const rpcErrorSchema = z.object({ error: errorBodySchema });

/** Bodies of `/rpc/` above this are refused with `request.too-large`. */
export const RPC_MAX_BYTES = 1024 * 1024;
