/** Bead strings that the first network missed, or saw in pieces only. */
import type { ObjectCandidate } from "../group.ts";
import type { HuSource } from "../hu-source.ts";
import { meanOver } from "../objects/features.ts";
import type { Grid } from "../resample.ts";
import type { Field } from "../segment.ts";
import type { VoxelBox } from "../volume-file.ts";
import { findSeeds, type Seed } from "./seeds.ts";
import { findStrings } from "./strings.ts";
import { type BeadString, verifyString } from "./verify-string.ts";

export type BeadProposal = {
  readonly candidate: ObjectCandidate;
  readonly string: BeadString;
  /** Places, in the list given, of the candidates that are pieces of it. */
  readonly pieces: readonly number[];
};

export type BeadSearch = {
  readonly field: Field;
  readonly grid: Grid;
  /** Where the grid holds anything. */
  readonly box: VoxelBox;
  readonly native: HuSource;
};

/** The largest groups only: bags with more hold something else that repeats. */
const MAX_STRINGS = 10;
/** A group whose blobs lie in one candidate by this share was found already. */
const FOUND_SHARE = 0.6;
/** A candidate that lies in a string by this share is a piece of it. */
const PIECE_SHARE = 0.5;

/** For each voxel of the field 1 + the place of the candidate that holds it, or 0. */
const ownersOf = (candidates: readonly ObjectCandidate[], { dims }: Field): Uint16Array => {
  const owners = new Uint16Array(dims[0] * dims[1] * dims[2]);
  candidates.forEach(({ voxels }, n) => {
    for (const p of voxels) owners[p] = n + 1;
  });
  return owners;
};

const isFound = (seeds: readonly Seed[], owners: Uint16Array, { origin, dims }: Field): boolean => {
  const counts = new Map<number, number>();
  for (const { at } of seeds) {
    const owner = owners[((at[2] - origin[2]) * dims[1] + at[1] - origin[1]) * dims[0] + at[0] - origin[0]] ?? 0;
    if (owner !== 0) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values()) >= FOUND_SHARE * seeds.length;
};

/** Of a field voxel's volume, how much must be beads. */
const FIELD_SHARE = 0.4;

/** Voxels of the field that the beads fill. */
const fieldVoxelsOf = (string: BeadString, field: Field, gridMm: number, spacingMm: HuSource["spacingMm"]): number[] => {
  const { solid, box, cells } = string;
  const [nx, ny] = solid.dims;
  // A solid has a margin of one cell.
  const place = (cell: number, axis: 0 | 1 | 2): number =>
    Math.floor((box.min[axis] * spacingMm[axis] + (cell - 0.5) * solid.cellMm) / gridMm) - field.origin[axis];
  const counts = new Map<number, number>();
  for (const p of cells.flatMap((bead) => [...bead])) {
    const at = [place(p % nx, 0), place(Math.floor(p / nx) % ny, 1), place(Math.floor(p / (nx * ny)), 2)] as const;
    if (([0, 1, 2] as const).some((axis) => at[axis] < 0 || at[axis] >= field.dims[axis])) continue;
    const voxel = (at[2] * field.dims[1] + at[1]) * field.dims[0] + at[0];
    counts.set(voxel, (counts.get(voxel) ?? 0) + 1);
  }
  const enough = FIELD_SHARE * (gridMm / solid.cellMm) ** 3;
  return [...counts].filter(([, count]) => count >= enough).map(([voxel]) => voxel);
};

const toCandidate = (voxels: Iterable<number>, regions: number, field: Field): ObjectCandidate => {
  const sorted = Int32Array.from(voxels).toSorted();
  const [nx, ny] = field.dims;
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [0, 0, 0];
  for (const p of sorted) {
    const at = [p % nx, Math.floor(p / nx) % ny, Math.floor(p / (nx * ny))] as const;
    for (const axis of [0, 1, 2] as const) {
      min[axis] = Math.min(min[axis], at[axis]);
      max[axis] = Math.max(max[axis], at[axis] + 1);
    }
  }
  const ivory = field.classes.findIndex(({ id }) => id === "ivory");
  return { classIndex: Math.max(0, ivory), voxels: sorted, regions, probability: meanOver(field.wildlife, sorted), min, max };
};

/** None where no model class is ivory. Throws what the source throws. */
export const proposeBeads = (
  candidates: readonly ObjectCandidate[],
  { field, grid, box, native }: BeadSearch,
): BeadProposal[] => {
  if (field.classes.every(({ id }) => id !== "ivory")) return [];
  const strings = findStrings(findSeeds(grid, box), grid.spacingMm).slice(0, MAX_STRINGS);
  if (strings.length === 0) return [];
  const owners = ownersOf(candidates, field);
  return strings.flatMap((seeds) => {
    if (isFound(seeds, owners, field)) return [];
    const string = verifyString(seeds, grid.spacingMm, native);
    if (string === null) return [];
    const voxels = new Set(fieldVoxelsOf(string, field, grid.spacingMm, native.spacingMm));
    if (voxels.size === 0) return [];
    const pieces = [...candidates.keys()].filter((n) => {
      const own = candidates[n]?.voxels ?? new Int32Array(0);
      return own.filter((p) => voxels.has(p)).length >= PIECE_SHARE * own.length;
    });
    for (const n of pieces) for (const p of candidates[n]?.voxels ?? []) voxels.add(p);
    const candidate = toCandidate(voxels, string.beads.count, field);
    return [{ candidate, string, pieces }];
  });
};
