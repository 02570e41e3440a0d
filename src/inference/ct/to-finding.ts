/** What the station is told of one object. */
import { createHash } from "node:crypto";
import type { Finding } from "../../contract/finding.ts";
import { kindOfIvory } from "./ivory-kind.ts";
import type { Judged } from "./judge.ts";
import type { Refined } from "./refine.ts";

type Triple = readonly [number, number, number];

/** The shape's beads are certain; else the object model's word counts before the shape's. */
const ivoryOf = (judged: Judged, { mask, volumeCm3 }: Refined, spacingMm: Triple): Pick<Finding, "kind" | "beads"> => {
  if (judged.id !== "ivory") return { kind: null, beads: null };
  const shape = mask === null ? null : kindOfIvory(mask, mask.hu, spacingMm, volumeCm3);
  if (shape !== null && shape.beads !== null) return shape;
  return { kind: judged.kind ?? shape?.kind ?? "tusk-or-piece", beads: null };
};

/** `label` is the finding's in the mask; `jobId` and it make the id. `spacingMm` of level 0. */
export const toFinding = (
  jobId: string,
  label: number,
  judged: Judged,
  refined: Refined,
  densityGCm3: number,
  spacingMm: Triple,
): Finding => {
  const { id, title, reason, state, probability, embedding } = judged;
  const toMm = (corner: Triple): [number, number, number] => [
    corner[0] * spacingMm[0],
    corner[1] * spacingMm[1],
    corner[2] * spacingMm[2],
  ];
  return {
    id: createHash("sha256").update(`${jobId}:${label}`).digest("hex").slice(0, 32),
    label,
    source: "model",
    state,
    class: id,
    title,
    reason,
    ...ivoryOf(judged, refined, spacingMm),
    probability: probability === null ? null : Math.min(1, probability),
    boxVoxel: refined.box,
    boxMm: { min: toMm(refined.box.min), max: toMm(refined.box.max) },
    centreVoxel: refined.centre,
    volumeCm3: refined.volumeCm3,
    massG: refined.volumeCm3 * densityGCm3,
    meanHu: refined.meanHu,
    embedding,
  };
};
