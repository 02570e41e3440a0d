/**
 * Keeps one inference process running and asks it one thing at a time. Whatever the process does (ends, hangs, talks
 * nonsense), every question is answered: with a result or with a StationError, in bounded time, and the host never waits.
 */
import { type FromInference, fromInferenceSchema, type ScreenVolume } from "../../contract/inference-protocol.ts";
import type { ModelState } from "../../contract/model.ts";
import { fromErrorBody, StationError } from "../../contract/station-error.ts";
import type { InferenceChannel, SpawnInference } from "./inference-channel.ts";

export type Screened = Extract<FromInference, { type: "screened" }>;

export type InferenceLimits = {
  /** For starting the process and loading the models. */
  readonly loadMs: number;
  /** For one screening of so many voxels. */
  readonly screenMs: (voxels: number) => number;
  /** Between two signs of life (progress) of a screening. Finds a hang soon, without hurrying a slow machine. */
  readonly silenceMs: number;
  /** How long a cancelled screening may take to end by itself. */
  readonly cancelMs: number;
  /** Pause before the process is started again after so many failures in a row (1, 2, …). */
  readonly backOffMs: (failures: number) => number;
};

export const DEFAULT_LIMITS: InferenceLimits = {
  loadMs: 120_000,
  screenMs: (voxels) => 600_000 + voxels / 200,
  silenceMs: 120_000,
  cancelMs: 2000,
  backOffMs: (failures) => Math.min(30_000, 250 * 2 ** failures),
};

/** After so many starts in a row that never got to loaded models, questions are refused at once instead of waiting. */
const PATIENCE = 3;

export type InferenceClient = {
  /** Never empty: where there is no detector, one entry says why. */
  readonly models: () => readonly ModelState[];
  /**
   * Errors: `model.unavailable`, `screening.crashed`, `screening.timeout`, `screening.cancelled`, and what the process
   * refuses with. Only one at a time.
   */
  readonly screen: (
    request: Omit<ScreenVolume, "type">,
    watch: { readonly signal: AbortSignal; readonly progress: (step: string, fraction: number) => void },
  ) => Promise<Screened>;
  /** Ends the process; what was asked is refused with `screening.cancelled`. */
  readonly close: () => void;
};

type Question = {
  readonly jobId: string;
  readonly progress: (step: string, fraction: number) => void;
  readonly settle: (outcome: Screened | StationError) => void;
};

const noModel = (state: ModelState["state"], reason: string): ModelState => ({
  id: "none",
  version: "",
  title: "Detector",
  state,
  reason,
  sha256: "",
  operatingPoint: "",
  operatingPoints: [],
});

