import type { Decision } from "../../../contract/decision.ts";
import type { Scan } from "../../../contract/scan.ts";
import type { Screening } from "../../../contract/screening.ts";
import type { WorklistEntry } from "../../../contract/worklist.ts";

type Given = {
  readonly id: string;
  readonly importedUtc?: string;
  readonly state?: Scan["state"];
  readonly verdict?: Screening["verdict"];
  readonly findings?: Screening["findings"];
  readonly decided?: Decision["outcome"];
};

/** A worklist entry for tests, plain where nothing is given. */
export const testEntry = ({
  id,
  importedUtc = "2026-05-02T10:00:00.000Z",
  state = "ready",
  verdict,
  findings = [],
  decided,
}: Given): WorklistEntry => ({
  scan: {
    id,
    kind: "volume",
    title: id,
    path: `/scans/${id}`,
    demo: false,
    state,
    error: null,
    importedUtc,
    acquiredUtc: null,
    format: "dicom",
    scanner: null,
    profileId: null,
    objectId: null,
    geometry: null,
    channels: [],
    levels: [],
    views: [],
    notes: [],
    originals: [],
  },
  screening: verdict
    ? {
        id: `screening-${id}`,
        scanId: id,
        verdict,
        error: null,
        model: null,
        findings,
        beadsFromMm: null,
        hasMask: false,
        timingsMs: {},
        atUtc: importedUtc,
      }
    : null,
  decision: decided
    ? {
        id: `decision-${id}`,
        scanId: id,
        screeningId: null,
        outcome: decided,
        reason: "",
        officer: "Test",
        timeOnImageMs: 1,
        atUtc: importedUtc,
      }
    : null,
  seizureId: null,
  progress: null,
});
