/** Entry of a reading worker: does one batch at a time and says how each item ended. */
import { mkdirSync } from "node:fs";
import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";
import { parentPort } from "node:worker_threads";
import type { FromWorker, ToWorker } from "./reading-pool.ts";

/**
 * Run from its sources, a worker spends three quarters of its start on stripping types and compiling, which a cache saves every
 * further one. A bundled worker has nothing to gain and may lie where nothing can be written.
 */
const cacheSources = (): void => {
  if (!import.meta.filename.endsWith(".ts")) return;
  try {
    const folder = join(import.meta.dirname, "../../../../node_modules/.cache/faunagate-compiled");
    // made here first: the runtime does not come back from trying where it cannot be made
    mkdirSync(folder, { recursive: true });
    enableCompileCache(folder);
  } catch {
    // slower, and otherwise the same
  }
};

cacheSources();
const { toStationError } = await import("../../../contract/station-error.ts");
const { TASKS } = await import("./reading-tasks.ts");
flushCompileCache();

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
