import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { ScreenVolume } from "../../contract/inference-protocol.ts";
import { createModelRegistry, type ReadyModel } from "../model-registry.ts";
import { type CtResult, screenCt } from "./screen-ct.ts";
import { cuboid, horn, phantom, phantomJob, type PhantomSolid, ring, sphere } from "./testing/phantom.ts";

const TESTING = join(import.meta.dirname, "testing");
const IVORY_HU = 1500;
const HORN_HU = 250;

const registry = createModelRegistry();
let folder = "";

beforeAll(() => registry.load(TESTING, 1, () => {}));
afterAll(() => registry.load("/nonexistent", 1, () => {}));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "screen-ct-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const quiet = () => ({ signal: new AbortController().signal, progress: () => {} });

const screen = (job: ScreenVolume, change: (ready: ReadyModel) => ReadyModel = (ready) => ready): Promise<CtResult> => {
  const { ready, operatingPoint } = registry.pick(job.modelId, job.operatingPoint);
  return screenCt(job, change(ready), operatingPoint, quiet());
};

type Triple = readonly [number, number, number];
const jobOf = (dims: Triple, spacing: Triple, solids: readonly PhantomSolid[], noiseHu = 0): ScreenVolume =>
  phantomJob(folder, phantom(dims, spacing, solids, noiseHu), dims, spacing);

const withoutProbability = ({ findings }: CtResult) => findings.map((finding) => ({ ...finding, probability: null }));

const only = (result: CtResult) => {
  expect(result.findings).toHaveLength(1);
  const [finding] = result.findings;
  if (finding === undefined) throw new Error("no finding");
  return finding;
};

const ballCm3 = (radiusMm: number): number => ((4 / 3) * Math.PI * radiusMm ** 3) / 1000;

test("a sphere of known size has its volume, mass and HU", async () => {
  const finding = only(await screen(jobOf([90, 90, 70], [1, 1, 1], [sphere([40.3, 45.1, 33.7], 20, IVORY_HU)])));
  expect(finding.class).toBe("ivory");
  expect(finding.volumeCm3).toBeGreaterThan(0.97 * ballCm3(20));
  expect(finding.volumeCm3).toBeLessThan(1.03 * ballCm3(20));
  expect(finding.massG).toBeCloseTo(1.8 * (finding.volumeCm3 ?? 0), 6);
  expect(finding.meanHu).toBeCloseTo(IVORY_HU, 0);
  expect(finding.probability).toBeGreaterThan(0.95);
});

test("the volume of a bead of a few voxels is right too, in any spacing", async () => {
  for (const spacing of [
    [1, 1, 1],
    [1.6, 1.6, 1.6],
    [0.8, 0.8, 2.5],
  ] as const) {
    const dims: Triple = [Math.ceil(60 / spacing[0]), Math.ceil(60 / spacing[1]), Math.ceil(60 / spacing[2])];
    const finding = only(await screen(jobOf(dims, spacing, [sphere([30.4, 29.2, 31], 6, IVORY_HU)])));
    expect((finding.volumeCm3 ?? 0) / ballCm3(6), String(spacing)).toBeGreaterThan(0.93);
    expect((finding.volumeCm3 ?? 0) / ballCm3(6), String(spacing)).toBeLessThan(1.07);
    expect(finding.kind).toBe("beads");
  }
});

test("a cuboid's box is exact, in voxels and in mm", async () => {
  const spacing: Triple = [0.75, 0.75, 2];
  const min: Triple = [10, 20, 6];
  const max: Triple = [50, 44, 17];
  const toMm = (v: Triple): Triple => [v[0] * spacing[0], v[1] * spacing[1], v[2] * spacing[2]];
  const result = await screen(jobOf([80, 64, 30], spacing, [cuboid(toMm(min), toMm(max), IVORY_HU)], 30));
  const finding = only(result);
  expect(finding.boxVoxel).toEqual({ min, max });
  expect(finding.boxMm).toEqual({ min: toMm(min), max: toMm(max) });
  const cm3 = (30 * 18 * 22) / 1000;
  expect((finding.volumeCm3 ?? 0) / cm3).toBeGreaterThan(0.97);
  expect((finding.volumeCm3 ?? 0) / cm3).toBeLessThan(1.03);
});

