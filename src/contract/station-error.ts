import { ERROR_CODES, type ErrorBody, type ErrorCode } from "./error-code.ts";

/** The one error type of the product: a code of the closed list and a detail for the engineer. */
export class StationError extends Error {
  override readonly name = "StationError";
  readonly code: ErrorCode;
  readonly detail: string;

  constructor(code: ErrorCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.code = code;
    this.detail = detail;
  }

  toBody(): ErrorBody {
    const [message, next] = ERROR_CODES[this.code];
    return { code: this.code, message, next, detail: this.detail };
  }
}

/** Gives any thrown value as a `StationError`; what is not one already becomes `fallback`. */
export const toStationError = (thrown: unknown, fallback: ErrorCode = "internal"): StationError => {
  if (thrown instanceof StationError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new StationError(fallback, detail, { cause: thrown });
};

/** Restores an error that crossed a process or the wire as its body. */
export const fromErrorBody = (body: ErrorBody): StationError => new StationError(body.code, body.detail);
