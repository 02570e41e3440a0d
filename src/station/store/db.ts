/**
 * What the other rooms see of the database. They never see the driver, so that it can be changed and its
 * synchronous, single-writer nature stays in one place: every call is finished when it returns.
 */
export type SqlValue = string | number | null | Uint8Array;

/** One row as it came back; read it with `textOf` and the like, which refuse what the column should not hold. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** `?` placeholders take an array, `:name` placeholders an object without the colon. */
export type SqlParams = readonly SqlValue[] | Readonly<Record<string, SqlValue>>;

export type Db = {
  /** Runs one statement; gives how many rows changed. */
  readonly run: (sql: string, params?: SqlParams) => number;
  readonly get: (sql: string, params?: SqlParams) => SqlRow | undefined;
  readonly all: (sql: string, params?: SqlParams) => readonly SqlRow[];
  /**
   * Everything in `work` or nothing: a throw rolls back and is passed on. When it returns, the change is on the disk
   * (synchronous=FULL). `work` must be synchronous. Inside another transaction it becomes a savepoint of that one.
   */
  readonly transaction: <T>(work: () => T) => T;
};
