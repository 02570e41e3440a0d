import type Database from "better-sqlite3";
import { StationError } from "../../contract/station-error.ts";
import type { Db, SqlParams, SqlRow, SqlValue } from "./db.ts";

const codeOf = (thrown: unknown): string =>
  typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "string" ? thrown.code : "";

/** SQLite's own failures in the station's words. Broken constraints are bugs of ours and stay `internal`. */
export const fromSqliteError = (thrown: unknown, sql: string): StationError => {
  if (thrown instanceof StationError) return thrown;
  const code = codeOf(thrown);
  const detail = `${code || "error"}: ${thrown instanceof Error ? thrown.message : String(thrown)} in ${sql.trim().slice(0, 120)}`;
  if (code === "SQLITE_FULL") return new StationError("storage.full", detail, { cause: thrown });
  if (code.startsWith("SQLITE_CORRUPT") || code === "SQLITE_NOTADB")
    return new StationError("storage.damaged", detail, { cause: thrown });
  if (/^SQLITE_(IOERR|READONLY|CANTOPEN|BUSY|LOCKED)/.test(code))
    return new StationError("storage.failed", detail, { cause: thrown });
  return new StationError("internal", detail, { cause: thrown });
};

/** The driver knows a row's type only at run time; anything but the four kinds of value is refused here, once. */
const toRow = (raw: unknown): SqlRow => {
  if (typeof raw !== "object" || raw === null) throw new StationError("internal", "a statement gave no row");
  const row: Record<string, SqlValue> = {};
  for (const [key, value] of Object.entries(raw)) {
    if (value === null || typeof value === "string" || typeof value === "number" || value instanceof Uint8Array) row[key] = value;
    else throw new StationError("internal", `column ${key} holds a ${typeof value}`);
  }
  return row;
};

/** Gives a driver's connection as the room's `Db`, with every statement prepared once. */
export const wrapDriver = (driver: Database.Database): Db => {
  const prepared = new Map<string, Database.Statement>();
  const attempt = <T>(
    sql: string,
    params: SqlParams | undefined,
    use: (statement: Database.Statement, bound: readonly unknown[]) => T,
  ): T => {
    try {
      const statement = prepared.get(sql) ?? driver.prepare(sql);
      prepared.set(sql, statement);
      return use(statement, params === undefined ? [] : [params]);
    } catch (thrown) {
      throw fromSqliteError(thrown, sql);
    }
  };
  return {
    run: (sql, params) => attempt(sql, params, (statement, bound) => statement.run(...bound).changes),
    get: (sql, params) =>
      attempt(sql, params, (statement, bound) => {
        const row = statement.get(...bound);
        return row === undefined ? undefined : toRow(row);
      }),
    all: (sql, params) => attempt(sql, params, (statement, bound) => statement.all(...bound).map(toRow)),
    transaction: (work) => {
      try {
        // "immediate" takes the write lock at once: a transaction that reads first can then never fail half way
        return driver.transaction(work).immediate();
      } catch (thrown) {
        throw codeOf(thrown).startsWith("SQLITE_") ? fromSqliteError(thrown, "transaction") : thrown;
      }
    },
  };
};
