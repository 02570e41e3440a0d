import { mkdirSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { StationError } from "../../contract/station-error.ts";
import type { Db } from "./db.ts";
import { lockFolder } from "./lock-folder.ts";
import { migrate } from "./migrate.ts";
import { MIGRATIONS } from "./migrations/migrations.ts";
import { fromSqliteError, wrapDriver } from "./wrap-driver.ts";

export type Store = {
  readonly db: Db;
  /** Writes the log back into the file and releases the folder; may be called twice. */
  readonly close: () => void;
};

/** Structure and references of the whole file. An error here means a damaged disk, not a bug to work around. */
const check = (driver: Database.Database): void => {
  const said = driver.pragma("quick_check(1)", { simple: true });
  if (said !== "ok") throw new StationError("storage.damaged", `station.db: ${String(said)}`);
  const broken = driver.pragma("foreign_key_check");
  if (!Array.isArray(broken) || broken.length > 0)
    throw new StationError("storage.damaged", "station.db: a reference leads nowhere");
};

const openDriver = (file: string): Database.Database => {
  const driver = new Database(file, { timeout: 5000 });
  try {
    driver.pragma("journal_mode = WAL");
    // FULL: a commit is on the disk when it returns, also through a power cut. Records depend on it.
    driver.pragma("synchronous = FULL");
    driver.pragma("foreign_keys = ON");
    driver.pragma("trusted_schema = OFF");
    migrate(driver, MIGRATIONS);
    check(driver);
    return driver;
  } catch (thrown) {
    driver.close();
    throw thrown;
  }
};

/**
 * Opens the station's database in `dataFolder` (made if absent) and holds the folder until `close`.
 * Errors: `station.in-use`, `station.newer-data`, `storage.damaged`, `storage.failed`.
 */
export const openStore = (dataFolder: string): Store => {
  try {
    mkdirSync(dataFolder, { recursive: true });
  } catch (cause) {
    throw new StationError("storage.failed", `cannot make ${dataFolder}: ${String(cause)}`, { cause });
  }
  const unlock = lockFolder(dataFolder);
  try {
    const driver = openDriver(join(dataFolder, "station.db"));
    return {
      db: wrapDriver(driver),
      close: () => {
        if (driver.open) driver.close();
        unlock();
      },
    };
  } catch (thrown) {
    unlock();
    throw fromSqliteError(thrown, "open");
  }
};
