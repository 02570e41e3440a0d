import { StationError } from "../../contract/station-error.ts";
import type { SqlRow } from "./db.ts";

const wrong = (row: SqlRow, column: string, wanted: string): StationError =>
  new StationError(
    "storage.damaged",
    `column ${column}: ${wanted} expected, ${row[column] === null ? "null" : typeof row[column]} found`,
  );

export const textOf = (row: SqlRow, column: string): string => {
  const value = row[column];
  if (typeof value !== "string") throw wrong(row, column, "text");
  return value;
};

export const textOrNullOf = (row: SqlRow, column: string): string | null => (row[column] === null ? null : textOf(row, column));

export const numberOf = (row: SqlRow, column: string): number => {
  const value = row[column];
  if (typeof value !== "number") throw wrong(row, column, "number");
  return value;
};
