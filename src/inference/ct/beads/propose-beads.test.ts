import { expect, test } from "vitest";
import { withBeads } from "../candidates.ts";
import type { ObjectCandidate } from "../group.ts";
import type { HuSource } from "../hu-source.ts";
import { createResampler, toHuSource } from "../resample.ts";
import type { Field } from "../segment.ts";
import { phantom, sphere } from "../testing/phantom.ts";
import type { BeadSearch } from "./propose-beads.ts";

const DIMS = [100, 60, 40] as const;
const SPACING = [1, 1, 1] as const;

/** Twelve beads of 8 mm in a row that winds a little, in a field where the network saw nothing. */
const search = (): BeadSearch => {
  const beads = Array.from({ length: 10 }, (_, n) => sphere([12 + n * 8.2, 30 + 3 * Math.sin(n), 20], 4, 1400));
  const voxels = phantom(DIMS, SPACING, beads, 40);
  const native: HuSource = toHuSource({ dims: DIMS, spacingMm: 1, hu: Float32Array.from(voxels) });
  const resampler = createResampler(DIMS, SPACING, 2);
  const plane = DIMS[0] * DIMS[1];
  for (let k = 0; k < DIMS[2]; k++) resampler.addSlice(voxels.subarray(k * plane, (k + 1) * plane));
  const grid = resampler.finish(1, 0);
  const none = new Float32Array(grid.hu.length);
  const field: Field = { origin: [0, 0, 0], dims: grid.dims, classes: [{ id: "ivory", probability: none }], wildlife: none };
  return { field, grid, box: { min: [0, 0, 0], max: grid.dims }, native };
};

/** All grid voxels of a box as one candidate. */
const candidateOf = (
  { field }: BeadSearch,
  min: readonly [number, number, number],
  max: readonly [number, number, number],
): ObjectCandidate => {
  const voxels: number[] = [];
  for (let k = min[2]; k < max[2]; k++)
    for (let j = min[1]; j < max[1]; j++)
      for (let i = min[0]; i < max[0]; i++) voxels.push((k * field.dims[1] + j) * field.dims[0] + i);
  return { classIndex: 0, voxels: Int32Array.from(voxels), regions: 1, probability: 0.9, min, max };
};

test("a missed string is proposed", () => {
  const [string, ...others] = withBeads([], search());
  expect(others).toEqual([]);
  expect(string?.regions).toBe(10);
  // Ten balls of 8 mm are 335 voxels of 8 mm³.
  expect(string?.voxels.length).toBeGreaterThan(270);
  expect(string?.voxels.length).toBeLessThan(400);
});

test("a piece that the network saw is judged with its string; what lies elsewhere stays as it is", () => {
  const here = search();
  const bead = candidateOf(here, [5, 14, 9], [8, 17, 11]);
  const elsewhere = candidateOf(here, [40, 2, 2], [44, 6, 6]);
  const candidates = withBeads([bead, elsewhere], here);
  expect(candidates).toHaveLength(2);
  expect(candidates[0]).toBe(elsewhere);
  for (const p of bead.voxels) expect(candidates[1]?.voxels.includes(p)).toBe(true);
});

test("a string that the network found is left alone", () => {
  const here = search();
  const found = candidateOf(here, [3, 11, 7], [46, 19, 13]);
  expect(withBeads([found], here)).toEqual([found]);
});
