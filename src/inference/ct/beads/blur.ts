/** Running means along the three axes: repeated, they come near to a Gaussian at a cost that does not grow with its width. */

/** [rows × n] along its last axis; beyond it all is 0. */
const meanInRows = (source: Float32Array, rows: number, n: number, width: number, into: Float32Array): void => {
  const half = width >> 1;
  for (let row = 0; row < rows; row++) {
    const from = row * n;
    let sum = 0;
    for (let q = 0; q < Math.min(half, n); q++) sum += source[from + q] ?? 0;
    for (let q = 0; q < n; q++) {
      if (q + half < n) sum += source[from + q + half] ?? 0;
      into[from + q] = sum / width;
      if (q >= half) sum -= source[from + q - half] ?? 0;
    }
  }
};

/** [outer × n × inner] along its middle axis, whole rows of `inner` at a time, in the order of memory. */
const meanAcrossRows = (
  source: Float32Array,
  outer: number,
  n: number,
  inner: number,
  width: number,
  into: Float32Array,
): void => {
  const half = width >> 1;
  const sum = new Float64Array(inner);
  const add = (from: number): void => {
    for (let x = 0; x < inner; x++) sum[x] = (sum[x] ?? 0) + (source[from + x] ?? 0);
  };
  const subtract = (from: number): void => {
    for (let x = 0; x < inner; x++) sum[x] = (sum[x] ?? 0) - (source[from + x] ?? 0);
  };
  for (let o = 0; o < outer; o++) {
    const from = o * n * inner;
    sum.fill(0);
    for (let q = 0; q < Math.min(half, n); q++) add(from + q * inner);
    for (let q = 0; q < n; q++) {
      if (q + half < n) add(from + (q + half) * inner);
      const at = from + q * inner;
      for (let x = 0; x < inner; x++) into[at + x] = (sum[x] ?? 0) / width;
      if (q >= half) subtract(from + (q - half) * inner);
    }
  }
};

/** A mean over `width` (odd) cells along each axis. `values` i fastest; a new array. */
export const blur = (values: Float32Array, [nx, ny, nz]: readonly [number, number, number], width: number): Float32Array => {
  const [first, second] = [new Float32Array(values.length), new Float32Array(values.length)];
  meanInRows(values, ny * nz, nx, width, first);
  meanAcrossRows(first, nz, ny, nx, width, second);
  meanAcrossRows(second, 1, nz, nx * ny, width, first);
  return first;
};

/** Variance in cells² that one `blur` adds along each axis. */
export const varianceOf = (width: number): number => (width * width - 1) / 12;
