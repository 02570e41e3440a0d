/** What the inference process does with each message. Knows nothing of how messages travel. */
import {
  type FromInference,
  fromInferenceSchema,
  type ScreenVolume,
  type ToInference,
  toInferenceSchema,
} from "../contract/inference-protocol.ts";
import { StationError, toStationError } from "../contract/station-error.ts";
import { smallestBeadMm } from "./ct/beads/limit.ts";
import { screenCt } from "./ct/screen-ct.ts";
import { createJobQueue } from "./job-queue.ts";
import { createModelRegistry } from "./model-registry.ts";

export type Program = {
  /** Takes any value; what is no valid message is logged, and answered where it names a job. Never throws. */
  readonly receive: (message: unknown) => void;
};

const jobIdOf = (message: unknown): string | null => {
  if (typeof message !== "object" || message === null || !("jobId" in message)) return null;
  return typeof message.jobId === "string" ? message.jobId : null;
};

export const createProgram = (host: {
  readonly send: (message: FromInference) => void;
  readonly log: (line: string) => void;
}): Program => {
  const registry = createModelRegistry();
  const queue = createJobQueue();

  const fail = (jobId: string, error: StationError): void => host.send({ type: "failed", jobId, error: error.toBody() });

  /** Sends only what the contract allows; a job whose result is not allowed has failed. */
  const sendResult = (message: FromInference & { jobId: string }): void => {
    const checked = fromInferenceSchema.safeParse(message);
    if (checked.success) host.send(checked.data);
    else fail(message.jobId, new StationError("internal", `result breaks the protocol: ${checked.error.message}`));
  };

  const announceModels = (): void => host.send({ type: "models", models: registry.states() });

  const load = (modelsDir: string, threads: number): void => {
    queue.add(null, async () => {
      await registry.load(modelsDir, threads, announceModels);
    });
  };

  const screen = (job: ScreenVolume): void => {
    queue.add(job.jobId, async (signal) => {
      try {
        const { ready, operatingPoint } = registry.pick(job.modelId, job.operatingPoint);
        const result = await screenCt(job, ready, operatingPoint, {
          signal,
          progress: (step, fraction) => sendResult({ type: "progress", jobId: job.jobId, step, fraction }),
        });
        const { id, version, sha256 } = ready.manifest;
        sendResult({
          type: "screened",
          jobId: job.jobId,
          verdict: result.findings.some(({ state }) => state === "alarm") ? "alarm" : "clear",
          model: { id, version, sha256, operatingPoint: operatingPoint.id },
          findings: [...result.findings],
          beadsFromMm: smallestBeadMm(job.geometry.spacingMm),
          hasMask: result.findings.length > 0,
          timingsMs: { ...result.timingsMs },
        });
      } catch (thrown) {
        fail(job.jobId, toStationError(thrown));
      }
    });
  };

  const cancel = (jobId: string): void => {
    // A job that still waits is answered here; the one at work notices the signal and answers itself.
    if (queue.cancel(jobId) === "was-waiting") {
      fail(jobId, new StationError("screening.cancelled", "cancelled while it waited"));
    }
  };

  const act = (message: ToInference): void => {
    switch (message.type) {
      case "load":
        return load(message.modelsDir, message.threads);
      case "screen":
        return screen(message);
      case "cancel":
        return cancel(message.jobId);
      case "ping":
        return host.send({ type: "pong", nonce: message.nonce });
    }
  };

  return {
    receive: (message) => {
      const parsed = toInferenceSchema.safeParse(message);
      if (parsed.success) return act(parsed.data);
      host.log(`not a valid message: ${parsed.error.message}`);
      const jobId = jobIdOf(message);
      if (jobId !== null) fail(jobId, new StationError("request.invalid", parsed.error.message));
    },
  };
};
