import { describe, expect, it } from "vitest";
import type { SeizureFields, SeizureItem } from "../../../contract/seizure.ts";
import { changesBetween } from "./version-changes.ts";

const item = (given: Partial<SeizureItem> & { readonly id: string }): SeizureItem => ({
  findingId: null,
  class: "ivory",
  termCode: "IJW",
  species: "",
  massG: 120,
  massEstimated: true,
  pieces: 24,
  piecesEstimated: true,
  note: "",
  ...given,
});
const fields = (given: Partial<SeizureFields>): SeizureFields => ({
  status: "draft",
  seizedOn: "",
  location: "",
  agency: "",
  transport: "",
  concealment: "",
  originIso2: "",
  destinationIso2: "",
  note: "",
  items: [],
  ...given,
});

describe("changesBetween", () => {
  it("names changed fields with before and after", () => {
    expect(changesBetween(fields({}), fields({ location: "Pier 4", status: "submitted" }))).toEqual([
      { what: "Status", before: "draft", after: "submitted" },
      { what: "Location", before: "–", after: "Pier 4" },
    ]);
  });

  it("follows items by their id", () => {
    const before = fields({ items: [item({ id: "item-a" }), item({ id: "item-b" })] });
    const after = fields({ items: [item({ id: "item-a", massG: 118 }), item({ id: "item-c", species: "Elephas maximus" })] });
    expect(changesBetween(before, after)).toEqual([
      { what: "Item 1: mass in g", before: "120", after: "118" },
      { what: "Item 2 added", before: "–", after: "IJW, Elephas maximus, 120 g, 24 pieces" },
      { what: "Item removed", before: "IJW, 120 g, 24 pieces", after: "–" },
    ]);
  });

  it("finds nothing between equal versions", () => {
    expect(changesBetween(fields({ items: [item({ id: "item-a" })] }), fields({ items: [item({ id: "item-a" })] }))).toEqual([]);
  });
});
