import type { ParamsOf, ResultOf } from "../contract/methods.ts";
import type { ModelState } from "../contract/model.ts";
import type { ScanDetail } from "../contract/worklist.ts";
import type { Announcements } from "./announce.ts";
import type { Jobs, StartedJob } from "./jobs/create-jobs.ts";
import type { Profiles } from "./profiles/create-profiles.ts";
import type { Records } from "./records/create-records.ts";
import type { ImportOptions, ImportResult } from "./scans/import/create-importer.ts";
import type { ScansService } from "./scans/scans-service.ts";
import type { MaskLevels } from "./screening/mask-levels.ts";
import type { ReviewFinding } from "./screening/review-finding.ts";
import type { ScreeningService } from "./screening/screening-service.ts";
import type { ScreeningStore } from "./screening/screening-store.ts";
import type { TakeDecision } from "./screening/take-decision.ts";
import type { Worklist } from "./screening/worklist.ts";

export type ImportRequest = Pick<ImportOptions, "demo" | "shownPath" | "announces">;

/** What the station can do, for hosts without a page (the command line, tests) and for what answers the page. */
export type Services = {
  readonly info: () => ResultOf<"station.info">;
  readonly changeSettings: (params: ParamsOf<"station.settings">) => void;
  /** Files and folders of this machine. Screening starts by itself for every scan that opens. */
  readonly importPaths: (paths: readonly string[], options?: ImportRequest) => StartedJob<ImportResult>;
  /** As the page asks: uploads, and paths where the host vouches for them. */
  readonly importHandles: (handles: readonly string[]) => Promise<{ readonly jobId: string }>;
  readonly scans: ScansService;
  readonly screening: ScreeningService;
  readonly screenings: ScreeningStore;
  readonly masks: MaskLevels;
  readonly models: () => readonly ModelState[];
  readonly worklist: Worklist;
  readonly detail: (scanId: string) => ScanDetail;
  readonly calibrate: (params: ParamsOf<"scan.calibrate">) => ResultOf<"scan.calibrate">;
  readonly proposeCalibration: (scanId: string) => Promise<ResultOf<"scan.calibration-proposal">>;
  readonly review: ReviewFinding;
  readonly decide: TakeDecision;
  readonly records: Records;
  readonly profiles: Profiles;
  readonly jobs: Jobs;
  /** Everything that is announced; gives the function that ends it. */
  readonly subscribe: Announcements["subscribe"];
};
