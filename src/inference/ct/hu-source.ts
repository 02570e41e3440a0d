import type { VoxelBox } from "./volume-file.ts";

type Triple = readonly [number, number, number];

/** Where CT numbers are read from: i, j, k with i fastest, beginning at the scan's outer corner. */
export type HuSource = {
  readonly dims: Triple;
  readonly spacingMm: Triple;
  readonly readBoxHu: (box: VoxelBox) => Float32Array;
};
