/** Which voxels of a field belong to which class. */
import type { OperatingPoint } from "../../contract/model.ts";
import type { Field } from "./segment.ts";

export type Foreground = {
  /** Per voxel of the field: 0, or 1 + the class's place in `field.classes`. */
  readonly classOf: Uint8Array;
  /** The voxels that are not 0, ascending. */
  readonly voxels: Int32Array;
};

/** Takes out what lies beyond `gridDims` (padding), and lists the rest. */
const within = (classOf: Uint8Array, field: Field, gridDims: readonly [number, number, number]): Foreground => {
  const [nx, ny, nz] = field.dims;
  const inside = (axis: 0 | 1 | 2): number => Math.min(field.dims[axis], gridDims[axis] - field.origin[axis]);
  const [mx, my, mz] = [inside(0), inside(1), inside(2)];
  let count = 0;
  for (let k = 0, p = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++, p++) {
        if (classOf[p] === 0) continue;
        if (i < mx && j < my && k < mz) count++;
        else classOf[p] = 0;
      }
    }
  }
  const voxels = new Int32Array(count);
  for (let p = 0, n = 0; p < classOf.length; p++) if (classOf[p] !== 0) voxels[n++] = p;
  return { classOf, voxels };
};

/** A voxel belongs to the class of the greatest probability among those that reach the point's `voxelProbability`. */
export const findForeground = (
  field: Field,
  gridDims: readonly [number, number, number],
  thresholds: OperatingPoint["classes"],
): Foreground => {
  const [nx, ny, nz] = field.dims;
  const classOf = new Uint8Array(nx * ny * nz);
  const best = new Float32Array(field.classes.length > 1 ? classOf.length : 0);
  field.classes.forEach(({ id, probability }, c) => {
    const threshold = thresholds[id]?.voxelProbability ?? 1;
    for (let p = 0; p < classOf.length; p++) {
      const value = probability[p] ?? 0;
      if (value < threshold || value <= (best[p] ?? 0)) continue;
      classOf[p] = c + 1;
      best[p] = value;
    }
  });
  return within(classOf, field, gridDims);
};

/** A voxel that is wildlife of any class with this probability belongs to the most probable class. */
export const findWildlife = (field: Field, gridDims: readonly [number, number, number], threshold: number): Foreground => {
  const { classes, wildlife } = field;
  const classOf = new Uint8Array(wildlife.length);
  for (let p = 0; p < wildlife.length; p++) {
    if ((wildlife[p] ?? 0) < threshold) continue;
    let best = 0;
    for (let c = 1; c < classes.length; c++) {
      if ((classes[c]?.probability[p] ?? 0) > (classes[best]?.probability[p] ?? 0)) best = c;
    }
    classOf[p] = best + 1;
  }
  return within(classOf, field, gridDims);
};
