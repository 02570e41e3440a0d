import type { FindingReview } from "../../contract/finding.ts";
import type { ParamsOf } from "../../contract/methods.ts";
import { StationError } from "../../contract/station-error.ts";
import { type Clock, utcOf } from "../clock.ts";
import type { ReviewStore } from "./review-store.ts";
import type { ScreeningStore } from "./screening-store.ts";

/** Errors: `finding.not-found` when the newest screening of the scan has no such finding; `request.invalid` without a reason to dismiss. */
export type ReviewFinding = (params: ParamsOf<"finding.review">) => FindingReview;

export const createReviewFinding =
  (options: {
    readonly screenings: ScreeningStore;
    readonly reviews: ReviewStore;
    readonly officer: () => string;
    readonly clock: Clock;
    readonly changed: (scanId: string) => void;
  }): ReviewFinding =>
  ({ scanId, findingId, verdict, reason, note }) => {
    const screening = options.screenings.newestOf(scanId);
    if (!screening?.findings.some(({ id }) => id === findingId))
      throw new StationError("finding.not-found", `${findingId} in ${scanId}`);
    if (verdict === "dismissed" && reason === null) throw new StationError("request.invalid", "dismissed without a reason");
    const review: FindingReview = { findingId, verdict, reason, note, officer: options.officer(), atUtc: utcOf(options.clock) };
    options.reviews.add(scanId, screening.id, review);
    options.changed(scanId);
    return review;
  };
