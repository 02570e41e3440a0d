import { describe, expect, it } from "vitest";
import type { Geometry } from "../../contract/scan.ts";
import { planeFrames } from "../../imaging/geometry/plane.ts";
import type { LoadedMask } from "../workers/volume.ts";
import { findingOutline } from "./mask-outlines.ts";
import { testFinding } from "../../contract/testing/test-finding.ts";

const geometry: Geometry = {
  dims: [32, 32, 32],
  spacingMm: [1, 1, 1],
  originMm: [0, 0, 0],
  direction: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  space: "lps",
};
const frames = planeFrames(geometry);

/** A cube of label 1 from voxel 10 to 20 of level 0, on a mask that is `factor` times coarser. */
const cubeMask = (factor: number): LoadedMask => {
  const side = 32 / factor;
  const labels = new Uint8Array(side ** 3);
  for (let k = 10 / factor; k < 20 / factor; k++) {
    for (let j = 10 / factor; j < 20 / factor; j++)
      for (let i = 10 / factor; i < 20 / factor; i++) labels[i + side * (j + side * k)] = 1;
  }
  return { key: "", screeningId: "", level: 0, dims: [side, side, side], factor: [factor, factor, factor], labels, packed: null };
};

const bounds = (mask: LoadedMask, plane: "axial" | "sagittal" | "coronal", at: number) => {
  const { x, y, loops } = findingOutline(mask, frames[plane], testFinding(), [at, at, at]);
  const points = loops.flatMap((loop) => [...loop]);
  const xs = points.filter((_, index) => index % 2 === 0).map((px) => px + x);
  const ys = points.filter((_, index) => index % 2 === 1).map((px) => px + y);
  return loops.length === 0 ? null : [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
};

describe("outline of a finding", () => {
  it("lies where its voxels are, in every plane", () => {
    const mask = cubeMask(1);
    expect(bounds(mask, "axial", 15)).toEqual([10, 10, 20, 20]);
    // H is up: voxels 10 to 20 of 32 lie from 12 to 22 rows below the top.
    expect(bounds(mask, "coronal", 15)).toEqual([10, 12, 20, 22]);
    expect(bounds(mask, "sagittal", 15)).toEqual([10, 12, 20, 22]);
  });

  it("is drawn from the first to the last slice and no further", () => {
    const mask = cubeMask(1);
    expect(bounds(mask, "axial", 9)).toBeNull();
    expect(bounds(mask, "axial", 10)).not.toBeNull();
    expect(bounds(mask, "axial", 19)).not.toBeNull();
    expect(bounds(mask, "axial", 20)).toBeNull();
  });

  it("comes from a coarser mask in that mask's own pixels", () => {
    expect(bounds(cubeMask(2), "axial", 15)).toEqual([5, 5, 10, 10]);
  });

  it("is nothing for a finding without a label", () => {
    expect(findingOutline(cubeMask(1), frames.axial, testFinding({ label: 0 }), [15, 15, 15]).loops).toEqual([]);
  });
});
