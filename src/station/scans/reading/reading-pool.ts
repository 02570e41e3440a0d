import type { StationError } from "../../../contract/station-error.ts";
import type { CommonOf, ItemOf, ResultOf, TaskKind } from "./reading-tasks.ts";

export type Outcome<T> = { readonly ok: true; readonly result: T } | { readonly ok: false; readonly error: StationError };

/** What the items gave; throws the error of the first that failed. */
export const resultsOf = <T>(outcomes: readonly Outcome<T>[]): readonly T[] =>
  outcomes.map((outcome) => {
    if (!outcome.ok) throw outcome.error;
    return outcome.result;
  });

export type RunOptions = {
  /** Lower goes first. 0: a person waits for the picture; 1: what can follow it. */
  readonly priority?: number;
  /** Aborted: items not begun are dropped, those under way end or are ended, then the run rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Ends the run after the first failed item; the rest are not begun and are given that same error. */
  readonly stopAtFirstError?: boolean;
  /** Milliseconds that one item may take, by its index; the pool's own limit where absent. */
  readonly timeoutMs?: (index: number) => number;
  /** Items handed to a worker at a time. */
  readonly batchSize?: number;
  readonly onItem?: (done: number, total: number) => void;
};

export type ReadingPool = {
  /**
   * Runs a task over items in parallel. Gives one outcome per item, in the items' order. A worker that hangs, crashes or runs out
   * of memory costs the item it was at; it is replaced and the rest goes on.
   */
  readonly run: <K extends TaskKind>(
    kind: K,
    common: CommonOf<K>,
    items: readonly ItemOf<K>[],
    options?: RunOptions,
  ) => Promise<readonly Outcome<ResultOf<K>>[]>;
  readonly size: number;
  /** Ends all workers; what was under way rejects with `job.cancelled`. */
  readonly close: () => Promise<void>;
};

export type ToWorker = {
  readonly batchId: number;
  readonly kind: TaskKind;
  readonly common: unknown;
  readonly items: readonly unknown[];
  readonly stop: Int32Array;
};

export type FromWorker =
  | { readonly type: "ready" }
  | { readonly type: "item"; readonly batchId: number; readonly at: number; readonly result: unknown }
  | { readonly type: "failed"; readonly batchId: number; readonly at: number; readonly code: string; readonly detail: string }
  | { readonly type: "done"; readonly batchId: number };
