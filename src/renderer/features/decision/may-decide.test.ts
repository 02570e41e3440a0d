import { describe, expect, it } from "vitest";
import { whyNotYet } from "./may-decide.ts";

describe("whyNotYet", () => {
  it("lets every outcome be chosen on a ready scan", () => {
    expect([whyNotYet("clear", "ready"), whyNotYet("search", "ready"), whyNotYet("hold", "ready")]).toEqual([null, null, null]);
  });

  it("never clears what was not screened or has no picture", () => {
    for (const state of ["arriving", "opening", "queued", "screening", "failed"] as const) {
      expect(whyNotYet("clear", state)).not.toBeNull();
    }
  });

  it("lets a bag be searched or held without waiting for the detector", () => {
    for (const state of ["queued", "screening", "failed"] as const) expect(whyNotYet("hold", state)).toBeNull();
    expect(whyNotYet("search", "opening")).not.toBeNull();
  });
});
