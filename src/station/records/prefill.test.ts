import { expect, test } from "vitest";
import type { Finding } from "../../contract/finding.ts";
import { seizureFieldsSchema } from "../../contract/seizure.ts";
import { testFinding } from "../../contract/testing/test-finding.ts";
import { prefill } from "./prefill.ts";

const finding = (id: string, over: Partial<Finding>): Finding =>
  testFinding({ id: `finding-${id}`, volumeCm3: 10, massG: 18, meanHu: 1900, ...over });

const count = (): (() => string) => {
  let n = 0;
  return () => `item-000${(n += 1)}`;
};

test("each class and kind gets its CITES trade term, its mass and what is known of its pieces", () => {
  const findings = [
    finding("1", { kind: "tusk-or-piece" }),
    finding("2", { kind: "worked" }),
    finding("3", { kind: "beads", beads: { count: 108, diametersMm: [8] } }),
    finding("4", { kind: null }),
    finding("5", { class: "horn" }),
    finding("6", { class: "scales" }),
    finding("7", { class: "animal", massG: null }),
    finding("8", { class: "marine" }),
    finding("9", { class: "shell" }),
    finding("10", { class: "bone" }),
  ];
  const fields = prefill(findings, new Map(), count());
  expect(fields.items.map(({ termCode, pieces, massG, massEstimated }) => [termCode, pieces, massG, massEstimated])).toEqual([
    ["IVP", 1, 18, true],
    ["IVC", 1, 18, true],
    ["IJW", 108, 18, true],
    ["IVP", 1, 18, true],
    ["HOR", 1, 18, true],
    ["SCA", null, 18, true],
    ["LIV", 1, null, false],
    ["BOD", null, 18, true],
    ["SHE", 1, 18, true],
    ["BON", null, 18, true],
  ]);
  expect(fields).toMatchObject({ status: "draft", concealment: "", seizedOn: "" });
  expect(seizureFieldsSchema.safeParse(fields).success).toBe(true);
});

test("what was dismissed, and what the scanner found that is not about wildlife, does not become an item", () => {
  const findings = [finding("1", {}), finding("2", {}), finding("3", { source: "scanner", class: null })];
  const { items } = prefill(findings, new Map([["finding-1", "dismissed"]]), count());
  expect(items.map(({ findingId }) => findingId)).toEqual(["finding-2"]);
});

test("what is merely possible becomes an item once it was confirmed", () => {
  const findings = [finding("1", { state: "possible" }), finding("2", { state: "possible" })];
  const { items } = prefill(findings, new Map([["finding-2", "confirmed"]]), count());
  expect(items.map(({ findingId }) => findingId)).toEqual(["finding-2"]);
});

test("never more items than a record may hold", () => {
  const findings = Array.from({ length: 300 }, (_, index) => finding(String(index), {}));
  let n = 0;
  expect(
    seizureFieldsSchema.safeParse(prefill(findings, new Map(), () => `item-${String((n += 1)).padStart(6, "0")}`)).success,
  ).toBe(true);
});
