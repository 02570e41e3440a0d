import { availableParallelism } from "node:os";
import { join } from "node:path";
import { isOpened, type Scan, type ScannerFinding } from "../../contract/scan.ts";
import type { ScannerProfile } from "../../contract/scanner-profile.ts";
import { StationError } from "../../contract/station-error.ts";
import type { Clock } from "../clock.ts";
import type { NewId } from "../ids.ts";
import type { Db } from "../store/db.ts";
import { createCatalogue } from "./catalogue/create-catalogue.ts";
import { createImporter, type ImportOptions, type ImportResult } from "./import/create-importer.ts";
import { recoverImports } from "./import/recover-imports.ts";
import { objectPath } from "./objects/object-path.ts";
import { createReadingPool } from "./reading/create-reading-pool.ts";
import type { ReadingPool } from "./reading/reading-pool.ts";
import { type Walked, WALK_LIMITS } from "./reading/walk-files.ts";
import type { PublishScanEvent } from "./scan-event.ts";
import { levelFileName, prepareScanFolders, THUMBNAIL_FILE } from "./scan-folders.ts";
import { createFolderWatch } from "./watch/create-folder-watch.ts";
import { openLedger } from "./watch/open-ledger.ts";
import { watchFolders } from "./watch/watch-folders.ts";

export type ScansDeps = {
  /** The station's database, with its `scans` table. */
  readonly db: Db;
  /** Holds `objects/` and `scans/`; made if absent. */
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Told every new state of a scan, every refusal and the end of every import. Must not throw. */
  readonly publish: PublishScanEvent;
  /** Told once per opened scan: its level 0 is on the disk and can be screened. Must not throw. */
  readonly onQueued: (scan: Scan) => void;
  /** The scanner profiles in force. */
  readonly profiles: () => readonly ScannerProfile[];
  /** Whether original files are copied into the object store. */
  readonly keepOriginals: boolean;
  /** Bytes that the levels of one scan may take; 8 GiB where absent. */
  readonly maxVolumeBytes?: number;
  readonly watch?: {
    /** Milliseconds that nothing in a dropped folder may change before it is imported; 2000 where absent. */
    readonly stableMs?: number;
    /** Milliseconds between two looks; 1000 where absent. */
    readonly intervalMs?: number;
  };
  /** For the engineer's log. */
  readonly log?: (line: string) => void;
  /** Reading threads that the caller shares between services and ends itself; in their place, `workers` opens a pool of its own. */
  readonly pool?: ReadingPool;
  readonly workers?: {
    /** Threads; as many as the machine has processors, at least 2, where absent. */
    readonly size?: number;
    /** `reading-worker.ts` or its bundle. */
    readonly url?: URL;
    /** Milliseconds that reading one file's headers or one frame may take. */
    readonly timeoutMs?: number;
    readonly heapMiB?: number;
  };
};

export type ScansService = {
  /** Imports files and folders; see `Importer.importPaths`. */
  readonly importPaths: (paths: readonly string[], options?: ImportOptions) => Promise<ImportResult>;
  /**
   * From now on exactly these folders are watched, and what is dropped into them is imported: by `importer` where the caller wants
   * it as work of its own with progress.
   */
  readonly watch: (
    roots: readonly string[],
    importer?: (paths: readonly string[], options: ImportOptions) => Promise<ImportResult>,
  ) => void;
  /** Once after a start, before anything is imported. Resolves when everything that was cut off has ended one way or the other. */
  readonly recover: () => Promise<void>;
  /** Throws `scan.not-found`. */
  readonly get: (scanId: string) => Scan;
  /** Changes a scan's document and announces it: for screening, which owns the states after `queued`. */
  readonly update: (scanId: string, change: (scan: Scan) => Scan) => Scan;
  /** What the scanner itself found in the scan. */
  readonly scannerFindings: (scanId: string) => readonly ScannerFinding[];
  /** File of Int16 little-endian voxels, i fastest; of a view, its tiles. Throws `scan.not-found`, `scan.not-ready`, `request.not-found`. */
  readonly levelPath: (scanId: string, channelId: string, level: number) => string;
  /** A PNG. Throws `scan.not-found`, `scan.not-ready`. */
  readonly thumbnailPath: (scanId: string) => string;
  /** Where an original lies, whether it is there or not. */
  readonly originalPath: (sha256: string) => string;
  /** Reads an original back. Throws `storage.damaged` when its bytes are no longer its own, `file.not-found` when it is not kept. */
  readonly verifyOriginal: (sha256: string) => Promise<void>;
  /** Ends everything under way and its threads. Scans that were opening are taken up by the next `recover`. */
  readonly close: () => Promise<void>;
};

