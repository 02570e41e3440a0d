import { afterEach, expect, test } from "vitest";
import { StationError } from "../../../contract/station-error.ts";
import { createReadingPool, type ReadingPoolOptions } from "./create-reading-pool.ts";
import type { Outcome, ReadingPool } from "./reading-pool.ts";

const faulty = new URL("../testing/faulty-worker.ts", import.meta.url);
let pool: ReadingPool | null = null;

const open = (options: Partial<ReadingPoolOptions> = {}): ReadingPool => {
  pool = createReadingPool({ size: 2, workerUrl: faulty, ...options });
  return pool;
};

afterEach(async () => {
  await pool?.close();
  pool = null;
});

const said = (outcomes: readonly Outcome<string>[]): readonly string[] =>
  outcomes.map((outcome) => (outcome.ok ? outcome.result : outcome.error.code));

test("gives one outcome per item, in order, and a refusal costs its own item only", async () => {
  const items = Array.from({ length: 50 }, (_, n) => (n === 17 ? "refuse" : `${n}`));
  const ticks: number[] = [];
  const outcomes = await open().run("verify", null, items, { onItem: (done) => ticks.push(done) });
  expect(said(outcomes)).toEqual(items.map((item) => (item === "refuse" ? "format.truncated" : `done ${item}`)));
  expect(ticks).toEqual(items.map((_, n) => n + 1));
});

test("no items, no work", async () => {
  expect(await open().run("verify", null, [])).toEqual([]);
});

test("an item that hangs is ended after its time, and the rest of its batch is done by another worker", async () => {
  const outcomes = await open({ size: 1 }).run("verify", null, ["a", "hang", "b", "c"], { batchSize: 4, timeoutMs: () => 300 });
  expect(said(outcomes)).toEqual(["done a", "format.corrupt", "done b", "done c"]);
  const [, hung] = outcomes;
  expect(hung && !hung.ok && hung.error.detail).toContain("longer than");
});

test("a worker that exits, crashes or runs out of memory costs the item it was at", async () => {
  const items = ["a", "exit", "b", "throw", "c", "memory", "d"];
  const outcomes = await open({ heapMiB: 32 }).run("verify", null, items, { batchSize: 3 });
  expect(said(outcomes)).toEqual(["done a", "format.corrupt", "done b", "format.corrupt", "done c", "file.too-large", "done d"]);
  expect(said(await open().run("verify", null, ["after"]))).toEqual(["done after"]);
});

test("stops at the first error where asked, and says that error of the rest", async () => {
  const outcomes = await open({ size: 1 }).run("verify", null, ["a", "refuse", "b", "c"], {
    stopAtFirstError: true,
    batchSize: 2,
  });
  expect(said(outcomes)).toEqual(["done a", "format.truncated", "format.truncated", "format.truncated"]);
});

test("cancellation ends even what hangs, rejects with the reason, and leaves the pool usable", async () => {
  const abort = new AbortController();
  const reason = new StationError("job.cancelled", "by the test");
  const running = open().run("verify", null, ["hang", "hang", "a"], { signal: abort.signal });
  const other = pool?.run("verify", null, ["x", "y"]);
  setTimeout(() => abort.abort(reason), 50);
  await expect(running).rejects.toBe(reason);
  expect(said((await other) ?? [])).toEqual(["done x", "done y"]);
  await expect(open().run("verify", null, ["a"], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test("what is urgent overtakes what was asked before it", async () => {
  const order: string[] = [];
  const one = open({ size: 1 });
  await one.run("verify", null, ["warm"]);
  const later = one
    .run("verify", null, ["slow", "slow", "slow", "slow"], { priority: 1, batchSize: 1 })
    .then(() => order.push("later"));
  const urgent = one.run("verify", null, ["a"], { priority: 0 }).then(() => order.push("urgent"));
  await Promise.all([later, urgent]);
  expect(order).toEqual(["urgent", "later"]);
});

test("workers that cannot start are an error, not a wait", async () => {
  const outcomes = await open({ workerUrl: new URL("../testing/no-such-worker.ts", import.meta.url) }).run("verify", null, [
    "a",
    "b",
  ]);
  expect(said(outcomes)).toEqual(["internal", "internal"]);
});

test("closing ends what is under way", async () => {
  const running = open().run("verify", null, ["hang"]);
  const ended = expect(running).rejects.toMatchObject({ code: "job.cancelled" });
  await pool?.close();
  await ended;
});
