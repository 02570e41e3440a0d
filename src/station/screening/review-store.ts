import { findingReviewSchema, type FindingReview } from "../../contract/finding.ts";
import type { Db } from "../store/db.ts";
import { documentOf } from "../store/document.ts";

export type ReviewStore = {
  readonly add: (scanId: string, screeningId: string, review: FindingReview) => void;
  /** Everything that was said of the scan's findings, oldest first. */
  readonly listOf: (scanId: string) => readonly FindingReview[];
};

export const createReviewStore = (db: Db): ReviewStore => ({
  add: (scanId, screeningId, review) =>
    void db.run("insert into finding_reviews (scan_id, screening_id, finding_id, document) values (?, ?, ?, ?)", [
      scanId,
      screeningId,
      review.findingId,
      JSON.stringify(review),
    ]),
  listOf: (scanId) =>
    db
      .all("select document from finding_reviews where scan_id = ? order by seq", [scanId])
      .map((row) => documentOf(findingReviewSchema, row)),
});

/** What was said last of each finding; reviews come oldest first. */
export const verdictsIn = (reviews: readonly FindingReview[]): ReadonlyMap<string, FindingReview["verdict"]> =>
  new Map(reviews.map(({ findingId, verdict }) => [findingId, verdict]));
