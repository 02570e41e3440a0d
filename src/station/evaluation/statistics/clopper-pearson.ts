/** Exact binomial intervals (C. Clopper and E. Pearson 1934, Biometrika 26, 404). */

/** Coefficients of C. Lanczos' series with g = 7 and nine terms; relative error below 1e-14 for positive arguments. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;
const G = 7;

/** ln Γ(x) for x ≥ 1. */
const lnGamma = (x: number): number => {
  const z = x - 1;
  const sum = LANCZOS.reduce((total, coefficient, n) => (n === 0 ? coefficient : total + coefficient / (z + n)), 0);
  const t = z + G + 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
};

/** Probability of exactly `hits` of `n`. */
const exactly = (hits: number, n: number, p: number): number => {
  if (p <= 0) return hits === 0 ? 1 : 0;
  if (p >= 1) return hits === n ? 1 : 0;
  const ways = lnGamma(n + 1) - lnGamma(hits + 1) - lnGamma(n - hits + 1);
  return Math.exp(ways + hits * Math.log(p) + (n - hits) * Math.log1p(-p));
};

/** Probability of `hits` or more of `n`; terms are summed from the greatest on, away from the mean, so that none is lost. */
const atLeast = (hits: number, n: number, p: number): number => {
  if (hits > n * p) return sumFrom(hits, n, p, 1);
  return 1 - sumFrom(hits - 1, n, p, -1);
};

const sumFrom = (first: number, n: number, p: number, step: 1 | -1): number => {
  let sum = 0;
  for (let hits = first; hits >= 0 && hits <= n; hits += step) {
    const term = exactly(hits, n, p);
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return Math.min(1, sum);
};

/** The p in [0, 1] where the rising function reaches `wanted`, to the last bits of a double. */
const solve = (rising: (p: number) => number, wanted: number): number => {
  let [low, high] = [0, 1];
  for (let n = 0; n < 60; n += 1) {
    const middle = (low + high) / 2;
    if (rising(middle) < wanted) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

/** `hits` of `n`, with the limits of the exact interval. */
export type Rate = {
  readonly hits: number;
  readonly n: number;
  /** `null` where `n` is 0. */
  readonly rate: number | null;
  readonly low: number;
  readonly high: number;
};

/** The two-sided interval at `confidence`; from 0 to 1 where `n` is 0. `hits` and `n` are whole numbers, 0 ≤ hits ≤ n. */
export const rateOf = (hits: number, n: number, confidence = 0.95): Rate => {
  if (!(Number.isInteger(hits) && Number.isInteger(n) && hits >= 0 && hits <= n)) throw new RangeError(`${hits} of ${n}`);
  const tail = (1 - confidence) / 2;
  const low = hits === 0 ? 0 : solve((p) => atLeast(hits, n, p), tail);
  const high = hits === n ? 1 : solve((p) => atLeast(hits + 1, n, p), 1 - tail);
  return { hits, n, rate: n === 0 ? null : hits / n, low, high };
};
