import type { ErrorCode } from "../../contract/error-code.ts";
import type { StationError } from "../../contract/station-error.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  "request.invalid": 400,
  "request.forbidden": 403,
  "request.not-found": 404,
  "request.too-large": 413,
  "scan.not-found": 404,
  "finding.not-found": 404,
  "record.not-found": 404,
  "job.not-found": 404,
  "scan.not-ready": 409,
  "decision.conflict": 409,
  "decision.reason-needed": 409,
  "model.unavailable": 503,
  "storage.full": 507,
  "storage.failed": 500,
  "storage.damaged": 500,
  internal: 500,
};

/** Everything that is neither the caller's mistake nor the station's: a file, a scan or a model that cannot be used. */
const UNPROCESSABLE = 422;

export const statusOf = (code: ErrorCode): number => STATUS[code] ?? UNPROCESSABLE;

export const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { ...SECURITY_HEADERS, "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
  });

export const errorResponse = (error: StationError): Response => json({ error: error.toBody() }, statusOf(error.code));
