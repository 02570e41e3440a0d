/** Free-response curve over one threshold for all classes, and how far probabilities can be believed. */
import type { CaseResult, MatchedFinding } from "../match/case-result.ts";
import { EXTENT_BANDS } from "./bands.ts";
import { bagFigures } from "./false-alarms.ts";
import type { JudgedObject } from "./judge.ts";

export type CurvePoint = {
  readonly threshold: number;
  /** Share of objects found with the right class; `null` without objects. */
  readonly found: number | null;
  /** The same of objects larger than the smallest range. */
  readonly foundLarger: number | null;
  /** Of each kind of clean bags. */
  readonly clean: readonly { readonly kind: string; readonly falsePerBag: number; readonly alarming: number }[];
};

const THRESHOLDS: readonly number[] = [...Array.from({ length: 49 }, (_, n) => (n + 1) / 50), 0.99, 0.995, 0.999];

/** Objects from this length on are the ones that targets speak of, mm. */
export const LARGER_FROM_MM = EXTENT_BANDS.edges[0] ?? 0;

const shareAt = (objects: readonly JudgedObject[], threshold: number): number | null =>
  objects.length === 0 ? null : objects.filter(({ score }) => score !== null && score >= threshold).length / objects.length;

/** Thresholds below the least probable finding that the station gave add nothing and are left out. */
export const freeResponse = (bags: readonly CaseResult[], objects: readonly JudgedObject[]): readonly CurvePoint[] => {
  const least = Math.min(1, ...bags.flatMap(({ findings }) => findings.map(({ probability }) => probability)));
  const larger = objects.filter(({ object }) => object.maxExtentMm >= LARGER_FROM_MM);
  const first = Math.max(
    0,
    THRESHOLDS.findLastIndex((threshold) => threshold <= least),
  );
  return THRESHOLDS.slice(first).map((threshold) => {
    const at = (finding: MatchedFinding): MatchedFinding => ({ ...finding, alarm: finding.probability >= threshold });
    const clean = bagFigures(bags.map((bag) => ({ ...bag, findings: bag.findings.map(at) }))).filter((figures) => figures.clean);
    return {
      threshold,
      found: shareAt(objects, threshold),
      foundLarger: shareAt(larger, threshold),
      clean: clean.map(({ kind, falseAlarmsPer100, alarming }) => ({
        kind,
        falsePerBag: falseAlarmsPer100 / 100,
        alarming: alarming.rate ?? 0,
      })),
    };
  });
};

export type Calibration = {
  readonly findings: number;
  /** Mean difference of probability and share that is true, weighted by findings (M. Naeini 2015); `null` without findings. */
  readonly expectedError: number | null;
  readonly bins: readonly {
    readonly from: number;
    readonly to: number;
    readonly findings: number;
    readonly meanProbability: number;
    readonly shareTrue: number;
  }[];
};

const BINS = 10;

/** A finding is true when the object of which it has most voxels is of its class. */
const isTrue = (finding: MatchedFinding, bag: CaseResult): boolean => {
  if (finding.falseAlarm) return false;
  const most = finding.overlaps.toSorted((a, b) => b.voxels - a.voxels)[0];
  return bag.objects.some((object) => object.number === most?.object && object.class === finding.class);
};

const binOf = ({ probability }: { readonly probability: number }): number => Math.min(BINS - 1, Math.floor(probability * BINS));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Over all findings, alarms or not, of all bags: it depends on how many of the bags hold wildlife. */
export const calibrationOf = (bags: readonly CaseResult[]): Calibration => {
  const judged = bags.flatMap((bag) =>
    bag.findings.map((finding) => ({ probability: finding.probability, right: isTrue(finding, bag) })),
  );
  const bins = [...Map.groupBy(judged, binOf)]
    .toSorted(([a], [b]) => a - b)
    .map(([bin, members]) => ({
      from: bin / BINS,
      to: (bin + 1) / BINS,
      findings: members.length,
      meanProbability: mean(members.map(({ probability }) => probability)),
      shareTrue: members.filter(({ right }) => right).length / members.length,
    }));
  const expectedError = bins.reduce(
    (sum, bin) => sum + (bin.findings / judged.length) * Math.abs(bin.meanProbability - bin.shareTrue),
    0,
  );
  return { findings: judged.length, expectedError: judged.length === 0 ? null : expectedError, bins };
};
