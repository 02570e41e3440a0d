import type { Geometry } from "../../../contract/scan.ts";

/**
 * Means of 2 × 2 × 2 voxels (fewer at odd ends and along axes of length 1), rounded to the nearest integer.
 *
 * `fine`: whole slices of the finer level, i fastest, `dims[0] × dims[1] × slices`; `slices` even, unless it ends at the volume's
 * end. `coarse`: takes ceil(slices / 2) slices. Padding takes no part in a mean; where all voxels are padding the mean is padding.
 */
export const poolSlab = (
  fine: Int16Array,
  dims: Geometry["dims"],
  slices: number,
  paddingStored: number | null,
  coarse: Int16Array,
): void => {
  const [width, height] = dims;
  const plane = width * height;
  const coarseWidth = width > 1 ? Math.ceil(width / 2) : 1;
  const coarseHeight = height > 1 ? Math.ceil(height / 2) : 1;
  const coarseSlices = Math.ceil(slices / 2);
  let at = 0;
  for (let k = 0; k < coarseSlices; k += 1) {
    // a missing neighbour is replaced by the voxel itself, which leaves the mean of the others as it is
    const nextSlice = 2 * k + 1 < slices ? plane : 0;
    for (let j = 0; j < coarseHeight; j += 1) {
      const nextRow = 2 * j + 1 < height ? width : 0;
      const row = 2 * k * plane + 2 * j * width;
      for (let i = 0; i < coarseWidth; i += 1) {
        const a = row + 2 * i;
        const nextColumn = 2 * i + 1 < width ? 1 : 0;
        coarse[at] =
          paddingStored === null
            ? meanOf(fine, a, nextColumn, nextRow, nextSlice)
            : meanWithout(fine, a, nextColumn, nextRow, nextSlice, paddingStored);
        at += 1;
      }
    }
  }
};

const meanOf = (fine: Int16Array, a: number, x: number, y: number, z: number): number => {
  const b = a + z;
  // + 4 and >> 3: division by eight, rounded to the nearest
  return (
    ((fine[a] ?? 0) +
      (fine[a + x] ?? 0) +
      (fine[a + y] ?? 0) +
      (fine[a + x + y] ?? 0) +
      (fine[b] ?? 0) +
      (fine[b + x] ?? 0) +
      (fine[b + y] ?? 0) +
      (fine[b + x + y] ?? 0) +
      4) >>
    3
  );
};

const meanWithout = (fine: Int16Array, a: number, x: number, y: number, z: number, padding: number): number => {
  let sum = 0;
  let count = 0;
  for (let n = 0; n < 8; n += 1) {
    const value = fine[a + (n & 1 ? x : 0) + (n & 2 ? y : 0) + (n & 4 ? z : 0)] ?? padding;
    if (value === padding) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? padding : Math.floor(sum / count + 0.5);
};
