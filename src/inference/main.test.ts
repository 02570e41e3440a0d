import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FromInference, fromInferenceSchema, type ScreenVolume, type ToInference } from "../contract/inference-protocol.ts";
import { phantom, phantomJob, sphere } from "./ct/testing/phantom.ts";

const MODEL = join(import.meta.dirname, "ct/testing/threshold-model");

let folder = "";
let child: ChildProcess;
let heard: FromInference[] = [];
let wake = (): void => {};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "inference-"));
  mkdirSync(join(folder, "models"));
  heard = [];
  child = fork(join(import.meta.dirname, "main.ts"), [], { silent: true });
  child.on("message", (message) => {
    heard.push(fromInferenceSchema.parse(message));
    wake();
  });
});

afterEach(async () => {
  if (child.exitCode === null) {
    child.disconnect();
    await once(child, "exit");
  }
  rmSync(folder, { recursive: true });
});

const say = (message: ToInference): void => void child.send(message);

/** The first message heard that fits; messages heard before count too. */
const hear = async (fits: (message: FromInference) => boolean): Promise<FromInference> => {
  for (;;) {
    const found = heard.find(fits);
    if (found) return found;
    await new Promise<void>((resolve) => (wake = resolve));
  }
};

const install = (id = "threshold-model"): string => {
  const to = join(folder, "models", id);
  cpSync(MODEL, to, { recursive: true });
  return to;
};

const loaded = async () => {
  say({ type: "load", modelsDir: join(folder, "models"), threads: 1 });
  const message = await hear((m) => m.type === "models" && m.models.every(({ state }) => state !== "loading"));
  return message.type === "models" ? message.models : [];
};

const job = (jobId: string): ScreenVolume => {
  const dims = [64, 64, 64] as const;
  return phantomJob(folder, phantom(dims, [1, 1, 1], [sphere([30, 30, 30], 12, 1500)]), dims, [1, 1, 1], { jobId });
};

const answerTo = (jobId: string): Promise<FromInference> =>
  hear((m) => (m.type === "screened" || m.type === "failed") && m.jobId === jobId);

test("loads the models of a folder and screens", async () => {
  install();
  expect(await loaded()).toMatchObject([
    { id: "threshold-model", state: "ready", reason: null, operatingPoint: "standard", operatingPoints: ["standard", "strict"] },
  ]);
  say(job("job-00000001"));
  const answer = await answerTo("job-00000001");
  expect(answer).toMatchObject({
    type: "screened",
    verdict: "alarm",
    hasMask: true,
    beadsFromMm: 4,
    model: { id: "threshold-model", version: "1", operatingPoint: "standard" },
    findings: [{ class: "ivory", label: 1, source: "model" }],
  });
  const steps = heard.filter((m) => m.type === "progress");
  expect(steps.map(({ fraction }) => fraction)).toEqual(steps.map(({ fraction }) => fraction).toSorted((a, b) => a - b));
});

test("a model whose file was changed is listed as unavailable and not used", async () => {
  appendFileSync(join(install(), "model.onnx"), "x");
  expect(await loaded()).toMatchObject([
    { id: "threshold-model", state: "unavailable", reason: expect.stringContaining("not the one that was approved") },
  ]);
  say(job("job-00000001"));
  expect(await answerTo("job-00000001")).toMatchObject({ type: "failed", error: { code: "model.damaged" } });
});

test("the object model is checked like the first", async () => {
  const to = join(folder, "models", "two-stage-model");
  cpSync(join(import.meta.dirname, "ct/objects/testing/two-stage-model"), to, { recursive: true });
  expect(await loaded()).toMatchObject([{ id: "two-stage-model", state: "ready" }]);
  appendFileSync(join(to, "objects.onnx"), "x");
  heard = [];
  expect(await loaded()).toMatchObject([
    { id: "two-stage-model", state: "unavailable", reason: expect.stringContaining("objects.onnx") },
  ]);
});

test("a broken description, a broken graph and a good model beside them", async () => {
  install();
  writeFileSync(join(install("no-json"), "manifest.json"), "{");
  install("other-name");
  mkdirSync(join(folder, "models", "nothing-in-it"));
  const models = await loaded();
  expect(Object.fromEntries(models.map(({ id, state }) => [id, state]))).toEqual({
    "no-json": "unavailable",
    "nothing-in-it": "unavailable",
    "other-name": "unavailable",
    "threshold-model": "ready",
  });
  say(job("job-00000001"));
  expect(await answerTo("job-00000001")).toMatchObject({ type: "screened", model: { id: "threshold-model" } });
});

test("without any model a screening fails with the reason", async () => {
  expect(await loaded()).toEqual([]);
  say(job("job-00000001"));
  expect(await answerTo("job-00000001")).toMatchObject({ type: "failed", error: { code: "model.unavailable" } });
});

test("an unknown operating point or model is refused, and the next job goes on", async () => {
  install();
  await loaded();
  say({ ...job("job-00000001"), operatingPoint: "bold" });
  say({ ...job("job-00000002"), modelId: "unheard-of" });
  say(job("job-00000003"));
  expect(await answerTo("job-00000001")).toMatchObject({ error: { code: "request.invalid" } });
  expect(await answerTo("job-00000002")).toMatchObject({ error: { code: "model.unavailable" } });
  expect(await answerTo("job-00000003")).toMatchObject({ type: "screened" });
});

test("a waiting job can be cancelled", async () => {
  install();
  await loaded();
  say(job("job-00000001"));
  say(job("job-00000002"));
  say({ type: "cancel", jobId: "job-00000002" });
  expect(await answerTo("job-00000002")).toMatchObject({ type: "failed", error: { code: "screening.cancelled" } });
  expect(await answerTo("job-00000001")).toMatchObject({ type: "screened" });
});

test("nonsense is answered where it names a job, else ignored", async () => {
  child.send({ type: "dance" });
  child.send({ type: "screen", jobId: "job-00000009" });
  expect(await answerTo("job-00000009")).toMatchObject({ type: "failed", error: { code: "request.invalid" } });
  say({ type: "ping", nonce: "n1" });
  expect(await hear((m) => m.type === "pong")).toEqual({ type: "pong", nonce: "n1" });
});

test("ends with its host", async () => {
  say({ type: "ping", nonce: "up" });
  await hear((m) => m.type === "pong");
  child.disconnect();
  expect(await once(child, "exit")).toEqual([0, null]);
});
