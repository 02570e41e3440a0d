/** Scans for tests whose every voxel follows from formulas: solids in air, with exact-enough partial volume. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ScreenVolume } from "../../../contract/inference-protocol.ts";

type Vector = readonly [number, number, number];

/** A solid: where it may be (mm, from the scan's outer corner), whether a point is in it, and its HU. */
export type PhantomSolid = {
  readonly hu: number;
  readonly min: Vector;
  readonly max: Vector;
  readonly contains: (x: number, y: number, z: number) => boolean;
};

export const sphere = (centre: Vector, radiusMm: number, hu: number): PhantomSolid => ({
  hu,
  min: [centre[0] - radiusMm, centre[1] - radiusMm, centre[2] - radiusMm],
  max: [centre[0] + radiusMm, centre[1] + radiusMm, centre[2] + radiusMm],
  contains: (x, y, z) => (x - centre[0]) ** 2 + (y - centre[1]) ** 2 + (z - centre[2]) ** 2 <= radiusMm ** 2,
});

export const cuboid = (min: Vector, max: Vector, hu: number): PhantomSolid => ({
  hu,
  min,
  max,
  contains: (x, y, z) => x >= min[0] && x < max[0] && y >= min[1] && y < max[1] && z >= min[2] && z < max[2],
});

/** A ring (torus) around the z axis. */
export const ring = (centre: Vector, radiusMm: number, tubeMm: number, hu: number): PhantomSolid => ({
  hu,
  min: [centre[0] - radiusMm - tubeMm, centre[1] - radiusMm - tubeMm, centre[2] - tubeMm],
  max: [centre[0] + radiusMm + tubeMm, centre[1] + radiusMm + tubeMm, centre[2] + tubeMm],
  contains: (x, y, z) => (Math.hypot(x - centre[0], y - centre[1]) - radiusMm) ** 2 + (z - centre[2]) ** 2 <= tubeMm ** 2,
});

/** A cone along z that is `r0` mm thick (radius) at its lower and `r1` at its upper end, bent along x like a tusk. */
export const horn = (centre: Vector, lengthMm: number, r0: number, r1: number, bendMm: number, hu: number): PhantomSolid => {
  const half = lengthMm / 2;
  const reach = Math.max(r0, r1) + bendMm;
  return {
    hu,
    min: [centre[0] - reach, centre[1] - reach, centre[2] - half],
    max: [centre[0] + reach, centre[1] + reach, centre[2] + half],
    contains: (x, y, z) => {
      const along = (z - centre[2]) / half;
      if (Math.abs(along) > 1) return false;
      const radius = r0 + ((r1 - r0) * (along + 1)) / 2;
      return (x - centre[0] - bendMm * along * along) ** 2 + (y - centre[1]) ** 2 <= radius ** 2;
    },
  };
};

/** Points per axis at which a voxel's share is measured. */
const SAMPLES = 5;
const AIR_HU = -1000;

/** Int16 HU, i fastest. Later solids lie over earlier ones; `noiseHu` adds a fixed pattern of that amplitude. */
export const phantom = (dims: Vector, spacingMm: Vector, solids: readonly PhantomSolid[], noiseHu = 0): Int16Array => {
  const [nx, ny, nz] = dims;
  const voxels = new Int16Array(nx * ny * nz).fill(AIR_HU);
  for (const solid of solids) {
    const from = ([0, 1, 2] as const).map((a) => Math.max(0, Math.floor(solid.min[a] / spacingMm[a])));
    const to = ([0, 1, 2] as const).map((a) => Math.min(dims[a], Math.ceil(solid.max[a] / spacingMm[a])));
    for (let k = from[2] ?? 0; k < (to[2] ?? 0); k++) {
      for (let j = from[1] ?? 0; j < (to[1] ?? 0); j++) {
        for (let i = from[0] ?? 0; i < (to[0] ?? 0); i++) {
          let hits = 0;
          for (let n = 0; n < SAMPLES ** 3; n++) {
            const at = (index: number, step: number, axis: 0 | 1 | 2): number =>
              (index + ((Math.floor(n / step) % SAMPLES) + 0.5) / SAMPLES) * spacingMm[axis];
            if (solid.contains(at(i, 1, 0), at(j, SAMPLES, 1), at(k, SAMPLES * SAMPLES, 2))) hits++;
          }
          const share = hits / SAMPLES ** 3;
          const p = (k * ny + j) * nx + i;
          voxels[p] = Math.round((voxels[p] ?? 0) * (1 - share) + solid.hu * share);
        }
      }
    }
  }
  if (noiseHu > 0) {
    // A linear congruential generator (Numerical Recipes): the same noise in every run.
    let state = 1;
    for (let p = 0; p < voxels.length; p++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      voxels[p] = (voxels[p] ?? 0) + Math.round((state / 2 ** 32 - 0.5) * 2 * noiseHu);
    }
  }
  return voxels;
};

/** Writes the voxels into `folder` and gives the job that screens them. */
export const phantomJob = (
  folder: string,
  voxels: Int16Array,
  dims: Vector,
  spacingMm: Vector,
  changes: Partial<Omit<ScreenVolume, "type" | "geometry">> = {},
): ScreenVolume => {
  const path = join(folder, "ct.0.i16");
  writeFileSync(path, new Uint8Array(voxels.buffer, voxels.byteOffset, voxels.byteLength));
  return {
    type: "screen",
    jobId: "job-00000001",
    modelId: null,
    operatingPoint: null,
    geometry: {
      dims: [...dims],
      spacingMm: [...spacingMm],
      originMm: [0, 0, 0],
      direction: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
      space: "lps",
    },
    voxels: { path, slope: 1, intercept: 0, paddingStored: null },
    maskPath: join(folder, "mask.0.u8"),
    ...changes,
  };
};
