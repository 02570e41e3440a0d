import { describe, expect, it } from "vitest";
import { outlines } from "./contour.ts";

const draw = (...rows: string[]) => outlines((x, y) => rows[y]?.[x] === "#", rows[0]?.length ?? 0, rows.length);

/** Shoelace formula, y down: positive for outlines that run clockwise on the screen. */
const area = (loop: Float32Array): number => {
  let twice = 0;
  for (let at = 0; at < loop.length; at += 2) {
    const next = (at + 2) % loop.length;
    twice += (loop[at] ?? 0) * (loop[next + 1] ?? 0) - (loop[next] ?? 0) * (loop[at + 1] ?? 0);
  }
  return twice / 2;
};

describe("outlines", () => {
  it("cuts the corners of a single pixel", () => {
    const [loop] = draw("...", ".#.", "...");
    expect([...(loop ?? [])].toSorted()).toEqual([1, 1, 1.5, 1.5, 1.5, 1.5, 2, 2].toSorted());
    expect(area(loop ?? new Float32Array())).toBeCloseTo(0.5);
  });

  it("reaches the picture's edges", () => {
    const [loop] = draw("####", "####", "####");
    expect(area(loop ?? new Float32Array())).toBeCloseTo(12 - 4 * 0.125);
  });

  it("gives holes as loops that run the other way", () => {
    const loops = draw("#####", "#...#", "#...#", "#...#", "#####");
    expect(loops).toHaveLength(2);
    expect(loops.map((loop) => Math.sign(area(loop))).toSorted()).toEqual([-1, 1]);
  });

  it("keeps pixels that touch at a corner apart", () => {
    expect(draw("#.", ".#")).toHaveLength(2);
    expect(draw(".#", "#.")).toHaveLength(2);
  });

  it("finds nothing in nothing", () => {
    expect(draw("...", "...")).toEqual([]);
  });
});
