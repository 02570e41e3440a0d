import { describe, expect, it } from "vitest";
import type { Geometry } from "../../contract/scan.ts";
import type { Vec3 } from "../../contract/units.ts";
import { planeLetters, directionLetters } from "./orientation.ts";
import { PLANES, planeExtentMm, planeFrames, planeSize } from "./plane.ts";
import { reslice, voxelAt } from "./reslice.ts";

const geometry = (direction: Geometry["direction"], dims: Vec3 = [4, 3, 2]): Geometry => ({
  dims: [dims[0], dims[1], dims[2]],
  spacingMm: [1, 2, 5],
  originMm: [0, 0, 0],
  direction,
  space: "lps",
});

const identity: Geometry["direction"] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

const unit = (axis: number, sign: number): Vec3 => [axis === 0 ? sign : 0, axis === 1 ? sign : 0, axis === 2 ? sign : 0];
const turned = (degrees: number): Vec3 => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180), 0];

/** Every way to lay a volume's axes along L, P and H, either way round: 48, half of them left-handed. */
const allDirections = (): Geometry["direction"][] => {
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ] as const;
  return orders.flatMap((order) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((signs): Geometry["direction"] => [
      unit(order[0], signs & 1 ? -1 : 1),
      unit(order[1], signs & 2 ? -1 : 1),
      unit(order[2], signs & 4 ? -1 : 1),
    ]),
  );
};

const STANDARD = {
  axial: { left: "R", right: "L", top: "A", bottom: "P" },
  sagittal: { left: "A", right: "P", top: "H", bottom: "F" },
  coronal: { left: "R", right: "L", top: "H", bottom: "F" },
} as const;

describe("planes", () => {
  it("show every volume in standard radiological display, mirrored ones too", () => {
    for (const direction of allDirections()) {
      const volume = geometry(direction);
      const frames = planeFrames(volume);
      for (const plane of PLANES) expect(planeLetters(volume, frames[plane])).toEqual(STANDARD[plane]);
    }
  });

  it("use each voxel axis once as a normal", () => {
    for (const direction of allDirections()) {
      const frames = planeFrames(geometry(direction));
      expect(PLANES.map((plane) => frames[plane].normal).toSorted()).toEqual([0, 1, 2]);
    }
  });

  it("give every volume the same picture of the same object", () => {
    // An object in LPS: the value at a point tells its coordinates. However the volume is stored, the axial picture is one.
    const size = [4, 3, 2] as const;
    for (const direction of allDirections()) {
      const along = direction.map((axis) => axis.findIndex((x) => x !== 0)) as [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2];
      const dims: Vec3 = [size[along[0]], size[along[1]], size[along[2]]];
      const voxels = new Int16Array(24);
      for (let k = 0, at = 0; k < dims[2]; k++) {
        for (let j = 0; j < dims[1]; j++) {
          for (let i = 0; i < dims[0]; i++, at++) {
            const lps: [number, number, number] = [0, 0, 0];
            for (const [axis, index] of [i, j, k].entries()) {
              const component = along[axis as 0 | 1 | 2];
              const rises = (direction[axis as 0 | 1 | 2][component] ?? 0) > 0;
              lps[component] = rises ? index : size[component] - 1 - index;
            }
            voxels[at] = lps[0] + 10 * lps[1] + 100 * lps[2];
          }
        }
      }
      const frame = planeFrames(geometry(direction, dims)).axial;
      const head = frame.normalSign > 0 ? 1 : 0;
      const picture = reslice(voxels, dims, frame, head, new Int16Array(12));
      expect([...picture]).toEqual([100, 101, 102, 103, 110, 111, 112, 113, 120, 121, 122, 123]);
    }
  });

  it("keep the shape of anisotropic voxels", () => {
    const volume = geometry(identity);
    const { sagittal } = planeFrames(volume);
    expect(planeSize(sagittal, volume.dims)).toEqual([3, 2]);
    expect(planeExtentMm(sagittal, volume.dims, volume.spacingMm)).toEqual([6, 10]);
  });

  it("settle on one answer for a volume turned by 45 degrees", () => {
    const s = Math.SQRT1_2;
    const frames = planeFrames(
      geometry([
        [s, s, 0],
        [-s, s, 0],
        [0, 0, 1],
      ]),
    );
    expect(frames.axial.u).toBe(0);
    expect(frames.axial.v).toBe(1);
  });
});

describe("orientation letters", () => {
  it("name the strongest direction first and leave out a lean below 15 degrees", () => {
    expect(directionLetters(turned(0))).toBe("L");
    expect(directionLetters(turned(14))).toBe("L");
    expect(directionLetters(turned(20))).toBe("LP");
    expect(directionLetters(turned(70))).toBe("PL");
    expect(directionLetters(turned(200))).toBe("RA");
    expect(directionLetters([-0.6, 0.5, -0.62])).toBe("FRP");
  });

  it("has none for no direction", () => {
    expect(directionLetters([0, 0, 0])).toBe("");
    expect(directionLetters([Number.NaN, 0, 0])).toBe("");
  });

  it("are true for a gantry-tilted volume", () => {
    const t = (25 * Math.PI) / 180;
    const volume = geometry([
      [1, 0, 0],
      [0, Math.cos(t), Math.sin(t)],
      [0, -Math.sin(t), Math.cos(t)],
    ]);
    expect(planeLetters(volume, planeFrames(volume).axial)).toEqual({ left: "R", right: "L", top: "AF", bottom: "PH" });
  });
});

describe("reslice", () => {
  const dims: Vec3 = [3, 2, 2];
  const voxels = Int16Array.from({ length: 12 }, (_, at) => at);
  const { axial, coronal, sagittal } = planeFrames(geometry(identity, dims));

  it("cuts all three planes", () => {
    expect([...reslice(voxels, dims, axial, 1, new Int16Array(6))]).toEqual([6, 7, 8, 9, 10, 11]);
    // Head at the top: the last slice comes first.
    expect([...reslice(voxels, dims, coronal, 0, new Int16Array(6))]).toEqual([6, 7, 8, 0, 1, 2]);
    expect([...reslice(voxels, dims, sagittal, 2, new Int16Array(4))]).toEqual([8, 11, 2, 5]);
  });

  it("stays inside the volume and refuses a slice of the wrong size", () => {
    expect([...reslice(voxels, dims, axial, 99, new Int16Array(6))]).toEqual([6, 7, 8, 9, 10, 11]);
    expect([...reslice(voxels, dims, axial, -1, new Int16Array(6))]).toEqual([0, 1, 2, 3, 4, 5]);
    expect(() => reslice(voxels, dims, axial, 0, new Int16Array(5))).toThrow(RangeError);
  });

  it("probes single voxels", () => {
    expect(voxelAt(voxels, dims, [2, 1, 1])).toBe(11);
    expect(voxelAt(voxels, dims, [3, 0, 0])).toBeNull();
    expect(voxelAt(voxels, dims, [0, -1, 0])).toBeNull();
  });
});
