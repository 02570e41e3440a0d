/**
 * The cubes that the object model sees of a candidate: CT numbers and mask of the object, and of its surroundings.
 *
 * The centre is the mean of the candidate's voxel centres in mm, the extent e the longest edge of its box. The first cube has
 * 32³ samples at a pitch of max(1, 1.25 e / 32) mm, the second at twice that. A sample of CT numbers is the trilinear value at
 * its place, of the model's grid where the pitch is at least the grid's spacing, else of the scan's own voxels; where these
 * are finer than the pitch, of their running means over round(pitch / voxel) voxels per axis. Beyond the scan lies `padHu`.
 * A sample of the mask is that of the nearest grid voxel. training/faunagate_training/objects/crops.py cuts the same.
 */
import type { ObjectCandidate } from "../group.ts";
import type { HuSource } from "../hu-source.ts";
import { toLocalMask } from "../local-mask.ts";
import type { Field } from "../segment.ts";

type Triple = readonly [number, number, number];

export const CROP_SIZE = 32;
const CROP_VOXELS = CROP_SIZE ** 3;
export const CROP_CHANNELS = 4;
const MIN_PITCH_MM = 1;
const MARGIN = 1.25;
const SURROUNDINGS = 2;

/** Longest edge of the candidate's box, mm. */
export const extentMm = ({ min, max }: ObjectCandidate, gridMm: number): number =>
  Math.max(max[0] - min[0], max[1] - min[1], max[2] - min[2]) * gridMm;

/** Mean of the voxel centres, mm from the scan's outer corner. */
export const centreMm = ({ voxels }: ObjectCandidate, { origin, dims: [nx, ny] }: Field, gridMm: number): Triple => {
  let [i, j, k] = [0, 0, 0];
  for (const p of voxels) {
    i += p % nx;
    j += Math.floor(p / nx) % ny;
    k += Math.floor(p / (nx * ny));
  }
  const n = Math.max(1, voxels.length);
  const at = (sum: number, axis: 0 | 1 | 2): number => (origin[axis] + sum / n + 0.5) * gridMm;
  return [at(i, 0), at(j, 1), at(k, 2)];
};

const samplePlace = (centre: number, pitch: number, n: number): number => centre + (n - (CROP_SIZE - 1) / 2) * pitch;

/** Which voxels of an axis each sample reads, and how much of each; what lies beyond the axis is left out. */
type AxisTaps = {
  /** First voxel that any sample reads, and how many from there. */
  readonly from: number;
  readonly size: number;
  /** Per sample: its first and its end tap, counted from `from`, and their weights, `taps` apart. */
  readonly begin: Int32Array;
  readonly end: Int32Array;
  readonly weights: Float32Array;
  readonly taps: number;
};

const tapsOf = (voxels: number, voxelMm: number, centre: number, pitch: number): AxisTaps => {
  const width = Math.max(1, Math.floor(pitch / voxelMm + 0.5));
  // The mean around voxel v goes from v − back to v + back, one further for even widths.
  const back = (width - 1) >> 1;
  const taps = width + 1;
  const [begin, end] = [new Int32Array(CROP_SIZE), new Int32Array(CROP_SIZE)];
  const weights = new Float32Array(CROP_SIZE * taps);
  const firsts = Array.from({ length: CROP_SIZE }, (_, n) => samplePlace(centre, pitch, n) / voxelMm - 0.5);
  const clip = (voxel: number): number => Math.max(0, Math.min(voxels, voxel));
  const lowest = Math.floor(firsts[0] ?? 0) - back;
  const from = clip(lowest);
  const size = clip(Math.floor(firsts[CROP_SIZE - 1] ?? 0) - back + taps) - from;
  firsts.forEach((at, n) => {
    const left = Math.floor(at);
    const start = left - back;
    begin[n] = clip(start) - from;
    end[n] = clip(start + taps) - from;
    for (let voxel = clip(start); voxel < clip(start + taps); voxel++) {
      const tap = voxel - start;
      const share = tap === 0 ? 1 - (at - left) : tap === width ? at - left : 1;
      weights[n * taps + voxel - clip(start)] = share / width;
    }
  });
  return { from, size, begin, end, weights, taps };
};

