/** The command as a process, over a small dataset of phantoms whose every voxel is known. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { cuboid, phantom, type PhantomSolid, sphere } from "../../inference/ct/testing/phantom.ts";
import { smallNifti } from "../../station/testing/small-nifti.ts";

const ROOT = join(import.meta.dirname, "../../..");
const DIMS = [60, 50, 40] as const;
type Voxel = readonly [number, number, number];

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let folder = "";

const run = async (...args: string[]) => {
  const child = spawn(process.execPath, [join(ROOT, "src/cli/main.ts"), "evaluate", ...args], {
    cwd: folder,
    env: { ...process.env, FAUNAGATE_MODELS: join(ROOT, "src/inference/ct/testing") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, err, code };
};

const put = (path: string, bytes: Uint8Array | string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), bytes);
};

const inBox = ([i, j, k]: Voxel, min: Voxel, max: Voxel): boolean =>
  [i, j, k].every((at, axis) => at >= (min[axis] ?? 0) && at < (max[axis] ?? 0));

const writeCase = (
  path: string,
  solids: readonly PhantomSolid[],
  truth: object,
  labels?: (voxel: Voxel) => number,
  clutter?: (voxel: Voxel) => number,
): void => {
  put(`set/${path}/scan/bag.raw`, new Uint8Array(phantom(DIMS, [1, 1, 1], solids).buffer));
  const sidecar = { format: "faunagate-raw", schema: 1, title: path, dims: DIMS, type: "int16", byteOrder: "little" };
  put(`set/${path}/scan/bag.raw.json`, JSON.stringify({ ...sidecar, spacingMm: [1, 1, 1], units: "HU" }));
  put(`set/${path}/truth.json`, JSON.stringify(truth));
  if (labels)
    put(
      `set/${path}/labels.nii`,
      smallNifti(DIMS, (i, j, k) => labels([i, j, k])),
    );
  if (clutter)
    put(
      `set/${path}/clutter.nii`,
      smallNifti(DIMS, (i, j, k) => clutter([i, j, k])),
    );
};

/** Ivory to the model; its lower half is labelled in one of the cases. */
const BLOCK = { min: [10, 12, 8], max: [30, 22, 28] } as const;
const block = cuboid(BLOCK.min, BLOCK.max, 1500);
const object = { number: 3, class: "ivory", kind: "block", ivoryKind: "tusk-or-piece", maxExtentMm: 30 };

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "evaluate-"));
  const whole = (voxel: Voxel): number => (inBox(voxel, BLOCK.min, BLOCK.max) ? 3 : 0);
  writeCase("wild/exact", [block], { objects: [object], scanner: { family: "bench" } }, whole);
  writeCase("wild/half", [block], { objects: [object] }, (voxel) => (voxel[2] < 18 ? whole(voxel) : 0));
  writeCase("wild/missed", [sphere([45, 30, 20], 8, 30)], { objects: [object] }, whole);
  writeCase("wild/boxed", [block], { objects: [{ number: 1, class: "ivory", boxVoxel: BLOCK }] });
  writeCase(
    "hard/plaster",
    [block],
    { objects: [], clutter: [{ number: 7, kind: "plaster", mimics: "ivory" }] },
    undefined,
    (v) => (inBox(v, BLOCK.min, BLOCK.max) ? 7 : 0),
  );
  writeCase("hard/empty", [sphere([30, 25, 20], 12, 30)], { objects: [] });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("screens a dataset, matches by voxels, and writes the report for people and programs", async () => {
  const { out, err, code } = await run("set", "--model", "threshold-model", "--json", "copy.json");
  expect(err.split("\n").filter((line) => !/^(wild|hard)\/\w+: \d+ alarms$/.test(line) && line !== "")).toEqual([]);
  expect(code).toBe(0);
  expect(out).toContain("objects found, all sizes");
  const report = JSON.parse(readFileSync(join(folder, "set-evaluation/report.json"), "utf8"));
  expect(JSON.parse(readFileSync(join(folder, "copy.json"), "utf8"))).toEqual(report);
  expect(report).toMatchObject({
    schema: 1,
    dataset: "set",
    model: { id: "threshold-model" },
    operatingPoint: "standard",
    bags: { given: 6, screened: 6, failed: [] },
    objects: { all: { found: { hits: 3, n: 4 }, anyClass: { hits: 3, n: 4 } }, by: { class: [{ name: "ivory" }] } },
    lookAlikes: [{ kind: "plaster", mimics: "ivory", alarms: { hits: 1, n: 1 } }],
    ivoryKinds: { right: { n: 2 } },
  });
  expect(report.byBag.map((bag: Record<string, unknown>) => [bag["kind"], bag["clean"], bag["falseAlarms"]])).toEqual([
    ["hard", true, 1],
    ["wild", false, 0],
  ]);
  const exact = JSON.parse(readFileSync(join(folder, "set-evaluation/cases/wild/exact.json"), "utf8"));
  expect(exact.scanner).toBe("bench");
  expect(exact.objects[0]).toMatchObject({ number: 3, voxels: 4000, box: BLOCK });
  expect(exact.findings[0].overlaps[0].ofObject).toBeGreaterThan(0.95);
  const half = JSON.parse(readFileSync(join(folder, "set-evaluation/cases/wild/half.json"), "utf8"));
  expect(half.findings[0].overlaps[0].ofFinding).toBeCloseTo(0.5, 1);
  expect(readFileSync(join(folder, "set-evaluation/report.html"), "utf8")).toContain("<svg");
  expect(readFileSync(join(folder, "set-evaluation/report.md"), "utf8")).toContain("## What look-alikes alarm");
});

test("what was screened before is kept; another operating point is another evaluation; shares are done apart", async () => {
  const kept = join(folder, "set-evaluation/cases/wild/exact.json");
  const before = statSync(kept).mtimeMs;
  const again = await run("set", "--model", "threshold-model");
  expect([again.code, again.err]).toEqual([0, ""]);
  expect(statSync(kept).mtimeMs).toBe(before);
  const args = ["set", "--model", "threshold-model", "--point", "strict", "--out", "strict"];
  const first = await run(...args, "--share", "1/2");
  expect(first.out).toContain("3 cases have no result yet");
  expect(existsSync(join(folder, "strict/report.json"))).toBe(false);
  const second = await run(...args, "--share", "2/2");
  expect(second.code).toBe(0);
  expect(JSON.parse(readFileSync(join(folder, "strict/report.json"), "utf8"))).toMatchObject({
    operatingPoint: "strict",
    bags: { screened: 6 },
  });
});

test("a case that cannot be judged is named and counts in no figure", async () => {
  writeCase("wild/unlabelled", [block], { objects: [object] });
  const { code } = await run("set", "--model", "threshold-model");
  expect(code).toBe(20);
  const { bags, objects } = JSON.parse(readFileSync(join(folder, "set-evaluation/report.json"), "utf8"));
  expect(bags.failed).toEqual([
    { kind: "wild", id: "unlabelled", error: expect.stringContaining("neither labels nor boxVoxel") },
  ]);
  expect(objects.all.found.n).toBe(4);
});

test("wrong words are refused", async () => {
  for (const [args, words] of [
    [["nowhere", "--model", "threshold-model"], "file.not-found"],
    [["set", "--model", "threshold-model", "--point", "bold"], "standard, strict"],
    [["set", "--model", "threshold-model", "--share", "3/2"], "a share is written 1/2"],
  ] as const) {
    const { code, err } = await run(...args);
    expect(code).toBe(1);
    expect(err).toContain(words);
  }
});
