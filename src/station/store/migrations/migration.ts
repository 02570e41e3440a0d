/** One step of the schema. Steps are never edited once a station has run them: a correction is a further step. */
export type Migration = {
  /** 1, 2, 3, … without gaps; equals the number in the file's name and SQLite's `user_version` after it. */
  readonly version: number;
  readonly sql: string;
};
