import { expect, test } from "vitest";
import type { StationEvent } from "../../contract/events.ts";
import { StationError } from "../../contract/station-error.ts";
import { createIds } from "../ids.ts";
import { createJobs, type Jobs } from "./create-jobs.ts";

const SCAN = "scan-0001";

const setUp = (): { jobs: Jobs; events: StationEvent[]; tick: (ms: number) => void } => {
  let now = 1000;
  const events: StationEvent[] = [];
  const newId = createIds(
    () => now,
    (length) => new Uint8Array(length),
  );
  const jobs = createJobs({ newId, clock: () => now, announce: (event) => events.push(event) });
  return { jobs, events, tick: (ms) => void (now += ms) };
};

test("progress is announced for every step, and within one not more than ten times a second", async () => {
  const { jobs, events, tick } = setUp();
  let seen: unknown = null;
  const { jobId, done } = jobs.start(SCAN, (job) => {
    for (let n = 0; n <= 50; n += 1) {
      job.progress("reading", n / 50);
      tick(10);
    }
    job.progress("writing", 2);
    seen = jobs.progressOf(SCAN);
    return Promise.resolve("finished");
  });
  await expect(done).resolves.toBe("finished");
  const said = events.map((event) => (event.type === "progress" ? [event.step, event.fraction] : []));
  expect(said).toEqual([
    ["reading", 0],
    ["reading", 0.2],
    ["reading", 0.4],
    ["reading", 0.6],
    ["reading", 0.8],
    ["reading", 1],
    ["writing", 1],
  ]);
  expect(seen).toEqual({ jobId, step: "writing", fraction: 1 });
  expect(jobs.progressOf(SCAN)).toBeNull();
  expect(() => jobs.cancel(jobId)).toThrow("job.not-found");
});

test("cancelled work ends with the code that says so, and says nothing more", async () => {
  const { jobs, events } = setUp();
  const { jobId, done } = jobs.start(null, async (job) => {
    await new Promise((resolve) => job.signal.addEventListener("abort", resolve));
    job.progress("late", 0.5);
    job.signal.throwIfAborted();
  });
  await Promise.resolve();
  jobs.cancel(jobId);
  await expect(done).rejects.toThrow("job.cancelled");
  expect(events).toEqual([]);
});

test("closing cancels all work, waits for it, and lets none begin", async () => {
  const { jobs } = setUp();
  let cleanedUp = false;
  const first = jobs.start(null, async (job) => {
    await new Promise((resolve) => job.signal.addEventListener("abort", resolve));
    await new Promise((resolve) => setImmediate(resolve));
    cleanedUp = true;
    throw new StationError("job.cancelled", "ended");
  });
  first.done.catch(() => undefined);
  await Promise.resolve();
  await jobs.close();
  expect(cleanedUp).toBe(true);
  let ran = false;
  const late = jobs.start(null, () => {
    ran = true;
    return Promise.resolve();
  });
  await expect(late.done).rejects.toThrow("the station is closing");
  expect(ran).toBe(false);
});
