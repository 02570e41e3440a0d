import { rm } from "node:fs/promises";
import type { Scan } from "../../../contract/scan.ts";
import type { ScannerProfile } from "../../../contract/scanner-profile.ts";
import { StationError, toStationError } from "../../../contract/station-error.ts";
import { type Clock, utcOf } from "../../clock.ts";
import type { NewId } from "../../ids.ts";
import type { Catalogue, ScanInternal } from "../catalogue/create-catalogue.ts";
import type { PlannedScan } from "../reading/plan-scans.ts";
import type { ReadingPool } from "../reading/reading-pool.ts";
import type { PublishScanEvent } from "../scan-event.ts";
import type { ScanFolders } from "../scan-folders.ts";
import { collectFiles, type RefusedPath } from "./collect-files.ts";
import { hasLevels } from "./has-levels.ts";
import { keepOriginals, type KeepResult } from "./keep-originals.ts";
import { openRadiograph } from "./open-radiograph.ts";
import { type OpenOptions, openScan } from "./open-scan.ts";
import { fingerprintOf, originOf, type ScanFiles, scanFilesOf } from "./scan-files.ts";

export type ImportOptions = {
  readonly signal?: AbortSignal | undefined;
  /** Marks the scans as demonstration everywhere. */
  readonly demo?: boolean;
  /** `step` in the officer's words, `fraction` 0 to 1. */
  readonly onProgress?: (step: string, fraction: number) => void;
  /** What the worklist shows as the origin, where the files lie under a name of our own (uploads). */
  readonly shownPath?: string;
  /** Names the import in `import-done`; without one, nothing of that kind is announced. */
  readonly jobId?: string;
  /** The paths were found by the station itself: what is no scan among them is passed over, not refused. */
  readonly found?: boolean;
  /** Where a file cannot be read at the moment, nothing is imported and `refused` says so: the whole will be tried again. */
  readonly whole?: boolean;
  /** Whether a refusal is announced; all are unless this says otherwise. */
  readonly announces?: (refusal: RefusedPath) => boolean;
};

export type ImportedScan = {
  /** As it is when the import ends: `queued`, `failed`, or further. */
  readonly scan: Scan;
  /** The station had the same files already; this is the scan they had become. */
  readonly already: boolean;
};

export type ImportResult = { readonly scans: readonly ImportedScan[]; readonly refused: readonly RefusedPath[] };

export type Importer = {
  /**
   * Imports files and folders. Rejects only for the import as a whole (`job.cancelled`); everything else ends as a failed scan or
   * a refusal, and the rest goes on.
   */
  readonly importPaths: (paths: readonly string[], options?: ImportOptions) => Promise<ImportResult>;
  /** Ends what is under way; scans not yet open stay as they are, for `recover` at the next start. */
  readonly close: () => Promise<void>;
};

export type ImporterDeps = {
  readonly catalogue: Catalogue;
  readonly pool: ReadingPool;
  readonly folders: ScanFolders;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly publish: PublishScanEvent;
  readonly profiles: () => readonly ScannerProfile[];
  readonly keepOriginals: boolean;
  readonly maxVolumeBytes: number;
  /** Told once per scan, when its voxels are on the disk. */
  readonly onQueued: (scan: Scan) => void;
};

/** Shares of an import's progress: reading headers, then opening the scans. */
const INDEX_SHARE = 0.2;

