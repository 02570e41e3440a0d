import { decisionSchema } from "../../contract/decision.ts";
import type { ParamsOf, ResultOf } from "../../contract/methods.ts";
import { scanSchema } from "../../contract/scan.ts";
import { type Screening, screeningSchema } from "../../contract/screening.ts";
import { StationError } from "../../contract/station-error.ts";
import type { WorklistEntry } from "../../contract/worklist.ts";
import type { Db, SqlRow } from "../store/db.ts";
import { documentOf } from "../store/document.ts";
import { numberOf, textOrNullOf } from "../store/row.ts";

export type Worklist = {
  /** Alarms that wait for a decision first, then newest first; further pages (`before`) are newest first only. */
  readonly list: (params: ParamsOf<"worklist.list">) => ResultOf<"worklist.list">;
  /** One line of the list. Errors: `scan.not-found`. */
  readonly line: (scanId: string) => WorklistEntry;
  /** The same with the scan's originals and the findings' embeddings, which lines leave out. Errors: `scan.not-found`. */
  readonly entry: (scanId: string) => WorklistEntry;
};

const select = (document: string, from: string): string => `
select ${document} as scan,
  (select document from screenings where scan_id = scans.id order by seq desc limit 1) as screening,
  (select document from decisions where scan_id = scans.id order by seq desc limit 1) as decision,
  (select seizure_id from seizure_scans where scan_id = scans.id order by rowid desc limit 1) as seizure_id
from scans ${from}`;

const ALARMS = select("scans.brief", "where pending_alarm = 1 order by imported_utc desc, seq desc limit ?");
const REST = select("scans.brief", "where pending_alarm = 0 order by imported_utc desc, seq desc limit ?");
const OLDER = select("scans.brief", "where imported_utc < ? order by imported_utc desc, seq desc limit ?");
const LINE = select("scans.brief", "where id = ?");
const ENTRY = select("scans.document", "where id = ?");

const screeningOf = (row: SqlRow): Screening | null =>
  row.screening === null ? null : documentOf(screeningSchema, row, "screening");

export const createWorklist = (options: {
  readonly db: Db;
  readonly progressOf: (scanId: string) => WorklistEntry["progress"];
}): Worklist => {
  const { db } = options;
  const toEntry = (row: SqlRow, screening: Screening | null): WorklistEntry => {
    const scan = documentOf(scanSchema, row, "scan");
    return {
      scan,
      screening,
      decision: row.decision === null ? null : documentOf(decisionSchema, row, "decision"),
      seizureId: textOrNullOf(row, "seizure_id"),
      progress: options.progressOf(scan.id),
    };
  };
  const toLine = (row: SqlRow): WorklistEntry => {
    const screening = screeningOf(row);
    const findings = screening?.findings.map((finding) => ({ ...finding, embedding: null })) ?? [];
    return toEntry(row, screening && { ...screening, findings });
  };
  const one = (sql: string, scanId: string): SqlRow => {
    const row = db.get(sql, [scanId]);
    if (row === undefined) throw new StationError("scan.not-found", scanId);
    return row;
  };
  return {
    list: ({ limit, before }) => {
      const count = db.get("select count(*) as total from scans");
      const total = count === undefined ? 0 : numberOf(count, "total");
      if (before !== undefined) return { entries: db.all(OLDER, [before, limit]).map(toLine), total };
      const alarms = db.all(ALARMS, [limit]);
      const rest = alarms.length < limit ? db.all(REST, [limit - alarms.length]) : [];
      return { entries: [...alarms, ...rest].map(toLine), total };
    },
    line: (scanId) => toLine(one(LINE, scanId)),
    entry: (scanId) => {
      const row = one(ENTRY, scanId);
      return toEntry(row, screeningOf(row));
    },
  };
};
