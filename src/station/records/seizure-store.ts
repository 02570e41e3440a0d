import { type Seizure, type SeizureFields, seizureFieldsSchema, seizureSchema } from "../../contract/seizure.ts";
import type { Db, SqlRow } from "../store/db.ts";
import { documentOf } from "../store/document.ts";
import { numberOf, textOf } from "../store/row.ts";

export type SeizureVersion = {
  readonly version: number;
  readonly officer: string;
  readonly savedUtc: string;
  readonly fields: SeizureFields;
};

export type SeizureStore = {
  /** A new record with its first version. */
  readonly add: (seizure: Seizure) => void;
  readonly addVersion: (seizureId: string, version: SeizureVersion) => void;
  /** The newest version, or the one asked for; `null` when there is none. */
  readonly find: (seizureId: string, version?: number) => Seizure | null;
  /** Oldest first; empty when there is no such record. */
  readonly versions: (seizureId: string) => readonly Seizure[];
  /** The newest record that names the scan. */
  readonly ofScan: (scanId: string) => Seizure | null;
  /** Newest versions, newest record first. */
  readonly list: (limit: number) => readonly Seizure[];
};

const SELECT = `
select s.id, s.case_no, s.decision_id, s.created_utc, s.demo, v.version, v.officer, v.saved_utc, v.fields,
  (select json_group_array(scan_id order by position) from seizure_scans where seizure_id = s.id) as scan_ids
from seizures s join seizure_versions v on v.seizure_id = s.id`;
const NEWEST = "v.version = (select max(version) from seizure_versions where seizure_id = s.id)";

const toSeizure = (row: SqlRow): Seizure => ({
  id: textOf(row, "id"),
  caseNo: textOf(row, "case_no"),
  version: numberOf(row, "version"),
  scanIds: documentOf(seizureSchema.shape.scanIds, row, "scan_ids"),
  decisionId: textOf(row, "decision_id"),
  demo: numberOf(row, "demo") === 1,
  officer: textOf(row, "officer"),
  createdUtc: textOf(row, "created_utc"),
  savedUtc: textOf(row, "saved_utc"),
  fields: documentOf(seizureFieldsSchema, row, "fields"),
});

export const createSeizureStore = (db: Db): SeizureStore => {
  const one = (where: string, params: readonly (string | number)[]): Seizure | null => {
    const row = db.get(`${SELECT} where ${where}`, params);
    return row === undefined ? null : toSeizure(row);
  };
  const addVersion = (seizureId: string, { version, officer, savedUtc, fields }: SeizureVersion): void =>
    void db.run("insert into seizure_versions (seizure_id, version, officer, saved_utc, fields) values (?, ?, ?, ?, ?)", [
      seizureId,
      version,
      officer,
      savedUtc,
      JSON.stringify(fields),
    ]);
  return {
    add: (seizure) =>
      db.transaction(() => {
        db.run("insert into seizures (id, case_no, decision_id, created_utc, demo) values (?, ?, ?, ?, ?)", [
          seizure.id,
          seizure.caseNo,
          seizure.decisionId,
          seizure.createdUtc,
          seizure.demo ? 1 : 0,
        ]);
        for (const [position, scanId] of seizure.scanIds.entries()) {
          db.run("insert into seizure_scans (seizure_id, position, scan_id) values (?, ?, ?)", [seizure.id, position, scanId]);
        }
        addVersion(seizure.id, seizure);
      }),
    addVersion,
    find: (seizureId, version) =>
      version === undefined
        ? one(`s.id = ? and ${NEWEST}`, [seizureId])
        : one("s.id = ? and v.version = ?", [seizureId, version]),
    versions: (seizureId) => db.all(`${SELECT} where s.id = ? order by v.version`, [seizureId]).map(toSeizure),
    ofScan: (scanId) =>
      one(
        `${NEWEST} and s.seq = (select max(n.seq) from seizures n join seizure_scans c on c.seizure_id = n.id where c.scan_id = ?)`,
        [scanId],
      ),
    list: (limit) => db.all(`${SELECT} where ${NEWEST} order by s.seq desc limit ?`, [limit]).map(toSeizure),
  };
};
