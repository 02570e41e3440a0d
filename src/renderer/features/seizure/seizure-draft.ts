import { z } from "zod";
import { seizureFieldsSchema, type Seizure, type SeizureFields } from "../../../contract/seizure.ts";

/**
 * What an officer has typed into a record and not yet saved. Kept in the browser at every keystroke, so that a crash, a
 * reload or a station that does not answer loses nothing. May hold what is not valid yet.
 */
const draftSchema = z.object({
  baseVersion: z.int().positive(),
  // Half-typed values are kept as they are: only the shape must be that of the fields.
  fields: z.custom<SeizureFields>(
    (value) => typeof value === "object" && value !== null && Array.isArray((value as SeizureFields).items),
  ),
});
export type SeizureDraft = z.infer<typeof draftSchema>;

const keyOf = (seizureId: string): string => `faunagate.seizure-draft.${seizureId}`;

export const readDraft = (storage: Pick<Storage, "getItem">, seizureId: string): SeizureDraft | null => {
  try {
    const parsed = draftSchema.safeParse(JSON.parse(storage.getItem(keyOf(seizureId)) ?? "null"));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};

/** Storage that is full or forbidden must not stop the typing: then the draft lives only on the page. */
export const writeDraft = (storage: Pick<Storage, "setItem">, seizureId: string, draft: SeizureDraft): void => {
  try {
    storage.setItem(keyOf(seizureId), JSON.stringify(draft));
  } catch {
    // Said above.
  }
};

export const dropDraft = (storage: Pick<Storage, "removeItem">, seizureId: string): void => storage.removeItem(keyOf(seizureId));

export type Standing = "clean" | "unsaved" | "conflict";

export const sameFields = (a: SeizureFields, b: SeizureFields): boolean => JSON.stringify(a) === JSON.stringify(b);

/** How a draft stands to the record as the station has it: a draft of an older version is a conflict for the officer to settle. */
export const standingOf = (record: Seizure, draft: SeizureDraft | null): Standing => {
  if (!draft || sameFields(draft.fields, record.fields)) return "clean";
  return draft.baseVersion === record.version ? "unsaved" : "conflict";
};

/** What is wrong with the fields, by the path of the input ("items.0.termCode"). Empty when they can be saved. */
export const problemsOf = (fields: SeizureFields): ReadonlyMap<string, string> => {
  const parsed = seizureFieldsSchema.safeParse(fields);
  if (parsed.success) return new Map();
  return new Map(parsed.error.issues.map((issue) => [issue.path.join("."), sentenceOf(issue.path.map(String), issue.message)]));
};

const sentenceOf = (path: readonly string[], message: string): string => {
  if (message.startsWith("Too big")) return path.at(-1) === "items" ? "Too many items." : "Too long.";
  if (path.at(-1) === "seizedOn") return "Not a date.";
  return "Not a valid value.";
};

/** What a record must say before it is submitted, in words; empty when it may be. */
export const missingForSubmit = (fields: SeizureFields): readonly string[] => [
  ...(fields.seizedOn === "" ? ["date of seizure"] : []),
  ...(fields.location.trim() === "" ? ["location"] : []),
  ...(fields.agency.trim() === "" ? ["agency"] : []),
  ...(fields.items.length === 0 ? ["at least one item"] : []),
  ...fields.items.flatMap((item, at) => [
    ...(item.termCode === "" ? [`term of item ${at + 1}`] : []),
    ...(item.massG === null && item.pieces === null ? [`mass or pieces of item ${at + 1}`] : []),
  ]),
];
