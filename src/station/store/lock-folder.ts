import { join } from "node:path";
import Database from "better-sqlite3";
import { StationError } from "../../contract/station-error.ts";
import { fromSqliteError } from "./wrap-driver.ts";

/**
 * Holds the data folder for this process. SQLite's own file lock is used because the operating system gives it back
 * whenever and however the process ends, so that there is never a stale lock to clear by hand.
 * Errors: `station.in-use` while another process, or another station of this one, holds it.
 */
export const lockFolder = (dataFolder: string): (() => void) => {
  let holder: Database.Database | null = null;
  try {
    holder = new Database(join(dataFolder, "station.lock.db"), { timeout: 0 });
    holder.exec("begin exclusive");
  } catch (thrown) {
    holder?.close();
    const error = fromSqliteError(thrown, "begin exclusive");
    throw /SQLITE_(BUSY|LOCKED)/.test(error.detail) ? new StationError("station.in-use", dataFolder, { cause: thrown }) : error;
  }
  const held = holder;
  return () => {
    if (held.open) held.close();
  };
};