export const createImporter = (deps: ImporterDeps): Importer => {
  const { catalogue, pool, folders, publish } = deps;
  /** Scans being opened in this process, so that a second import of the same files waits for the first. */
  const openings = new Map<string, Promise<unknown>>();
  const closing = new AbortController();
  const imports = new Set<Promise<unknown>>();

  const change = (scanId: string, to: (scan: Scan) => Scan): Scan => {
    const scan = catalogue.update(scanId, to);
    publish({ type: "scan", scan });
    return scan;
  };

  const register = (
    plan: PlannedScan,
    files: ScanFiles,
    ordinal: number,
    options: ImportOptions,
  ): { readonly scan: Scan; readonly already: boolean } => {
    const fingerprint = fingerprintOf(files.all, ordinal);
    const existing = catalogue.findByFingerprint(fingerprint);
    const usable = existing && (openings.has(existing.id) || (isOpen(existing) && hasLevels(folders, existing)));
    if (existing && usable) return { scan: existing, already: true };
    const scan = describe(plan, files, existing?.id ?? deps.newId(), existing?.importedUtc ?? utcOf(deps.clock), options);
    const internal: ScanInternal = { sources: [...files.all], originals: "pending", scannerFindings: [...plan.scannerFindings] };
    if (existing) {
      // failed, cut off, or its voxels are gone: the same scan is opened anew, and what people said of it stays
      catalogue.updateInternal(existing.id, () => internal);
      catalogue.update(existing.id, () => ({ ...scan, demo: existing.demo }));
    } else {
      catalogue.insert(scan, internal, fingerprint);
    }
    publish({ type: "scan", scan });
    return { scan, already: false };
  };

  const open = async (
    scanId: string,
    plan: PlannedScan,
    files: ScanFiles,
    signal: AbortSignal,
    onProgress: (fraction: number) => void,
  ): Promise<Scan> => {
    try {
      change(scanId, (scan) => ({ ...scan, state: "opening" }));
      const how: OpenOptions = { pool, folders, maxVolumeBytes: deps.maxVolumeBytes, signal, onProgress };
      const opened =
        plan.kind === "volume" ? await openScan(scanId, plan, files, how) : await openRadiograph(scanId, plan, files, how);
      const scan = change(scanId, (before) => ({ ...before, ...opened, state: "queued", error: null }));
      deps.onQueued(scan);
      return scan;
    } catch (thrown) {
      await rm(folders.scan(scanId), { recursive: true, force: true }).catch(() => undefined);
      // the station is closing: the scan stays "opening" and is taken up again at the next start
      if (closing.signal.aborted) throw thrown;
      const error = toStationError(thrown);
      return change(scanId, (scan) => ({ ...scan, state: "failed", error: error.toBody(), channels: [], levels: [], views: [] }));
    }
  };

  const keep = async (scanId: string, files: ScanFiles, signal: AbortSignal): Promise<KeepResult> => {
    if (!deps.keepOriginals) {
      catalogue.updateInternal(scanId, (internal) => ({ ...internal, originals: "absent", sources: [] }));
      return { error: null };
    }
    return keepOriginals({ scanId, sources: files.all, catalogue, pool, folders, signal });
  };

  const runImport = async (paths: readonly string[], options: ImportOptions, signal: AbortSignal): Promise<ImportResult> => {
    const report = options.onProgress ?? (() => undefined);
    const refused: RefusedPath[] = [];
    const refuse = (refusal: RefusedPath): void => {
      refused.push(refusal);
      if (options.announces?.(refusal) ?? true) publish({ type: "import-refused", path: refusal.path, error: refusal.error });
    };
    report("reading files", 0);
    const collected = await collectFiles(paths, {
      pool,
      profiles: deps.profiles(),
      signal,
      given: !(options.found ?? false),
      onIndexed: (done, total) => report("reading files", (INDEX_SHARE * done) / total),
    });
    if (options.whole && collected.refused.some(mayPass)) return { scans: [], refused: collected.refused };
    for (const refusal of collected.refused) refuse(refusal);
    const fractions = collected.plans.map(() => 0);
    const tell =
      (index: number) =>
      (fraction: number): void => {
        fractions[index] = fraction;
        report(
          "opening scans",
          INDEX_SHARE + ((1 - INDEX_SHARE) * fractions.reduce((sum, part) => sum + part, 0)) / fractions.length,
        );
      };
    const scans: ImportedScan[] = [];
    const one = async (plan: PlannedScan, index: number): Promise<void> => {
      signal.throwIfAborted();
      const files = scanFilesOf(plan, collected.indexed);
      const sameFiles = (other: PlannedScan): boolean =>
        other.names.length === plan.names.length && other.names.every((name, at) => name === plan.names[at]);
      const ordinal = collected.plans.slice(0, index).filter(sameFiles).length;
      const { scan, already } = register(plan, files, ordinal, options);
      if (already) {
        await openings.get(scan.id)?.catch(() => undefined);
        tell(index)(1);
        scans[index] = { scan: catalogue.get(scan.id), already };
        return;
      }
      const opening = open(scan.id, plan, files, signal, tell(index));
      openings.set(scan.id, opening);
      try {
        // begun with the opening, at lower priority: it fills what the decoding leaves idle and never delays the picture
        const [opened, kept] = await Promise.all([
          opening,
          keep(scan.id, files, signal).catch((thrown: unknown): KeepResult => ({ error: toStationError(thrown) })),
        ]);
        if (kept.error && opened.state !== "failed" && !signal.aborted) refuse({ path: opened.path, error: kept.error.toBody() });
      } finally {
        openings.delete(scan.id);
      }
      tell(index)(1);
      scans[index] = { scan: catalogue.get(scan.id), already };
    };
    await eachAtMost(pool.size, collected.plans, one);
    signal.throwIfAborted();
    report("done", 1);
    const done = scans.filter((entry) => entry !== undefined);
    if (options.jobId !== undefined)
      publish({ type: "import-done", jobId: options.jobId, scanIds: done.map(({ scan }) => scan.id), refused: refused.length });
    return { scans: done, refused };
  };

  return {
    importPaths: async (paths, options = {}) => {
      if (closing.signal.aborted) throw new StationError("job.cancelled", "the station is closing");
      const signal = options.signal ? AbortSignal.any([options.signal, closing.signal]) : closing.signal;
      const running = runImport(paths, options, signal);
      const ended = running.catch(() => undefined).finally(() => imports.delete(ended));
      imports.add(ended);
      return running;
    },
    close: async () => {
      closing.abort(new StationError("job.cancelled", "the station is closing"));
      await Promise.all(imports);
    },
  };
};

