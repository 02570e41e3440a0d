/** Runs cases one after the other and reports them in batches; the main thread watches from outside. */
import { parentPort, workerData } from "node:worker_threads";
import { caseOf, loadCorpus } from "./corpus.ts";
import type { CaseReport, WorkerData, WorkerMessage } from "./protocol.ts";
import { runCase } from "./run-case.ts";

// made by our own main thread
const { seed, from, to, only, folders, current } = workerData as WorkerData;
const corpus = loadCorpus(folders).filter(({ key }) => new RegExp(only).test(key));
const watched = new Int32Array(current);
let batch: CaseReport[] = [];

const send = (): void => {
  const message: WorkerMessage = { reports: batch };
  parentPort?.postMessage(message, []);
  batch = [];
};

for (let number = from; number < to; number += 1) {
  Atomics.store(watched, 0, number);
  const made = caseOf(corpus, seed, number);
  const before = process.memoryUsage().arrayBuffers;
  const start = process.threadCpuUsage();
  const result = await runCase(made);
  const used = process.threadCpuUsage(start);
  const bytes = Math.max(0, process.memoryUsage().arrayBuffers - before);
  batch.push({ ...result, number, key: made.key, cpuMs: (used.user + used.system) / 1000, bytes });
  if (batch.length >= 50 || result.failure !== null) {
    send();
    // Lets the message leave before the next case, which may never end.
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}
send();
