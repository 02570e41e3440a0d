import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { createModelRegistry } from "../model-registry.ts";
import { screenCt } from "./screen-ct.ts";
import { cuboid, phantom, phantomJob, type PhantomSolid, ring, sphere } from "./testing/phantom.ts";

const IVORY_HU = 1500;
const HORN_HU = 250;

const registry = createModelRegistry();
let folder = "";

beforeAll(() => registry.load(join(import.meta.dirname, "objects/testing"), 1, () => {}));
afterAll(() => registry.load("/nonexistent", 1, () => {}));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "two-stage-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const screen = async (...solids: readonly PhantomSolid[]) => {
  const dims = [120, 90, 80] as const;
  const job = phantomJob(folder, phantom(dims, [1, 1, 1], solids), dims, [1, 1, 1]);
  const { ready, operatingPoint } = registry.pick(null, null);
  const hooks = { signal: new AbortController().signal, progress: () => {} };
  return screenCt(job, ready, operatingPoint, hooks);
};

test("the object model's probability counts, and its kind and embedding are kept", async () => {
  const { findings, timingsMs } = await screen(cuboid([20, 20, 20], [60, 40, 50], IVORY_HU));
  expect(findings).toMatchObject([{ class: "ivory", state: "alarm", kind: "worked", title: "Ivory", reason: null }]);
  // A block fills its box; of its mean the cube's coarse samples lose some at the edges.
  expect(findings[0]?.probability).toBeGreaterThan(0.95);
  expect(findings[0]?.embedding?.[0]).toBeGreaterThan(1.25);
  expect(findings[0]?.embedding?.[1]).toBeCloseTo(1, 5);
  expect(timingsMs).toHaveProperty("objects");
});

test("between the bounds a finding is possible and no alarm; below them it is nothing", async () => {
  const ball = await screen(sphere([40, 40, 40], 20, IVORY_HU));
  expect(ball.findings).toMatchObject([{ class: "ivory", state: "possible" }]);
  expect(ball.findings[0]?.probability).toBeGreaterThan(0.45);
  expect(ball.findings[0]?.probability).toBeLessThan(0.65);
  const hoop = await screen(ring([50, 45, 40], 34, 4, IVORY_HU));
  expect(hoop.findings).toEqual([]);
});

test("what the shape leaves undecided is said with its reason", async () => {
  const { findings } = await screen(sphere([40, 40, 40], 24, HORN_HU));
  expect(findings).toMatchObject([{ class: "horn", title: "Horn-like", kind: null }]);
  expect(findings[0]?.reason).toMatch(
    /^Keratin and hard plastics have the same CT numbers, and the shape does not decide: horn \d+ %, something else \d+ %\.$/,
  );
});
