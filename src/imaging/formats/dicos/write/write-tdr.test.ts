import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Geometry } from "../../../../contract/scan.ts";
import { openFiles } from "../../dicom/testing/open-files.ts";
import { hasSharedData, sharedFile } from "../../dicom/testing/shared-data.ts";
import { memorySource } from "../../sibling.ts";
import { dicosFormat } from "../format.ts";
import { imageReference } from "./image-reference.ts";
import type { TdrInput } from "./tdr-input.ts";
import { uidFrom } from "./uid.ts";
import { writeTdr } from "./write-tdr.ts";

const PYTHON = join(import.meta.dirname, "../../../../../.venv/bin/python");
const READER = join(import.meta.dirname, "../testing/read_tdr.py");

const geometry: Geometry = {
  dims: [20, 16, 12],
  spacingMm: [1, 1, 2],
  originMm: [-10, -8, 100],
  direction: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  space: "lps",
};

const image = {
  sopClass: "1.2.840.10008.5.1.4.1.1.2",
  sopInstance: "1.2.3.1",
  studyUid: "1.2.3",
  frameOfReference: "1.2.9",
  leftHanded: false,
  descending: false,
};

const input: TdrInput = {
  id: "screening-0001",
  verdict: "alarm",
  abortCode: null,
  findings: [
    {
      label: "Ivory, worked",
      boxVoxel: { min: [3, 4, 5], max: [6, 9, 8] },
      isInside: (i, j, k) => i + j + k === 15,
      probability: 0.875,
      massG: 123.5,
      densityGCm3: 1.8,
      volumeCm3: 68.6,
    },
    {
      label: "Scales é",
      boxVoxel: { min: [0, 0, 0], max: [20, 16, 12] },
      isInside: null,
      probability: null,
      massG: null,
      densityGCm3: 1.3,
      volumeCm3: null,
    },
  ],
  geometry,
  images: [image, { ...image, sopInstance: "1.2.3.2" }],
  objectId: "BAG-7",
  algorithm: { name: "ivory-ct", version: "1.0.0" },
  decidedUtc: "2026-02-03T04:05:06.789Z",
  processingMs: 3210,
  station: "Lane 3",
  softwareVersion: "0.1.0",
};

const threatSchema = z.object({
  id: z.number(),
  base: z.array(z.number()),
  extents: z.array(z.number()),
  set: z.array(z.array(z.number())),
  mass: z.number().nullable(),
  density: z.number().nullable(),
  volume: z.number().nullable(),
  centre: z.array(z.number()),
  polygon: z.number(),
  images: z.array(z.string()),
  category: z.string(),
  description: z.string(),
  flag: z.string(),
  probability: z.number(),
});
const reportSchema = z.looseObject({ threats: z.array(threatSchema) });

