/** Between the fuzzer's main thread and its worker. */
import type { CaseResult } from "./run-case.ts";

export type WorkerData = {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly only: string;
  readonly folders: readonly string[];
  /** Int32: the case under way. */
  readonly current: SharedArrayBuffer;
};

export type CaseReport = CaseResult & {
  readonly number: number;
  readonly key: string;
  /** Processor time of the worker's thread. */
  readonly cpuMs: number;
  /** Growth of memory for typed arrays while the case ran, garbage not yet collected included. */
  readonly bytes: number;
};

export type WorkerMessage = { readonly reports: readonly CaseReport[] };
