import type { z } from "zod";
import { StationError } from "../../contract/station-error.ts";
import type { SqlRow } from "./db.ts";
import { textOf } from "./row.ts";

/** Reads a JSON column as `schema`; what does not fit is `storage.damaged`, never a half-understood object. */
export const documentOf = <S extends z.ZodType>(schema: S, row: SqlRow, column = "document"): z.output<S> => {
  let json: unknown;
  try {
    json = JSON.parse(textOf(row, column));
  } catch (cause) {
    if (cause instanceof StationError) throw cause;
    throw new StationError("storage.damaged", `column ${column}: not JSON`, { cause });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new StationError("storage.damaged", `column ${column}: ${parsed.error.message}`);
  return parsed.data;
};
