import type { Decision } from "../../contract/decision.ts";
import type { ParamsOf, ResultOf } from "../../contract/methods.ts";
import type { Scan } from "../../contract/scan.ts";
import type { Screening } from "../../contract/screening.ts";
import type { Seizure } from "../../contract/seizure.ts";
import { StationError } from "../../contract/station-error.ts";
import { type Clock, utcOf } from "../clock.ts";
import type { NewId } from "../ids.ts";
import type { Db } from "../store/db.ts";
import type { DecisionStore } from "./decision-store.ts";
import type { ScreeningStore } from "./screening-store.ts";

/**
 * Errors: `scan.not-found`; `scan.not-ready` while the scan is still being opened; `decision.conflict` when another decision
 * was taken since; `decision.reason-needed` for a change without one.
 */
export type TakeDecision = (params: ParamsOf<"decision.take">) => ResultOf<"decision.take">;

export const createTakeDecision =
  (options: {
    readonly db: Db;
    readonly scan: (scanId: string) => Scan;
    readonly screenings: ScreeningStore;
    readonly decisions: DecisionStore;
    /** Opens or finds the record that the decision calls for, within the decision's own transaction. */
    readonly recordFor: (decision: Decision, scan: Scan, screening: Screening | null) => Seizure | null;
    readonly officer: () => string;
    readonly clock: Clock;
    readonly newId: NewId;
    readonly changed: (scanId: string) => void;
  }): TakeDecision =>
  ({ scanId, outcome, reason, timeOnImageMs, previousDecisionId }) => {
    const taken = options.db.transaction(() => {
      const scan = options.scan(scanId);
      if (scan.state === "arriving" || scan.state === "opening")
        throw new StationError("scan.not-ready", `${scanId} is ${scan.state}`);
      const previous = options.decisions.newestOf(scanId);
      if ((previous?.id ?? null) !== previousDecisionId) {
        throw new StationError(
          "decision.conflict",
          `newest is ${previous?.id ?? "none"}, ${previousDecisionId ?? "none"} was seen`,
        );
      }
      if (previous && reason.trim() === "") throw new StationError("decision.reason-needed", `changes ${previous.id}`);
      const screening = options.screenings.newestOf(scanId);
      const decision: Decision = {
        id: options.newId(),
        scanId,
        screeningId: screening?.id ?? null,
        outcome,
        reason: reason.trim(),
        officer: options.officer(),
        timeOnImageMs,
        atUtc: utcOf(options.clock),
      };
      options.decisions.add(decision, previous?.id ?? null);
      return { decision, seizure: options.recordFor(decision, scan, screening) };
    });
    options.changed(scanId);
    return taken;
  };