/** [outer × sources × inner] becomes [outer × 32 × inner]. */
const along = (
  source: Float32Array,
  outer: number,
  { size, begin, end, weights, taps }: AxisTaps,
  inner: number,
): Float32Array => {
  const result = new Float32Array(outer * CROP_SIZE * inner);
  for (let o = 0; o < outer; o++) {
    for (let n = 0; n < CROP_SIZE; n++) {
      const to = (o * CROP_SIZE + n) * inner;
      const first = begin[n] ?? 0;
      const last = end[n] ?? 0;
      for (let t = first; t < last; t++) {
        const weight = weights[n * taps + t - first] ?? 0;
        const from = (o * size + t) * inner;
        for (let x = 0; x < inner; x++) result[to + x] = (result[to + x] ?? 0) + weight * (source[from + x] ?? 0);
      }
    }
  }
  return result;
};

/** 32³ samples of CT numbers, i fastest, around `centre` (mm). */
export const cutHu = (source: HuSource, centre: Triple, pitchMm: number, padHu: number): Float32Array => {
  const axis = (a: 0 | 1 | 2): AxisTaps => tapsOf(source.dims[a], source.spacingMm[a], centre[a], pitchMm);
  const [i, j, k] = [axis(0), axis(1), axis(2)];
  if (i.size <= 0 || j.size <= 0 || k.size <= 0) return new Float32Array(CROP_VOXELS).fill(padHu);
  const box = source.readBoxHu({
    min: [i.from, j.from, k.from],
    max: [i.from + i.size, j.from + j.size, k.from + k.size],
  });
  // Padding has no tap: what is summed is the difference to it.
  for (let p = 0; p < box.length; p++) box[p] = (box[p] ?? 0) - padHu;
  const cube = along(along(along(box, 1, k, j.size * i.size), CROP_SIZE, j, i.size), CROP_SIZE * CROP_SIZE, i, 1);
  for (let p = 0; p < cube.length; p++) cube[p] = (cube[p] ?? 0) + padHu;
  return cube;
};

/** 32³ samples of the candidate's mask, i fastest: 1 inside. */
export const cutMask = (
  candidate: ObjectCandidate,
  field: Field,
  gridMm: number,
  centre: Triple,
  pitchMm: number,
): Float32Array => {
  const { origin, dims, cells } = toLocalMask(candidate, field, 0);
  const cellsOf = (axis: 0 | 1 | 2): Int32Array =>
    Int32Array.from({ length: CROP_SIZE }, (_, n) => {
      const cell = Math.floor(samplePlace(centre[axis], pitchMm, n) / gridMm) - origin[axis];
      return cell >= 0 && cell < dims[axis] ? cell : -1;
    });
  const [ci, cj, ck] = [cellsOf(0), cellsOf(1), cellsOf(2)];
  const cube = new Float32Array(CROP_VOXELS);
  let p = 0;
  for (const k of ck) {
    for (const j of cj) {
      for (const i of ci) {
        if (i >= 0 && j >= 0 && k >= 0) cube[p] = cells[(k * dims[1] + j) * dims[0] + i] ?? 0;
        p++;
      }
    }
  }
  return cube;
};

/** [4, 32, 32, 32] of one candidate: CT numbers and mask of the object, CT numbers and mask of its surroundings. */
export const cutCrops = (
  candidate: ObjectCandidate,
  field: Field,
  grid: HuSource,
  native: HuSource,
  padHu: number,
): Float32Array => {
  const [gridMm] = grid.spacingMm;
  const centre = centreMm(candidate, field, gridMm);
  const pitch = Math.max(MIN_PITCH_MM, (MARGIN * extentMm(candidate, gridMm)) / CROP_SIZE);
  const crops = new Float32Array(CROP_CHANNELS * CROP_VOXELS);
  [pitch, SURROUNDINGS * pitch].forEach((pitchMm, n) => {
    const source = pitchMm >= gridMm ? grid : native;
    crops.set(cutHu(source, centre, pitchMm, padHu), 2 * n * CROP_VOXELS);
    crops.set(cutMask(candidate, field, gridMm, centre, pitchMm), (2 * n + 1) * CROP_VOXELS);
  });
  return crops;
};
