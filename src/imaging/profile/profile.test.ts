import { describe, expect, it } from "vitest";
import type { Channel } from "../../contract/scan.ts";
import type { ScannerProfile } from "../../contract/scanner-profile.ts";
import type { ScanPlan } from "../formats/format.ts";
import { histogramOf } from "../statistics/histogram.ts";
import { applyProfile, applyProfiles } from "./apply-profile.ts";
import { BUILT_IN_PROFILES } from "./built-in-profiles.ts";
import { proposeCalibration } from "./calibration.ts";
import { chooseProfile } from "./choose-profile.ts";
import { parseProfile } from "./parse-profile.ts";
import { mapChannel, mapFromAirAndReference, mapOfProfile } from "./value-map.ts";

const times = (count: number, value: number): number[] => Array.from({ length: count }, () => value);

const profile = (over: Partial<ScannerProfile>): ScannerProfile => ({
  schema: 1,
  id: "test-one",
  title: "Test",
  match: {},
  units: "uncalibrated",
  ...over,
});

const PLAN: ScanPlan = {
  formatId: "nifti",
  kind: "volume",
  title: "bag",
  names: ["bag.nii"],
  geometry: {
    dims: [10, 20, 5],
    spacingMm: [1, 1, 2],
    originMm: [0, 0, 0],
    direction: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    space: "lps",
  },
  channels: [
    {
      id: "main",
      label: "CT",
      units: "uncalibrated",
      encoding: { slope: 1, intercept: 0 },
      paddingValue: null,
      kvp: null,
      frames: [],
    },
  ],
  notes: [
    { note: "units-not-trusted", detail: "" },
    { note: "assumed-spacing", detail: "" },
  ],
  scannerFindings: [],
  scanner: { maker: "ACME Security", model: "Tunnel 600", station: "Gate 3", kvp: null },
  acquiredUtc: null,
  objectId: null,
};

const CHANNEL: Channel = {
  id: "main",
  label: "CT",
  units: "uncalibrated",
  slope: 1,
  intercept: 0,
  minStored: 0,
  maxStored: 4000,
};

describe("chooseProfile", () => {
  it("takes the profile of which most texts occur, whatever their case", () => {
    const maker = profile({ id: "by-maker", match: { maker: "acme" } });
    const both = profile({ id: "by-both", match: { maker: "acme", model: "TUNNEL" } });
    const other = profile({ id: "by-other", match: { maker: "acme", model: "portal", station: "gate" } });
    expect(chooseProfile(PLAN, [maker, both, other])?.id).toBe("by-both");
    expect(chooseProfile(PLAN, [other])).toBeNull();
  });

  it("needs a description to match one", () => {
    expect(chooseProfile({ formatId: "raw", scanner: null }, [profile({ match: { maker: "acme" } })])).toBeNull();
    expect(chooseProfile({ formatId: "raw", scanner: null }, [profile({ id: "raw-files", match: { format: "raw" } })])?.id).toBe(
      "raw-files",
    );
  });
});

describe("mapOfProfile", () => {
  it("draws the line through air and water", () => {
    // Air 24, water 1024: a step is one HU, water is 0, so HU = value − 1024.
    expect(mapOfProfile(profile({ units: "air-and-water", airAndWater: { air: 24, water: 1024 } }))).toEqual({
      slope: 1,
      intercept: -1024,
    });
    // Air 0, water 200: slope 5, intercept −1000.
    expect(mapOfProfile(profile({ units: "air-and-water", airAndWater: { air: 0, water: 200 } }))).toEqual({
      slope: 5,
      intercept: -1000,
    });
  });

  it("refuses a profile that lacks what its units need", () => {
    expect(() => mapOfProfile(profile({ units: "linear" }))).toThrow("profile.invalid");
    expect(() => mapOfProfile(profile({ units: "air-and-water" }))).toThrow("profile.invalid");
  });
});

describe("mapFromAirAndReference", () => {
  it("by hand: air at 20 and a tray of −500 HU at 270 give 2 HU per step", () => {
    const map = mapFromAirAndReference(20, 270, -500);
    expect(map).toEqual({ slope: 2, intercept: -1040 });
    expect([20, 270, 520].map((value) => value * map.slope + map.intercept)).toEqual([-1000, -500, 0]);
  });

  it("refuses points that cannot be", () => {
    expect(() => mapFromAirAndReference(100, 100, 0)).toThrow("request.invalid");
    expect(() => mapFromAirAndReference(100, 50, 0)).toThrow("request.invalid");
    expect(() => mapFromAirAndReference(0, 100, -990)).toThrow("request.invalid");
    expect(() => mapFromAirAndReference(Number.NaN, 100, 0)).toThrow("request.invalid");
  });
});

describe("mapChannel", () => {
  it("composes with what the channel has and leaves stored values alone", () => {
    // value = 0.5 · stored + 10; HU = 2 · value − 1000 = stored − 980.
    const mapped = mapChannel({ ...CHANNEL, slope: 0.5, intercept: 10 }, { slope: 2, intercept: -1000 });
    expect(mapped).toEqual({ ...CHANNEL, units: "HU", slope: 1, intercept: -980 });
  });
});

