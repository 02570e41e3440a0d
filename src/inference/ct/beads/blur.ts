/** Running means along the three axes: repeated, they come near to a Gaussian at a cost that does not grow with its width. */

/** One line of a running mean over `width` (odd) cells; beyond the line all is 0. */
const meanLine = (line: Float32Array, n: number, width: number, into: Float32Array): void => {
  const half = width >> 1;
  let sum = 0;
  for (let q = 0; q < Math.min(half, n); q++) sum += line[q] ?? 0;
  for (let q = 0; q < n; q++) {
    if (q + half < n) sum += line[q + half] ?? 0;
    if (q - half - 1 >= 0) sum -= line[q - half - 1] ?? 0;
    into[q] = sum / width;
  }
};

/** `values` i fastest; a new array. */
export const blur = (values: Float32Array, dims: readonly [number, number, number], width: number): Float32Array => {
  const [nx, ny, nz] = dims;
  const result = values.slice();
  const longest = Math.max(nx, ny, nz);
  const [line, mean] = [new Float32Array(longest), new Float32Array(longest)];
  const pass = (n: number, stride: number, outer: number, outerStride: number, inner: number, innerStride: number): void => {
    for (let a = 0; a < outer; a++) {
      for (let b = 0; b < inner; b++) {
        const start = a * outerStride + b * innerStride;
        for (let q = 0; q < n; q++) line[q] = result[start + q * stride] ?? 0;
        meanLine(line, n, width, mean);
        for (let q = 0; q < n; q++) result[start + q * stride] = mean[q] ?? 0;
      }
    }
  };
  pass(nx, 1, nz, nx * ny, ny, nx);
  pass(ny, nx, nz, nx * ny, nx, 1);
  pass(nz, nx * ny, ny, nx, nx, 1);
  return result;
};

/** Variance in cells² that one `blur` adds along each axis. */
export const varianceOf = (width: number): number => (width * width - 1) / 12;