const readBack = (bytes: Uint8Array): z.infer<typeof reportSchema> => {
  const folder = mkdtempSync(join(tmpdir(), "tdr-"));
  try {
    writeFileSync(join(folder, "tdr.dcs"), bytes);
    const run = spawnSync(PYTHON, ["-W", "error", READER, join(folder, "tdr.dcs")], { encoding: "utf8" });
    if (run.status !== 0) throw new Error(run.stderr);
    return reportSchema.parse(JSON.parse(run.stdout));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const hasPython = (): boolean => {
  if (existsSync(PYTHON)) return true;
  console.log("skipped: no .venv with pydicom");
  return false;
};

describe.skipIf(!hasPython())("pydicom reads a report back", () => {
  test("with everything in its place", () => {
    const { threats, ...report } = readBack(writeTdr(input));
    expect(report).toMatchObject({
      sopClass: "1.2.840.10008.5.1.4.1.1.501.3",
      sameInstance: true,
      validUids: true,
      study: "1.2.3",
      modality: "TDR",
      version: "V03",
      type: "MACHINE",
      alarm: "ALARM",
      abort: ["SUCCESS", null],
      time: "20260203040506.789+0000",
      total: 2,
      alarms: 2,
      algorithm: ["ivory-ct", "1.0.0"],
      processingMs: 3210,
      object: "BAG-7",
      scan: ["1.2.3.1", "1.2.3.2"],
    });
    const [ivory, scales] = threats;
    expect(ivory).toMatchObject({
      id: 0,
      base: [3, 4, 5],
      extents: [3, 5, 3],
      mass: 123.5,
      images: ["1.2.3.1", "1.2.3.2"],
      polygon: 24,
    });
    expect(ivory).toMatchObject({ category: "CONTRABAND", description: "IVC Ivory, worked", flag: "THREAT", probability: 0.875 });
    expect(ivory?.density).toBeCloseTo(1.8, 6);
    expect(ivory?.volume).toBeCloseTo(68.6, 5);
    expect(ivory?.centre).toEqual([-6, -2, 112]);
    expect(ivory?.set.length).toBeGreaterThan(0);
    expect(ivory?.set.every(([i, j, k]) => (i ?? 0) + (j ?? 0) + (k ?? 0) === 15)).toBe(true);
    expect(ivory?.set).toHaveLength(8);
    expect(scales).toMatchObject({
      id: 1,
      base: [0, 0, 0],
      extents: [20, 16, 12],
      mass: null,
      volume: null,
      probability: -1,
      description: "IVC Scales é",
    });
    expect(scales?.set).toHaveLength(20 * 16 * 12);
  });

  test("clear and aborted ones too", () => {
    const clear = readBack(writeTdr({ ...input, verdict: "clear", findings: [], images: [] }));
    expect(clear).toMatchObject({ alarm: "CLEAR", total: 0, alarms: 0, threats: [], validUids: true });
    const aborted = readBack(writeTdr({ ...input, verdict: "abort", abortCode: "screening.timeout", findings: [] }));
    expect(aborted).toMatchObject({ alarm: "UNKNOWN", abort: ["ABORT", "Timeout"] });
  });
});

describe("a report", () => {
  test("is itself no image that a report could be about", () => {
    expect(() => imageReference(memorySource("tdr.dcs", writeTdr(input)))).toThrow("format.not-an-image");
  });

  test("depends on its input alone, and its UIDs on its id", () => {
    expect(writeTdr(input)).toEqual(writeTdr(input));
    expect(uidFrom("a")).not.toBe(uidFrom("b"));
    expect(uidFrom("a")).toMatch(/^2\.25\.[1-9]\d{0,38}$/);
  });

  test("is refused when a box leaves the scan", () => {
    const [finding] = input.findings;
    if (finding === undefined) throw new Error("no finding");
    const outside = { ...finding, boxVoxel: { min: [0, 0, 0], max: [21, 1, 1] } } as const;
    expect(() => writeTdr({ ...input, findings: [outside] })).toThrow("not in the scan");
  });
});

describe.skipIf(!hasSharedData())("the station reads its own report back beside its scan", () => {
  test.each(["dicos/V03/CT/CTUserAPI.dcs", "dicos/V03/CT_RHS/CT_RHS.dcs"])("%s", async (name) => {
    const source = memorySource(name, sharedFile(name));
    const { plans } = dicosFormat.plan([dicosFormat.index(source, () => null)]);
    const plan = plans[0];
    if (plan === undefined) throw new Error("no scan");
    const reference = imageReference(source);
    // Right-handed frames of this object run against the scan's k: the report has to count as the file does.
    expect(reference.descending).toBe(name.includes("RHS"));
    const box = { min: [10, 20, 30], max: [15, 27, 39] } as const;
    const finding = { label: "Ivory", boxVoxel: box, isInside: null, probability: 0.5, massG: 10, densityGCm3: 2, volumeCm3: 5 };
    const report = writeTdr({
      ...input,
      findings: [finding],
      geometry: plan.geometry,
      images: [reference],
      objectId: plan.objectId,
    });
    const { volumes, refused } = await openFiles([
      [name, sharedFile(name)],
      ["elsewhere/tdr.dcs", report],
    ]);
    expect(refused).toEqual([]);
    expect(volumes[0]?.plan.scannerFindings).toEqual([
      { label: "IVC Ivory", probability: 0.5, boxVoxel: box, massG: 10, densityGCm3: 2, volumeCm3: 5 },
    ]);
  });
});
