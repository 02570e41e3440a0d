/** Which regions of the field are looked at as objects. */
import type { ModelManifest, OperatingPoint } from "../../contract/model.ts";
import { type BeadSearch, proposeBeads } from "./beads/propose-beads.ts";
import { findForeground, findWildlife } from "./foreground.ts";
import { groupRegions, type ObjectCandidate } from "./group.ts";
import { byProbability, type Judged, judgeByField, stateOf } from "./judge.ts";
import { meanOver } from "./objects/features.ts";
import { findRegions, type Region } from "./regions.ts";
import type { Grid } from "./resample.ts";
import type { Field } from "./segment.ts";

/** Without an object model: regions that reach the operating point or the unsure band, each kind grouped among itself. */
export const judgeRegions = (field: Field, grid: Grid, point: OperatingPoint, unsure: ModelManifest["unsure"]): Judged[] => {
  const regions = findRegions(findForeground(field, grid.dims, point.classes), field);
  const stateOfRegion = ({ classIndex, probability }: Region) => {
    const id = field.classes[classIndex]?.id;
    return id === undefined ? null : stateOf(id, probability, point, unsure);
  };
  return (["alarm", "possible"] as const)
    .flatMap((state) =>
      groupRegions(
        regions.filter((region) => stateOfRegion(region) === state),
        field,
        grid.spacingMm,
      ).flatMap((candidate) => judgeByField(candidate, state, field) ?? []),
    )
    .toSorted(byProbability);
};

/** Computed attenuation of ivory is 840 to 2170 HU over all energies and mineral contents; small beads blur to less. */
const IVORY_HU = { from: 700, to: 2200 } as const;

/** Without an object model: bead strings with the CT numbers of ivory that the network did not name are possible findings. */
export const judgeBeads = (known: readonly Judged[], search: BeadSearch): Judged[] =>
  proposeBeads(
    known.filter(({ id }) => id === "ivory").map(({ candidate }) => candidate),
    search,
  ).flatMap(({ candidate, string, pieces }) => {
    const { materialHu } = string;
    if (pieces.length > 0 || materialHu < IVORY_HU.from || materialHu > IVORY_HU.to) return [];
    const reason = `${string.beads.count} near-equal beads with the CT numbers of ivory; the detector did not name them.`;
    const named = { title: "Ivory-like beads", reason, id: "ivory", probability: null, state: "possible" } as const;
    return [{ ...named, candidate, kind: "beads" as const, embedding: null }];
  });

/** Fewer voxels are a speck. */
const MIN_VOXELS = 3;
/** The object model's time is bounded; so many candidates lie only in bags full of look-alikes. */
const MAX_CANDIDATES = 60;

/** The candidates with the bead strings that were missed; what is a piece of a string is judged with it. */
export const withBeads = (candidates: readonly ObjectCandidate[], search: BeadSearch): ObjectCandidate[] => {
  const strings = proposeBeads(candidates, search);
  const pieces = new Set(strings.flatMap((string) => string.pieces));
  return [...candidates.filter((_, n) => !pieces.has(n)), ...strings.map(({ candidate }) => candidate)];
};

/**
 * What the object model is to judge, the most probable first. `probability` is that of any wildlife, so that an object which
 * the first model cannot name is proposed all the same. training/faunagate_training/objects/candidates.py proposes the same.
 */
export const proposeObjects = (field: Field, grid: Grid, proposalProbability: number): ObjectCandidate[] => {
  const regions = findRegions(findWildlife(field, grid.dims, proposalProbability), field);
  return groupRegions(regions, field, grid.spacingMm)
    .map((candidate) => ({ ...candidate, probability: meanOver(field.wildlife, candidate.voxels) }))
    .filter(({ voxels, probability }) => voxels.length >= MIN_VOXELS && probability >= proposalProbability)
    .toSorted((a, b) => b.probability - a.probability || b.voxels.length - a.voxels.length)
    .slice(0, MAX_CANDIDATES);
};
