import { type Decision, decisionSchema } from "../../contract/decision.ts";
import type { Db } from "../store/db.ts";
import { documentOf } from "../store/document.ts";

export type DecisionStore = {
  /** `previousId` is the decision that this one changes. */
  readonly add: (decision: Decision, previousId: string | null) => void;
  readonly newestOf: (scanId: string) => Decision | null;
  /** Oldest first. */
  readonly listOf: (scanId: string) => readonly Decision[];
};

export const createDecisionStore = (db: Db): DecisionStore => ({
  add: (decision, previousId) =>
    void db.run("insert into decisions (id, scan_id, previous_id, document) values (?, ?, ?, ?)", [
      decision.id,
      decision.scanId,
      previousId,
      JSON.stringify(decision),
    ]),
  newestOf: (scanId) => {
    const row = db.get("select document from decisions where scan_id = ? order by seq desc limit 1", [scanId]);
    return row === undefined ? null : documentOf(decisionSchema, row);
  },
  listOf: (scanId) =>
    db
      .all("select document from decisions where scan_id = ? order by seq", [scanId])
      .map((row) => documentOf(decisionSchema, row)),
});
