import { Worker } from "node:worker_threads";
import type { ErrorCode } from "../../../contract/error-code.ts";
import { ERROR_CODES } from "../../../contract/error-code.ts";
import { StationError, toStationError } from "../../../contract/station-error.ts";
import type { FromWorker, Outcome, ReadingPool, RunOptions, ToWorker } from "./reading-pool.ts";
import type { TaskKind } from "./reading-tasks.ts";

export type ReadingPoolOptions = {
  /** Worker threads. */
  readonly size: number;
  /** The worker's file; in a bundle it lies elsewhere than beside this one. */
  readonly workerUrl?: URL | undefined;
  /** Milliseconds that an item may take where the run does not say. */
  readonly timeoutMs?: number | undefined;
  /** JavaScript heap of one worker, MiB. Voxels lie outside it. */
  readonly heapMiB?: number | undefined;
};

/** How long an item may go on after its run was cancelled before its worker is ended. */
const CANCEL_GRACE_MS = 1000;
const START_TIMEOUT_MS = 60_000;

type Run = {
  readonly kind: TaskKind;
  readonly common: unknown;
  readonly items: readonly unknown[];
  readonly options: RunOptions;
  readonly outcomes: (Outcome<unknown> | undefined)[];
  /** Indices not yet handed to a worker, next last. */
  readonly waiting: number[];
  /** Shared with the workers: 1 tells them to begin no further item. */
  readonly stop: Int32Array;
  settled: number;
  underWay: number;
  cancelled: unknown;
  readonly finish: () => void;
};

type Batch = { readonly id: number; readonly run: Run; readonly indices: readonly number[]; at: number };

type Member = { readonly worker: Worker; ready: boolean; batch: Batch | null; timer: NodeJS.Timeout | null };

const isErrorCode = (code: string): code is ErrorCode => code in ERROR_CODES;

