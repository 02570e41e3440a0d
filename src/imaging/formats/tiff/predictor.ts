/** Undoes TIFF's predictors on one row (TIFF 6.0 section 14; Adobe's Technical Note 3 for floating point). */
import { swapBytes } from "../voxels/sample-type.ts";

/** Predictor 2: every sample was stored as its difference from the one before. `row` is in the machine's byte order. */
export const undoHorizontal = (row: Uint8Array | Uint16Array | Uint32Array): void => {
  for (let n = 1; n < row.length; n += 1) row[n] = (row[n] ?? 0) + (row[n - 1] ?? 0);
};

/** Predictor 3: bytes were split by significance, highest first, then stored as differences. Leaves little-endian floats. */
export const undoFloat = (row: Uint8Array, width: 2 | 4 | 8): void => {
  undoHorizontal(row);
  const planes = new Uint8Array(row);
  const count = row.length / width;
  for (let n = 0; n < count; n += 1) {
    for (let byte = 0; byte < width; byte += 1) row[n * width + byte] = planes[byte * count + n] ?? 0;
  }
  swapBytes(row, width);
};
