import { describe, expect, it } from "vitest";
import { compareEntries, isUndecided, neighbourId, nextUndecidedId } from "./order.ts";
import { testEntry } from "./test-entry.ts";

const at = (minute: number): string => `2026-05-02T10:${String(minute).padStart(2, "0")}:00.000Z`;

describe("worklist order", () => {
  const oldAlarm = testEntry({ id: "old-alarm", importedUtc: at(1), verdict: "alarm" });
  const decidedAlarm = testEntry({ id: "decided-alarm", importedUtc: at(2), verdict: "alarm", decided: "search" });
  const clear = testEntry({ id: "clear-scan", importedUtc: at(3), verdict: "clear" });
  const newest = testEntry({ id: "newest-scan", importedUtc: at(4), state: "screening" });

  it("puts undecided alarms on top, then the newest", () => {
    const sorted = [clear, decidedAlarm, newest, oldAlarm].toSorted(compareEntries);
    expect(sorted.map((entry) => entry.scan.id)).toEqual(["old-alarm", "newest-scan", "clear-scan", "decided-alarm"]);
  });

  it("does not ask for a decision on a scan that could not be opened", () => {
    expect(isUndecided(testEntry({ id: "broken-one", state: "failed" }))).toBe(false);
    expect(isUndecided(decidedAlarm)).toBe(false);
    expect(isUndecided(clear)).toBe(true);
  });

  it("stops at both ends", () => {
    const list = [oldAlarm, newest, clear];
    expect(neighbourId(list, "old-alarm", -1)).toBe("old-alarm");
    expect(neighbourId(list, "old-alarm", 1)).toBe("newest-scan");
    expect(neighbourId(list, "clear-scan", 1)).toBe("clear-scan");
    expect(neighbourId(list, null, 1)).toBe("old-alarm");
    expect(neighbourId([], null, 1)).toBeNull();
  });

  it("goes on to the next that waits, alarms first, and says when all are done", () => {
    const list = [oldAlarm, newest, clear, decidedAlarm];
    expect(nextUndecidedId(list, "old-alarm")).toBe("clear-scan");
    expect(nextUndecidedId(list, "clear-scan")).toBe("old-alarm");
    expect(nextUndecidedId([testEntry({ id: "only-one" })], "only-one")).toBeNull();
  });
});
