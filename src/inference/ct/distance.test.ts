import { expect, test } from "vitest";
import { distanceInside } from "./distance.ts";

test("gives the Euclidean distance to the nearest cell outside", () => {
  const dims = [11, 9, 10] as const;
  const inside = new Uint8Array(dims[0] * dims[1] * dims[2]);
  const outside: (readonly [number, number, number])[] = [];
  let p = 0;
  for (let k = 0; k < dims[2]; k++) {
    for (let j = 0; j < dims[1]; j++) {
      for (let i = 0; i < dims[0]; i++, p++) {
        const edge = i === 0 || j === 0 || k === 0 || i === dims[0] - 1 || j === dims[1] - 1 || k === dims[2] - 1;
        if (edge || (i * 7 + j * 5 + k * 3) % 23 === 0) outside.push([i, j, k]);
        else inside[p] = 1;
      }
    }
  }
  const distance = distanceInside(inside, dims);
  p = 0;
  for (let k = 0; k < dims[2]; k++) {
    for (let j = 0; j < dims[1]; j++) {
      for (let i = 0; i < dims[0]; i++, p++) {
        const nearest = Math.min(...outside.map(([x, y, z]) => Math.hypot(x - i, y - j, z - k)));
        expect(distance[p]).toBeCloseTo(nearest, 4);
      }
    }
  }
});
