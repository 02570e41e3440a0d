/** What the object model is told of a candidate in numbers. */
import type { ObjectFeature } from "../../../contract/model.ts";
import { wildlifeClassSchema } from "../../../contract/wildlife-class.ts";
import type { ObjectCandidate } from "../group.ts";
import type { Grid } from "../resample.ts";
import type { Field } from "../segment.ts";
import { extentMm } from "./crops.ts";

/** Of sorted values, linear between the two nearest. */
const percentile = (sorted: Float32Array, share: number): number => {
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const [a, b] = [sorted[low] ?? 0, sorted[Math.min(low + 1, sorted.length - 1)] ?? 0];
  return a + (b - a) * (at - low);
};

export const meanOver = (values: Float32Array, voxels: Int32Array): number => {
  let sum = 0;
  for (const p of voxels) sum += values[p] ?? 0;
  return sum / Math.max(1, voxels.length);
};

/** HU of the candidate's voxels on the model's grid. */
const huOf = ({ voxels }: ObjectCandidate, field: Field, grid: Grid): Float32Array => {
  const [nx, ny] = field.dims;
  const [gx, gy] = grid.dims;
  const [i0, j0, k0] = field.origin;
  return Float32Array.from(voxels, (p) => {
    const [i, j, k] = [p % nx, Math.floor(p / nx) % ny, Math.floor(p / (nx * ny))];
    return grid.hu[((k0 + k) * gy + j0 + j) * gx + i0 + i] ?? 0;
  });
};

/** In the given order; `spacingMm` is the scan's own. */
export const featuresOf = (
  candidate: ObjectCandidate,
  field: Field,
  grid: Grid,
  spacingMm: readonly [number, number, number],
  order: readonly ObjectFeature[],
): Float32Array => {
  const hu = huOf(candidate, field, grid);
  const n = Math.max(1, hu.length);
  const mean = hu.reduce((sum, value) => sum + value, 0) / n;
  const variance = hu.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  const sorted = hu.toSorted();
  const boxVoxels = ([0, 1, 2] as const).reduce<number>(
    (product, axis) => product * (candidate.max[axis] - candidate.min[axis]),
    1,
  );
  const stageOne = wildlifeClassSchema.options.map((id): [ObjectFeature, number] => {
    const found = field.classes.find((known) => known.id === id);
    return [`stage one ${id}`, found === undefined ? 0 : meanOver(found.probability, candidate.voxels)];
  });
  const values = new Map<ObjectFeature, number>([
    ["log volume cm3", Math.log((n * grid.spacingMm ** 3) / 1000)],
    ["log extent mm", Math.log(extentMm(candidate, grid.spacingMm))],
    ["mean hu", mean],
    ["hu deviation", Math.sqrt(variance)],
    ["hu 10th percentile", percentile(sorted, 0.1)],
    ["hu 90th percentile", percentile(sorted, 0.9)],
    ...stageOne,
    ["voxel mm", Math.cbrt(spacingMm[0] * spacingMm[1] * spacingMm[2])],
    ["box fill", n / boxVoxels],
    ["regions", candidate.regions],
  ]);
  return Float32Array.from(order, (name) => values.get(name) ?? 0);
};
