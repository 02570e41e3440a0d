/** When a finding holds an object, and when it is a false alarm: the rules of docs/formats/evaluation-dataset.md. */
import type { WildlifeClass } from "../../../contract/wildlife-class.ts";
import type { MatchedFinding, PresentObject } from "./case-result.ts";

/** Of an object's voxels (or box), from which on a finding holds it. */
const HELD = 0.25;
/** Of a finding's voxels that must lie in an object's box. */
const IN_BOX = 0.5;
/** Below this share, both of every object and of the finding itself, a touch does not count. */
const TOUCH = 0.1;

type Overlap = MatchedFinding["overlaps"][number];

const overlapWith = (finding: MatchedFinding, object: PresentObject): Overlap | undefined =>
  finding.overlaps.find((overlap) => overlap.object === object.number);

/** `labelled` says how the case's objects are labelled. */
export const isFalseAlarm = (overlaps: readonly Overlap[], labelled: PresentObject["labelled"]): boolean => {
  const wildlife = overlaps.reduce((sum, { ofFinding }) => sum + ofFinding, 0);
  return wildlife < TOUCH && (labelled === "box" || overlaps.every(({ ofObject }) => ofObject < TOUCH));
};

const holdsAlone = (overlap: Overlap, object: PresentObject): boolean =>
  overlap.ofObject >= HELD && (object.labelled === "voxels" || overlap.ofFinding >= IN_BOX);

/**
 * The findings that hold the object, the one with most of it first; none when it is not found. A group (string, pile) may
 * be held by several together. `wanted`: only findings of this class, or of any.
 */
export const holdersOf = (
  object: PresentObject,
  findings: readonly MatchedFinding[],
  wanted: WildlifeClass | null,
): readonly MatchedFinding[] => {
  const touching = findings
    .filter((finding) => (wanted === null || finding.class === wanted) && !finding.falseAlarm)
    .flatMap((finding) => {
      const overlap = overlapWith(finding, object);
      return overlap === undefined ? [] : [{ finding, overlap }];
    })
    .toSorted((a, b) => b.overlap.ofObject - a.overlap.ofObject);
  const group = object.count > 1 && object.labelled === "voxels";
  const together = touching.reduce((sum, { overlap }) => sum + overlap.ofObject, 0);
  const holding = group ? (together >= HELD ? touching : []) : touching.filter(({ overlap }) => holdsAlone(overlap, object));
  return holding.map(({ finding }) => finding);
};

/**
 * The highest threshold on the probability at which findings of the object's class still hold it; `null` where none does.
 */
export const scoreOf = (object: PresentObject, findings: readonly MatchedFinding[]): number | null => {
  const steps = findings.toSorted((a, b) => b.probability - a.probability);
  const at = steps.findIndex((_, n) => holdersOf(object, steps.slice(0, n + 1), object.class).length > 0);
  return steps[at]?.probability ?? null;
};

export type Agreement = { readonly dice: number; readonly iou: number };

/**
 * How well the finding (of a group: all findings) that holds the object agrees with it. What the findings hold of `others`, objects of
 * the same class, counts neither for nor against. `null` where the object is not found or known by its box only.
 */
export const agreementOf = (
  object: PresentObject,
  holders: readonly MatchedFinding[],
  others: readonly PresentObject[],
): Agreement | null => {
  if (holders.length === 0 || object.labelled === "box") return null;
  const compared = object.count > 1 ? holders : holders.slice(0, 1);
  let [common, found] = [0, 0];
  for (const finding of compared) {
    common += overlapWith(finding, object)?.voxels ?? 0;
    found += finding.voxels - others.reduce((sum, other) => sum + (overlapWith(finding, other)?.voxels ?? 0), 0);
  }
  return { dice: (2 * common) / (object.voxels + found), iou: common / (object.voxels + found - common) };
};
