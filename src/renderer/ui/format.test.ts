import { describe, expect, it } from "vitest";
import {
  formatBeads,
  formatBoxMm,
  formatBytes,
  formatDuration,
  formatHu,
  formatMass,
  formatMoment,
  formatProbability,
  formatTime,
  formatVolume,
} from "./format.ts";

describe("format", () => {
  it("carries units and a sensible number of digits", () => {
    expect(formatVolume(3.274)).toBe("3.27 cm³");
    expect(formatVolume(1234.5)).toBe("1,235 cm³");
    expect(formatMass(87.25)).toBe("87.3 g");
    expect(formatMass(2345)).toBe("2.35 kg");
    expect(formatHu(1650.4)).toBe("1,650 HU");
    expect(formatProbability(0.934)).toBe("93 %");
    expect(formatBytes(157_286_400)).toBe("157 MB");
  });

  it("says plainly that a value is not known", () => {
    expect([formatVolume(null), formatMass(null), formatHu(null), formatProbability(null)]).toEqual(["–", "–", "–", "–"]);
  });

  it("measures a box by its edges", () => {
    expect(formatBoxMm({ min: [10, 20, 30], max: [52, 28.5, 130] })).toBe("42 × 8.5 × 100 mm");
  });

  it("counts beads and spans their diameters", () => {
    expect(formatBeads({ count: 24, diametersMm: [8, 9.5, 8.8] })).toBe("24 beads, ⌀ 8.0–9.5 mm");
    expect(formatBeads({ count: 1, diametersMm: [8.04] })).toBe("1 bead, ⌀ 8.0 mm");
    expect(formatBeads({ count: 3, diametersMm: [] })).toBe("3 beads");
  });

  it("shortens times of today and names the day of others", () => {
    const now = new Date("2026-05-02T12:00:00Z");
    expect(formatTime("2026-05-02T07:05:00Z", now, "UTC")).toBe("07:05");
    expect(formatTime("2026-05-01T23:59:00Z", now, "UTC")).toBe("1 May 23:59");
    expect(formatTime("2025-12-31T23:59:00Z", now, "UTC")).toBe("31 Dec 2025 23:59");
    expect(formatDuration(67_900)).toBe("1:07");
    expect(formatMoment("2026-05-02T23:05:09.500Z", "Africa/Nairobi")).toBe("3 May 2026, 02:05:09 (2026-05-02 23:05:09 UTC)");
  });
});
