import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { StationError } from "../../contract/station-error.ts";
import type { ModelState } from "../../contract/model.ts";
import { forkInference } from "./fork-inference.ts";
import { createInferenceClient, type InferenceClient, type InferenceLimits, type Screened } from "./inference-client.ts";

const GEOMETRY = {
  dims: [8, 6, 4],
  spacingMm: [1, 1, 2],
  originMm: [0, 0, 0],
  direction: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  space: "lps",
} as const;

/** For machines that are busy with something else. */
const WAIT = { timeout: 30_000 };

let folder = "";
let open: InferenceClient[] = [];
let said: (readonly ModelState[])[] = [];
let log: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faunagate-inference-"));
  [open, said, log] = [[], [], []];
});
afterEach(() => {
  for (const client of open) client.close();
  rmSync(folder, { recursive: true, force: true });
});

const client = (modelsDir: string, limits: Partial<InferenceLimits> = {}): InferenceClient => {
  const made = createInferenceClient({
    spawn: forkInference(join(import.meta.dirname, "..", "testing", "faulty-inference.ts"), (line) => log.push(line)),
    modelsDir,
    threads: 1,
    onModels: (models) => said.push(models),
    log: (line) => log.push(line),
    limits: { backOffMs: () => 5, ...limits },
  });
  open.push(made);
  return made;
};

const screen = (
  to: InferenceClient,
  modelId: string | null,
  signal = new AbortController().signal,
  steps: string[] = [],
): Promise<Screened> =>
  to.screen(
    {
      jobId: `job-${modelId ?? "good"}`,
      modelId,
      operatingPoint: null,
      geometry: GEOMETRY,
      voxels: { path: join(folder, "voxels"), slope: 1, intercept: 0, paddingStored: null },
      maskPath: join(folder, "mask"),
    },
    { signal, progress: (step) => steps.push(step) },
  );

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "no error",
    (thrown: unknown) => (thrown instanceof StationError ? `${thrown.code} (${thrown.detail})` : String(thrown)),
  );

test("a good process answers: findings, progress, and the mask in the file", async () => {
  const good = client("good");
  const steps: string[] = [];
  const screened = await screen(good, null, undefined, steps);
  expect(screened.verdict).toBe("alarm");
  expect(steps).toEqual(["starting", "looking"]);
  expect(readFileSync(join(folder, "mask")).length).toBe(8 * 6 * 4);
  expect(good.models().map(({ state }) => state)).toEqual(["ready"]);
});

test("a crash ends one screening with the process's last words, and the next one works", async () => {
  const faulty = client("good");
  expect(await codeOf(screen(faulty, "crash"))).toMatch(/^screening\.crashed \(exit code 70: the detector ran out of luck\)$/);
  expect(faulty.models()[0]?.state).toBe("unavailable");
  expect(faulty.models()[0]?.reason).toContain("ran out of luck");
  expect((await screen(faulty, null)).verdict).toBe("alarm");
  expect(said.map((models) => models[0]?.state)).toEqual(["ready", "unavailable", "ready"]);
});

test("nonsense from the process is treated as a crash", async () => {
  const faulty = client("good");
  expect(await codeOf(screen(faulty, "nonsense"))).toMatch(/^screening\.crashed \(message not understood/);
  expect((await screen(faulty, null)).verdict).toBe("alarm");
});

test("a hanging screening ends at the limit and the process is replaced", async () => {
  let allowedMs = 100;
  const faulty = client("good", { screenMs: () => allowedMs });
  expect(await codeOf(screen(faulty, "hang"))).toBe("screening.timeout (no result after 100 ms)");
  allowedMs = 60_000;
  expect((await screen(faulty, null)).verdict).toBe("alarm");
});

test("one that falls silent ends long before the limit, and says in which step", async () => {
  const faulty = client("good", { silenceMs: 1000 });
  expect(await codeOf(screen(faulty, "slow"))).toMatch(
    /^screening\.timeout \(no sign of life in "(starting|looking)" after 1000 ms\)$/,
  );
});

test("a refusal keeps the process", async () => {
  const faulty = client("good");
  expect(await codeOf(screen(faulty, "refuse"))).toBe("model.damaged (on demand)");
  expect((await screen(faulty, null)).verdict).toBe("alarm");
  expect(said).toHaveLength(1);
});

test("cancellation: politely first, and the process stays", async () => {
  const faulty = client("good", { cancelMs: 60_000 });
  const abort = new AbortController();
  const steps: string[] = [];
  const slow = codeOf(screen(faulty, "slow", abort.signal, steps));
  await vi.waitFor(() => expect(steps).toEqual(["starting", "looking"]), WAIT);
  abort.abort();
  expect(await slow).toMatch(/^screening\.cancelled/);
  expect(said).toHaveLength(1);
  expect(await codeOf(screen(faulty, null, AbortSignal.abort()))).toMatch(/^screening\.cancelled/);
  expect((await screen(faulty, null)).verdict).toBe("alarm");
});

test("cancellation: by force after the limit", async () => {
  const faulty = client("good", { cancelMs: 50 });
  const abort = new AbortController();
  const steps: string[] = [];
  const hanging = codeOf(screen(faulty, "hang", abort.signal, steps));
  await vi.waitFor(() => expect(steps).toEqual(["starting"]), WAIT);
  abort.abort();
  expect(await hanging).toMatch(/^screening\.cancelled/);
  expect((await screen(faulty, null)).verdict).toBe("alarm");
  expect(said).toHaveLength(3);
});

test("no model, a damaged model, a process that cannot start: unavailable with the reason, never a wait without end", async () => {
  expect(await codeOf(screen(client("none"), null))).toBe("model.unavailable (Detector: No model is installed.)");
  expect(await codeOf(screen(client("damaged"), null))).toBe(
    "model.unavailable (Stand-in: The file is not the one that was approved.)",
  );
  expect(await codeOf(screen(client("crash"), null))).toMatch(
    /^model\.unavailable \(Detector: The detector stopped: exit code 70/,
  );
  expect(await codeOf(screen(client("hang", { loadMs: 50 }), null))).toMatch(
    /^model\.unavailable \(Detector: The detector stopped: not loaded/,
  );
});

test("closing ends what was asked and starts nothing again", async () => {
  const faulty = client("good");
  const hanging = codeOf(screen(faulty, "hang"));
  await vi.waitFor(() => expect(faulty.models()[0]?.state).toBe("ready"), WAIT);
  faulty.close();
  expect(await hanging).toMatch(/^screening\.cancelled/);
  expect(await codeOf(screen(faulty, null))).toMatch(/^screening\.cancelled/);
});
