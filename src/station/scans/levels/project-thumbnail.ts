import type { Geometry } from "../../../contract/scan.ts";

export type GreyPicture = { readonly width: number; readonly height: number; readonly grey: Uint8Array };

export const THUMBNAIL_MAX = 256;

type Axis = 0 | 1 | 2;

/** The axis that lies nearest to the patient's or belt's front-to-back direction (y in LPS): the one to look along. */
const depthAxis = (direction: Geometry["direction"]): Axis => {
  const along = direction.map((axis) => Math.abs(axis[1]));
  const best = along.indexOf(Math.max(...along));
  return best === 0 ? 0 : best === 1 ? 1 : 2;
};

/**
 * A coronal picture of a small level, like a plain radiograph: the mean above air along the depth, brighter where more material
 * lies. Right of the picture is increasing first axis, up is increasing second axis (superior for k). Pixels are square in mm and the longer side
 * has at most `THUMBNAIL_MAX` of them.
 *
 * `voxels`: Int16 stored, i fastest. `air`: the stored value that counts as nothing.
 */
export const projectThumbnail = (
  voxels: Int16Array,
  dims: Geometry["dims"],
  spacingMm: Geometry["spacingMm"],
  direction: Geometry["direction"],
  air: number,
  paddingStored: number | null,
): GreyPicture => {
  const depth = depthAxis(direction);
  const across: Axis = depth === 0 ? 1 : 0;
  const up: Axis = depth === 2 ? 1 : 2;
  const strides = [1, dims[0], dims[0] * dims[1]] as const;
  const columns = dims[across];
  const rows = dims[up];
  const sums = new Float64Array(columns * rows);
  for (let r = 0; r < rows; r += 1) {
    for (let c = 0; c < columns; c += 1) {
      let at = r * strides[up] + c * strides[across];
      let sum = 0;
      for (let d = 0; d < dims[depth]; d += 1, at += strides[depth]) {
        const value = voxels[at] ?? 0;
        if (value > air && value !== paddingStored) sum += value - air;
      }
      sums[r * columns + c] = sum;
    }
  }
  const sorted = sums.toSorted();
  const white = sorted[Math.floor(sorted.length * 0.995)] || sorted.at(-1) || 1;
  const widthMm = columns * spacingMm[across];
  const heightMm = rows * spacingMm[up];
  const scale = THUMBNAIL_MAX / Math.max(widthMm, heightMm);
  const width = Math.max(1, Math.round(widthMm * scale));
  const height = Math.max(1, Math.round(heightMm * scale));
  const grey = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const r = sampleAt(height - 1 - y, height, rows);
    for (let x = 0; x < width; x += 1) {
      const c = sampleAt(x, width, columns);
      const near = r.low * columns;
      const far = r.high * columns;
      const top = (sums[near + c.low] ?? 0) * (1 - c.part) + (sums[near + c.high] ?? 0) * c.part;
      const bottom = (sums[far + c.low] ?? 0) * (1 - c.part) + (sums[far + c.high] ?? 0) * c.part;
      const value = (top * (1 - r.part) + bottom * r.part) / white;
      // the square root lifts thin things, which a bag is full of
      grey[y * width + x] = Math.round(255 * Math.sqrt(Math.min(1, Math.max(0, value))));
    }
  }
  return { width, height, grey };
};

/** Linear interpolation: pixel `at` of `count` over `length` samples, centres aligned. */
const sampleAt = (
  at: number,
  count: number,
  length: number,
): { readonly low: number; readonly high: number; readonly part: number } => {
  const position = Math.min(length - 1, Math.max(0, ((at + 0.5) * length) / count - 0.5));
  const low = Math.floor(position);
  return { low, high: Math.min(length - 1, low + 1), part: position - low };
};