export const createReadingPool = (options: ReadingPoolOptions): ReadingPool => {
  const workerUrl = options.workerUrl ?? new URL("./reading-worker.ts", import.meta.url);
  const limitMs = options.timeoutMs ?? 60_000;
  const members = new Set<Member>();
  const runs: Run[] = [];
  const endings = new Set<Promise<unknown>>();
  let batchIds = 0;
  let closed = false;
  let failedStarts = 0;

  const settle = (run: Run, index: number, outcome: Outcome<unknown>): void => {
    if (run.outcomes[index]) return;
    run.outcomes[index] = outcome;
    run.settled += 1;
    run.options.onItem?.(run.settled, run.items.length);
    if (!outcome.ok && run.options.stopAtFirstError) {
      Atomics.store(run.stop, 0, 1);
      for (const waiting of run.waiting.splice(0)) settle(run, waiting, outcome);
    }
  };

  const finishIfDone = (run: Run): void => {
    if (run.underWay > 0 || run.waiting.length > 0) return;
    const at = runs.indexOf(run);
    if (at >= 0) runs.splice(at, 1);
    if (runs.length === 0) for (const { worker } of members) worker.unref();
    run.finish();
  };

  /** Gives back what the batch had not done. */
  const endBatch = (member: Member): void => {
    const { batch } = member;
    if (member.timer) clearTimeout(member.timer);
    member.timer = null;
    member.batch = null;
    if (!batch) return;
    const { run } = batch;
    run.underWay -= 1;
    const undone = batch.indices.filter((index) => !run.outcomes[index]);
    const failure = run.outcomes.find((outcome) => outcome && !outcome.ok);
    if (run.cancelled !== undefined) run.settled += undone.length;
    else if (Atomics.load(run.stop, 0) !== 0 && failure) for (const index of undone) settle(run, index, failure);
    else run.waiting.push(...undone.toReversed());
    finishIfDone(run);
  };

  const arm = (member: Member): void => {
    if (member.timer) clearTimeout(member.timer);
    const { batch } = member;
    const index = batch?.indices[batch.at];
    if (!batch || index === undefined) return;
    const ms = batch.run.options.timeoutMs?.(index) ?? limitMs;
    member.timer = setTimeout(
      () => drop(member, new StationError("format.corrupt", `reading took longer than ${Math.round(ms / 1000)} s and was ended`)),
      ms,
    );
  };

  /** Ends a worker; the item it was at gets `error`, the rest goes back into the queue. */
  const drop = (member: Member, error: StationError): void => {
    if (!members.delete(member)) return;
    if (member.timer) clearTimeout(member.timer);
    const { batch } = member;
    const index = batch?.indices[batch.at];
    if (batch && index !== undefined && batch.run.cancelled === undefined) settle(batch.run, index, { ok: false, error });
    const ending = member.worker.terminate().finally(() => {
      // only now is it certain that the worker writes nothing any more
      endBatch(member);
      endings.delete(ending);
      schedule();
    });
    endings.add(ending);
  };

  const receive = (member: Member, message: FromWorker): void => {
    if (message.type === "ready") {
      member.ready = true;
      failedStarts = 0;
      if (member.timer) clearTimeout(member.timer);
      member.timer = null;
      schedule();
      return;
    }
    const { batch } = member;
    if (!batch || batch.id !== message.batchId) return;
    if (message.type === "done") {
      endBatch(member);
      schedule();
      return;
    }
    const index = batch.indices[message.at];
    if (index === undefined) return;
    batch.at = message.at + 1;
    const outcome: Outcome<unknown> =
      message.type === "item"
        ? { ok: true, result: message.result }
        : { ok: false, error: new StationError(isErrorCode(message.code) ? message.code : "internal", message.detail) };
    settle(batch.run, index, outcome);
    if (batch.run.cancelled === undefined) arm(member);
  };

  const hire = (): void => {
    const worker = new Worker(workerUrl, {
      execArgv: [],
      // codecs print; nothing of it may reach the program's own output
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: options.heapMiB ?? 512, stackSizeMb: 4 },
    });
    worker.stdout.resume();
    worker.stderr.resume();
    const member: Member = { worker, ready: false, batch: null, timer: null };
    members.add(member);
    const fail = (thrown: unknown): void => {
      if (!members.has(member)) return;
      if (!member.ready) failedStarts += 1;
      const detail = thrown instanceof Error ? thrown.message : String(thrown);
      const outOfMemory = thrown instanceof Error && "code" in thrown && thrown.code === "ERR_WORKER_OUT_OF_MEMORY";
      const broken = failedStarts >= 3 ? new StationError("internal", `reading workers do not start: ${detail}`) : null;
      drop(
        member,
        new StationError(
          outOfMemory ? "file.too-large" : "format.corrupt",
          outOfMemory ? `out of memory: ${detail}` : `the reader crashed: ${detail}`,
        ),
      );
      if (broken) for (const run of runs.slice()) failWaiting(run, broken);
    };
    worker.on("message", (message: FromWorker) => receive(member, message));
    // an error overtakes the messages sent before it; when the exit is told they have all been received
    let crash: unknown = null;
    worker.on("error", (thrown) => {
      crash = thrown;
    });
    worker.on("messageerror", fail);
    worker.on("exit", (code) => fail(crash ?? `exit ${code}`));
    member.timer = setTimeout(() => fail("no sign of life"), START_TIMEOUT_MS);
  };

  const failWaiting = (run: Run, error: StationError): void => {
    for (const index of run.waiting.splice(0)) settle(run, index, { ok: false, error });
    finishIfDone(run);
  };

  const nextRun = (): Run | null => {
    let best: Run | null = null;
    for (const run of runs) {
      if (run.waiting.length > 0 && (best === null || (run.options.priority ?? 0) < (best.options.priority ?? 0))) best = run;
    }
    return best;
  };

  const dispatch = (member: Member, run: Run): void => {
    const fair = Math.ceil(run.waiting.length / options.size);
    const count = Math.max(1, Math.min(run.options.batchSize ?? 8, fair));
    const indices = run.waiting.splice(Math.max(0, run.waiting.length - count)).toReversed();
    const batch: Batch = { id: ++batchIds, run, indices, at: 0 };
    member.batch = batch;
    run.underWay += 1;
    const message: ToWorker = {
      batchId: batch.id,
      kind: run.kind,
      common: run.common,
      items: indices.map((index) => run.items[index]),
      stop: run.stop,
    };
    try {
      member.worker.postMessage(message);
      arm(member);
    } catch (thrown) {
      for (const index of indices) settle(run, index, { ok: false, error: toStationError(thrown) });
      endBatch(member);
    }
  };

  const schedule = (): void => {
    if (closed) return;
    // an idle pool does not keep the program alive, a busy one does
    for (const { worker } of members) {
      if (runs.length > 0) worker.ref();
      else worker.unref();
    }
    for (const member of members) {
      if (!member.ready || member.batch) continue;
      const run = nextRun();
      if (!run) return;
      dispatch(member, run);
    }
    // all at once: the first task is one item, and what follows it should not wait for the others to start
    while (runs.some((run) => run.waiting.length > 0) && members.size < options.size) hire();
  };

  const cancel = (run: Run, reason: unknown): void => {
    run.cancelled = reason;
    Atomics.store(run.stop, 0, 1);
    run.waiting.splice(0);
    for (const member of members) {
      if (member.batch?.run !== run) continue;
      if (member.timer) clearTimeout(member.timer);
      member.timer = setTimeout(() => drop(member, new StationError("job.cancelled", "ended")), CANCEL_GRACE_MS);
    }
    finishIfDone(run);
  };

  const start = (
    kind: TaskKind,
    common: unknown,
    items: readonly unknown[],
    runOptions: RunOptions = {},
  ): Promise<readonly Outcome<unknown>[]> =>
    new Promise((resolve, reject) => {
      const { signal } = runOptions;
      if (closed) return reject(new StationError("job.cancelled", "the station is closing"));
      if (signal?.aborted) return reject(signal.reason);
      const abort = (): void => cancel(run, signal?.reason ?? new StationError("job.cancelled", kind));
      const run: Run = {
        kind,
        common,
        items,
        options: runOptions,
        outcomes: items.map(() => undefined),
        waiting: items.map((_, index) => index).toReversed(),
        stop: new Int32Array(new SharedArrayBuffer(4)),
        settled: 0,
        underWay: 0,
        cancelled: undefined,
        finish: () => {
          signal?.removeEventListener("abort", abort);
          if (run.cancelled !== undefined) reject(run.cancelled);
          else
            resolve(
              run.outcomes.map(
                (outcome) => outcome ?? { ok: false, error: new StationError("internal", `${kind}: an item was lost`) },
              ),
            );
        },
      };
      signal?.addEventListener("abort", abort);
      runs.push(run);
      if (items.length === 0) finishIfDone(run);
      else schedule();
    });

  return {
    size: options.size,
    // `start` gives for every item what its own task gave; the tasks' table proves the type, a message cannot
    run: start as ReadingPool["run"],
    close: async () => {
      closed = true;
      for (const run of runs.slice()) cancel(run, new StationError("job.cancelled", "the station is closing"));
      for (const member of members) drop(member, new StationError("job.cancelled", "the station is closing"));
      await Promise.all(endings);
    },
  };
};