/** Opens the room: reading threads, object store, levels and catalogue over one data folder. */
export const createScansService = (deps: ScansDeps): ScansService => {
  const folders = prepareScanFolders(deps.dataFolder);
  const catalogue = createCatalogue(deps.db);
  const { workers = {} } = deps;
  const pool =
    deps.pool ??
    createReadingPool({
      size: workers.size ?? Math.max(2, availableParallelism()),
      workerUrl: workers.url,
      timeoutMs: workers.timeoutMs,
      heapMiB: workers.heapMiB,
    });
  const closing = new AbortController();
  const importer = createImporter({
    catalogue,
    pool,
    folders,
    clock: deps.clock,
    newId: deps.newId,
    publish: deps.publish,
    profiles: deps.profiles,
    keepOriginals: deps.keepOriginals,
    maxVolumeBytes: deps.maxVolumeBytes ?? 8 * 2 ** 30,
    onQueued: deps.onQueued,
  });

  let watchImporter: NonNullable<Parameters<ScansService["watch"]>[1]> = importer.importPaths;
  const watched = watchFolders(
    (root) =>
      createFolderWatch({
        root,
        walk: async (path): Promise<Walked> => {
          const [outcome] = await pool.run("walk", { ...WALK_LIMITS, given: false }, [[path]], {
            signal: closing.signal,
            timeoutMs: () => 600_000,
          });
          if (!outcome?.ok) throw outcome?.error ?? new StationError("internal", path);
          return outcome.result;
        },
        importPaths: (paths, options) => watchImporter(paths, options),
        announce: ({ path, error }) => deps.publish({ type: "import-refused", path, error }),
        ledger: openLedger(join(deps.dataFolder, "watched"), root),
        clock: deps.clock,
        stableMs: deps.watch?.stableMs ?? 2000,
        log: deps.log ?? (() => undefined),
        closing: () => closing.signal.aborted,
      }),
    deps.watch?.intervalMs ?? 1000,
  );

  const opened = (scanId: string): Scan => {
    const scan = catalogue.get(scanId);
    if (!isOpened(scan)) throw new StationError("scan.not-ready", `${scanId} is ${scan.state}`);
    return scan;
  };

  return {
    importPaths: importer.importPaths,
    watch: (roots, by) => {
      watchImporter = by ?? importer.importPaths;
      watched.set(roots);
    },
    recover: () => recoverImports({ catalogue, pool, folders, importer, publish: deps.publish, signal: closing.signal }),
    get: catalogue.get,
    update: (scanId, change) => {
      const scan = catalogue.update(scanId, change);
      deps.publish({ type: "scan", scan });
      return scan;
    },
    scannerFindings: (scanId) => catalogue.internalOf(scanId).scannerFindings,
    levelPath: (scanId, channelId, level) => {
      const scan = opened(scanId);
      const known = [scan, ...scan.views].some(
        ({ channels, levels }) => channels.some(({ id }) => id === channelId) && levels.some((entry) => entry.level === level),
      );
      if (!known) throw new StationError("request.not-found", `${scanId} has no level ${level} of ${channelId}`);
      return join(folders.scan(scanId), levelFileName(channelId, level));
    },
    thumbnailPath: (scanId) => join(folders.scan(opened(scanId).id), THUMBNAIL_FILE),
    originalPath: (sha256) => objectPath(folders.objects, sha256),
    verifyOriginal: async (sha256) => {
      const [outcome] = await pool.run("verify", null, [objectPath(folders.objects, sha256)], {
        priority: 1,
        timeoutMs: () => 3_600_000,
      });
      if (!outcome?.ok) throw outcome?.error ?? new StationError("internal", sha256);
      if (outcome.result !== sha256) throw new StationError("storage.damaged", `${sha256} now reads as ${outcome.result}`);
    },
    close: async () => {
      closing.abort(new StationError("job.cancelled", "the station is closing"));
      await importer.close();
      await Promise.all([watched.close(), deps.pool ? undefined : pool.close()]);
    },
  };
};