test("the mask holds the finding's label exactly in its voxels, the centre among them", async () => {
  const dims: Triple = [60, 50, 40];
  const job = jobOf(dims, [1, 1, 1], [cuboid([10, 10, 10], [30, 20, 20], IVORY_HU), cuboid([40, 10, 10], [55, 40, 30], HORN_HU)]);
  const { findings } = await screen(job);
  expect(findings.map((f) => [f.class, f.label])).toEqual([
    ["ivory", 1],
    ["horn", 2],
  ]);
  const mask = readFileSync(job.maskPath);
  expect(mask).toHaveLength(60 * 50 * 40);
  expect(mask.filter((label) => label === 1)).toHaveLength(20 * 10 * 10);
  expect(mask.filter((label) => label === 2)).toHaveLength(15 * 30 * 20);
  for (const {
    label,
    centreVoxel: [i, j, k],
  } of findings)
    expect(mask[(k * 50 + j) * 60 + i]).toBe(label);
});

test("stored values, padding and a negative slope mean HU", async () => {
  const dims: Triple = [64, 64, 64];
  const hu = phantom(dims, [1, 1, 1], [sphere([30, 30, 30], 12, IVORY_HU)]);
  const padding = 30000;
  const stored = hu.map((value, p) => (p % 64 > 50 ? padding : -2 * (value + 24)));
  const job = phantomJob(folder, stored, dims, [1, 1, 1]);
  const finding = only(await screen({ ...job, voxels: { ...job.voxels, slope: -0.5, intercept: -24, paddingStored: padding } }));
  expect(finding.meanHu).toBeCloseTo(IVORY_HU, 0);
  expect((finding.volumeCm3 ?? 0) / ballCm3(12)).toBeCloseTo(1, 1);
});

test("an empty scan is clear and leaves no mask", async () => {
  const job = jobOf([64, 64, 64], [1, 1, 1], [], 100);
  const result = await screen(job);
  expect(result.findings).toEqual([]);
  expect(existsSync(job.maskPath)).toBe(false);
  expect(result.timingsMs).toHaveProperty("total");
});

test("a thing that is neither ivory nor horn is clear", async () => {
  const job = jobOf([64, 64, 64], [1, 1, 1], [sphere([30, 30, 30], 12, 40)]);
  expect((await screen(job)).findings).toEqual([]);
  expect(existsSync(job.maskPath)).toBe(false);
});

test("tiles give what one pass gives", async () => {
  const job = jobOf(
    [120, 96, 110],
    [2, 2, 2],
    [sphere([100, 90, 100], 45, IVORY_HU), cuboid([20, 20, 20], [60, 50, 180], HORN_HU)],
    40,
  );
  const whole = await screen(job);
  const wholeMask = readFileSync(job.maskPath);
  const tiled = await screen(job, (ready) => ({
    ...ready,
    manifest: { ...ready.manifest, tiling: { maxTileVoxels: [48, 48, 56], overlapVoxels: 16 } },
  }));
  expect(withoutProbability(tiled)).toEqual(withoutProbability(whole));
  tiled.findings.forEach((finding, n) => expect(finding.probability).toBeCloseTo(whole.findings[n]?.probability ?? 0, 4));
  expect(readFileSync(job.maskPath).equals(wholeMask)).toBe(true);
});

test("another operating point asks for more", async () => {
  const job = { ...jobOf([64, 64, 64], [1, 1, 1], [sphere([30, 30, 30], 6, 1350)]), operatingPoint: "strict" };
  expect((await screen(job)).findings).toEqual([]);
  expect((await screen({ ...job, operatingPoint: null })).findings).toHaveLength(1);
});

test("a string of beads is one finding with count and diameters", async () => {
  const at = Array.from({ length: 12 }, (_, n) => (n * Math.PI) / 6);
  const beads = at.map((angle) => sphere([50 + 30 * Math.cos(angle), 50 + 30 * Math.sin(angle), 20], 6, IVORY_HU));
  const finding = only(await screen(jobOf([100, 100, 40], [1, 1, 1], beads)));
  expect(finding.kind).toBe("beads");
  expect(finding.beads?.count).toBe(12);
  for (const mm of finding.beads?.diametersMm ?? []) expect(Math.abs(mm - 12)).toBeLessThan(1);
});

