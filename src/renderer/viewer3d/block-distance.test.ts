import { describe, expect, it } from "vitest";
import type { Vec3 } from "../../contract/units.ts";
import { transferTable } from "../../imaging/colour/transfer-function.ts";
import { blockDistance, mergeRanges, occupiedBlocks, skipField } from "./block-distance.ts";

/** The same by looking at every pair. */
const slowDistance = (occupied: Uint8Array, [nx, ny, nz]: Vec3): number[] => {
  const all: [number, number, number][] = [];
  for (let k = 0; k < nz; k++) for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) all.push([i, j, k]);
  const full = all.filter((_, at) => occupied[at]);
  return all.map(([i, j, k]) =>
    Math.min(255, ...full.map(([a, b, c]) => Math.max(Math.abs(i - a), Math.abs(j - b), Math.abs(k - c)))),
  );
};

describe("block distance", () => {
  it("is exact", () => {
    const dims: Vec3 = [7, 5, 6];
    for (let seed = 1; seed <= 20; seed++) {
      let state = seed;
      const occupied = Uint8Array.from({ length: 210 }, () => {
        state = (state * 48_271) % 2_147_483_647;
        return state % 40 === 0 ? 1 : 0;
      });
      expect([...blockDistance(occupied, dims)]).toEqual(slowDistance(occupied, dims));
    }
  });

  it("says 255 where there is nothing to come to", () => {
    expect([...blockDistance(new Uint8Array(8), [2, 2, 2])]).toEqual(Array.from({ length: 8 }, () => 255));
  });
});

describe("occupied blocks", () => {
  it("are those in which the table draws anything", () => {
    const table = transferTable("dense");
    const firstOpaque = table.findIndex((x, at) => at % 4 === 3 && x > 0);
    const entry = (firstOpaque - 3) / 4;
    // Air only; air to just below; one that touches the first opaque entry by interpolation; all dense.
    const ranges = Uint8Array.of(0, 10, 0, entry - 2, 0, entry - 1, 200, 255);
    expect([...occupiedBlocks(ranges, table)]).toEqual([0, 0, 1, 1]);
  });

  it("join with the blocks of findings, whose own distance is kept apart", () => {
    const empty = Uint8Array.of(0, 0, 0, 0, 0, 0);
    const field = skipField(empty, [3, 1, 1], transferTable("dense"), Uint8Array.of(0, 0, 1));
    expect([...field]).toEqual([2, 2, 1, 1, 0, 0]);
    expect([...skipField(empty, [3, 1, 1], transferTable("dense"), null)]).toEqual([255, 255, 255, 255, 255, 255]);
  });

  it("hold for both levels of a volume", () => {
    expect([...mergeRanges(Uint8Array.of(10, 20, 5, 6), Uint8Array.of(12, 40, 1, 2))]).toEqual([10, 40, 1, 6]);
  });
});
