/** The program as other programs use it: started as a process, read by its output and its exit code. */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cuboid, phantom, type PhantomSolid, sphere } from "../inference/ct/testing/phantom.ts";

const ROOT = join(import.meta.dirname, "../..");
const TEST_MODELS = join(ROOT, "src/inference/ct/testing");
const MODEL_SHA = JSON.parse(readFileSync(join(TEST_MODELS, "threshold-model/manifest.json"), "utf8")).sha256;
const DIMS = [60, 50, 40] as const;

// Every test starts the program, which starts its threads and the inference process.
vi.setConfig({ testTimeout: 240_000 });

let folder = "";
let temporary = "";

const run = async (args: readonly string[], env: Record<string, string> = {}) => {
  const child = spawn(process.execPath, [join(ROOT, "src/cli/main.ts"), ...args], {
    cwd: folder,
    env: { ...process.env, FAUNAGATE_MODELS: TEST_MODELS, TMPDIR: temporary, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once("close", resolve)),
  ]);
  return { out, err, code, lines: out.split("\n").filter((line) => line !== "") };
};

const writeScan = (path: string, solids: readonly PhantomSolid[], units: "HU" | "uncalibrated" = "HU"): void => {
  const voxels = phantom(DIMS, [1, 1, 1], solids);
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), new Uint8Array(voxels.buffer));
  const sidecar = {
    format: "faunagate-raw",
    schema: 1,
    title: path,
    dims: DIMS,
    type: "int16",
    byteOrder: "little",
    spacingMm: [1, 1, 1],
    units,
  };
  writeFileSync(join(folder, `${path}.json`), JSON.stringify(sidecar));
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-"));
  temporary = mkdtempSync(join(tmpdir(), "cli-tmp-"));
  writeScan("bags/b-ivory.raw", [cuboid([10, 12, 8], [30, 22, 28], 1500), sphere([45, 30, 20], 8, 30)]);
  writeScan("bags/a-clear.raw", [sphere([30, 25, 20], 12, 30)]);
  writeScan("odd/no-units.raw", [sphere([30, 25, 20], 12, 30)], "uncalibrated");
  writeFileSync(join(folder, "odd/broken.nrrd"), "NRRD0004\ntype: short\ndimension: 3\nsizes: 10 10 10\nencoding: raw\n\nxx");
});
afterAll(() => {
  for (const path of [folder, temporary]) rmSync(path, { recursive: true, force: true });
});

test("says one JSON object per scan, exactly, in the order of the files, and 10 where one alarms", async () => {
  const { lines, code, err } = await run(["screen", "bags", "--json"]);
  expect(code).toBe(10);
  expect(err).toBe("");
  const [clear, alarm, ...others] = lines.map((line) => JSON.parse(line));
  expect(others).toEqual([]);
  const scan = { id: expect.any(String), kind: "volume", dims: DIMS, spacingMm: [1, 1, 1], units: "HU" };
  const model = { id: "threshold-model", version: "1", sha256: MODEL_SHA, operatingPoint: "standard" };
  const timingsMs = expect.objectContaining({ total: expect.any(Number) });
  const said = { scan, model, beadsFromMm: 4, timingsMs };
  expect(clear).toEqual({ ...said, path: join("bags", "a-clear.raw"), verdict: "clear", findings: [] });
  expect(alarm).toEqual({
    ...said,
    path: join("bags", "b-ivory.raw"),
    verdict: "alarm",
    findings: [
      {
        class: "ivory",
        title: "Ivory",
        kind: "tusk-or-piece",
        state: "alarm",
        probability: expect.any(Number),
        boxVoxel: { min: [10, 12, 8], max: [30, 22, 28] },
        boxMm: { min: [10, 12, 8], max: [30, 22, 28] },
        volumeCm3: expect.closeTo(4, 1),
        massG: expect.closeTo(7.2, 0),
        meanHu: expect.closeTo(1500, 0),
        source: "model",
      },
    ],
  });
});

test("what cannot be opened and what cannot be screened are said with their reasons, with 20", async () => {
  const { lines, code } = await run(["screen", "--json", "odd", "not-there", "bags/a-clear.raw"]);
  expect(code).toBe(20);
  const answers = lines.map((line) => JSON.parse(line));
  expect(answers[0]).toEqual({
    path: join("odd", "broken.nrrd"),
    error: { code: expect.any(String), message: expect.any(String), detail: expect.any(String) },
  });
  expect(answers[1]).toMatchObject({
    path: join("odd", "no-units.raw"),
    verdict: "abort",
    model: null,
    findings: [],
    scan: { units: "uncalibrated" },
  });
  expect(answers[1].reason).toMatch(/^screening\.uncalibrated: /);
  expect(answers[2]).toMatchObject({ path: "not-there", error: { code: "file.not-found" } });
  expect(answers[3]).toMatchObject({ path: "bags/a-clear.raw", verdict: "clear" });
});

test("a clear scan is 0; another operating point asks for more", async () => {
  expect((await run(["screen", "bags/a-clear.raw"])).code).toBe(0);
  const strict = await run(["screen", "bags/b-ivory.raw", "--json", "--operating-point", "strict"]);
  expect(JSON.parse(strict.out).model.operatingPoint).toBe("strict");
  const unknown = await run(["screen", "bags/b-ivory.raw", "--json", "--operating-point", "bold"]);
  expect(JSON.parse(unknown.out)).toMatchObject({ verdict: "abort", model: null });
  expect(unknown.code).toBe(20);
});

