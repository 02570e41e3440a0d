/** Each object's fate at the operating point, worked out once for all tables. */
import type { WildlifeClass } from "../../../contract/wildlife-class.ts";
import type { CaseResult, MatchedFinding, PresentObject } from "../match/case-result.ts";
import { type Agreement, agreementOf, holdersOf, scoreOf } from "../match/rules.ts";

export type JudgedObject = {
  readonly bag: CaseResult;
  readonly object: PresentObject;
  /** By an alarm of its class. */
  readonly found: boolean;
  /** By an alarm of any class. */
  readonly foundAny: boolean;
  /** No alarm of its class holds it, but what the station shows as possible does. */
  readonly possible: boolean;
  /** Class of the alarm that has most of it. */
  readonly takenFor: WildlifeClass | null;
  /** The alarm of its class that has most of it. */
  readonly holder: MatchedFinding | null;
  readonly agreement: Agreement | null;
  /** Highest single threshold at which it is found; `null` where it never is. */
  readonly score: number | null;
};

const judge = (bag: CaseResult, object: PresentObject): JudgedObject => {
  const alarms = bag.findings.filter(({ alarm }) => alarm);
  const holders = holdersOf(object, alarms, object.class);
  const any = holdersOf(object, alarms, null);
  const others = bag.objects.filter((other) => other.number !== object.number && other.class === object.class);
  return {
    bag,
    object,
    found: holders.length > 0,
    foundAny: any.length > 0,
    possible: holders.length === 0 && holdersOf(object, bag.findings, object.class).length > 0,
    takenFor: any[0]?.class ?? null,
    holder: holders[0] ?? null,
    agreement: agreementOf(object, holders, others),
    score: scoreOf(object, bag.findings),
  };
};

export const judgeObjects = (bags: readonly CaseResult[]): readonly JudgedObject[] =>
  bags.flatMap((bag) => bag.objects.map((object) => judge(bag, object)));
