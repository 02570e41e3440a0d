import { expect, test } from "vitest";
import { testCase, testFound, testHit, testObject } from "../match/testing/test-case.ts";
import { bandNames, bandOf, VOXEL_BANDS, EXTENT_BANDS } from "./bands.ts";
import { evaluate } from "./evaluation.ts";

const subject = {
  dataset: "test",
  program: "0.1.0",
  model: { id: "m", version: "1", sha256: "0".repeat(64) },
  operatingPoint: "balanced",
};

const beads = { class: "ivory", kind: "bead string", ivoryKind: "beads", diameterMm: 8, count: 20, maxExtentMm: 200 } as const;
const tusk = testHit({ number: 1 });
const asPiece = testHit({ number: 2, ...beads }, { kind: "tusk-or-piece", probability: 0.7 });
const asBeads = testHit({ number: 1, ...beads, diameterMm: 7.9 }, { probability: 0.7 });
const missed = testObject({ number: 3, class: "horn", kind: "tip", ivoryKind: null, maxExtentMm: 14 });
const falseAlarm = testFound({ class: "bone", probability: 0.6, falseAlarm: true, mostly: 1 });
const possible = testFound({ class: "bone", alarm: false, probability: 0.2, falseAlarm: true });
const bag = { kind: "everyday", clutter: [{ kind: "shoe", material: null, mimics: null, labelled: true }] };
const resin = { kind: "resin figure", material: "resin", mimics: "ivory", labelled: true };

const evaluation = evaluate(subject, [
  testCase({ objects: [tusk.object, asPiece.object, missed], findings: [tusk.finding, asPiece.finding] }),
  testCase({ id: "2", spacingMm: [0.8, 0.8, 1.2], objects: [asBeads.object], findings: [asBeads.finding], absentObjects: 1 }),
  testCase({ ...bag, clutter: [...bag.clutter, resin], findings: [falseAlarm, possible] }),
  testCase({ ...bag, id: "2", clutter: [...bag.clutter, resin] }),
  testCase({ ...bag, id: "3", error: "format.corrupt: damaged" }),
]);

test("objects are counted over bags that were screened, with what is missing said", () => {
  expect(evaluation.bags).toEqual({
    given: 5,
    screened: 4,
    failed: [{ kind: "everyday", id: "3", error: "format.corrupt: damaged" }],
  });
  const { all, larger, by, absent, confusion } = evaluation.objects;
  expect(all.found).toMatchObject({ hits: 3, n: 4, rate: 0.75 });
  expect(larger.found).toMatchObject({ hits: 3, n: 3 });
  expect(all.dice).toBe(1);
  expect(absent).toBe(1);
  expect(by.class.map(({ name, found }) => [name, found.hits, found.n])).toEqual([
    ["horn", 0, 1],
    ["ivory", 3, 3],
  ]);
  expect(by.extent.map(({ name }) => name)).toEqual(["under 15 mm", "60 to 120 mm", "from 120 mm"]);
  expect(by.voxel.map(({ name, found }) => [name, found.n])).toEqual([
    ["0.7 to 1 mm", 3],
    ["1 to 1.3 mm", 1],
  ]);
  expect(confusion).toEqual([
    { is: "horn", takenFor: { missed: 1 } },
    { is: "ivory", takenFor: { ivory: 3 } },
  ]);
});

test("beads by diameter and voxel size, and beads that are called something else", () => {
  expect(evaluation.beads.promised).toMatchObject({ found: { hits: 1, n: 1 }, asBeads: { hits: 0, n: 1 } });
  expect(evaluation.beads.table.map(({ diameter, voxel, asBeads: as }) => [diameter, voxel, as.hits, as.n])).toEqual([
    ["6 to 8 mm", "1 to 1.3 mm", 1, 1],
    ["8 to 10 mm", "0.7 to 1 mm", 0, 1],
  ]);
  expect(evaluation.ivoryKinds.right).toMatchObject({ hits: 2, n: 3 });
  expect(evaluation.ivoryKinds.confusion[2]).toEqual({ is: "beads", said: { "tusk-or-piece": 1, worked: 0, beads: 1 } });
});

test("false alarms per bag, and the look-alikes that they are about", () => {
  const [wild, everyday] = evaluation.byBag;
  expect(wild).toMatchObject({ kind: "wild", clean: false, bags: 2, falseAlarms: 0 });
  expect(everyday).toMatchObject({
    kind: "everyday",
    clean: true,
    bags: 2,
    alarming: { hits: 1, n: 2 },
    falseAlarmsPer100: 50,
    byClass: { bone: 1 },
    possiblePer100: 50,
  });
  expect(evaluation.lookAlikes.map(({ kind, alarms }) => [kind, alarms.hits, alarms.n])).toEqual([
    ["resin figure", 1, 2],
    ["shoe", 0, 2],
  ]);
});

test("the curve falls with the threshold and reaches down to what is only possible", () => {
  const at = (threshold: number) => evaluation.curve.find((point) => point.threshold === threshold);
  expect(evaluation.curve[0]).toMatchObject({ threshold: 0.2, found: 0.75, clean: [{ kind: "everyday", falsePerBag: 1 }] });
  expect(at(0.6)).toMatchObject({ found: 0.75, clean: [{ falsePerBag: 0.5, alarming: 0.5 }] });
  expect(at(0.8)).toMatchObject({ found: 0.25, foundLarger: 1 / 3, clean: [{ falsePerBag: 0, alarming: 0 }] });
});

test("probabilities are held against what is true", () => {
  const { findings, bins, expectedError } = evaluation.calibration;
  expect(findings).toBe(5);
  expect(bins.map(({ from, shareTrue }) => [from, shareTrue])).toEqual([
    [0.2, 0],
    [0.6, 0],
    [0.7, 1],
    [0.9, 1],
  ]);
  expect(expectedError).toBeCloseTo((0.2 + 0.6 + 0.3 + 0.3 + 0.1) / 5, 10);
});

test("an edge belongs to one range only", () => {
  expect(bandOf(VOXEL_BANDS, 1)).toBe("0.7 to 1 mm");
  expect(bandOf(EXTENT_BANDS, 15)).toBe("15 to 30 mm");
  expect(bandNames(EXTENT_BANDS)).toEqual(["under 15 mm", "15 to 30 mm", "30 to 60 mm", "60 to 120 mm", "from 120 mm"]);
});
