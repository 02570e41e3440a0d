import type { BoxVoxel } from "../../../../contract/units.ts";

/**
 * Threat ROI bitmap: one bit per voxel of the box, least significant bit first, x fastest, then y, then z (depth, height,
 * width). With `descending` z counts the box's slices from its last to its first.
 */
export const roiBitmap = (
  box: BoxVoxel,
  isInside: ((i: number, j: number, k: number) => boolean) | null,
  descending: boolean,
): Uint8Array => {
  const [width, height, depth] = [box.max[0] - box.min[0], box.max[1] - box.min[1], box.max[2] - box.min[2]];
  const bits = new Uint8Array(Math.ceil((width * height * depth) / 8));
  let bit = 0;
  for (let z = 0; z < depth; z += 1) {
    const k = descending ? box.max[2] - 1 - z : box.min[2] + z;
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1, bit += 1) {
        if (isInside === null || isInside(box.min[0] + x, box.min[1] + y, k)) {
          bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7));
        }
      }
    }
  }
  return bits;
};
