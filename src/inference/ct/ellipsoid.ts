/** The ellipsoid that has the same second moments as a set of cells: size, stretch and compactness in six numbers. */
import type { Solid } from "./solid.ts";

type Vector = readonly [number, number, number];

export type Ellipsoid = {
  /** In cells. */
  readonly centre: Vector;
  /** Full lengths of the three axes, mm, longest first. A solid ellipsoid gives its own. */
  readonly lengthsMm: Vector;
  /** Unit vectors of the axes. */
  readonly axes: readonly [Vector, Vector, Vector];
  /** Volume over the ellipsoid's: 1 for ellipsoids, 0.89 for boxes, far less for rings and bent things. */
  readonly fill: number;
};

const at = (matrix: readonly (readonly number[])[], r: number, c: number): number => matrix[r]?.[c] ?? 0;

/** Turns the elements (i, j) and (k, l) of a matrix by the rotation of sine s, in place. */
const rotate = (matrix: number[][], i: number, j: number, k: number, l: number, s: number, tau: number): void => {
  const [g, h] = [at(matrix, i, j), at(matrix, k, l)];
  const [first, second] = [matrix[i], matrix[k]];
  if (first === undefined || second === undefined) return;
  first[j] = g - s * (h + g * tau);
  second[l] = h + s * (g - h * tau);
};

/** Eigenvalues and vectors of a symmetric 3×3 matrix, largest first: cyclic Jacobi (Golub and Van Loan, 8.5). */
const eigen = (m: number[][]): { readonly values: number[]; readonly vectors: number[][] } => {
  const a = m.map((row) => [...row]);
  const v = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  for (let sweep = 0; sweep < 30; sweep++) {
    const off = Math.abs(at(a, 0, 1)) + Math.abs(at(a, 0, 2)) + Math.abs(at(a, 1, 2));
    if (off < 1e-12) break;
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const apq = at(a, p, q);
      if (Math.abs(apq) < 1e-15) continue;
      const theta = (at(a, q, q) - at(a, p, p)) / (2 * apq);
      const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1));
      const c = 1 / Math.hypot(t, 1);
      const s = t * c;
      const tau = s / (1 + c);
      const [rowP, rowQ] = [a[p], a[q]];
      if (rowP === undefined || rowQ === undefined) continue;
      rowP[p] = at(a, p, p) - t * apq;
      rowQ[q] = at(a, q, q) + t * apq;
      rowP[q] = 0;
      for (let j = 0; j < p; j++) rotate(a, j, p, j, q, s, tau);
      for (let j = p + 1; j < q; j++) rotate(a, p, j, j, q, s, tau);
      for (let j = q + 1; j < 3; j++) rotate(a, p, j, q, j, s, tau);
      for (let j = 0; j < 3; j++) rotate(v, j, p, j, q, s, tau);
    }
  }
  const order = [0, 1, 2].toSorted((x, y) => at(a, y, y) - at(a, x, x));
  return { values: order.map((n) => at(a, n, n)), vectors: order.map((n) => [at(v, 0, n), at(v, 1, n), at(v, 2, n)]) };
};

/** Each cell is a cube, not a point: its own second moment, in cells². */
const CELL_VARIANCE = 1 / 12;

export const fitEllipsoid = (solid: Pick<Solid, "dims" | "cellMm">, cells: Int32Array): Ellipsoid => {
  const [nx, ny] = solid.dims;
  const sum = [0, 0, 0];
  const square = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  for (const p of cells) {
    const cell = [p % nx, Math.floor(p / nx) % ny, Math.floor(p / (nx * ny))];
    for (let r = 0; r < 3; r++) {
      sum[r] = (sum[r] ?? 0) + (cell[r] ?? 0);
      const row = square[r] ?? [];
      for (let c = 0; c < 3; c++) row[c] = (row[c] ?? 0) + (cell[r] ?? 0) * (cell[c] ?? 0);
    }
  }
  const n = cells.length;
  const mean = sum.map((s) => s / n);
  const covariance = square.map((row, r) =>
    row.map((s, c) => s / n - (mean[r] ?? 0) * (mean[c] ?? 0) + (r === c ? CELL_VARIANCE : 0)),
  );
  const { values, vectors } = eigen(covariance);
  // A solid ellipsoid of semi-axis a has variance a²/5 along it.
  const length = (axis: number): number => 2 * Math.sqrt(5 * Math.max(0, values[axis] ?? 0)) * solid.cellMm;
  const vector = (axis: number): Vector => [vectors[axis]?.[0] ?? 0, vectors[axis]?.[1] ?? 0, vectors[axis]?.[2] ?? 0];
  const lengthsMm: Vector = [length(0), length(1), length(2)];
  const ellipsoidMm3 = (Math.PI / 6) * lengthsMm[0] * lengthsMm[1] * lengthsMm[2];
  return {
    centre: [mean[0] ?? 0, mean[1] ?? 0, mean[2] ?? 0],
    lengthsMm,
    axes: [vector(0), vector(1), vector(2)],
    fill: (n * solid.cellMm ** 3) / ellipsoidMm3,
  };
};
