import { StationError } from "../../contract/station-error.ts";
import type { Db } from "../store/db.ts";
import { numberOf } from "../store/row.ts";

/** Gives the next case number: the station's prefix and a counter without gaps. Call it in the transaction that uses it. */
export const createCaseNumbers =
  (db: Db, prefix: string): (() => string) =>
  () => {
    const row = db.get(
      "insert into counters (name, value) values ('case', 1) on conflict (name) do update set value = value + 1 returning value",
    );
    if (row === undefined) throw new StationError("internal", "the case counter gave nothing");
    return `${prefix}-${String(numberOf(row, "value")).padStart(6, "0")}`;
  };
