import { expect, test } from "vitest";
import type { MatchedFinding, PresentObject } from "./case-result.ts";
import { agreementOf, holdersOf, isFalseAlarm, scoreOf } from "./rules.ts";
import { testFound, testObject } from "./testing/test-case.ts";

const touch = (object: number, ofObject: number, ofFinding: number, voxels = 10): MatchedFinding["overlaps"][number] => ({
  object,
  ofObject,
  ofFinding,
  voxels,
});

test("a quarter of an object's voxels in one finding of its class: found", () => {
  const tusk = testObject({ number: 1 });
  const quarter = testFound({ overlaps: [touch(1, 0.25, 0.9)] });
  const less = testFound({ overlaps: [touch(1, 0.2499, 0.9)] });
  const horn = testFound({ class: "horn", overlaps: [touch(1, 0.8, 0.9)] });
  expect(holdersOf(tusk, [less, quarter], "ivory")).toEqual([quarter]);
  expect(holdersOf(tusk, [less, less], "ivory")).toEqual([]);
  expect(holdersOf(tusk, [horn], "ivory")).toEqual([]);
  expect(holdersOf(tusk, [horn, quarter], null)).toEqual([horn, quarter]);
});

test("a string of beads is held by several findings together", () => {
  const beads = testObject({ number: 1, count: 30 });
  const parts = [0.1, 0.1, 0.06].map((part) => testFound({ overlaps: [touch(1, part, 1)] }));
  expect(holdersOf(beads, parts, "ivory")).toHaveLength(3);
  expect(holdersOf(beads, parts.slice(0, 2), "ivory")).toEqual([]);
});

test("a touch on a tenth of the finding or of an object is no false alarm, less than both is", () => {
  expect(isFalseAlarm([], "voxels")).toBe(true);
  expect(isFalseAlarm([touch(1, 0.099, 0.05), touch(2, 0.01, 0.049)], "voxels")).toBe(true);
  expect(isFalseAlarm([touch(1, 0.099, 0.05), touch(2, 0.01, 0.05)], "voxels")).toBe(false);
  expect(isFalseAlarm([touch(1, 0.1, 0.01)], "voxels")).toBe(false);
  expect(isFalseAlarm([touch(1, 1, 0.09)], "box")).toBe(true);
});

test("by boxes, half of the finding must lie in a quarter of the box", () => {
  const boxed: PresentObject = testObject({ number: 1, labelled: "box" });
  const good = testFound({ overlaps: [touch(1, 0.3, 0.5)] });
  const wide = testFound({ overlaps: [touch(1, 1, 0.4)] });
  expect(holdersOf(boxed, [wide, good], "ivory")).toEqual([good]);
  expect(agreementOf(boxed, [good], [])).toBeNull();
});

test("the score is the highest threshold at which the object is still found", () => {
  const tusk = testObject({ number: 1 });
  const sure = testFound({ probability: 0.9, overlaps: [touch(1, 0.1, 1)] });
  const less = testFound({ probability: 0.6, overlaps: [touch(1, 0.5, 1)] });
  const least = testFound({ probability: 0.3, overlaps: [touch(1, 0.4, 1)] });
  expect(scoreOf(tusk, [least, sure, less])).toBe(0.6);
  expect(scoreOf({ ...tusk, count: 5 }, [{ ...less, overlaps: [touch(1, 0.2, 1)] }, sure])).toBe(0.6);
  expect(scoreOf(tusk, [sure])).toBeNull();
});

test("Dice and IoU leave out what a finding holds of another object of the class", () => {
  const tusk = testObject({ number: 1, voxels: 100 });
  const other = testObject({ number: 2, voxels: 50 });
  const both = testFound({ voxels: 140, overlaps: [touch(1, 0.9, 0.64, 90), touch(2, 0.8, 0.29, 40)] });
  expect(agreementOf(tusk, [both], [other])).toEqual({ dice: 180 / 200, iou: 90 / 110 });
  expect(agreementOf(tusk, [both], [])).toEqual({ dice: 180 / 240, iou: 90 / 150 });
  const half = testFound({ voxels: 50, overlaps: [touch(1, 0.5, 1, 50)] });
  expect(agreementOf({ ...tusk, count: 9 }, [half, half], [])).toEqual({ dice: 1, iou: 1 });
  expect(agreementOf(tusk, [], [])).toBeNull();
});
