/** Case results for tests: a bag with nothing in it, a tusk, an alarm of 100 voxels, unless said otherwise. */
import { type CaseResult, type MatchedFinding, type PresentObject, RESULT_VERSION } from "../case-result.ts";

const BOX = { min: [0, 0, 0], max: [10, 10, 10] } as const;

export const testObject = (over: Partial<PresentObject> = {}): PresentObject => ({
  number: 1,
  labelled: "voxels",
  voxels: 100,
  box: BOX,
  centre: [5, 5, 5],
  class: "ivory",
  kind: "tusk",
  ivoryKind: "tusk-or-piece",
  material: "ivory",
  diameterMm: null,
  count: 1,
  volumeCm3: 50,
  massG: 90,
  maxExtentMm: 100,
  concealment: "none",
  ...over,
});

export const testFound = (over: Partial<MatchedFinding> = {}): MatchedFinding => ({
  alarm: true,
  class: "ivory",
  kind: "tusk-or-piece",
  beads: null,
  probability: 0.9,
  voxels: 100,
  volumeCm3: 50,
  box: BOX,
  centre: [5, 5, 5],
  overlaps: [],
  falseAlarm: false,
  mostly: null,
  ...over,
});

export const testCase = (over: Partial<CaseResult> = {}): CaseResult => ({
  version: RESULT_VERSION,
  kind: "wild",
  id: "1",
  model: { id: "m", version: "1", sha256: "0".repeat(64) },
  operatingPoint: "balanced",
  error: null,
  dims: [100, 100, 100],
  spacingMm: [1, 1, 1],
  luggage: "suitcase",
  scanner: "helical",
  timingsMs: { total: 1000 },
  objects: [],
  absentObjects: 0,
  clutter: [],
  findings: [],
  ...over,
});

/** An object and an alarm that holds all of it. */
export const testHit = (
  object: Partial<PresentObject> = {},
  found: Partial<MatchedFinding> = {},
): { readonly object: PresentObject; readonly finding: MatchedFinding } => {
  const hit = testObject(object);
  const overlaps = [{ object: hit.number, voxels: hit.voxels, ofObject: 1, ofFinding: 1 }];
  return { object: hit, finding: testFound({ class: hit.class, kind: hit.ivoryKind, voxels: hit.voxels, overlaps, ...found }) };
};
