import type Database from "better-sqlite3";
import { StationError } from "../../contract/station-error.ts";
import type { Migration } from "./migrations/migration.ts";

/** "FAUN" in ASCII: says that a SQLite file is one of ours. */
export const APPLICATION_ID = 0x4641554e;

const pragmaNumber = (driver: Database.Database, name: string): number => {
  const value = driver.pragma(name, { simple: true });
  if (typeof value !== "number") throw new StationError("storage.damaged", `pragma ${name} gave no number`);
  return value;
};

/**
 * Brings the schema to the newest step, each step in a transaction of its own together with its number.
 * Errors: `station.newer-data` when the file is ahead of this program, `storage.damaged` when it is another program's.
 */
export const migrate = (driver: Database.Database, migrations: readonly Migration[]): void => {
  const from = pragmaNumber(driver, "user_version");
  const application = pragmaNumber(driver, "application_id");
  if (application !== APPLICATION_ID && !(application === 0 && from === 0)) {
    throw new StationError("storage.damaged", `station.db has application id ${application}: not written by Faunagate`);
  }
  const newest = migrations.at(-1)?.version ?? 0;
  if (from > newest) throw new StationError("station.newer-data", `schema ${from} found, ${newest} is the newest known here`);
  for (const step of migrations.filter(({ version }) => version > from)) {
    driver
      .transaction(() => {
        driver.exec(step.sql);
        driver.pragma(`application_id = ${APPLICATION_ID}`);
        driver.pragma(`user_version = ${step.version}`);
      })
      .exclusive();
  }
};