describe("applyProfile", () => {
  it("turns an axis round in the geometry only", () => {
    const { plan } = applyProfile(PLAN, profile({ flip: { i: true, j: false, k: true } }));
    // i: 9 steps of 1 mm; k: 4 steps of 2 mm.
    expect(plan.geometry.originMm).toEqual([9, 0, 8]);
    expect(plan.geometry.direction).toEqual([
      [-1, 0, 0],
      [0, 1, 0],
      [0, 0, -1],
    ]);
    expect(plan.channels[0]?.encoding).toEqual({ slope: 1, intercept: 0 });
  });

  it("supplies spacing, before axes are turned", () => {
    const { plan } = applyProfile(
      PLAN,
      profile({ units: "trust-file", spacingMm: [0.5, 0.5, 0.5], flip: { i: true, j: false, k: false } }),
    );
    expect(plan.geometry.spacingMm).toEqual([0.5, 0.5, 0.5]);
    expect(plan.geometry.originMm).toEqual([4.5, 0, 0]);
    expect(plan.notes).toEqual([]);
    expect(plan.channels[0]?.units).toBe("HU");
  });

  it("gives clipping in the file's own values", () => {
    const applied = applyProfile(
      PLAN,
      profile({ units: "linear", linear: { slope: 2, intercept: -1000 }, clipHu: { min: -1000, max: 3000 } }),
    );
    expect(applied.clip).toEqual({ min: 0, max: 2000 });
    const falling = applyProfile(
      PLAN,
      profile({ units: "linear", linear: { slope: -1, intercept: 0 }, clipHu: { min: -1000, max: 3000 } }),
    );
    expect(falling.clip).toEqual({ min: -3000, max: 1000 });
  });

  it("takes HU away from a file that claims them", () => {
    const hu: ScanPlan = { ...PLAN, notes: [], channels: PLAN.channels.map((channel) => ({ ...channel, units: "HU" as const })) };
    const { plan, clip } = applyProfile(hu, profile({ clipHu: { min: -1000, max: 3000 } }));
    expect(plan.channels[0]?.units).toBe("uncalibrated");
    expect(plan.notes.map(({ note }) => note)).toEqual(["units-not-trusted"]);
    expect(clip).toBeNull();
  });

  it("labels channels by id", () => {
    const { plan } = applyProfile(PLAN, profile({ energies: { main: { label: "High energy", kvp: 160 } } }));
    expect(plan.channels[0]).toMatchObject({ label: "High energy", kvp: 160 });
  });

  it("does nothing without a match", () => {
    expect(applyProfiles(PLAN, [])).toEqual({ plan: PLAN, valueMap: { slope: 1, intercept: 0 }, clip: null, profileId: null });
  });
});

describe("built-in profiles and parsing", () => {
  it("are valid and never claim an unknown scanner", () => {
    expect(BUILT_IN_PROFILES).toHaveLength(3);
    expect(applyProfiles({ ...PLAN, scanner: null }, BUILT_IN_PROFILES).profileId).toBeNull();
  });

  it("refuses what is no profile", () => {
    expect(() => parseProfile("p.json", "{")).toThrow("profile.invalid");
    expect(() => parseProfile("p.json", JSON.stringify({ ...profile({}), extra: 1 }))).toThrow("extra");
    expect(() => parseProfile("p.json", JSON.stringify(profile({ units: "linear" })))).toThrow("linear");
    expect(parseProfile("p.json", JSON.stringify(profile({}))).id).toBe("test-one");
  });
});

/** A triangle of counts about a centre. */
const hill = (centre: number, half: number, height: number): number[] =>
  Array.from({ length: 2 * half + 1 }, (_, n) => n - half).flatMap((d) =>
    times(Math.round(height * (1 - Math.abs(d) / (half + 1))), centre + d),
  );

describe("proposeCalibration", () => {
  it("finds air below the bag and a tray above it", () => {
    const voxels = Int16Array.from([...hill(40, 10, 900), ...hill(700, 30, 60), ...hill(1100, 100, 5)]);
    const proposal = proposeCalibration(histogramOf(voxels, null), { slope: 1, intercept: 0 });
    expect(proposal.air).toBeCloseTo(40, 0);
    expect(Math.abs((proposal.reference ?? 0) - 700)).toBeLessThan(4);
    expect(proposal.referenceHu).toBeNull();
    expect(proposal.histogram.counts.reduce((a, b) => a + b, 0)).toBe(voxels.length);
  });

  it("passes over what was filled in around the circle", () => {
    const voxels = Int16Array.from([...times(20_000, -2000), ...hill(24, 12, 900), ...hill(1000, 20, 50)]);
    expect(proposeCalibration(histogramOf(voxels, null), { slope: 1, intercept: 0 }).air).toBeCloseTo(24, 0);
  });

  it("takes a single value as air where there is no other, as in 8-bit exports", () => {
    const voxels = Int16Array.from([...times(20_000, 0), ...hill(120, 10, 50)]);
    expect(proposeCalibration(histogramOf(voxels, null), { slope: 1, intercept: 0 }).air).toBe(0);
  });

  it("speaks in the channel's values", () => {
    const voxels = Int16Array.from(hill(100, 5, 1000));
    expect(proposeCalibration(histogramOf(voxels, null), { slope: 2, intercept: -7 }).air).toBeCloseTo(193, 0);
  });

  it("proposes nothing for nothing", () => {
    expect(proposeCalibration(histogramOf(new Int16Array(0), null), { slope: 1, intercept: 0 })).toEqual({
      air: null,
      reference: null,
      referenceHu: null,
      histogram: { from: 0, to: 0, counts: [] },
    });
  });
});
