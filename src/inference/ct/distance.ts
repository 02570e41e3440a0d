/** Exact Euclidean distance transform on a regular grid. */

/** Larger than any squared distance in a volume that fits in memory. */
const FAR = 1e12;

/**
 * One line of the squared transform: the lower envelope of parabolas (Felzenszwalb and Huttenlocher, "Distance
 * Transforms of Sampled Functions", Theory of Computing 8, 2012). `line` is read and overwritten.
 */
const transformLine = (line: Float64Array, n: number, vertex: Int32Array, bound: Float64Array, source: Float64Array): void => {
  source.set(line.subarray(0, n));
  const f = (q: number): number => source[q] ?? FAR;
  let rightmost = 0;
  vertex[0] = 0;
  bound[0] = -FAR;
  bound[1] = FAR;
  for (let q = 1; q < n; q++) {
    let meet = 0;
    for (;;) {
      const v = vertex[rightmost] ?? 0;
      meet = (f(q) + q * q - (f(v) + v * v)) / (2 * q - 2 * v);
      if (meet > (bound[rightmost] ?? 0) || rightmost === 0) break;
      rightmost--;
    }
    if (meet > (bound[rightmost] ?? 0)) rightmost++;
    vertex[rightmost] = q;
    bound[rightmost] = rightmost === 0 ? -FAR : meet;
    bound[rightmost + 1] = FAR;
  }
  let at = 0;
  for (let q = 0; q < n; q++) {
    while ((bound[at + 1] ?? FAR) < q) at++;
    const v = vertex[at] ?? 0;
    line[q] = (q - v) * (q - v) + f(v);
  }
};

/** a · step + b · innerStep for all a < count, b < inner. */
const range = function* (count: number, step: number, inner: number, innerStep: number): Generator<number> {
  for (let a = 0; a < count; a++) for (let b = 0; b < inner; b++) yield a * step + b * innerStep;
};

/**
 * Distance in cells from each inside cell's centre to the nearest outside cell's centre; 0 outside. `dims` i, j, k with i
 * fastest. What lies beyond the array does not count as outside: give the array a margin.
 */
export const distanceInside = (inside: Uint8Array, dims: readonly [number, number, number]): Float32Array => {
  const [nx, ny, nz] = dims;
  const squared = Float32Array.from(inside, (cell) => (cell === 0 ? 0 : FAR));
  const longest = Math.max(nx, ny, nz);
  const [line, source, bound] = [new Float64Array(longest), new Float64Array(longest), new Float64Array(longest + 1)];
  const vertex = new Int32Array(longest);
  const pass = (n: number, stride: number, starts: Iterable<number>): void => {
    for (const start of starts) {
      for (let q = 0; q < n; q++) line[q] = squared[start + q * stride] ?? 0;
      transformLine(line, n, vertex, bound, source);
      for (let q = 0; q < n; q++) squared[start + q * stride] = line[q] ?? 0;
    }
  };
  pass(nx, 1, range(nz, nx * ny, ny, nx));
  pass(ny, nx, range(nz, nx * ny, nx, 1));
  pass(nz, nx * ny, range(ny, nx, nx, 1));
  return squared.map(Math.sqrt);
};
