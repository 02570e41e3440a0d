/** Entry of a reading worker: does one batch at a time and says how each item ended. */
import { parentPort } from "node:worker_threads";
import { toStationError } from "../../../contract/station-error.ts";
import type { FromWorker, ToWorker } from "./reading-pool.ts";
import { TASKS } from "./reading-tasks.ts";

const port = parentPort;
if (!port) throw new Error("reading-worker runs as a worker thread only");

const send = (message: FromWorker): void => port.postMessage(message);

const work = async ({ batchId, kind, common, items, stop }: ToWorker): Promise<void> => {
  // the host's `run` has checked that kind, common and items belong together; a message cannot carry that proof
  const task = TASKS[kind] as (common: unknown, item: unknown) => unknown;
  for (const [at, item] of items.entries()) {
    if (Atomics.load(stop, 0) !== 0) break;
    try {
      send({ type: "item", batchId, at, result: await task(common, item) });
    } catch (thrown) {
      const error = toStationError(thrown, thrown instanceof RangeError ? "file.too-large" : "internal");
      send({ type: "failed", batchId, at, code: error.code, detail: error.detail });
    }
  }
  send({ type: "done", batchId });
};

port.on("message", (message: ToWorker) => void work(message));
send({ type: "ready" });
