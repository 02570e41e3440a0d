import { describe, expect, it } from "vitest";
import { WILDLIFE_CLASSES } from "../../contract/wildlife-class.ts";
import { findingColour, rgbOf } from "./finding-colour.ts";
import { TRANSFER_PRESETS, TRANSFER_RANGE_HU, transferTable, type TransferPresetId } from "./transfer-function.ts";

const entry = (hu: number): number => {
  const { from, to } = TRANSFER_RANGE_HU;
  return Math.round(((Math.min(to, Math.max(from, hu)) - from) / (to - from)) * 255);
};
const TABLES = {
  bag: transferTable("bag"),
  dense: transferTable("dense"),
  skeleton: transferTable("skeleton"),
  mip: transferTable("mip"),
};
/** Opacity over one reference length. */
const opacity = (preset: TransferPresetId, hu: number): number => ((TABLES[preset][entry(hu) * 4 + 3] ?? 0) / 255) ** 2;

describe("transfer functions", () => {
  it("leave air out and never lose opacity with density", () => {
    for (const preset of ["bag", "dense", "skeleton"] as const) {
      expect(opacity(preset, -1000)).toBe(0);
      let before = 0;
      for (let hu = -1024; hu <= 3072; hu += 16) {
        const now = opacity(preset, hu);
        expect(now).toBeGreaterThanOrEqual(before - 1e-9);
        before = now;
      }
    }
  });

  it("show what their names say", () => {
    // Cloth is seen in the bag and nowhere else; water vanishes where only dense things are wanted; bone is solid.
    expect(opacity("bag", -600)).toBeGreaterThan(0);
    expect(opacity("dense", -600)).toBe(0);
    expect(opacity("dense", 0)).toBe(0);
    expect(opacity("dense", 1200)).toBeGreaterThan(0.2);
    expect(opacity("skeleton", 40)).toBeLessThan(0.03);
    expect(opacity("skeleton", 600)).toBeGreaterThan(0.4);
  });

  it("keep the bag's colours cool, so that findings stand out", () => {
    const table = transferTable("bag");
    for (let at = 0; at < table.length; at += 4) expect(table[at + 2] ?? 0).toBeGreaterThanOrEqual(table[at] ?? 0);
  });

  it("are 256 entries each", () => {
    for (const preset of TRANSFER_PRESETS) expect(transferTable(preset)).toHaveLength(1024);
  });
});

describe("finding colours", () => {
  it("are the classes' own, neutral without a class", () => {
    expect(findingColour("ivory")).toBe(WILDLIFE_CLASSES.ivory.colour);
    expect(rgbOf("#ffd24a")).toEqual([255, 210, 74]);
    const [r, g, b] = rgbOf(findingColour(null));
    expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(30);
  });
});
