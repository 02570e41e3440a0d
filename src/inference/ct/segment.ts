/** Runs the network over a box of the grid: in one pass where it fits, else in blended tiles. */
import type { ModelManifest } from "../../contract/model.ts";
import { StationError } from "../../contract/station-error.ts";
import type { WildlifeClass } from "../../contract/wildlife-class.ts";
import { breathe } from "../cancellation.ts";
import type { CtSession } from "../session.ts";
import type { Occupancy } from "./dense-box.ts";
import type { Grid } from "./resample.ts";
import { type AxisTile, cutAxis, roundUp } from "./tiles.ts";
import type { VoxelBox } from "./volume-file.ts";

/** Class probabilities over a box of the grid. */
export type Field = {
  /** Grid voxel of the field's first voxel. */
  readonly origin: readonly [number, number, number];
  /** i, j, k; may reach beyond the grid, where the input was padding. */
  readonly dims: readonly [number, number, number];
  /** One probability per voxel, i fastest, for each class the manifest lists, in its order. */
  readonly classes: readonly { readonly id: WildlifeClass; readonly probability: Float32Array }[];
  /** Probability of anything but the background, in the same order of voxels. */
  readonly wildlife: Float32Array;
};

type Piece = { readonly i: AxisTile; readonly j: AxisTile; readonly k: AxisTile };

/** Cuts a piece out of the grid; beyond the grid lies `padHu`. Depth, height, width = k, j, i. */
const cutOut = (grid: Grid, origin: readonly [number, number, number], piece: Piece, padHu: number): Float32Array => {
  const [nx, ny, nz] = grid.dims;
  const [w, h, d] = [piece.i.size, piece.j.size, piece.k.size];
  const [x0, y0, z0] = [origin[0] + piece.i.start, origin[1] + piece.j.start, origin[2] + piece.k.start];
  const volume = new Float32Array(w * h * d).fill(padHu);
  const inside = Math.min(w, nx - x0);
  for (let z = 0; z < d && z0 + z < nz; z++) {
    for (let y = 0; y < h && y0 + y < ny; y++) {
      const from = ((z0 + z) * ny + y0 + y) * nx + x0;
      volume.set(grid.hu.subarray(from, from + inside), (z * h + y) * w);
    }
  }
  return volume;
};

/** Adds a tile's share to the field. `tile` is one class of the tile, `field` of dims [nx, ny, …]. */
const blendIn = (tile: Float32Array, piece: Piece, field: Float32Array, nx: number, ny: number): void => {
  const { i, j, k } = piece;
  let from = 0;
  for (let z = 0; z < k.size; z++) {
    for (let y = 0; y < j.size; y++, from += i.size) {
      const share = (k.weights[z] ?? 0) * (j.weights[y] ?? 0);
      if (share === 0) continue;
      const to = ((k.start + z) * ny + j.start + y) * nx + i.start;
      for (let x = 0; x < i.size; x++) field[to + x] = (field[to + x] ?? 0) + share * (i.weights[x] ?? 0) * (tile[from + x] ?? 0);
    }
  }
};

const assertFinite = (values: Float32Array): void => {
  let sum = 0;
  for (let p = 0; p < values.length; p++) sum += values[p] ?? 0;
  if (!Number.isFinite(sum)) throw new StationError("model.invalid", "the graph gave numbers that are not finite");
};

/**
 * `box` lies within the grid. Tiles without anything dense are left at probability 0. `progress` is told the share done.
 * Throws `model.invalid` or `screening.cancelled`.
 */
export const segment = async (
  grid: Grid,
  box: VoxelBox,
  occupancy: Occupancy,
  manifest: ModelManifest,
  session: CtSession,
  hooks: { readonly signal: AbortSignal; readonly progress: (fraction: number) => void },
): Promise<Field> => {
  const { multipleOf, padHu } = manifest.input;
  const { maxTileVoxels, overlapVoxels } = manifest.tiling;
  const dimOf = (axis: 0 | 1 | 2): number => roundUp(box.max[axis] - box.min[axis], multipleOf);
  const dims: Field["dims"] = [dimOf(0), dimOf(1), dimOf(2)];
  const cut = (axis: 0 | 1 | 2): AxisTile[] => cutAxis(dims[axis], maxTileVoxels[2 - axis] ?? 1, overlapVoxels, multipleOf);
  const [tilesI, tilesJ, tilesK] = [cut(0), cut(1), cut(2)];
  const pieces = tilesK.flatMap((k) => tilesJ.flatMap((j) => tilesI.map((i): Piece => ({ i, j, k }))));
  // The background first: it becomes the probability of anything else.
  const channels = [0, ...manifest.classes.map(({ id }) => manifest.output.classes.indexOf(id))];

  const runPiece = async (piece: Piece): Promise<Float32Array[]> => {
    const volume = cutOut(grid, box.min, piece, padHu);
    const answer = await session.run(volume, [piece.k.size, piece.j.size, piece.i.size]);
    for (let p = 0; p < volume.length; p++) answer[p] = 1 - (answer[p] ?? 0);
    return channels.map((channel) => {
      const probability = answer.subarray(channel * volume.length, (channel + 1) * volume.length);
      assertFinite(probability);
      return probability;
    });
  };
  const asField = ([wildlife = new Float32Array(0), ...probabilities]: readonly Float32Array[]): Field => ({
    origin: box.min,
    dims,
    classes: manifest.classes.map(({ id }, c) => ({ id, probability: probabilities[c] ?? new Float32Array(0) })),
    wildlife,
  });

  await breathe(hooks.signal);
  const only = pieces.length === 1 ? pieces[0] : undefined;
  if (only !== undefined) return asField(await runPiece(only));

  const fields = channels.map(() => new Float32Array(dims[0] * dims[1] * dims[2]));
  for (const [done, piece] of pieces.entries()) {
    const at = (tile: AxisTile, axis: 0 | 1 | 2): number => box.min[axis] + tile.start;
    const min: VoxelBox["min"] = [at(piece.i, 0), at(piece.j, 1), at(piece.k, 2)];
    const max: VoxelBox["max"] = [min[0] + piece.i.size, min[1] + piece.j.size, min[2] + piece.k.size];
    if (occupancy.touches({ min, max })) {
      const answers = await runPiece(piece);
      answers.forEach((tile, c) => blendIn(tile, piece, fields[c] ?? new Float32Array(0), dims[0], dims[1]));
    }
    await breathe(hooks.signal);
    hooks.progress((done + 1) / pieces.length);
  }
  return asField(fields);
};
