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

/** Linear light as each kind of colour vision has it (Machado, Oliveira and Fernandes 2009, severity 1). */
const VISIONS = {
  full: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;
const SRGB_TO_XYZ = [0.4339, 0.3762, 0.1899, 0.2126, 0.7152, 0.0722, 0.0177, 0.1095, 0.8728] as const;

const times = (m: readonly number[], v: readonly number[]): number[] =>
  [0, 3, 6].map((row) => (m[row] ?? 0) * (v[0] ?? 0) + (m[row + 1] ?? 0) * (v[1] ?? 0) + (m[row + 2] ?? 0) * (v[2] ?? 0));

/** CIELAB of `#rrggbb`, relative to the display's white. */
const labOf = (hex: string, vision: readonly number[]): readonly number[] => {
  const linear = rgbOf(hex).map((byte) => (byte <= 10 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4));
  const seen = times(vision, linear).map((value) => Math.max(0, Math.min(1, value)));
  const [x = 0, y = 0, z = 0] = times(SRGB_TO_XYZ, seen).map((t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
};

describe("finding colours", () => {
  it("stay apart from each other, and from no class, in every kind of colour vision", () => {
    const colours = [...Object.values(WILDLIFE_CLASSES).map(({ colour }) => colour), findingColour(null)];
    for (const [name, vision] of Object.entries(VISIONS)) {
      const labs = colours.map((colour) => labOf(colour, vision));
      labs.forEach((a, n) => {
        // 2.3 is a difference that can just be seen.
        for (const [m, b] of labs.slice(n + 1).entries()) {
          const difference = Math.hypot(...a.map((value, at) => value - (b[at] ?? 0)));
          expect(difference, `${name}: ${colours[n]} and ${colours[n + 1 + m]}`).toBeGreaterThan(12);
        }
      });
    }
  });

  it("are the classes' own, neutral without a class", () => {
    expect(findingColour("ivory")).toBe(WILDLIFE_CLASSES.ivory.colour);
    expect(rgbOf("#ffd24a")).toEqual([255, 210, 74]);
    const [r, g, b] = rgbOf(findingColour(null));
    expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(30);
  });
});
