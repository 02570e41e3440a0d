import { screeningSchema, type Screening } from "../../contract/screening.ts";
import type { Db } from "../store/db.ts";
import { documentOf } from "../store/document.ts";

export type ScreeningStore = {
  readonly add: (screening: Screening) => void;
  readonly newestOf: (scanId: string) => Screening | null;
  readonly find: (screeningId: string) => Screening | null;
};

export const createScreeningStore = (db: Db): ScreeningStore => {
  const one = (sql: string, id: string): Screening | null => {
    const row = db.get(sql, [id]);
    return row === undefined ? null : documentOf(screeningSchema, row);
  };
  return {
    add: (screening) =>
      void db.run("insert into screenings (id, scan_id, at_utc, verdict, document) values (?, ?, ?, ?, ?)", [
        screening.id,
        screening.scanId,
        screening.atUtc,
        screening.verdict,
        JSON.stringify(screening),
      ]),
    newestOf: (scanId) => one("select document from screenings where scan_id = ? order by seq desc limit 1", scanId),
    find: (screeningId) => one("select document from screenings where id = ?", screeningId),
  };
};
