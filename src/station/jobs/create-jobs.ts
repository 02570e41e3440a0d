/** Work that takes longer than a request: it has an id, says how far it is, and can be cancelled. */
import { StationError } from "../../contract/station-error.ts";
import type { Announce } from "../announce.ts";
import type { Clock } from "../clock.ts";
import type { NewId } from "../ids.ts";

export type JobProgress = { readonly jobId: string; readonly step: string; readonly fraction: number };

/** What the work itself sees. */
export type JobContext = {
  readonly jobId: string;
  /** Aborted on cancellation and when the station closes; `signal.reason` is then a StationError. */
  readonly signal: AbortSignal;
  /** `step` in the officer's words, `fraction` 0 to 1. May be called as often as wanted. */
  readonly progress: (step: string, fraction: number) => void;
};

export type StartedJob<T> = {
  readonly jobId: string;
  /** Rejects with what the work threw. Never an unhandled rejection when nobody waits for it. */
  readonly done: Promise<T>;
};

export type Jobs = {
  /** Begins at once; `scanId` is the scan whose worklist line shows the progress, or null. */
  readonly start: <T>(scanId: string | null, work: (job: JobContext) => Promise<T>) => StartedJob<T>;
  /** Asks the work to end. Errors: `job.not-found` when there is no such work or it has ended. */
  readonly cancel: (jobId: string) => void;
  /** Of the newest work under way on the scan. */
  readonly progressOf: (scanId: string) => JobProgress | null;
  /** Cancels everything and waits until all of it has ended. */
  readonly close: () => Promise<void>;
};

/** Progress within a step is announced at most this often; a new step always is. */
const ANNOUNCE_EVERY_MS = 100;

type Running = {
  readonly scanId: string | null;
  readonly abort: AbortController;
  readonly ended: Promise<unknown>;
  progress: JobProgress;
  announcedMs: number;
};

export const createJobs = (options: { readonly newId: NewId; readonly clock: Clock; readonly announce: Announce }): Jobs => {
  const running = new Map<string, Running>();
  let closed = false;

  const report = (job: Running, step: string, fraction: number): void => {
    const newStep = step !== job.progress.step;
    job.progress = {
      jobId: job.progress.jobId,
      step,
      fraction: Math.min(1, Math.max(0, Number.isFinite(fraction) ? fraction : 0)),
    };
    const now = options.clock();
    // a clock set back must not silence the job until it has caught up again
    if (!newStep && now >= job.announcedMs && now - job.announcedMs < ANNOUNCE_EVERY_MS) return;
    job.announcedMs = now;
    options.announce({ type: "progress", scanId: job.scanId, ...job.progress });
  };

  return {
    start: (scanId, work) => {
      const jobId = options.newId();
      const abort = new AbortController();
      if (closed) abort.abort(new StationError("job.cancelled", "the station is closing"));
      const context: JobContext = {
        jobId,
        signal: abort.signal,
        progress: (step, fraction) => {
          const job = running.get(jobId);
          if (job && !abort.signal.aborted) report(job, step, fraction);
        },
      };
      // a microtask later, so that the caller has the id before the work can announce anything
      const done = Promise.resolve().then(() => {
        abort.signal.throwIfAborted();
        return work(context);
      });
      const ended = done.then(
        () => running.delete(jobId),
        () => running.delete(jobId),
      );
      running.set(jobId, { scanId, abort, ended, progress: { jobId, step: "", fraction: 0 }, announcedMs: 0 });
      return { jobId, done };
    },
    cancel: (jobId) => {
      const job = running.get(jobId);
      if (!job) throw new StationError("job.not-found", jobId);
      job.abort.abort(new StationError("job.cancelled", jobId));
    },
    progressOf: (scanId) => {
      let newest: JobProgress | null = null;
      for (const job of running.values()) if (job.scanId === scanId && job.progress.step !== "") newest = job.progress;
      return newest;
    },
    close: async () => {
      closed = true;
      const all = [...running.values()];
      for (const job of all) job.abort.abort(new StationError("job.cancelled", "the station is closing"));
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
};
