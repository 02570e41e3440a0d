/**
 * A stand-in for the inference process that fails on demand: it speaks the real protocol over the real channel, so that
 * the host's answer to crashes, hangs and nonsense can be tested. `modelsDir` names what to do while loading, `modelId`
 * (or, where the host names no model, the number of slices) what to do with a screening; anything else is a well-behaved answer: one piece of ivory in the middle of the scan.
 */
import { writeFileSync } from "node:fs";
import { type FromInference, type ScreenVolume, toInferenceSchema } from "../../contract/inference-protocol.ts";
import { StationError } from "../../contract/station-error.ts";

const say = (message: FromInference): void => void process.send?.(message);

const crash = (): void => {
  process.stderr.write("the detector ran out of luck\n", () => process.exit(70));
};

const MODEL = { id: "stand-in", version: "1.0.0", sha256: "0".repeat(64), operatingPoint: "default" };

const load = (how: string): void => {
  if (how === "crash") return crash();
  if (how === "hang") return;
  const reason = how === "damaged" ? "The file is not the one that was approved." : null;
  const state = reason === null ? "ready" : "unavailable";
  say({
    type: "models",
    models: how === "none" ? [] : [{ ...MODEL, title: "Stand-in", state, reason, operatingPoints: ["default"] }],
  });
};

const cancelled = new Set<string>();

const FAULT_OF_SLICES: Readonly<Record<number, string>> = { 11: "crash", 12: "hang", 13: "slow", 14: "refuse" };

const screen = (request: ScreenVolume): void => {
  const { jobId, geometry } = request;
  const fault = request.modelId ?? FAULT_OF_SLICES[geometry.dims[2]];
  if (fault === "crash") return crash();
  if (fault === "hang") return;
  if (fault === "nonsense") return void process.send?.({ type: "screened", jobId, findings: "many" });
  if (fault === "refuse") return say({ type: "failed", jobId, error: new StationError("model.damaged", "on demand").toBody() });
  if (fault === "slow") {
    say({ type: "progress", jobId, step: "looking", fraction: 0.1 });
    const wait = setInterval(() => {
      if (!cancelled.has(jobId)) return;
      clearInterval(wait);
      say({ type: "failed", jobId, error: new StationError("screening.cancelled", jobId).toBody() });
    }, 5);
    return;
  }
  answer(request, geometry);
};

const answer = ({ jobId, maskPath }: ScreenVolume, { dims, spacingMm }: ScreenVolume["geometry"]): void => {
  say({ type: "progress", jobId, step: "looking", fraction: 0.5 });
  const min = [dims[0] >> 2, dims[1] >> 2, dims[2] >> 2] as const;
  const max = [
    Math.max(min[0] + 1, dims[0] >> 1),
    Math.max(min[1] + 1, dims[1] >> 1),
    Math.max(min[2] + 1, dims[2] >> 1),
  ] as const;
  const mask = new Uint8Array(dims[0] * dims[1] * dims[2]);
  for (let k = min[2]; k < max[2]; k += 1)
    for (let j = min[1]; j < max[1]; j += 1)
      mask.fill(1, (k * dims[1] + j) * dims[0] + min[0], (k * dims[1] + j) * dims[0] + max[0]);
  writeFileSync(maskPath, mask);
  const mm = (corner: readonly [number, number, number]): [number, number, number] => [
    corner[0] * spacingMm[0],
    corner[1] * spacingMm[1],
    corner[2] * spacingMm[2],
  ];
  const finding = {
    id: `finding-${jobId}`.slice(0, 64),
    label: 1,
    source: "model",
    state: "alarm",
    class: "ivory",
    title: "Ivory",
    reason: null,
    kind: "beads",
    beads: { count: 3, diametersMm: [8, 8.5, 9] },
    probability: 0.9,
    boxVoxel: { min, max },
    boxMm: { min: mm(min), max: mm(max) },
    centreVoxel: min,
    volumeCm3: 1,
    massG: 1.8,
    meanHu: 1900,
    embedding: null,
  } as const;
  say({
    type: "screened",
    jobId,
    verdict: "alarm",
    model: MODEL,
    findings: [{ ...finding, beads: { ...finding.beads, diametersMm: [...finding.beads.diametersMm] } }],
    beadsFromMm: 4,
    hasMask: true,
    timingsMs: { total: 1 },
  });
};

process.on("message", (raw) => {
  const message = toInferenceSchema.parse(raw);
  if (message.type === "load") load(message.modelsDir);
  else if (message.type === "screen") screen(message);
  else if (message.type === "cancel") cancelled.add(message.jobId);
  else say({ type: "pong", nonce: message.nonce });
});
process.on("disconnect", () => process.exit(0));
