/** Screens scans one after the other. Every screening ends in alarm, clear or abort, and an abort says why. */
import { stat } from "node:fs/promises";
import type { Finding } from "../../contract/finding.ts";
import { type Channel, type Geometry, isOpened, type Scan, type ScanState } from "../../contract/scan.ts";
import type { Screening } from "../../contract/screening.ts";
import { StationError, toStationError } from "../../contract/station-error.ts";
import { type Clock, utcOf } from "../clock.ts";
import type { NewId } from "../ids.ts";
import type { JobContext, Jobs, StartedJob } from "../jobs/create-jobs.ts";
import type { ScansService } from "../scans/scans-service.ts";
import type { InferenceClient, Screened } from "./inference-client.ts";
import type { MaskLevels } from "./mask-levels.ts";
import { toFinding } from "./scanner-finding.ts";
import type { ScreeningStore } from "./screening-store.ts";
import { createTurns } from "./turns.ts";

export type ScreeningService = {
  /**
   * Screens the scan when its turn comes; a scan that is already waiting or being screened keeps its job.
   * Errors: `scan.not-found`; `scan.not-ready` while it has no voxels.
   */
  readonly start: (scanId: string) => StartedJob<Screening>;
  /** The officer has this scan open: it goes next. */
  readonly prefer: (scanId: string) => void;
};

const calibrated = (scan: Scan): { readonly channel: Channel; readonly geometry: Geometry } => {
  if (scan.kind === "radiograph") throw new StationError("screening.no-detector", `${scan.views.length} views`);
  const channel = scan.channels.find(({ units }) => units === "HU");
  if (!channel || !scan.geometry)
    throw new StationError("screening.uncalibrated", `${scan.channels.length} channels, none in HU`);
  return { channel, geometry: scan.geometry };
};

const checkMask = async (path: string, { dims }: Geometry): Promise<void> => {
  const size = (await stat(path)).size;
  const voxels = dims[0] * dims[1] * dims[2];
  if (size !== voxels) throw new StationError("screening.crashed", `mask of ${size} bytes for ${voxels} voxels`);
};

export const createScreeningService = (options: {
  readonly scans: Pick<ScansService, "get" | "update" | "scannerFindings" | "levelPath">;
  readonly store: ScreeningStore;
  readonly inference: InferenceClient;
  readonly detector: { readonly modelId: string | null; readonly operatingPoint: string | null };
  readonly masks: MaskLevels;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Whether the station is ending: what is then cut short is screened again at the next start, and not recorded. */
  readonly closing: () => boolean;
}): ScreeningService => {
  const { scans, store, inference, masks, clock, newId } = options;
  const turns = createTurns();
  const setState = (scanId: string, state: ScanState): void => void scans.update(scanId, (scan) => ({ ...scan, state }));
  const started = new Map<string, StartedJob<Screening>>();

  const ask = async (scan: Scan, screeningId: string, job: JobContext): Promise<Screened> => {
    const { channel, geometry } = calibrated(scan);
    const maskPath = await masks.prepare(screeningId);
    const voxels = {
      path: scans.levelPath(scan.id, channel.id, 0),
      slope: channel.slope,
      intercept: channel.intercept,
      paddingStored: channel.paddingStored ?? null,
    };
    const request = { jobId: job.jobId, ...options.detector, geometry, voxels, maskPath };
    const screened = await inference.screen(request, { signal: job.signal, progress: job.progress });
    if (screened.hasMask) await checkMask(maskPath, geometry);
    return screened;
  };

  const record = (scan: Scan, id: string, outcome: Screened | StationError, beganMs: number): Screening => {
    const { geometry } = scan;
    const scannerFindings: Finding[] = geometry
      ? scans.scannerFindings(scan.id).map((found) => toFinding(found, newId(), geometry))
      : [];
    const wallMs = Math.max(0, clock() - beganMs);
    const base = { id, scanId: scan.id, atUtc: utcOf(clock) };
    const screening: Screening =
      outcome instanceof StationError
        ? {
            ...base,
            verdict: "abort",
            error: outcome.toBody(),
            model: null,
            findings: scannerFindings,
            beadsFromMm: null,
            hasMask: false,
            timingsMs: { total: wallMs },
          }
        : {
            ...base,
            // the scanner's own alarm is never hidden behind a model that saw nothing
            verdict: scannerFindings.length > 0 ? "alarm" : outcome.verdict,
            error: null,
            model: outcome.model,
            findings: [...outcome.findings, ...scannerFindings],
            beadsFromMm: outcome.beadsFromMm,
            hasMask: outcome.hasMask,
            timingsMs: { total: wallMs, ...outcome.timingsMs },
          };
    store.add(screening);
    return screening;
  };

  const run = async (scanId: string, job: JobContext): Promise<Screening> => {
    const screeningId = newId();
    let beganMs = clock();
    let outcome: Screened | StationError;
    try {
      const endTurn = await turns.take(scanId, job.signal);
      try {
        beganMs = clock();
        setState(scanId, "screening");
        outcome = await ask(scans.get(scanId), screeningId, job);
      } finally {
        endTurn();
      }
    } catch (thrown) {
      outcome = toStationError(thrown);
    }
    if (options.closing()) throw new StationError("job.cancelled", "the station is closing");
    if (job.signal.aborted) outcome = new StationError("screening.cancelled", job.jobId);
    if (outcome instanceof StationError || !outcome.hasMask) await masks.discard(screeningId);
    const screening = record(scans.get(scanId), screeningId, outcome, beganMs);
    started.delete(scanId);
    setState(scanId, "ready");
    return screening;
  };

  return {
    start: (scanId) => {
      const running = started.get(scanId);
      if (running) return running;
      const scan = scans.get(scanId);
      if (!isOpened(scan)) throw new StationError("scan.not-ready", `${scanId} is ${scan.state}`);
      if (scan.state !== "queued") setState(scanId, "queued");
      const job = options.jobs.start(scanId, (context) => run(scanId, context));
      started.set(scanId, job);
      job.done.catch(() => {
        // not recorded, because the station is closing or its disk is full
        if (started.get(scanId) === job) started.delete(scanId);
      });
      return job;
    },
    prefer: turns.prefer,
  };
};
