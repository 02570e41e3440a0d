import { describe, expect, it } from "vitest";
import { histogramPath } from "./histogram.tsx";

describe("histogramPath", () => {
  it("draws the highest bar to the top and an empty one at the bottom", () => {
    expect(histogramPath([0, 100])).toBe("M0 120L0.0 120.0H300.0L300.0 0.0H600.0L600 120Z");
  });

  it("draws nothing for nothing", () => {
    expect(histogramPath([])).toBe("M0 120L600 120Z");
  });
});
