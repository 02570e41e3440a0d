/** False alarms by kind of bag, and which look-alikes they are about. */
import type { CaseResult, MatchedFinding } from "../match/case-result.ts";
import { type Rate, rateOf } from "../statistics/clopper-pearson.ts";

export type BagFigures = {
  readonly kind: string;
  readonly bags: number;
  /** No bag of the kind holds wildlife. */
  readonly clean: boolean;
  /** Bags with at least one false alarm. */
  readonly alarming: Rate;
  readonly falseAlarms: number;
  readonly falseAlarmsPer100: number;
  readonly byClass: Readonly<Record<string, number>>;
  /** Shown as possible only, in this many places per 100 bags. */
  readonly possiblePer100: number;
};

const falseAlarmsIn = (bag: CaseResult): readonly MatchedFinding[] =>
  bag.findings.filter(({ alarm, falseAlarm }) => alarm && falseAlarm);

const figuresOf = (kind: string, bags: readonly CaseResult[]): BagFigures => {
  const all = bags.flatMap(falseAlarmsIn);
  const possible = bags.flatMap(({ findings }) => findings.filter(({ alarm, falseAlarm }) => !alarm && falseAlarm));
  return {
    kind,
    bags: bags.length,
    clean: bags.every(({ objects, absentObjects }) => objects.length + absentObjects === 0),
    alarming: rateOf(bags.filter((bag) => falseAlarmsIn(bag).length > 0).length, bags.length),
    falseAlarms: all.length,
    falseAlarmsPer100: (100 * all.length) / bags.length,
    byClass: Object.fromEntries([...Map.groupBy(all, (alarm) => alarm.class)].map(([id, alarms]) => [id, alarms.length])),
    possiblePer100: (100 * possible.length) / bags.length,
  };
};

export const bagFigures = (bags: readonly CaseResult[]): readonly BagFigures[] =>
  [...Map.groupBy(bags, ({ kind }) => kind)].map(([kind, members]) => figuresOf(kind, members));

export type LookAlike = {
  readonly kind: string;
  readonly material: string | null;
  readonly mimics: string | null;
  /** Of all of its sort in the bags, those that a false alarm is mostly about. */
  readonly alarms: Rate;
};

/** Every sort of other object that has a number of its own: those that mimic wildlife first, then by the share that alarms. */
export const lookAlikes = (bags: readonly CaseResult[]): readonly LookAlike[] => {
  const sorts = new Map<string, { kind: string; material: string | null; mimics: string | null; hits: number; n: number }>();
  for (const bag of bags) {
    const blamed = new Set(falseAlarmsIn(bag).map(({ mostly }) => mostly));
    bag.clutter.forEach(({ kind, material, mimics, labelled }, at) => {
      if (!labelled) return;
      const key = [kind, mimics === null ? "" : material, mimics].join("\n");
      const sort = sorts.get(key) ?? { kind, material: mimics === null ? null : material, mimics, hits: 0, n: 0 };
      sorts.set(key, { ...sort, hits: sort.hits + (blamed.has(at) ? 1 : 0), n: sort.n + 1 });
    });
  }
  return [...sorts.values()]
    .map(({ kind, material, mimics, hits, n }) => ({ kind, material, mimics, alarms: rateOf(hits, n) }))
    .toSorted(
      (a, b) =>
        Number(b.mimics !== null) - Number(a.mimics !== null) ||
        (b.alarms.rate ?? 0) - (a.alarms.rate ?? 0) ||
        b.alarms.n - a.alarms.n,
    );
};
