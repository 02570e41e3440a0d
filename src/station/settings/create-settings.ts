/** What the station remembers of its own set-up. */
import { z } from "zod";
import type { Random } from "../ids.ts";
import type { Db } from "../store/db.ts";
import { documentOf } from "../store/document.ts";

export type Setting<S extends z.ZodType> = { readonly key: string; readonly schema: S };

const setting = <S extends z.ZodType>(key: string, schema: S): Setting<S> => ({ key, schema });

export const SETTINGS = {
  officer: setting("officer", z.string().min(1).max(100)),
  watchedFolders: setting("watched-folders", z.array(z.string()).max(20)),
  /** First part of every case number; made at the first start so that records of two stations never share one. */
  casePrefix: setting("case-prefix", z.string().regex(/^[A-Z0-9-]{1,20}$/)),
  /** Whether the demo scans were imported: a later start does not bring them back. */
  demoImported: setting("demo-imported", z.boolean()),
} as const;

export type Settings = {
  /** `null` until it is first set. */
  readonly get: <S extends z.ZodType>(of: Setting<S>) => z.output<S> | null;
  readonly set: <S extends z.ZodType>(of: Setting<S>, value: z.output<S>) => void;
};

export const createSettings = (db: Db): Settings => ({
  get: (of) => {
    const row = db.get("select value from settings where key = ?", [of.key]);
    return row === undefined ? null : documentOf(of.schema, row, "value");
  },
  set: (of, value) =>
    void db.run("insert into settings (key, value) values (?, ?) on conflict (key) do update set value = excluded.value", [
      of.key,
      JSON.stringify(of.schema.parse(value)),
    ]),
});

/** 32 letters and digits that cannot be taken for one another when read aloud or copied by hand. */
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** The station's prefix for case numbers, for example `FG-7K3Q`. */
export const casePrefix = (settings: Settings, random: Random): string => {
  const known = settings.get(SETTINGS.casePrefix);
  if (known !== null) return known;
  const made = `FG-${[...random(4)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("")}`;
  settings.set(SETTINGS.casePrefix, made);
  return made;
};
