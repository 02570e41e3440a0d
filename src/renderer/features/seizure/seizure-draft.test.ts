import { describe, expect, it } from "vitest";
import type { Seizure, SeizureFields } from "../../../contract/seizure.ts";
import { dropDraft, missingForSubmit, problemsOf, readDraft, standingOf, writeDraft } from "./seizure-draft.ts";

const fields: SeizureFields = {
  status: "draft",
  seizedOn: "2026-05-02",
  location: "Airport",
  agency: "Customs",
  transport: "Air passenger",
  concealment: "",
  originIso2: "KE",
  destinationIso2: "",
  note: "",
  items: [
    {
      id: "item-0001",
      findingId: null,
      class: "ivory",
      termCode: "IJW",
      species: "",
      massG: 120,
      massEstimated: true,
      pieces: null,
      piecesEstimated: false,
      note: "",
    },
  ],
};
const record: Seizure = {
  id: "seizure-0001",
  caseNo: "A-1",
  version: 3,
  scanIds: [],
  decisionId: "decision-0001",
  demo: true,
  officer: "Test",
  createdUtc: "2026-05-02T10:00:00.000Z",
  savedUtc: "2026-05-02T10:00:00.000Z",
  fields,
};

const memory = (): Storage => {
  const map = new Map<string, string>();
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
    clear: () => map.clear(),
    key: () => null,
    length: 0,
  };
};

describe("seizure draft", () => {
  it("comes back as it was typed, valid or not", () => {
    const storage = memory();
    const typed = { ...fields, originIso2: "K" };
    writeDraft(storage, record.id, { baseVersion: 3, fields: typed });
    expect(readDraft(storage, record.id)).toEqual({ baseVersion: 3, fields: typed });
    dropDraft(storage, record.id);
    expect(readDraft(storage, record.id)).toBeNull();
  });

  it("ignores what is not a draft", () => {
    const storage = memory();
    storage.setItem(`faunagate.seizure-draft.${record.id}`, "{broken");
    expect(readDraft(storage, record.id)).toBeNull();
    storage.setItem(`faunagate.seizure-draft.${record.id}`, '{"baseVersion":1,"fields":{}}');
    expect(readDraft(storage, record.id)).toBeNull();
  });

  it("does not mind a storage that is full", () => {
    const full = {
      setItem: () => {
        throw new Error("quota");
      },
    };
    expect(() => writeDraft(full, record.id, { baseVersion: 3, fields })).not.toThrow();
  });

  it("knows unsaved from conflicting", () => {
    const changed = { ...fields, note: "more" };
    expect(standingOf(record, null)).toBe("clean");
    expect(standingOf(record, { baseVersion: 2, fields })).toBe("clean");
    expect(standingOf(record, { baseVersion: 3, fields: changed })).toBe("unsaved");
    expect(standingOf(record, { baseVersion: 2, fields: changed })).toBe("conflict");
  });

  it("names problems by the input they belong to", () => {
    expect(problemsOf(fields).size).toBe(0);
    const problems = problemsOf({ ...fields, seizedOn: "2026-13-40", location: "x".repeat(201) });
    expect(problems.get("seizedOn")).toBe("Not a date.");
    expect(problems.get("location")).toBe("Too long.");
  });

  it("says what a submitted record still lacks", () => {
    expect(missingForSubmit(fields)).toEqual([]);
    const [item] = fields.items;
    const bare = { ...fields, seizedOn: "", items: item ? [{ ...item, termCode: "", massG: null }] : [] };
    expect(missingForSubmit(bare)).toEqual(["date of seizure", "term of item 1", "mass or pieces of item 1"]);
  });
});
