/** How figures are written. */
import type { Rate } from "../statistics/clopper-pearson.ts";

export const percent = (share: number | null, digits = 0): string =>
  share === null ? "–" : `${(100 * share).toFixed(digits)} %`;

/** For example `45/50 (90 %, 78–97)`; shares near an end keep a decimal place. */
export const rateText = ({ hits, n, rate, low, high }: Rate): string => {
  if (rate === null) return "none";
  const digits = n >= 200 && (rate < 0.1 || rate > 0.9) ? 1 : 0;
  const limits = [low, high].map((limit) => (100 * limit).toFixed(digits));
  return `${hits}/${n} (${percent(rate, digits)}, ${limits.join("–")})`;
};

/** Three significant digits, without noughts behind. */
export const number = (value: number | null): string => (value === null ? "–" : String(Number(value.toPrecision(3))));
