/** Which regions of the field are looked at as objects. */
import type { ModelManifest, OperatingPoint } from "../../contract/model.ts";
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

/** Fewer voxels are a speck. */
const MIN_VOXELS = 3;
/** The object model's time is bounded; so many candidates lie only in bags full of look-alikes. */
const MAX_CANDIDATES = 60;

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
