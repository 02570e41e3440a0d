import type { SeizureFields, SeizureItem } from "../../../contract/seizure.ts";

/** One thing that differs between two versions, in words. */
export type FieldChange = { readonly what: string; readonly before: string; readonly after: string };

const FIELD_WORDS = {
  status: "Status",
  seizedOn: "Date of seizure",
  location: "Location",
  agency: "Agency",
  transport: "Transport",
  concealment: "Concealment",
  originIso2: "Origin",
  destinationIso2: "Destination",
  note: "Note",
} as const satisfies Record<Exclude<keyof SeizureFields, "items">, string>;

const ITEM_WORDS = {
  termCode: "term",
  species: "species",
  massG: "mass in g",
  massEstimated: "mass estimated",
  pieces: "pieces",
  piecesEstimated: "pieces estimated",
  note: "note",
} as const satisfies Partial<Record<keyof SeizureItem, string>>;

const text = (value: unknown): string => {
  if (value === null || value === "" || value === undefined) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
};

const describeItem = (item: SeizureItem): string =>
  [item.termCode, item.species, item.massG === null ? "" : `${item.massG} g`, item.pieces === null ? "" : `${item.pieces} pieces`]
    .filter((part) => part !== "")
    .join(", ") || "empty";

/** What changed from one version of a record to the next. */
export const changesBetween = (before: SeizureFields, after: SeizureFields): readonly FieldChange[] => {
  const fields = (Object.keys(FIELD_WORDS) as (keyof typeof FIELD_WORDS)[])
    .filter((key) => before[key] !== after[key])
    .map((key) => ({ what: FIELD_WORDS[key], before: text(before[key]), after: text(after[key]) }));
  const old = new Map(before.items.map((item) => [item.id, item]));
  const kept = new Set(after.items.map((item) => item.id));
  const changed = after.items.flatMap((item, at) => {
    const was = old.get(item.id);
    if (!was) return [{ what: `Item ${at + 1} added`, before: "–", after: describeItem(item) }];
    return (Object.keys(ITEM_WORDS) as (keyof typeof ITEM_WORDS)[])
      .filter((key) => was[key] !== item[key])
      .map((key) => ({ what: `Item ${at + 1}: ${ITEM_WORDS[key]}`, before: text(was[key]), after: text(item[key]) }));
  });
  const removed = before.items
    .filter((item) => !kept.has(item.id))
    .map((item) => ({ what: "Item removed", before: describeItem(item), after: "–" }));
  return [...fields, ...changed, ...removed];
};