test("without a model every scan ends in abort with the reason", async () => {
  const { out, code } = await run(["screen", "bags/a-clear.raw", "--json"], { FAUNAGATE_MODELS: join(folder, "none") });
  expect(JSON.parse(out).reason).toMatch(/^model\.unavailable: /);
  expect(code).toBe(20);
});

test("writes a page and a threat detection report per scan", async () => {
  const { code, out } = await run(["screen", "bags", "--report", "reports"]);
  expect(code).toBe(10);
  expect(out).toMatch(/^ALARM {2}bags.b-ivory\.raw$/m);
  expect(readdirSync(join(folder, "reports")).toSorted()).toEqual([
    "a-clear.raw.html",
    "a-clear.raw.tdr.dcs",
    "b-ivory.raw.html",
    "b-ivory.raw.tdr.dcs",
  ]);
  const page = readFileSync(join(folder, "reports/b-ivory.raw.html"), "utf8");
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/<script|style=|https?:/);
  expect(page.match(/data:image\/png;base64,/g)).toHaveLength(2 + 3);
  expect(page).toContain(MODEL_SHA);
  for (const said of ["4 cm³", "1500 HU", "b-ivory.raw", "SHA-256"]) expect(page).toContain(said);
});

const PYTHON = join(ROOT, process.platform === "win32" ? ".venv/Scripts/python.exe" : ".venv/bin/python");
const hasPython = existsSync(PYTHON);
if (!hasPython) console.warn("report read by pydicom: skipped, no .venv");

const READ_TDR = `
import json, sys, numpy as np, pydicom
d = pydicom.dcmread(sys.argv[1])
t = d[0x40101011].value[0]
r = t[0x40101037].value[0]
roi = r[0x40101001].value[0]
w, h, n = (int(x) for x in roi[0x40101005].value)
bits = np.unpackbits(np.frombuffer(roi[0x40101006].value, np.uint8), bitorder="little")[: w * h * n]
print(json.dumps(dict(sop=d.SOPClassUID, type=d[0x40101027].value, decision=d[0x40101031].value, version=d[0x4010103A].value,
    alarms=d[0x40101034].value, base=list(roi[0x40101004].value), extents=[w, h, n], inside=int(bits.sum()),
    mass=r[0x40101017].value, density=r[0x40101018].value, volume=r[0x40101023].value,
    category=t[0x40101038].value[0][0x40101012].value, probability=t[0x40101038].value[0][0x40101016].value)))
`;

test.skipIf(!hasPython)("pydicom reads the report's numbers in their places", async () => {
  await run(["screen", "bags/b-ivory.raw", "--report", "tdr"]);
  const read = JSON.parse(execFileSync(PYTHON, ["-c", READ_TDR, join(folder, "tdr/b-ivory.raw.tdr.dcs")], { encoding: "utf8" }));
  expect(read).toMatchObject({
    sop: "1.2.840.10008.5.1.4.1.1.501.3",
    type: "MACHINE",
    decision: "ALARM",
    version: "V03",
    alarms: 1,
    category: "CONTRABAND",
    base: [10, 12, 8],
    extents: [20, 10, 20],
    inside: 20 * 10 * 20,
  });
  expect(read.density).toBeCloseTo(1.8, 4);
  expect(read.mass).toBeCloseTo(7.2, 0);
  expect(read.volume).toBeCloseTo(4, 1);
  expect(read.probability).toBeGreaterThan(0.9);
});

test("a reader that stops reading is no error", async () => {
  const child = spawn(process.execPath, [join(ROOT, "src/cli/main.ts"), "screen", "bags", "bags/a-clear.raw", "--json"], {
    cwd: folder,
    env: { ...process.env, FAUNAGATE_MODELS: TEST_MODELS, TMPDIR: temporary },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.once("data", () => child.stdout.destroy());
  const [err, code] = await Promise.all([
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once("close", resolve)),
  ]);
  expect(err).toBe("");
  expect([0, 10]).toContain(code);
});

test("formats and models say what there is; nothing is left behind", async () => {
  expect((await run(["formats"])).out).toMatch(/^dicom /m);
  const models = await run(["models", "--json"]);
  expect(models.code).toBe(0);
  expect(models.lines.map((line) => JSON.parse(line))).toMatchObject([{ id: "threshold-model", state: "ready" }]);
  expect(readdirSync(temporary).filter((name) => name.startsWith("faunagate-"))).toEqual([]);
});

test("doctor says what works and what does not, and fails where screening cannot", async () => {
  const { code, lines } = await run(["doctor", "--json"], { FAUNAGATE_MODELS: join(folder, "none") });
  const checks = lines.map((line) => JSON.parse(line));
  expect(checks.map(({ check }) => check)).toEqual([
    "Node",
    "Memory",
    "Temporary folder",
    "Station's data",
    "SQLite",
    "onnxruntime",
    "Models",
    "Page",
    "Electron",
    "Browser with WebGL",
  ]);
  const found = new Map(checks.map(({ check, ok, detail }) => [check, { ok, detail }]));
  expect(found.get("SQLite")).toEqual({ ok: true, detail: expect.stringMatching(/^version 3\./) });
  expect(found.get("onnxruntime")).toMatchObject({ ok: true });
  expect(found.get("Models")).toEqual({ ok: false, detail: expect.stringContaining("No model is installed") });
  expect(code).toBe(1);
});

test("wrong arguments are explained, with 1", async () => {
  const { code, err } = await run(["screen"]);
  expect(code).toBe(1);
  expect(err).toContain("missing required argument");
});
