import { expect, test } from "vitest";
import { mapAxis } from "./axis-map.ts";
import { createResampler } from "./resample.ts";

test("down-sampling takes the mean of what a target covers", () => {
  const { targets, taps, first, weights } = mapAxis(5, 1, 2);
  expect(targets).toBe(3);
  const rows = Array.from({ length: targets }, (_, t) =>
    Array.from({ length: 5 }, (_source, s) => {
      const q = s - (first[t] ?? 0);
      return q >= 0 && q < taps ? (weights[t * taps + q] ?? 0) : 0;
    }),
  );
  expect(rows).toEqual([
    [0.5, 0.5, 0, 0, 0],
    [0, 0, 0.5, 0.5, 0],
    [0, 0, 0, 0, 1],
  ]);
});

test("an axis keeps its length, whatever the ratio", () => {
  for (const [n, from, to] of [
    [256, 1.6, 2],
    [512, 0.9765625, 2],
    [40, 5, 2],
    [1, 3, 2],
    [3, 0.1, 2],
    [7, 2, 2],
  ] as const) {
    const { targets, taps, weights } = mapAxis(n, from, to);
    expect(targets).toBe(Math.max(1, Math.ceil((n * from) / to - 1e-6)));
    for (let t = 0; t < targets; t++) {
      expect(weights.subarray(t * taps, (t + 1) * taps).reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 5);
    }
  }
});

test("a linear ramp stays one: nothing moves by more than a tenth of a voxel", () => {
  const dims = [24, 20, 16] as const;
  for (const spacing of [
    [0.8, 1.6, 2],
    [3, 2.5, 1],
    [2, 2, 5],
  ] as const) {
    const resampler = createResampler(dims, spacing, 2);
    for (let k = 0; k < dims[2]; k++) {
      const slice = new Int16Array(dims[0] * dims[1]);
      for (let j = 0; j < dims[1]; j++) {
        for (let i = 0; i < dims[0]; i++) {
          slice[j * dims[0] + i] = Math.round(
            50 * ((i + 0.5) * spacing[0] + 2 * (j + 0.5) * spacing[1] + 3 * (k + 0.5) * spacing[2]),
          );
        }
      }
      resampler.addSlice(slice);
    }
    const {
      dims: [nx, ny, nz],
      hu,
    } = resampler.finish(0.02, 5);
    for (let k = 1; k < nz - 2; k++) {
      for (let j = 1; j < ny - 2; j++) {
        for (let i = 1; i < nx - 2; i++) {
          const expected = 2 * (i + 0.5) + 4 * (j + 0.5) + 6 * (k + 0.5) + 5;
          // The steepest slope is 3 per mm: 0.6 is a tenth of a voxel of 2 mm.
          expect(Math.abs((hu[(k * ny + j) * nx + i] ?? 0) - expected)).toBeLessThan(0.6);
        }
      }
    }
  }
});
