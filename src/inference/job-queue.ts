/** Work that is done one piece at a time, in the order it came: two screenings at once would only slow each other. */
type Job = {
  readonly id: string | null;
  readonly work: (signal: AbortSignal) => Promise<void>;
  readonly abort: AbortController;
};

export type JobQueue = {
  /** `work` handles its own failures; what it throws all the same is unexpected and ends the process. */
  readonly add: (id: string | null, work: (signal: AbortSignal) => Promise<void>) => void;
  /** A waiting job is dropped, one at work is signalled; `unknown` when it has ended or never was. */
  readonly cancel: (id: string) => "was-waiting" | "signalled" | "unknown";
};

export const createJobQueue = (): JobQueue => {
  const waiting: Job[] = [];
  let current: Job | null = null;

  const runNext = async (): Promise<void> => {
    const job = waiting.shift();
    if (job === undefined) return;
    current = job;
    try {
      await job.work(job.abort.signal);
    } finally {
      current = null;
    }
    await runNext();
  };

  return {
    add: (id, work) => {
      waiting.push({ id, work, abort: new AbortController() });
      if (current === null && waiting.length === 1) void runNext();
    },
    cancel: (id) => {
      const at = waiting.findIndex((job) => job.id === id);
      if (at >= 0) {
        waiting.splice(at, 1);
        return "was-waiting";
      }
      if (current?.id !== id) return "unknown";
      current.abort.abort();
      return "signalled";
    },
  };
};
