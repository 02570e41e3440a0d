/**
 * `node src/imaging/fuzz/main.ts --cases 20000 --seed 1` reads that many damaged files. Every case must end in volumes that keep
 * the contract or in errors of the closed list, within `--cpu-ms` of processor time and `--mib` of memory; anything else is
 * printed with its number, which `--case N` runs again. `--only REGEXP` takes some seeds only, `--folder DIR` other files as
 * seeds, `--save DIR` writes the files of `--case` there. Exit code 1 when a case failed.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { caseOf, loadCorpus } from "./corpus.ts";
import type { CaseReport, WorkerData, WorkerMessage } from "./protocol.ts";

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    case: { type: "string" },
    only: { type: "string", default: "" },
    folder: { type: "string", multiple: true, default: [] },
    save: { type: "string" },
    "cpu-ms": { type: "string", default: "2000" },
    "hang-s": { type: "string", default: "30" },
    mib: { type: "string", default: "512" },
  },
});

const seed = Number(values.seed);
const first = values.case === undefined ? 0 : Number(values.case);
const end = values.case === undefined ? Number(values.cases) : first + 1;
const cpuLimitMs = Number(values["cpu-ms"]);
const hangMs = Number(values["hang-s"]) * 1000;
const memoryLimit = Number(values.mib) * 2 ** 20;

type Failure = { readonly number: number; readonly key: string; readonly what: string };

const failures: Failure[] = [];
const codes = new Map<string, number>();
let decoded = 0;
let done = 0;
let slowest: CaseReport | null = null;

const fail = (failure: Failure): void => {
  failures.push(failure);
  process.stdout.write(`FAILED case ${failure.number} (seed ${seed}, ${failure.key}): ${failure.what}\n`);
};

const take = (report: CaseReport): void => {
  done += 1;
  if (report.volumes > 0) decoded += 1;
  for (const code of report.refused) codes.set(code, (codes.get(code) ?? 0) + 1);
  if (slowest === null || report.cpuMs > slowest.cpuMs) slowest = report;
  if (report.failure !== null) fail({ ...report, what: report.failure });
  else if (report.cpuMs > cpuLimitMs) fail({ ...report, what: `${Math.round(report.cpuMs)} ms of processor time` });
  else if (report.bytes > memoryLimit) fail({ ...report, what: `${Math.round(report.bytes / 2 ** 20)} MiB taken` });
};

/** A busy machine must not make a case look hung: processor time counts, and the clock only for what waits forever. */
const spent = (): { readonly cpuMs: number; readonly wallMs: number } => {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, wallMs: performance.now() };
};

type Ended = { readonly next: number };

/** Runs cases from `from` until all are done or one hangs or kills its thread; gives where to go on. */
const runFrom = (from: number): Promise<Ended> =>
  new Promise((resolve) => {
    const current = new SharedArrayBuffer(4);
    const watched = new Int32Array(current);
    Atomics.store(watched, 0, from);
    const workerData: WorkerData = { seed, from, to: end, only: values.only, folders: values.folder, current };
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    let at = from;
    let since = spent();
    let over = false;
    const finish = (next: number): void => {
      if (over) return;
      over = true;
      clearInterval(watch);
      void worker.terminate().finally(() => {
        resolve({ next });
      });
    };
    const broken = (what: string): void => {
      if (over) return;
      const number = Atomics.load(watched, 0);
      fail({ number, key: caseOf(corpus, seed, number).key, what });
      finish(number + 1);
    };
    const watch = setInterval(() => {
      const now = Atomics.load(watched, 0);
      if (now !== at) {
        at = now;
        since = spent();
      } else if (spent().cpuMs - since.cpuMs > hangMs || spent().wallMs - since.wallMs > 10 * hangMs) {
        broken(`no end within ${values["hang-s"]} s`);
      }
      if (process.memoryUsage().rss > 4 * memoryLimit + 2 ** 30)
        broken(`the process holds ${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB`);
    }, 200);
    worker.on("message", ({ reports }: WorkerMessage) => {
      if (!over) for (const report of reports) take(report);
    });
    worker.on("error", (error) => {
      broken(`the thread ended: ${error instanceof Error ? error.message : String(error)}`);
    });
    worker.on("exit", () => {
      finish(end);
    });
  });

const corpus = loadCorpus(values.folder).filter(({ key }) => new RegExp(values.only).test(key));

if (values.save !== undefined) {
  for (const { name, bytes } of caseOf(corpus, seed, first).files) {
    const path = join(values.save, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

const start = performance.now();
for (let next = first; next < end;) next = (await runFrom(next)).next;
const seconds = (performance.now() - start) / 1000;
const listed = [...codes]
  .toSorted((a, b) => b[1] - a[1])
  .map(([code, count]) => `${code} ${count}`)
  .join(", ");
process.stdout.write(`refusals: ${listed}\n`);
if (slowest !== null)
  process.stdout.write(
    `slowest: case ${(slowest as CaseReport).number} (${(slowest as CaseReport).key}), ${Math.round((slowest as CaseReport).cpuMs)} ms\n`,
  );
process.stdout.write(
  `${done} cases from ${corpus.length} seeds in ${seconds.toFixed(0)} s: ${decoded} decoded, ${failures.length} failed\n`,
);
process.exitCode = failures.length === 0 ? 0 : 1;
