/** A reading worker that misbehaves as its items say; the pool's tests run it in place of the real one. */
import { parentPort } from "node:worker_threads";
import type { FromWorker, ToWorker } from "../reading/reading-pool.ts";

const port = parentPort;
if (!port) throw new Error("faulty-worker runs as a worker thread only");

const send = (message: FromWorker): void => port.postMessage(message);
const asleep = new Int32Array(new SharedArrayBuffer(4));

const behave = (item: unknown): unknown => {
  if (item === "hang") Atomics.wait(asleep, 0, 0);
  if (item === "exit") process.exit(7);
  if (item === "memory") {
    const kept: number[][] = [];
    for (;;) kept.push(Array.from({ length: 100_000 }, (_, n) => n + 0.5));
  }
  if (item === "slow") Atomics.wait(asleep, 0, 0, 50);
  return `done ${String(item)}`;
};

port.on("message", ({ batchId, items, stop }: ToWorker) => {
  for (const [at, item] of items.entries()) {
    if (Atomics.load(stop, 0) !== 0) break;
    if (item === "refuse") send({ type: "failed", batchId, at, code: "format.truncated", detail: "refused" });
    else if (item === "throw")
      queueMicrotask(() => {
        throw new Error("thrown outside");
      });
    else send({ type: "item", batchId, at, result: behave(item) });
    if (item === "throw") return;
  }
  send({ type: "done", batchId });
});
send({ type: "ready" });
