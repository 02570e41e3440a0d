import { describe, expect, it } from "vitest";
import type { Geometry } from "../../contract/scan.ts";
import { clampVoxel, planeMmToVoxel, slicePositionMm, toLevelVoxel, voxelToLps, voxelToPlaneMm } from "./coordinates.ts";
import { PLANES, planeFrames } from "./plane.ts";

const volume: Geometry = {
  dims: [10, 20, 30],
  spacingMm: [1, 2, 3],
  originMm: [-5, 7, 100],
  direction: [
    [-1, 0, 0],
    [0, 0, 1],
    [0, 1, 0],
  ],
  space: "lps",
};

describe("coordinates", () => {
  it("follow origin, spacing and direction", () => {
    expect(voxelToLps(volume, [1, 2, 3])).toEqual([-6, 16, 104]);
  });

  it("give slice positions that rise towards L, P and H", () => {
    const frames = planeFrames(volume);
    expect(slicePositionMm(volume, frames.axial, 2)).toBe(104);
    expect(slicePositionMm(volume, frames.coronal, 2)).toBe(13);
    expect(slicePositionMm(volume, frames.sagittal, 2)).toBe(-7);
  });

  it("go to the picture and back in every plane", () => {
    const frames = planeFrames(volume);
    for (const plane of PLANES) {
      const frame = frames[plane];
      const voxel = [3, 4, 5] as const;
      const mm = voxelToPlaneMm(frame, volume.dims, volume.spacingMm, voxel);
      const back = planeMmToVoxel(frame, volume.dims, volume.spacingMm, mm, voxel[frame.normal]);
      for (const axis of [0, 1, 2] as const) expect(back[axis]).toBeCloseTo(voxel[axis]);
    }
  });

  it("put the first voxel's centre half a voxel inside the picture", () => {
    const { sagittal } = planeFrames(volume);
    // Columns run along k towards P; rows along j, which rises towards H, so that j 0 lies at the bottom.
    expect(voxelToPlaneMm(sagittal, volume.dims, volume.spacingMm, [0, 0, 0])).toEqual([1.5, 39]);
  });

  it("find the voxel of a coarser level", () => {
    expect(toLevelVoxel([0, 1, 2], [2, 2, 2], [5, 10, 15])).toEqual([0, 0, 1]);
    expect(toLevelVoxel([9, 19, 29], [2, 2, 4], [5, 10, 7])).toEqual([4, 9, 6]);
    expect(toLevelVoxel([4, 4, 4], [1, 1, 1], [10, 20, 30])).toEqual([4, 4, 4]);
  });

  it("keep voxels inside", () => {
    expect(clampVoxel([-3, 4.6, Number.NaN], [10, 20, 30])).toEqual([0, 5, 0]);
    expect(clampVoxel([1e9, 1e9, 1e9], [10, 20, 30])).toEqual([9, 19, 29]);
  });
});