/** Whether the next try may find the file readable: it is being written, locked, or its share is away. */
export const mayPass = ({ error }: RefusedPath): boolean =>
  error.code === "file.changing" || error.code === "file.unreadable" || error.code === "file.not-found";

const isOpen = ({ state }: Scan): boolean => state === "queued" || state === "screening" || state === "ready";

const describe = (plan: PlannedScan, files: ScanFiles, id: string, importedUtc: string, options: ImportOptions): Scan => ({
  id,
  kind: plan.kind,
  title: plan.title,
  path: options.shownPath ?? originOf(files.all),
  demo: options.demo ?? false,
  state: "arriving",
  error: null,
  importedUtc,
  acquiredUtc: plan.acquiredUtc,
  format: plan.formatId,
  scanner: plan.scanner,
  profileId: plan.profileId,
  objectId: plan.objectId,
  geometry: plan.kind === "volume" ? plan.geometry : null,
  channels: [],
  levels: [],
  views: [],
  notes: [...plan.notes],
  originals: files.all.map(({ path, sha256, size }) => ({ name: nameIn(originOf(files.all), path), sha256, bytes: size })),
});

/** The name within the scan's own folder; the file's own name where the scan is one file. */
const nameIn = (origin: string, path: string): string =>
  (path === origin
    ? path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1)
    : path.slice(origin.length + 1)
  ).replaceAll("\\", "/");

/** Runs `work` over all items, at most `limit` at a time, in order of begin. The first throw stops further begins and is passed on. */
const eachAtMost = async <T>(
  limit: number,
  items: readonly T[],
  work: (item: T, index: number) => Promise<void>,
): Promise<void> => {
  const queue = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) await work(item, index);
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.max(1, limit) }, lane));
  for (const end of ended) if (end.status === "rejected") throw end.reason;
};
