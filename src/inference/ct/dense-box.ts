/** Where a grid holds anything but air. */
import type { Grid } from "./resample.ts";
import type { VoxelBox } from "./volume-file.ts";

/** Edge of the blocks that are looked at as one, in grid voxels, and its logarithm. */
const SHIFT = 2;
const BLOCK = 1 << SHIFT;
/**
 * Dense voxels from which a block counts as occupied. Noise and weak streaks put single voxels above the threshold;
 * three of them in one block are an object (a bead of 4 mm has four voxels of 2 mm).
 */
const OCCUPIED_FROM = 3;
/** Blocks of air kept around what is occupied: the network's view of an object's edge needs its surroundings. */
const MARGIN_BLOCKS = 2;

export type Occupancy = {
  /** Whether any block that touches the box is occupied. */
  readonly touches: (box: VoxelBox) => boolean;
  /** The occupied part with its margin, within the grid; `null` when all is air. */
  readonly box: VoxelBox | null;
};

export const findOccupancy = (grid: Grid, airBelowHu: number): Occupancy => {
  const [nx, ny, nz] = grid.dims;
  const [bx, by, bz] = [Math.ceil(nx / BLOCK), Math.ceil(ny / BLOCK), Math.ceil(nz / BLOCK)];
  const counts = new Uint8Array(bx * by * bz);
  const { hu } = grid;
  let p = 0;
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      const row = ((k >> SHIFT) * by + (j >> SHIFT)) * bx;
      for (let i = 0; i < nx; i++, p++) {
        if ((hu[p] ?? 0) >= airBelowHu) counts[row + (i >> SHIFT)] = (counts[row + (i >> SHIFT)] ?? 0) + 1;
      }
    }
  }
  const low = [bx, by, bz];
  const high = [-1, -1, -1];
  let b = 0;
  for (let z = 0; z < bz; z++) {
    for (let y = 0; y < by; y++) {
      for (let x = 0; x < bx; x++, b++) {
        if ((counts[b] ?? 0) < OCCUPIED_FROM) continue;
        [x, y, z].forEach((at, axis) => {
          low[axis] = Math.min(low[axis] ?? 0, at);
          high[axis] = Math.max(high[axis] ?? 0, at);
        });
      }
    }
  }
  const from = (axis: number): number => Math.max(0, ((low[axis] ?? 0) - MARGIN_BLOCKS) * BLOCK);
  const to = (axis: number): number => Math.min(grid.dims[axis] ?? 0, ((high[axis] ?? 0) + 1 + MARGIN_BLOCKS) * BLOCK);
  const box: VoxelBox | null = (high[0] ?? -1) < 0 ? null : { min: [from(0), from(1), from(2)], max: [to(0), to(1), to(2)] };

  const touches = ({ min, max }: VoxelBox): boolean => {
    for (let z = min[2] >> SHIFT; z < Math.min(bz, Math.ceil(max[2] / BLOCK)); z++) {
      for (let y = min[1] >> SHIFT; y < Math.min(by, Math.ceil(max[1] / BLOCK)); y++) {
        for (let x = min[0] >> SHIFT; x < Math.min(bx, Math.ceil(max[0] / BLOCK)); x++) {
          if ((counts[(z * by + y) * bx + x] ?? 0) >= OCCUPIED_FROM) return true;
        }
      }
    }
    return false;
  };
  return { touches, box };
};
