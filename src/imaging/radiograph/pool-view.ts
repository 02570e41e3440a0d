/** The next coarser level of a view: half as wide and high, rounded up. */
import { VALIDITY, VIEW_PADDING } from "../../contract/radiograph.ts";

/** Means of 2 × 2 pixels (fewer at odd ends), rounded; padding takes no part, and padding alone stays padding. */
export const poolValues = (fine: Int16Array, width: number, height: number): Int16Array => {
  const columns = Math.ceil(width / 2);
  const rows = Math.ceil(height / 2);
  const coarse = new Int16Array(columns * rows);
  for (let y = 0; y < rows; y += 1) {
    const below = 2 * y + 1 < height ? width : 0;
    for (let x = 0; x < columns; x += 1) {
      const at = 2 * y * width + 2 * x;
      const beside = 2 * x + 1 < width ? 1 : 0;
      let sum = 0;
      let count = 0;
      // a missing neighbour is replaced by the pixel itself, which leaves the mean of the others as it is
      for (let n = 0; n < 4; n += 1) {
        const value = fine[at + (n & 1 ? beside : 0) + (n & 2 ? below : 0)] ?? VIEW_PADDING;
        if (value === VIEW_PADDING) continue;
        sum += value;
        count += 1;
      }
      coarse[y * columns + x] = count === 0 ? VIEW_PADDING : Math.floor(sum / count + 0.5);
    }
  }
  return coarse;
};

/** A bound (opaque, saturated) of any of four pixels stays one; dead and outside only where all four are. */
export const poolValidity = (fine: Uint8Array, width: number, height: number): Uint8Array => {
  const columns = Math.ceil(width / 2);
  const rows = Math.ceil(height / 2);
  const coarse = new Uint8Array(columns * rows);
  for (let y = 0; y < rows; y += 1) {
    const below = 2 * y + 1 < height ? width : 0;
    for (let x = 0; x < columns; x += 1) {
      const at = 2 * y * width + 2 * x;
      const beside = 2 * x + 1 < width ? 1 : 0;
      let bound = -1;
      let missing: number = VALIDITY.outside;
      for (let n = 0; n < 4; n += 1) {
        const code = fine[at + (n & 1 ? beside : 0) + (n & 2 ? below : 0)] ?? VALIDITY.outside;
        if (code >= VALIDITY.dead) missing = Math.min(missing, code);
        else if (bound < 0 || (code !== VALIDITY.ok && (bound === VALIDITY.ok || code < bound))) bound = code;
      }
      coarse[y * columns + x] = bound < 0 ? missing : bound;
    }
  }
  return coarse;
};
