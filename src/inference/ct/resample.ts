/** Brings a scan onto the model's isotropic grid, in the scan's own axes, slice by slice. */
import { type AxisMap, mapAxis } from "./axis-map.ts";
import type { HuSource } from "./hu-source.ts";

export type Grid = {
  /** i, j, k. */
  readonly dims: readonly [number, number, number];
  readonly spacingMm: number;
  /** HU, i fastest. */
  readonly hu: Float32Array;
};

/** The grid as something boxes are read from. */
export const toHuSource = ({ dims, spacingMm, hu }: Grid): HuSource => ({
  dims,
  spacingMm: [spacingMm, spacingMm, spacingMm],
  readBoxHu: ({ min, max }) => {
    const width = max[0] - min[0];
    const box = new Float32Array(width * (max[1] - min[1]) * (max[2] - min[2]));
    let at = 0;
    for (let k = min[2]; k < max[2]; k++) {
      for (let j = min[1]; j < max[1]; j++, at += width) {
        const from = (k * dims[1] + j) * dims[0] + min[0];
        box.set(hu.subarray(from, from + width), at);
      }
    }
    return box;
  },
});

export type Resampler = {
  /** Takes the next slice's stored values, i fastest; every slice once, in order. */
  readonly addSlice: (stored: Int16Array) => void;
  /** HU = stored · slope + intercept. */
  readonly finish: (slope: number, intercept: number) => Grid;
};

export const gridDims = (
  dims: readonly [number, number, number],
  spacingMm: readonly [number, number, number],
  targetMm: number,
): readonly [number, number, number] => [
  mapAxis(dims[0], spacingMm[0], targetMm).targets,
  mapAxis(dims[1], spacingMm[1], targetMm).targets,
  mapAxis(dims[2], spacingMm[2], targetMm).targets,
];

/** Along rows: [rows × sources] becomes [rows × targets]. */
const alongRows = (source: Int16Array, rows: number, sources: number, map: AxisMap, into: Float32Array): void => {
  const { targets, taps, first, weights } = map;
  for (let row = 0; row < rows; row++) {
    const from = row * sources;
    const to = row * targets;
    for (let t = 0; t < targets; t++) {
      const at = from + (first[t] ?? 0);
      let sum = 0;
      for (let q = 0, w = t * taps; q < taps; q++, w++) sum += (weights[w] ?? 0) * (source[at + q] ?? 0);
      into[to + t] = sum;
    }
  }
};

/** Across rows: [sources × width] becomes [targets × width]. */
const acrossRows = (source: Float32Array, width: number, map: AxisMap, into: Float32Array): void => {
  const { targets, taps, first, weights } = map;
  into.fill(0);
  for (let t = 0; t < targets; t++) {
    const to = t * width;
    for (let q = 0; q < taps; q++) {
      const weight = weights[t * taps + q] ?? 0;
      if (weight === 0) continue;
      const from = ((first[t] ?? 0) + q) * width;
      for (let x = 0; x < width; x++) into[to + x] = (into[to + x] ?? 0) + weight * (source[from + x] ?? 0);
    }
  }
};

/** For each source slice, the target slices it contributes to. */
const scatter = (sources: number, map: AxisMap): (readonly [target: number, weight: number])[][] => {
  const lists: [number, number][][] = Array.from({ length: sources }, () => []);
  for (let t = 0; t < map.targets; t++) {
    for (let q = 0; q < map.taps; q++) {
      const weight = map.weights[t * map.taps + q] ?? 0;
      if (weight > 0) lists[(map.first[t] ?? 0) + q]?.push([t, weight]);
    }
  }
  return lists;
};

/** `dims` and `spacingMm` (mm) of the scan as i, j, k. The grid begins at the scan's outer corner. */
export const createResampler = (
  dims: readonly [number, number, number],
  spacingMm: readonly [number, number, number],
  targetMm: number,
): Resampler => {
  const [mapI, mapJ, mapK] = [0, 1, 2].map((axis) => mapAxis(dims[axis] ?? 1, spacingMm[axis] ?? 1, targetMm));
  if (mapI === undefined || mapJ === undefined || mapK === undefined) throw new RangeError("three axes");
  const target: Grid["dims"] = [mapI.targets, mapJ.targets, mapK.targets];
  const planeSize = target[0] * target[1];
  const hu = new Float32Array(planeSize * target[2]);
  const narrowed = new Float32Array(target[0] * dims[1]);
  const plane = new Float32Array(planeSize);
  const contributions = scatter(dims[2], mapK);
  let k = 0;
  return {
    addSlice: (stored) => {
      alongRows(stored, dims[1], dims[0], mapI, narrowed);
      acrossRows(narrowed, target[0], mapJ, plane);
      for (const [t, weight] of contributions[k] ?? []) {
        const to = t * planeSize;
        for (let p = 0; p < planeSize; p++) hu[to + p] = (hu[to + p] ?? 0) + weight * (plane[p] ?? 0);
      }
      k++;
    },
    finish: (slope, intercept) => {
      for (let p = 0; p < hu.length; p++) hu[p] = (hu[p] ?? 0) * slope + intercept;
      return { dims: target, spacingMm: targetMm, hu };
    },
  };
};
