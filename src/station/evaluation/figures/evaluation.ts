/** All figures of an evaluation. What is written as `report.json`; its fields are a promise to other programs. */
import type { CaseResult } from "../match/case-result.ts";
import { type Rate, rateOf } from "../statistics/clopper-pearson.ts";
import { quantile } from "../statistics/quantile.ts";
import { calibrationOf, freeResponse, LARGER_FROM_MM } from "./curve.ts";
import { detectionByGroups, detectionOf } from "./detection.ts";
import { bagFigures, lookAlikes } from "./false-alarms.ts";
import { beadTable, ivoryKinds, promisedBeads } from "./ivory.ts";
import { judgeObjects, type JudgedObject } from "./judge.ts";

/** What was evaluated, and with what. */
export type Subject = {
  readonly dataset: string;
  readonly program: string;
  readonly model: { readonly id: string; readonly version: string; readonly sha256: string };
  readonly operatingPoint: string;
};

const MISSED = "missed";

/** True class by class of the alarm that has most of the object. */
const confusionOf = (objects: readonly JudgedObject[]) =>
  [...Map.groupBy(objects, ({ object }) => object.class)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([is, members]) => ({
      is,
      takenFor: Object.fromEntries(
        [...Map.groupBy(members, ({ takenFor }) => takenFor ?? MISSED)].map(([name, group]) => [name, group.length]),
      ),
    }));

/** Seconds of a whole screening, and the median of each of its steps. */
const timingOf = (bags: readonly CaseResult[]) => {
  const seconds = (step: string): readonly number[] =>
    bags.flatMap(({ timingsMs }) => {
      const ms = timingsMs[step];
      return ms === undefined ? [] : [ms / 1000];
    });
  const steps = [...new Set(bags.flatMap(({ timingsMs }) => Object.keys(timingsMs)))].filter((step) => step !== "total");
  const totals = seconds("total");
  return {
    medianS: quantile(totals, 0.5),
    p95S: quantile(totals, 0.95),
    slowestS: quantile(totals, 1),
    medianMillionVoxels: quantile(
      bags.map(({ dims }) => (dims[0] * dims[1] * dims[2]) / 1e6),
      0.5,
    ),
    stepsMedianS: Object.fromEntries(steps.map((step) => [step, quantile(seconds(step), 0.5)])),
  };
};

/** Bags with wildlife in which anything alarms, rightly or not: what the officer would have opened. */
const wildlifeBagsAlarming = (bags: readonly CaseResult[]): Rate => {
  const wild = bags.filter(({ objects }) => objects.length > 0);
  return rateOf(wild.filter(({ findings }) => findings.some(({ alarm }) => alarm)).length, wild.length);
};

export const evaluate = (subject: Subject, cases: readonly CaseResult[]) => {
  const bags = cases.filter(({ error }) => error === null);
  const objects = judgeObjects(bags);
  return {
    schema: 1 as const,
    ...subject,
    bags: {
      given: cases.length,
      screened: bags.length,
      failed: cases.flatMap(({ kind, id, error }) => (error === null ? [] : [{ kind, id, error }])),
    },
    objects: {
      all: detectionOf(objects),
      larger: {
        fromMm: LARGER_FROM_MM,
        ...detectionOf(objects.filter(({ object }) => object.maxExtentMm >= LARGER_FROM_MM)),
      },
      absent: bags.reduce((sum, { absentObjects }) => sum + absentObjects, 0),
      by: detectionByGroups(objects),
      confusion: confusionOf(objects),
    },
    wildlifeBagsAlarming: wildlifeBagsAlarming(bags),
    byBag: bagFigures(bags),
    beads: { promised: promisedBeads(objects), table: beadTable(objects) },
    ivoryKinds: ivoryKinds(objects),
    lookAlikes: lookAlikes(bags),
    curve: freeResponse(bags, objects),
    calibration: calibrationOf(bags),
    timing: timingOf(bags),
  };
};
export type Evaluation = ReturnType<typeof evaluate>;
