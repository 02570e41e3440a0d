import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { planLevels } from "./plan-levels.ts";
import { greyPng } from "./png.ts";
import { poolSlab } from "./pool-slab.ts";
import { levelItems } from "./make-level-slab.ts";
import { projectThumbnail } from "./project-thumbnail.ts";

test("levels halve every axis above one until the largest fits, and spacing says so", () => {
  expect(planLevels([512, 300, 1], [0.5, 0.5, 3]).map(({ dims, spacingMm, bytes }) => [dims, spacingMm, bytes])).toEqual([
    [[512, 300, 1], [0.5, 0.5, 3], 307_200],
    [[256, 150, 1], [1, 1, 3], 76_800],
    [[128, 75, 1], [2, 2, 3], 19_200],
  ]);
  expect(planLevels([128, 2, 5], [1, 1, 1])).toHaveLength(1);
  expect(planLevels([129, 3, 5], [1, 1, 1]).map(({ dims }) => dims)).toEqual([
    [129, 3, 5],
    [65, 2, 3],
  ]);
});

/** The same, said as slowly and plainly as possible. */
const pooledPlainly = (fine: Int16Array, [w, h, d]: readonly [number, number, number], padding: number | null): number[] => {
  const out: number[] = [];
  for (let k = 0; k < d; k += 2)
    for (let j = 0; j < h; j += 2)
      for (let i = 0; i < w; i += 2) {
        const values: number[] = [];
        for (let z = k; z < Math.min(k + 2, d); z += 1)
          for (let y = j; y < Math.min(j + 2, h); y += 1)
            for (let x = i; x < Math.min(i + 2, w); x += 1) {
              const value = fine[x + w * (y + h * z)] ?? 0;
              if (value !== padding) values.push(value);
            }
        out.push(
          values.length === 0 ? (padding ?? 0) : Math.floor(values.reduce((sum, value) => sum + value, 0) / values.length + 0.5),
        );
      }
  return out;
};

test.each([[[4, 4, 4]], [[5, 3, 7]], [[1, 6, 2]], [[6, 1, 1]], [[1, 1, 1]]] as const)(
  "pools %s as the mean of what is there, negative values and odd ends included",
  (dims) => {
    // a fixed linear congruential sequence, over the whole range of Int16
    let state = 12_345;
    const fine = Int16Array.from({ length: dims[0] * dims[1] * dims[2] }, () => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return (state >> 8) - 2 ** 22;
    });
    for (const padding of [null, fine[0] ?? 0]) {
      const coarse = new Int16Array(Math.ceil(dims[0] / 2) * Math.ceil(dims[1] / 2) * Math.ceil(dims[2] / 2));
      poolSlab(fine, dims, dims[2], padding, coarse);
      expect([...coarse]).toEqual(pooledPlainly(fine, dims, padding));
    }
  },
);

test("padding does not darken its neighbours, and stays padding among itself", () => {
  const fine = Int16Array.from([-2000, 100, -2000, 100, -2000, -2000, -2000, -2000]);
  const coarse = new Int16Array(2);
  poolSlab(fine, [4, 2, 1], 1, -2000, coarse);
  expect([...coarse]).toEqual([100, 100]);
  poolSlab(new Int16Array(8).fill(-2000), [4, 2, 1], 1, -2000, coarse);
  expect([...coarse]).toEqual([-2000, -2000]);
});

test("a level is cut into slabs that begin at even slices and cover it", () => {
  for (const dims of [
    [512, 512, 601],
    [3, 3, 1],
    [4000, 4000, 5],
  ] as const) {
    const items = levelItems(dims);
    expect(items.every(({ from }) => from % 2 === 0)).toBe(true);
    expect(items.map(({ from }) => from)).toEqual([0, ...items.slice(0, -1).map(({ to }) => to)]);
    expect(items.at(-1)?.to).toBe(dims[2]);
  }
});

test("the thumbnail looks from the front: superior up, square in mm", () => {
  // a bar along i at the highest k, as wide as the volume
  const dims = [8, 6, 4] as const;
  const voxels = new Int16Array(8 * 6 * 4).fill(-1000);
  for (let i = 0; i < 8; i += 1) voxels[i + 8 * (2 + 6 * 3)] = 1000;
  const { width, height, grey } = projectThumbnail(
    voxels,
    dims,
    [1, 1, 4],
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    -1000,
    null,
  );
  expect([width, height]).toEqual([128, 256]);
  expect([grey[5 * width + 64], grey[250 * width + 64]]).toEqual([255, 0]);
});

test("a PNG holds its rows", () => {
  const png = Buffer.from(greyPng(3, 2, Uint8Array.from([1, 2, 3, 4, 5, 6])));
  expect(png.subarray(0, 8).toString("hex")).toBe("89504e470d0a1a0a");
  expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]).toEqual([3, 2, 8, 0]);
  const length = png.readUInt32BE(33);
  expect([...inflateSync(png.subarray(41, 41 + length))]).toEqual([0, 1, 2, 3, 0, 4, 5, 6]);
});
