import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Level } from "../../contract/scan.ts";
import { createMaskLevels } from "./mask-levels.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faunagate-masks-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const level = (number: number, dims: Level["dims"]): Level => ({
  level: number,
  dims,
  spacingMm: [1, 1, 1],
  bytes: dims[0] * dims[1] * dims[2] * 2,
});

test("a level holds the largest label under each voxel, whichever way the halving rounds", async () => {
  const masks = createMaskLevels(folder);
  const dims = [5, 3, 3] as const;
  const mask = new Uint8Array(5 * 3 * 3);
  const set = (i: number, j: number, k: number, label: number): void => void (mask[(k * 3 + j) * 5 + i] = label);
  set(0, 0, 0, 1);
  set(1, 1, 1, 7);
  set(4, 2, 2, 3);
  writeFileSync(await masks.prepare("screening-up"), mask);
  writeFileSync(await masks.prepare("screening-down"), mask);

  const up = [level(0, dims), level(1, [3, 2, 2]), level(2, [2, 1, 1]), level(3, [1, 1, 1])];
  const first = readFileSync(await masks.file("screening-up", 1, up));
  expect([...first]).toEqual([7, 0, 0, 0, 0, 0, /* k = 1 */ 0, 0, 0, 0, 0, 3]);
  expect([...readFileSync(await masks.file("screening-up", 3, up))]).toEqual([7]);
  expect([...readFileSync(await masks.file("screening-up", 2, up))]).toEqual([7, 3]);

  const down = [level(0, dims), level(1, [2, 1, 1])];
  expect([...readFileSync(await masks.file("screening-down", 1, down))]).toEqual([7, 3]);
});

test("the same level asked for many times at once is made once; a torn one is made again; a torn level 0 is damage", async () => {
  const masks = createMaskLevels(folder);
  const levels = [level(0, [4, 4, 4]), level(1, [2, 2, 2])];
  const original = await masks.prepare("screening-1");
  writeFileSync(original, new Uint8Array(64).fill(2));
  const paths = await Promise.all(Array.from({ length: 8 }, () => masks.file("screening-1", 1, levels)));
  expect(new Set(paths).size).toBe(1);
  const [path] = paths;
  truncateSync(path ?? "", 3);
  expect([...readFileSync(await masks.file("screening-1", 1, levels))]).toEqual([2, 2, 2, 2, 2, 2, 2, 2]);
  await expect(masks.file("screening-1", 2, levels)).rejects.toThrow("request.not-found");
  truncateSync(original, 60);
  await expect(masks.file("screening-1", 0, levels)).rejects.toThrow("storage.damaged");
  await masks.discard("screening-1");
  await expect(masks.file("screening-1", 0, levels)).rejects.toThrow("storage.damaged");
});

test("what no screening names any more is removed", async () => {
  const before = createMaskLevels(folder);
  for (const id of ["screening-kept", "screening-cut-off"]) writeFileSync(await before.prepare(id), new Uint8Array(8));
  const after = createMaskLevels(folder);
  await after.prepare("screening-new");
  await after.discardLeftovers((id) => id === "screening-kept");
  expect(readdirSync(folder).toSorted()).toEqual(["screening-kept", "screening-new"]);
});
