import type { ErrorBody } from "../../../contract/error-code.ts";
import type { ScannerProfile } from "../../../contract/scanner-profile.ts";
import { StationError } from "../../../contract/station-error.ts";
import { slashed } from "../reading/file-sources.ts";
import type { FileIndex } from "../reading/index-file.ts";
import type { PlannedScan } from "../reading/plan-scans.ts";
import type { Outcome, ReadingPool } from "../reading/reading-pool.ts";
import { WALK_LIMITS, type WalkedFile } from "../reading/walk-files.ts";

export type RefusedPath = { readonly path: string; readonly error: ErrorBody };

export type Collected = {
  readonly plans: readonly PlannedScan[];
  /** Every indexed file, by the name its format knows it by. */
  readonly indexed: ReadonlyMap<string, FileIndex>;
  readonly refused: readonly RefusedPath[];
};

/** Slower than any disk or share that is still worth reading from. */
const SLOWEST_BYTES_PER_MS = 2000;

/** Milliseconds for work on a file: a minute, and what its bytes need on a slow share. */
export const patienceFor = (bytes: number): number => 60_000 + bytes / SLOWEST_BYTES_PER_MS;

const only = <T>(outcomes: readonly Outcome<T>[]): T => {
  const [outcome] = outcomes;
  if (!outcome) throw new StationError("internal", "a task gave nothing");
  if (!outcome.ok) throw outcome.error;
  return outcome.result;
};

/**
 * From paths to planned scans: finds the files, reads their headers, and groups them. A file that cannot be read is refused and
 * harms no other; one that belongs to a scan described by another file is not refused on its own account.
 */
export const collectFiles = async (
  paths: readonly string[],
  options: {
    readonly pool: ReadingPool;
    readonly profiles: readonly ScannerProfile[];
    readonly signal: AbortSignal | undefined;
    /** See `WalkLimits.given`. */
    readonly given: boolean;
    readonly onIndexed: (done: number, total: number) => void;
  },
): Promise<Collected> => {
  const { pool, profiles, signal, given, onIndexed } = options;
  const walked = only(await pool.run("walk", { ...WALK_LIMITS, given }, [paths], { signal, timeoutMs: () => 600_000 }));
  const refused: RefusedPath[] = [...walked.refused];
  const { files } = walked;
  const outcomes = await pool.run("index", null, files, {
    signal,
    onItem: onIndexed,
    batchSize: 16,
    timeoutMs: (index) => patienceFor(files[index]?.size ?? 0),
  });
  const indexed = new Map<string, FileIndex>();
  const notIndexed: RefusedPath[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    const path = files[index]?.path ?? "";
    if (!outcome.ok) notIndexed.push({ path, error: outcome.error.toBody() });
    else if (outcome.result) indexed.set(outcome.result.name, outcome.result);
  }
  const packed = [...indexed.values()].map((file) => file.packed);
  const planned =
    packed.length === 0
      ? { plans: [], refused: [] }
      : only(await pool.run("plan", profiles, [packed], { signal, timeoutMs: () => 600_000 }));
  const used = new Set(planned.plans.flatMap(({ names }) => names));
  for (const plan of planned.plans) {
    for (const name of plan.names) for (const sibling of indexed.get(name)?.siblings ?? []) used.add(slashed(sibling.path));
  }
  refused.push(...notIndexed.filter(({ path }) => !used.has(slashed(path))));
  for (const { name, error } of planned.refused) refused.push({ path: indexed.get(name)?.path ?? name, error });
  if (given && planned.plans.length === 0 && refused.length === 0)
    refused.push(...paths.map((path) => ({ path, error: nothingIn(path, files, indexed.size) })));
  return { plans: planned.plans, indexed, refused };
};

/** Nothing is refused and nothing is a scan: said once, of what was given. */
const nothingIn = (path: string, files: readonly WalkedFile[], images: number): ErrorBody =>
  new StationError(
    images > 0 ? "format.not-an-image" : "format.unknown",
    `${path}: none of ${files.length} files is ${images > 0 ? "an image" : "of a kind that can be opened"}`,
  ).toBody();
