import { describe, expect, it } from "vitest";
import { testEntry } from "../features/worklist/test-entry.ts";
import { applyEventsToWorklist, entriesOf, type WorklistPages } from "./apply-events.ts";

const list = (...ids: readonly string[]): WorklistPages => ({
  pages: [{ entries: ids.map((id) => testEntry({ id })), total: ids.length }],
  pageParams: [undefined],
});

describe("applyEventsToWorklist", () => {
  it("adds a scan it did not know and counts it", () => {
    const after = applyEventsToWorklist(list("scan-0001"), [{ type: "entry", entry: testEntry({ id: "scan-0002" }) }]);
    expect(entriesOf(after).map((entry) => entry.scan.id)).toEqual(["scan-0002", "scan-0001"]);
    expect(after.pages[0]?.total).toBe(2);
  });

  it("replaces a scan it knew, in place", () => {
    const after = applyEventsToWorklist(list("scan-0001", "scan-0002"), [
      { type: "entry", entry: testEntry({ id: "scan-0002", verdict: "alarm" }) },
    ]);
    expect(entriesOf(after).map((entry) => entry.screening?.verdict ?? null)).toEqual([null, "alarm"]);
    expect(after.pages[0]?.total).toBe(2);
  });

  it("notes progress of a known scan and ignores that of others", () => {
    const before = list("scan-0001");
    const progress = { type: "progress", jobId: "job-1", step: "tiles", fraction: 0.5 } as const;
    const after = applyEventsToWorklist(before, [{ ...progress, scanId: "scan-0001" }]);
    expect(entriesOf(after)[0]?.progress).toEqual({ jobId: "job-1", step: "tiles", fraction: 0.5 });
    expect(entriesOf(applyEventsToWorklist(before, [{ ...progress, scanId: "scan-9999" }]))).toEqual(entriesOf(before));
  });

  it("leaves the list as it is on events that are not about it", () => {
    const before = list("scan-0001");
    expect(applyEventsToWorklist(before, [{ type: "hello", version: "1" }])).toBe(before);
  });

  it("shows a scan once when it stands on two pages", () => {
    const twice: WorklistPages = {
      pages: [...list("scan-0001").pages, ...list("scan-0001", "scan-0002").pages],
      pageParams: [undefined, "x"],
    };
    expect(entriesOf(twice).map((entry) => entry.scan.id)).toEqual(["scan-0001", "scan-0002"]);
  });
});
