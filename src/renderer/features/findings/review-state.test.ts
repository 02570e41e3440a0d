import { describe, expect, it } from "vitest";
import type { FindingReview } from "../../../contract/finding.ts";
import { byProbability, neighbourFinding, newestReviews } from "./review-state.ts";
import { testFinding } from "../../../contract/testing/test-finding.ts";

const review = (findingId: string, verdict: FindingReview["verdict"], minute: number): FindingReview => ({
  findingId,
  verdict,
  reason: null,
  note: "",
  officer: "Test",
  atUtc: `2026-05-02T10:0${minute}:00.000Z`,
});

describe("reviews", () => {
  it("counts the newest of each finding", () => {
    const newest = newestReviews([review("a", "confirmed", 1), review("b", "dismissed", 2), review("a", "dismissed", 3)]);
    expect(newest.get("a")?.verdict).toBe("dismissed");
    expect(newest.get("b")?.verdict).toBe("dismissed");
    expect(newest.size).toBe(2);
  });

  it("lists the most probable first and the unknown last", () => {
    const sorted = byProbability([
      testFinding({ id: "low", probability: 0.4 }),
      testFinding({ id: "none", probability: null }),
      testFinding({ id: "high", probability: 0.95 }),
    ]);
    expect(sorted.map(({ id }) => id)).toEqual(["high", "low", "none"]);
  });

  it("goes around the ends", () => {
    const list = [testFinding({ id: "a" }), testFinding({ id: "b" })];
    expect(neighbourFinding(list, null, 1)?.id).toBe("a");
    expect(neighbourFinding(list, null, -1)?.id).toBe("b");
    expect(neighbourFinding(list, "b", 1)?.id).toBe("a");
    expect(neighbourFinding(list, "a", -1)?.id).toBe("b");
    expect(neighbourFinding([], null, 1)).toBeNull();
  });
});