export const createInferenceClient = (options: {
  readonly spawn: SpawnInference;
  readonly modelsDir: string;
  readonly threads: number;
  readonly onModels: (models: readonly ModelState[]) => void;
  readonly log: (line: string) => void;
  readonly limits?: Partial<InferenceLimits>;
}): InferenceClient => {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  let channel: InferenceChannel | null = null;
  let models: readonly ModelState[] = [noModel("loading", "The detector is starting.")];
  /** Whether the running process has said what models it has. */
  let loaded = false;
  /** In a row, without an answered question between them. */
  let failures = 0;
  let failedStarts = 0;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let question: Question | null = null;
  let waiting: (() => void)[] = [];

  const setModels = (next: readonly ModelState[]): void => {
    models = next;
    options.onModels(models);
    for (const wake of waiting.splice(0)) wake();
  };

  const down = (error: StationError): void => {
    const ended = channel;
    channel = null;
    failedStarts = loaded ? 0 : failedStarts + 1;
    loaded = false;
    ended?.kill();
    clearTimeout(timer);
    if (closed) return;
    failures += 1;
    options.log(`inference process: ${error.code}: ${error.detail}; start ${failures + 1} follows`);
    timer = setTimeout(start, limits.backOffMs(failures));
    setModels(models.map((model) => ({ ...model, state: "unavailable", reason: `The detector stopped: ${error.detail}` })));
    question?.settle(error);
  };

  const receive = (raw: unknown): void => {
    const parsed = fromInferenceSchema.safeParse(raw);
    if (!parsed.success) return down(new StationError("screening.crashed", `message not understood: ${parsed.error.message}`));
    const message = parsed.data;
    if (message.type === "models") {
      loaded = message.models.every(({ state }) => state !== "loading");
      if (loaded) clearTimeout(timer);
      return setModels(message.models.length > 0 ? message.models : [noModel("unavailable", "No model is installed.")]);
    }
    if (message.type === "pong" || question?.jobId !== message.jobId) return;
    if (message.type === "progress") return question.progress(message.step, message.fraction);
    failures = 0;
    question.settle(message.type === "screened" ? message : fromErrorBody(message.error));
  };

  const start = (): void => {
    try {
      const mine = options.spawn();
      channel = mine;
      // what an earlier process still says or does is no longer anybody's business
      mine.onMessage((raw) => channel === mine && receive(raw));
      mine.onExit((why) => channel === mine && down(new StationError("screening.crashed", why)));
      timer = setTimeout(
        () => down(new StationError("screening.timeout", `not loaded after ${limits.loadMs} ms`)),
        limits.loadMs,
      );
      mine.send({ type: "load", modelsDir: options.modelsDir, threads: options.threads });
    } catch (thrown) {
      down(new StationError("screening.crashed", `could not be started: ${String(thrown)}`));
    }
  };

  /** Until there is a detector; throws when there is none to wait for. */
  const ready = async (signal: AbortSignal): Promise<InferenceChannel> => {
    for (;;) {
      if (closed || signal.aborted)
        throw new StationError("screening.cancelled", closed ? "the station is closing" : "before it began");
      if (channel && loaded && models.some(({ state }) => state === "ready")) return channel;
      if (loaded || failedStarts >= PATIENCE) {
        throw new StationError(
          "model.unavailable",
          models.map(({ title, reason }) => `${title}: ${reason ?? "unknown"}`).join("; "),
        );
      }
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
    }
  };

  const endAfter = (ms: number, why: string): NodeJS.Timeout =>
    setTimeout(() => down(new StationError("screening.timeout", `${why} after ${Math.round(ms)} ms`)), ms);

  const ask = (
    to: InferenceChannel,
    request: Omit<ScreenVolume, "type">,
    signal: AbortSignal,
    progress: Question["progress"],
  ): Promise<Screened> =>
    new Promise((resolve, reject) => {
      let giveUp: NodeJS.Timeout | undefined;
      let silence: NodeJS.Timeout | undefined;
      const cancelled = new StationError("screening.cancelled", request.jobId);
      const cancel = (): void => {
        to.send({ type: "cancel", jobId: request.jobId });
        clearTimeout(silence);
        clearTimeout(giveUp);
        giveUp = setTimeout(() => down(cancelled), limits.cancelMs);
      };
      const settle = (outcome: Screened | StationError): void => {
        question = null;
        clearTimeout(silence);
        clearTimeout(giveUp);
        signal.removeEventListener("abort", cancel);
        if (signal.aborted) reject(cancelled);
        else if (outcome instanceof StationError) reject(outcome);
        else resolve(outcome);
      };
      const alive = (step: string, fraction: number): void => {
        if (signal.aborted) return;
        clearTimeout(silence);
        silence = endAfter(limits.silenceMs, `no sign of life in "${step}"`);
        progress(step, fraction);
      };
      question = { jobId: request.jobId, progress: alive, settle };
      giveUp = endAfter(limits.screenMs(request.geometry.dims.reduce((product, size) => product * size, 1)), "no result");
      alive("starting", 0);
      signal.addEventListener("abort", cancel, { once: true });
      to.send({ type: "screen", ...request });
    });

  start();
  return {
    models: () => models,
    screen: async (request, { signal, progress }) => {
      const to = await ready(signal);
      if (question) throw new StationError("internal", "the detector was asked a second thing at once");
      return ask(to, request, signal, progress);
    },
    close: () => {
      closed = true;
      down(new StationError("screening.cancelled", "the station is closing"));
      question?.settle(new StationError("screening.cancelled", "the station is closing"));
      for (const wake of waiting.splice(0)) wake();
    },
  };
};
