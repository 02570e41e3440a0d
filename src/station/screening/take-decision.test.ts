import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Scan, ScanState } from "../../contract/scan.ts";
import { StationError } from "../../contract/station-error.ts";
import { createIds, systemRandom } from "../ids.ts";
import { createCaseNumbers } from "../records/case-numbers.ts";
import { createRecords, type Records } from "../records/create-records.ts";
import { openStore, type Store } from "../store/open-store.ts";
import { createDecisionStore } from "./decision-store.ts";
import { createReviewStore } from "./review-store.ts";
import { createScreeningStore } from "./screening-store.ts";
import { createTakeDecision, type TakeDecision } from "./take-decision.ts";

const SCAN = "scan-0001";
const clock = (): number => Date.UTC(2026, 0, 1);

let folder = "";
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faunagate-decision-"));
  store = openStore(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const scanIn = (state: ScanState): Scan => ({
  id: SCAN,
  kind: "volume",
  title: "bag",
  path: "bag.nii",
  demo: true,
  state,
  error: null,
  importedUtc: "2026-01-01T00:00:00.000Z",
  acquiredUtc: null,
  format: "nifti",
  scanner: null,
  profileId: null,
  objectId: null,
  geometry: null,
  channels: [],
  levels: [],
  views: [],
  notes: [],
  originals: [],
});

const setUp = (state: ScanState, breakAfter: boolean): { decide: TakeDecision; records: Records } => {
  const { db } = store;
  const scan = scanIn(state);
  db.run("insert into scans (id, imported_utc, state, document) values (?, ?, ?, ?)", [
    SCAN,
    scan.importedUtc,
    state,
    JSON.stringify(scan),
  ]);
  const newId = createIds(clock, systemRandom);
  const common = { db, officer: () => "A. Officer", clock, newId };
  const records = createRecords({
    ...common,
    reviewsOf: createReviewStore(db).listOf,
    nextCaseNo: createCaseNumbers(db, "FG-TEST"),
  });
  const decide = createTakeDecision({
    ...common,
    scan: () => scan,
    screenings: createScreeningStore(db),
    decisions: createDecisionStore(db),
    recordFor: (...asked) => {
      const seizure = records.recordFor(...asked);
      if (breakAfter) throw new StationError("storage.full", "no room for more");
      return seizure;
    },
    changed: () => undefined,
  });
  return { decide, records };
};

const SEARCH = { scanId: SCAN, outcome: "search", reason: "", timeOnImageMs: 10, previousDecisionId: null } as const;

test("decision and record are written together or not at all, and no case number is lost", () => {
  const { decide, records } = setUp("ready", true);
  expect(() => decide(SEARCH)).toThrow("storage.full");
  const { db } = store;
  for (const table of ["decisions", "seizures", "seizure_versions", "seizure_scans", "counters"]) {
    expect(db.all(`select * from ${table}`), table).toEqual([]);
  }
  expect(records.list(10)).toEqual([]);
});

test("a record carries the demo mark of its scan; clearing opens none", () => {
  const { decide, records } = setUp("failed", false);
  const cleared = decide({ ...SEARCH, outcome: "clear" });
  expect([cleared.seizure, records.list(10)]).toEqual([null, []]);
  const held = decide({ ...SEARCH, outcome: "hold", reason: "second look", previousDecisionId: cleared.decision.id });
  expect(held.seizure).toMatchObject({ demo: true, caseNo: "FG-TEST-000001", decisionId: held.decision.id });
  expect(held.seizure?.fields.items).toEqual([]);
});

test("nobody decides on a scan that is still being opened", () => {
  const { decide } = setUp("opening", false);
  expect(() => decide(SEARCH)).toThrow("scan.not-ready");
});
