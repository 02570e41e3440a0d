/** Seizure records: opened by a decision, saved as versions that are all kept. */
import { isDeepStrictEqual } from "node:util";
import type { Decision } from "../../contract/decision.ts";
import type { FindingReview } from "../../contract/finding.ts";
import type { Scan } from "../../contract/scan.ts";
import type { Screening } from "../../contract/screening.ts";
import type { Seizure, SeizureFields } from "../../contract/seizure.ts";
import { StationError } from "../../contract/station-error.ts";
import { type Clock, utcOf } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { verdictsIn } from "../screening/review-store.ts";
import type { Db } from "../store/db.ts";
import { prefill } from "./prefill.ts";
import { createSeizureStore } from "./seizure-store.ts";

export type Records = {
  /**
   * The record that a decision calls for: none for "clear"; else the scan's own, or a new draft prefilled from the
   * findings. Runs inside the decision's transaction, so that neither is there without the other.
   */
  readonly recordFor: (decision: Decision, scan: Scan, screening: Screening | null) => Seizure | null;
  /** Errors: `record.not-found`. */
  readonly get: (seizureId: string, version?: number) => Seizure;
  /** Oldest first. Errors: `record.not-found`. */
  readonly history: (seizureId: string) => readonly Seizure[];
  /** A new version, or the newest as it is when nothing differs. Errors: `record.not-found`, `decision.conflict`, `request.invalid`. */
  readonly save: (seizureId: string, baseVersion: number, fields: SeizureFields) => Seizure;
  readonly list: (limit: number) => readonly Seizure[];
  readonly ofScan: (scanId: string) => Seizure | null;
};

export const createRecords = (options: {
  readonly db: Db;
  readonly reviewsOf: (scanId: string) => readonly FindingReview[];
  readonly nextCaseNo: () => string;
  readonly officer: () => string;
  readonly clock: Clock;
  readonly newId: NewId;
}): Records => {
  const { db, clock, newId } = options;
  const store = createSeizureStore(db);
  const get = (seizureId: string, version?: number): Seizure => {
    const found = store.find(seizureId, version);
    if (!found) throw new StationError("record.not-found", version === undefined ? seizureId : `${seizureId} version ${version}`);
    return found;
  };

  return {
    recordFor: (decision, scan, screening) => {
      if (decision.outcome === "clear") return null;
      const existing = store.ofScan(scan.id);
      if (existing) return existing;
      const now = utcOf(clock);
      const draft: Seizure = {
        id: newId(),
        caseNo: options.nextCaseNo(),
        version: 1,
        scanIds: [scan.id],
        decisionId: decision.id,
        demo: scan.demo,
        officer: options.officer(),
        createdUtc: now,
        savedUtc: now,
        fields: prefill(screening?.findings ?? [], verdictsIn(options.reviewsOf(scan.id)), newId),
      };
      store.add(draft);
      return draft;
    },
    get,
    history: (seizureId) => {
      get(seizureId);
      return store.versions(seizureId);
    },
    save: (seizureId, baseVersion, fields) => {
      if (new Set(fields.items.map(({ id }) => id)).size < fields.items.length)
        throw new StationError("request.invalid", "two items share an id");
      return db.transaction(() => {
        const newest = get(seizureId);
        if (newest.version !== baseVersion)
          throw new StationError("decision.conflict", `version ${newest.version} is newer than ${baseVersion}`);
        if (isDeepStrictEqual(newest.fields, fields)) return newest;
        const version = { version: newest.version + 1, officer: options.officer(), savedUtc: utcOf(clock), fields };
        store.addVersion(seizureId, version);
        return { ...newest, ...version };
      });
    },
    list: store.list,
    ofScan: store.ofScan,
  };
};
