/** What each candidate is, how sure that is, and whether it is an alarm; what is neither alarm nor possible is left out. */
import type { Finding } from "../../contract/finding.ts";
import type { ModelManifest, OperatingPoint } from "../../contract/model.ts";
import type { IvoryKind, WildlifeClass } from "../../contract/wildlife-class.ts";
import { type ClassScores, explain, type Named } from "./explain.ts";
import { type ObjectCandidate } from "./group.ts";
import { meanOver } from "./objects/features.ts";
import type { Field } from "./segment.ts";

export type Judged = Named & {
  readonly candidate: ObjectCandidate;
  readonly id: WildlifeClass;
  /** `null` where only the shape speaks. */
  readonly probability: number | null;
  readonly state: Finding["state"];
  /** The object model's word on what kind of ivory it is. */
  readonly kind: IvoryKind | null;
  readonly embedding: Finding["embedding"];
};

/** `null`: too improbable to be shown. */
export const stateOf = (
  id: WildlifeClass,
  probability: number,
  point: OperatingPoint,
  unsure: ModelManifest["unsure"],
): Finding["state"] | null => {
  const alarmFrom = Math.max(point.classes[id]?.objectProbability ?? 1, unsure?.high ?? 0);
  if (probability >= alarmFrom) return "alarm";
  return unsure !== undefined && probability >= unsure.low ? "possible" : null;
};

/** The most probable first, larger ones first among equals. */
export const byProbability = (a: Judged, b: Judged): number =>
  (b.probability ?? 0) - (a.probability ?? 0) || b.candidate.voxels.length - a.candidate.voxels.length;

const scoresOf = ({ voxels }: ObjectCandidate, field: Field): ClassScores => ({
  wildlife: Object.fromEntries(field.classes.map(({ id, probability }) => [id, meanOver(probability, voxels)])),
  everyday: 1 - meanOver(field.wildlife, voxels),
});

/** By the first model alone: the candidate is of its class, with the mean probability of it. */
export const judgeByField = (candidate: ObjectCandidate, state: Finding["state"], field: Field): Judged | null => {
  const id = field.classes[candidate.classIndex]?.id;
  if (id === undefined) return null;
  const { probability } = candidate;
  return { ...explain(id, scoresOf(candidate, field)), candidate, id, probability, state, kind: null, embedding: null };
};
