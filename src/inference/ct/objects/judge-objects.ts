/** The second stage: what the object model says of each candidate. */
import type { ModelManifest, ObjectModel, OperatingPoint } from "../../../contract/model.ts";
import { type WildlifeClass, wildlifeClassSchema } from "../../../contract/wildlife-class.ts";
import type { ObjectAnswer, ObjectInput, ObjectSession } from "../../object-session.ts";
import { type ClassScores, explain } from "../explain.ts";
import type { ObjectCandidate } from "../group.ts";
import { type Judged, stateOf } from "../judge.ts";

/** Digits of the embedding that are kept: likeness needs no more. */
const EMBEDDING_STEPS = 10_000;

const scoresOf = ({ outputs }: ObjectModel, answer: ObjectAnswer): ClassScores => {
  const wildlife: Partial<Record<WildlifeClass, number>> = {};
  let everyday = 0;
  outputs.classes.ids.forEach((id, n) => {
    const known = wildlifeClassSchema.safeParse(id);
    const score = answer.classes[n] ?? 0;
    if (known.success) wildlife[known.data] = score;
    else everyday += score;
  });
  return { wildlife, everyday };
};

const judgeOne = (
  candidate: ObjectCandidate,
  model: ObjectModel,
  answer: ObjectAnswer,
  point: OperatingPoint,
  unsure: ModelManifest["unsure"],
): Judged | null => {
  const scores = scoresOf(model, answer);
  const ranked = wildlifeClassSchema.options.toSorted((a, b) => (scores.wildlife[b] ?? 0) - (scores.wildlife[a] ?? 0));
  const [id] = ranked;
  if (id === undefined) return null;
  const probability = Math.min(1, scores.wildlife[id] ?? 0);
  const state = stateOf(id, probability, point, unsure);
  if (state === null) return null;
  const best = answer.kinds.indexOf(Math.max(...answer.kinds));
  return {
    ...explain(id, scores),
    candidate,
    id,
    probability,
    state,
    kind: id === "ivory" ? (model.outputs.kinds.ids[best] ?? null) : null,
    embedding: Array.from(answer.embedding, (value) => Math.round(value * EMBEDDING_STEPS) / EMBEDDING_STEPS),
  };
};

/** Gives those that are shown. `inputOf` cuts one candidate's cubes and measures its features. Throws `model.invalid`. */
export const judgeObjects = async (
  candidates: readonly ObjectCandidate[],
  inputOf: (candidate: ObjectCandidate) => ObjectInput,
  model: ObjectModel,
  session: ObjectSession,
  point: OperatingPoint,
  unsure: ModelManifest["unsure"],
): Promise<Judged[]> => {
  const answers = await session.run(candidates.map(inputOf));
  return candidates.flatMap((candidate, n) => {
    const answer = answers[n];
    const judged = answer === undefined ? null : judgeOne(candidate, model, answer, point, unsure);
    return judged === null ? [] : [judged];
  });
};
