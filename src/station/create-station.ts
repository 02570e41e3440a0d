/** The station, wired: the only place where the rooms meet. A host gives it folders and gets one function. */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type Announce, createAnnouncements } from "./announce.ts";
import { type Clock, systemClock } from "./clock.ts";
import { createImports, createShownPath, type ResolveHandle } from "./create-imports.ts";
import { openFileLog } from "./file-log.ts";
import { createFetch, type StationFetch } from "./http/create-fetch.ts";
import { createHandlers } from "./http/create-handlers.ts";
import { createUploads } from "./http/create-uploads.ts";
import { createEventStreams } from "./http/event-stream.ts";
import { createIds, type Random, systemRandom } from "./ids.ts";
import { createJobs } from "./jobs/create-jobs.ts";
import { calibrated } from "./profiles/calibrate.ts";
import { createProfiles } from "./profiles/create-profiles.ts";
import { proposeForScan } from "./profiles/propose-for-scan.ts";
import { createCaseNumbers } from "./records/case-numbers.ts";
import { createRecords } from "./records/create-records.ts";
import { createScansService } from "./scans/scans-service.ts";
import { createDecisionStore } from "./screening/decision-store.ts";
import { forkInference } from "./screening/fork-inference.ts";
import type { InferenceChannel, SpawnInference } from "./screening/inference-channel.ts";
import { createInferenceClient, type InferenceLimits } from "./screening/inference-client.ts";
import { createMaskLevels } from "./screening/mask-levels.ts";
import { createReviewFinding } from "./screening/review-finding.ts";
import { createReviewStore } from "./screening/review-store.ts";
import { createScreeningService } from "./screening/screening-service.ts";
import { createScreeningStore } from "./screening/screening-store.ts";
import { createTakeDecision } from "./screening/take-decision.ts";
import { createWorklist } from "./screening/worklist.ts";
import type { Services } from "./services.ts";
import { casePrefix, createSettings, SETTINGS } from "./settings/create-settings.ts";
import { recover } from "./recover.ts";
import { openStore } from "./store/open-store.ts";
import { VERSION } from "./version.ts";

export type { InferenceChannel, InferenceLimits, ResolveHandle, Services, SpawnInference, StationFetch };
export { VERSION };
export { type CaseOutcome, type Judge, openEvaluation, type OpenEvaluation, type Share } from "./evaluation/open-evaluation.ts";
export { listFormats } from "./scans/list-formats.ts";
export { writeReport } from "./reports/write-report.ts";

export type StationOptions = {
  /** Made if absent; held until `close`. */
  readonly dataFolder: string;
  /** Holds one folder per model. */
  readonly modelsDir: string;
  /** The built page, or null for a station without one. */
  readonly pageDir: string | null;
  /** Holds one folder per demonstration scan; imported at the first start. Null for none. */
  readonly demoDir: string | null;
  readonly host: "electron" | "web";
  /** How the inference process is started: its entry file under Node, or the host's own way. */
  readonly inference: string | SpawnInference;
  /** The reading worker's bundle, where the sources are not run as they are. */
  readonly readingWorker?: URL;
  /** Paths that the page may import; none where absent. */
  readonly resolveHandle?: ResolveHandle;
  /** Who sits at the station until the settings say otherwise. */
  readonly officer?: string;
  /** Whether original files are copied into the data folder; yes where absent. */
  readonly keepOriginals?: boolean;
  readonly inferenceLimits?: Partial<InferenceLimits>;
  /** Which model screens and at which operating point; the newest at its default where null or absent. */
  readonly detector?: { readonly modelId: string | null; readonly operatingPoint: string | null };
  readonly clock?: Clock;
  readonly random?: Random;
  /** For the engineer; `logs/station.log` in the data folder where absent. */
  readonly log?: (line: string) => void;
};

export type Station = {
  /** Answers every request of the page; never rejects. */
  readonly fetch: StationFetch;
  readonly services: Services;
  /** Ends all work, processes and threads and releases the data folder. What was cut short goes on at the next start. */
  readonly close: () => Promise<void>;
};

/** More than eight gain nothing on one bag. */
const INFERENCE_THREADS = Math.max(1, Math.min(8, availableParallelism()));

const DEFAULT_OFFICER = "Officer";

