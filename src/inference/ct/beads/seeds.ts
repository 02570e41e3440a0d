/** Where on the model's grid a small dense blob has its middle. */
import { type Grid, toHuSource } from "../resample.ts";
import type { VoxelBox } from "../volume-file.ts";

export type Seed = {
  /** Grid voxel. */
  readonly at: readonly [number, number, number];
  readonly peakHu: number;
  /** Mean radius as far as it is free of neighbours, mm. */
  readonly radiusMm: number;
};

/** From filled resin to shell; what is denser is metal or stone. */
const MINERAL_HU = { from: 300, to: 2600 } as const;
/** A ray ends where the CT number falls below this share of the middle's. */
const EDGE_SHARE = 0.35;
/** Rays longer than this, mm, leave a bead; more than so many of the 26 of them, and it is no blob. */
const LONG_MM = 12;
const MAX_LONG = 9;
/** Of the 26 rays, shortest first, the one that is the radius: beside it lie the nearer ones of a middle that is off by a voxel. */
const RADIUS_RAY = 10;
const RADIUS_MM = { min: 1.5, max: 11 } as const;

type Offset = readonly [di: number, dj: number, dk: number];

const NEIGHBOURS: readonly Offset[] = [-1, 0, 1]
  .flatMap((dk) => [-1, 0, 1].flatMap((dj) => [-1, 0, 1].map((di): Offset => [di, dj, dk])))
  .filter(([di, dj, dk]) => di !== 0 || dj !== 0 || dk !== 0);

/** Distance in mm to the edge along each neighbour's direction. */
const raysFrom = (grid: Grid, at: readonly [number, number, number], edgeHu: number): number[] => {
  const [nx, ny, nz] = grid.dims;
  return NEIGHBOURS.map(([di, dj, dk]) => {
    const stepMm = Math.hypot(di, dj, dk) * grid.spacingMm;
    let [i, j, k] = at;
    let before = Infinity;
    for (let n = 0; n * stepMm <= LONG_MM; n++) {
      const inside = i >= 0 && i < nx && j >= 0 && j < ny && k >= 0 && k < nz;
      const hu = inside ? (grid.hu[(k * ny + j) * nx + i] ?? 0) : -1000;
      // Between the two voxels the edge lies where the line from one to the other crosses its CT number.
      if (hu < edgeHu) return (n - (edgeHu - hu) / Math.max(1, before - hu)) * stepMm;
      before = hu;
      i += di;
      j += dj;
      k += dk;
    }
    return Infinity;
  });
};

/** Local means with weights 1 2 1 along each axis, of mineral voxels only; 0 elsewhere. Also lists those voxels. */
const smoothed = (grid: Grid): { readonly values: Float32Array; readonly voxels: number[] } => {
  const [nx, ny, nz] = grid.dims;
  const { hu } = grid;
  const values = new Float32Array(hu.length);
  const voxels: number[] = [];
  const offsets = Int32Array.from(NEIGHBOURS, ([di, dj, dk]) => (dk * ny + dj) * nx + di);
  const weights = Float32Array.from(NEIGHBOURS, ([di, dj, dk]) => 1 / (1 << (di * di + dj * dj + dk * dk)));
  for (let k = 1; k < nz - 1; k++) {
    for (let j = 1; j < ny - 1; j++) {
      const row = (k * ny + j) * nx;
      for (let p = row + 1; p < row + nx - 1; p++) {
        const own = hu[p] ?? 0;
        if (own < MINERAL_HU.from || own > MINERAL_HU.to) continue;
        let sum = own;
        for (let n = 0; n < 26; n++) sum += (weights[n] ?? 0) * Math.max(0, hu[p + (offsets[n] ?? 0)] ?? 0);
        values[p] = sum / 8;
        voxels.push(p);
      }
    }
  }
  return { values, voxels };
};

/** Blobs of mineral density and bead size within `box`, in the order of the grid's voxels. */
export const findSeeds = (whole: Grid, box: VoxelBox): Seed[] => {
  const [nx, ny, nz] = ([0, 1, 2] as const).map((axis) => box.max[axis] - box.min[axis]);
  if (nx === undefined || ny === undefined || nz === undefined) throw new RangeError("three axes");
  const grid: Grid = { dims: [nx, ny, nz], spacingMm: whole.spacingMm, hu: toHuSource(whole).readBoxHu(box) };
  const { values, voxels } = smoothed(grid);
  const offsets = Int32Array.from(NEIGHBOURS, ([di, dj, dk]) => (dk * ny + dj) * nx + di);
  const isTop = (p: number): boolean => {
    const own = values[p] ?? 0;
    for (let n = 0; n < 26; n++) {
      const other = values[p + (offsets[n] ?? 0)] ?? 0;
      if (other > own || (other === own && n < 13)) return false;
    }
    return true;
  };
  const seeds: Seed[] = [];
  for (const p of voxels) {
    if (!isTop(p)) continue;
    const at = [p % nx, Math.floor(p / nx) % ny, Math.floor(p / (nx * ny))] as const;
    const peakHu = grid.hu[p] ?? 0;
    const rays = raysFrom(grid, at, EDGE_SHARE * peakHu).toSorted((a, b) => a - b);
    if (rays.filter((mm) => mm === Infinity).length > MAX_LONG) continue;
    const radiusMm = rays[RADIUS_RAY] ?? Infinity;
    if (radiusMm >= RADIUS_MM.min && radiusMm <= RADIUS_MM.max)
      seeds.push({ at: [at[0] + box.min[0], at[1] + box.min[1], at[2] + box.min[2]], peakHu, radiusMm });
  }
  return seeds;
};