const ivoryIn = async (solids: readonly PhantomSolid[]) =>
  (await screen(jobOf([100, 40, 40], [1, 1, 1], solids))).findings.filter((finding) => finding.class === "ivory");

test("a string that the network does not name is possible by its beads, and other things that repeat are not", async () => {
  const beads = Array.from({ length: 9 }, (_, n) => sphere([15 + n * 9, 20, 20], 4.5, 880));
  const [string, ...others] = await ivoryIn(beads);
  expect(others).toEqual([]);
  expect(string).toMatchObject({ kind: "beads", state: "possible", probability: null, title: "Ivory-like beads" });
  expect(string?.beads?.count).toBe(9);
  const plates = Array.from({ length: 9 }, (_, n) => cuboid([10 + n * 9, 5, 5], [13 + n * 9, 35, 35], 880));
  expect(await ivoryIn(plates)).toEqual([]);
});

test("beads that touch are counted one by one", async () => {
  const beads = Array.from({ length: 7 }, (_, n) => sphere([15 + n * 10, 20, 20], 5, IVORY_HU));
  const finding = only(await screen(jobOf([100, 40, 40], [1, 1, 1], beads)));
  expect(finding.kind).toBe("beads");
  expect(finding.beads?.count).toBe(7);
});

test("rings, balls and rods are worked; a bent cone is a tusk", async () => {
  const worked: PhantomSolid[] = [
    ring([50, 50, 30], 35, 6, IVORY_HU),
    sphere([50, 50, 30], 25, IVORY_HU),
    cuboid([5, 46, 26], [95, 54, 34], IVORY_HU),
  ];
  for (const solid of worked) expect(only(await screen(jobOf([100, 100, 60], [1, 1, 1], [solid]))).kind).toBe("worked");
  const tusk = only(await screen(jobOf([80, 60, 140], [1, 1, 1], [horn([30, 30, 70], 130, 18, 4, 14, IVORY_HU)])));
  expect(tusk.kind).toBe("tusk-or-piece");
});

test("a scan too large to hold is refused before memory is taken", async () => {
  const job = jobOf([8, 8, 8], [1, 1, 1], []);
  const dims: [number, number, number] = [4000, 4000, 40];
  truncateSync(job.voxels.path, 4000 * 4000 * 40 * 2);
  await expect(screen({ ...job, geometry: { ...job.geometry, dims, spacingMm: [2, 2, 8] } })).rejects.toMatchObject({
    code: "file.too-large",
  });
});

test("a file that is not there, or not of its size, is refused", async () => {
  const job = jobOf([16, 16, 16], [1, 1, 1], []);
  await expect(screen({ ...job, voxels: { ...job.voxels, path: join(folder, "no") } })).rejects.toMatchObject({
    code: "file.not-found",
  });
  truncateSync(job.voxels.path, 100);
  await expect(screen(job)).rejects.toMatchObject({ code: "storage.damaged" });
});

test("cancelling between slabs ends the job and leaves no mask", async () => {
  const job = jobOf([96, 96, 96], [2, 2, 2], [sphere([90, 90, 90], 40, IVORY_HU)]);
  const { ready, operatingPoint } = registry.pick(null, null);
  const manifest = { ...ready.manifest, tiling: { maxTileVoxels: [32, 32, 32] as const, overlapVoxels: 8 } };
  const abort = new AbortController();
  const steps: string[] = [];
  const progress = (step: string): void => {
    steps.push(step);
    if (step === "network") abort.abort();
  };
  const run = screenCt(job, { ...ready, manifest }, operatingPoint, { signal: abort.signal, progress });
  await expect(run).rejects.toMatchObject({ code: "screening.cancelled" });
  expect(steps.filter((step) => step === "network")).toHaveLength(1);
  expect(existsSync(job.maskPath)).toBe(false);
});
