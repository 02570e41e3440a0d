import { expect, test } from "vitest";
import { blur } from "./blur.ts";

test("each cell becomes the mean of its surroundings, with nothing beyond the edges", () => {
  const dims = [9, 7, 8] as const;
  const values = Float32Array.from({ length: 9 * 7 * 8 }, (_, p) => (p * 37) % 101);
  for (const width of [3, 5, 9]) {
    const blurred = blur(values, dims, width);
    const half = width >> 1;
    let p = 0;
    for (let k = 0; k < 8; k++) {
      for (let j = 0; j < 7; j++) {
        for (let i = 0; i < 9; i++, p++) {
          let sum = 0;
          for (let z = Math.max(0, k - half); z <= Math.min(7, k + half); z++)
            for (let y = Math.max(0, j - half); y <= Math.min(6, j + half); y++)
              for (let x = Math.max(0, i - half); x <= Math.min(8, i + half); x++) sum += values[(z * 7 + y) * 9 + x] ?? 0;
          expect(blurred[p]).toBeCloseTo(sum / width ** 3, 3);
        }
      }
    }
  }
});
