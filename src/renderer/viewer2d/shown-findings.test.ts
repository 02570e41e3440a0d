import { describe, expect, it } from "vitest";
import type { Screening } from "../../contract/screening.ts";
import { placeMarkers } from "./place-markers.ts";
import { shownFindings } from "./shown-findings.ts";
import { testFinding } from "../../contract/testing/test-finding.ts";

const screening: Screening = {
  id: "screening-1",
  scanId: "scan-0001",
  verdict: "alarm",
  error: null,
  model: null,
  findings: [
    testFinding(),
    testFinding({ id: "finding-2", label: 2, class: "horn", title: "Keratin horn", probability: 0.834 }),
    testFinding({ id: "finding-3", label: 0, class: null, title: "Explosive", source: "scanner", probability: null }),
  ],
  beadsFromMm: null,
  hasMask: true,
  timingsMs: {},
  atUtc: "2026-01-01T00:00:00Z",
};
const nothing = { selectedFindingId: null, hiddenFindingIds: [], isolatedFindingId: null };

describe("shown findings", () => {
  it("have their class's colour and a caption", () => {
    const shown = shownFindings(screening, nothing);
    expect(shown.map(({ caption }) => caption)).toEqual(["Ivory 90 %", "Keratin horn 83 %", "Explosive"]);
    expect(new Set(shown.map(({ colour }) => colour)).size).toBe(3);
    expect(shown.every(({ emphasis }) => emphasis === "normal")).toBe(true);
  });

  it("respect hiding, selection and isolation", () => {
    const shown = shownFindings(screening, {
      selectedFindingId: "finding-2",
      hiddenFindingIds: ["finding-1"],
      isolatedFindingId: "finding-2",
    });
    expect(shown.map(({ finding, emphasis }) => [finding.id, emphasis])).toEqual([
      ["finding-2", "selected"],
      ["finding-3", "dimmed"],
    ]);
  });

  it("are none without a screening", () => {
    expect(shownFindings(null, nothing)).toEqual([]);
  });
});

const wish = (id: string, x: number, y: number, first = false) => ({ id, caption: "Ivory 90 %", at: [x, y] as const, first });

describe("markers", () => {
  it("stand where they want to while there is room", () => {
    const places = placeMarkers([wish("a", 100, 100), wish("b", 300, 100)], [600, 400]);
    expect(places.get("a")).toEqual([100, 82]);
    expect(places.get("b")).toEqual([300, 82]);
  });

  it("do not lie over another, and the selected one keeps its place", () => {
    const places = placeMarkers([wish("a", 100, 100), wish("b", 110, 104), wish("c", 104, 102, true)], [600, 400]);
    expect(places.get("c")).toEqual([104, 84]);
    const tops = [...places.values()].map(([, top]) => top).toSorted((a, b) => a - b);
    expect((tops[1] ?? 0) - (tops[0] ?? 0)).toBeGreaterThanOrEqual(20);
    expect((tops[2] ?? 0) - (tops[1] ?? 0)).toBeGreaterThanOrEqual(20);
  });

  it("stay inside, on a large screen too", () => {
    const [left = 0, top = 0] = placeMarkers([wish("a", 5000, -50)], [600, 400]).get("a") ?? [];
    expect(left).toBeGreaterThan(400);
    expect(left).toBeLessThan(600);
    expect(top).toBe(28);
    expect(placeMarkers([wish("a", -10, 9999)], [1200, 800], 2).get("a")).toEqual([12, 708]);
  });

  it("give up keeping apart rather than leaving a tiny pane", () => {
    const places = placeMarkers(
      Array.from({ length: 30 }, (_, at) => wish(`m${at}`, 10, 50)),
      [200, 120],
    );
    for (const [, top] of places.values()) {
      expect(top).toBeGreaterThanOrEqual(28);
      expect(top).toBeLessThanOrEqual(74);
    }
  });
});