/** Errors: `station.in-use`, `station.newer-data`, `storage.damaged`, `storage.failed`. */
export const createStation = (options: StationOptions): Station => {
  const { dataFolder, clock = systemClock, random = systemRandom } = options;
  const store = openStore(dataFolder);
  const fileLog = openFileLog(dataFolder, clock);
  const log = options.log ?? fileLog.write;
  const { db } = store;
  let closing = false;

  const newId = createIds(clock, random);
  const bus = createAnnouncements(log);
  const settings = createSettings(db);
  const officer = (): string => settings.get(SETTINGS.officer) ?? options.officer ?? DEFAULT_OFFICER;
  const jobs = createJobs({ newId, clock, announce: bus.announce });
  const uploadsFolder = join(dataFolder, "uploads");
  const shownPath = createShownPath(uploadsFolder);
  // a refused upload is named as the person knows it
  const announce: Announce = (event) =>
    bus.announce(event.type === "import-refused" ? { ...event, path: shownPath(event.path) } : event);

  const profiles = createProfiles(join(dataFolder, "profiles"), log);
  const worklist = createWorklist({ db, progressOf: jobs.progressOf });
  const changed = (scanId: string): void => announce({ type: "entry", entry: worklist.line(scanId) });
  const scans = createScansService({
    db,
    dataFolder,
    clock,
    newId,
    publish: (event) => (event.type === "scan" ? changed(event.scan.id) : announce(event)),
    onQueued: ({ id }) => {
      try {
        screening.start(id);
      } catch (thrown) {
        log(`screening of ${id}: ${String(thrown)}`);
      }
    },
    profiles: profiles.list,
    keepOriginals: options.keepOriginals ?? true,
    workers: { url: options.readingWorker },
    log,
  });

  const screenings = createScreeningStore(db);
  const reviews = createReviewStore(db);
  const decisions = createDecisionStore(db);
  const masks = createMaskLevels(join(dataFolder, "screenings"));
  const inference = createInferenceClient({
    spawn: typeof options.inference === "string" ? forkInference(options.inference, log) : options.inference,
    modelsDir: options.modelsDir,
    threads: INFERENCE_THREADS,
    onModels: (models) => announce({ type: "models", models: [...models] }),
    log,
    limits: options.inferenceLimits,
  });
  const screening = createScreeningService({
    scans,
    store: screenings,
    inference,
    detector: options.detector ?? { modelId: null, operatingPoint: null },
    masks,
    jobs,
    clock,
    newId,
    closing: () => closing,
  });
  const records = createRecords({
    db,
    reviewsOf: reviews.listOf,
    nextCaseNo: createCaseNumbers(db, casePrefix(settings, random)),
    officer,
    clock,
    newId,
  });
  const decide = createTakeDecision({
    db,
    scan: scans.get,
    screenings,
    decisions,
    recordFor: records.recordFor,
    officer,
    clock,
    newId,
    changed,
  });

  const uploads = createUploads({ folder: uploadsFolder, newId });
  const { resolveHandle = () => null } = options;
  const imports = createImports({ scans, uploads, jobs, announce, shownPath, resolveHandle, closing: () => closing });
  const watchedFolders = (): string[] => settings.get(SETTINGS.watchedFolders) ?? [];

  const watch = (): void => scans.watch(watchedFolders(), (paths, request) => imports.importPaths(paths, request).done);

  const services: Services = {
    ...imports,
    info: () => ({
      version: VERSION,
      demo: options.demoDir !== null,
      officer: officer(),
      host: options.host,
      models: [...inference.models()],
      watchedFolders: watchedFolders(),
      dataFolder,
    }),
    changeSettings: ({ officer: name, watchedFolders: folders }) => {
      if (name !== undefined) settings.set(SETTINGS.officer, name.trim() || DEFAULT_OFFICER);
      if (folders === undefined) return;
      settings.set(SETTINGS.watchedFolders, folders);
      watch();
    },
    scans,
    screening,
    screenings,
    masks,
    models: inference.models,
    worklist,
    detail: (scanId) => ({
      entry: worklist.entry(scanId),
      reviews: [...reviews.listOf(scanId)],
      decisions: [...decisions.listOf(scanId)],
      seizure: records.ofScan(scanId),
    }),
    calibrate: ({ scanId, how }) => {
      const scan = scans.update(scanId, (before) => calibrated(before, how, profiles.get));
      screening.start(scanId);
      return scan;
    },
    proposeCalibration: (scanId) =>
      proposeForScan(scans.get(scanId), (channelId, level) => scans.levelPath(scanId, channelId, level)),
    review: createReviewFinding({ screenings, reviews, officer, clock, changed }),
    decide,
    records,
    profiles,
    jobs,
    subscribe: bus.subscribe,
  };

  const events = createEventStreams({ version: VERSION, subscribe: bus.subscribe });
  const blobs = {
    scan: scans.get,
    voxelFile: scans.levelPath,
    thumbnailFile: scans.thumbnailPath,
    originalFile: scans.originalPath,
    screening: screenings.find,
    maskFile: masks.file,
  };
  const fetch = createFetch({ handlers: createHandlers(services), events, blobs, uploads, pageDir: options.pageDir, log });
  const recovered = recover({
    db,
    scans,
    screening,
    screenings,
    masks,
    uploads,
    settings,
    imports,
    watch,
    demoDir: options.demoDir,
    log,
    closing: () => closing,
  });

  return {
    fetch,
    services,
    close: async () => {
      if (closing) return;
      closing = true;
      events.close();
      inference.close();
      await scans.close();
      await jobs.close();
      await recovered;
      store.close();
      await fileLog.close();
    },
  };
};
