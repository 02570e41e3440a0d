import type { ErrorBody } from "../../contract/error-code.ts";
import { StationError } from "../../contract/station-error.ts";

/** What a part of the screen shows when something failed. `code` is `null` when the station could not be asked at all. */
export type Failure = {
  readonly code: ErrorBody["code"] | null;
  readonly message: string;
  readonly next: string;
  readonly detail: string;
};

const UNREACHABLE = "StationUnreachable";

/** Thrown when no answer came: the station is not running, or the line to it is broken. */
export const stationUnreachable = (detail: string): Error => Object.assign(new Error(detail), { name: UNREACHABLE });

export const isUnreachable = (error: unknown): boolean => error instanceof Error && error.name === UNREACHABLE;

/** Tells any thrown value as a sentence, the next step and the engineer's detail. */
export const describeFailure = (error: unknown): Failure => {
  if (error instanceof StationError) return error.toBody();
  if (isUnreachable(error)) {
    return {
      code: null,
      message: "The station does not answer.",
      next: "Nothing was lost. The page tries again by itself; repeat this when the station is back.",
      detail: error instanceof Error ? error.message : String(error),
    };
  }
  return {
    code: "internal",
    message: "Something went wrong on this page.",
    next: "Try again; if it happens again, reload the page.",
    detail: error instanceof Error ? error.message : String(error),
  };
};
