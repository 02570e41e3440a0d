import { describe, expect, it } from "vitest";
import { testFinding } from "../../../contract/testing/test-finding.ts";
import { describeState } from "./describe-state.ts";
import { testEntry } from "./test-entry.ts";

describe("describeState", () => {
  it("never leaves a ready scan blank", () => {
    expect(describeState(testEntry({ id: "scan-0001", verdict: "alarm" })).tone).toBe("alarm");
    expect(describeState(testEntry({ id: "scan-0001", verdict: "clear" })).text).toBe("No finding");
    expect(describeState(testEntry({ id: "scan-0001", verdict: "abort" })).tone).toBe("abort");
    expect(describeState(testEntry({ id: "scan-0001" })).text).toBe("Not screened");
  });

  it("counts alarms and what is merely possible apart", () => {
    const possible = testFinding({ id: "finding-2", state: "possible" });
    const clear = testEntry({ id: "scan-0001", verdict: "clear", findings: [possible] });
    expect(describeState(clear)).toEqual({ tone: "clear", text: "No alarm · 1 possible" });
    const alarm = testEntry({ id: "scan-0001", verdict: "alarm", findings: [testFinding(), possible] });
    expect(describeState(alarm)).toEqual({ tone: "alarm", text: "Alarm · 1, 1 possible" });
  });

  it("shows how far the work is", () => {
    const entry = testEntry({ id: "scan-0001", state: "screening" });
    expect(describeState(entry).text).toBe("Screening");
    expect(describeState({ ...entry, progress: { jobId: "job-1", step: "tiles", fraction: 0.416 } }).text).toBe("Screening 42 %");
  });

  it("does not call an unopened scan anything else", () => {
    expect(describeState(testEntry({ id: "scan-0001", state: "failed", verdict: "abort" })).tone).toBe("failed");
  });
});
