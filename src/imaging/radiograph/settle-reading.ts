/** Settles how a plane's values become attenuation: what file and profile leave open is taken from the picture, and said. */
import type { ScanNote } from "../../contract/scan.ts";
import type { ViewReading } from "../formats/format.ts";
import { CODES, histogramOfCodes, type PlaneCodes } from "./plane-codes.ts";

/** f = (value − dark) / (air − dark) is 1 in air and 0 where nothing comes through. */
export type SettledReading = {
  readonly scale: "linear" | "logarithmic";
  readonly dark: number;
  readonly air: number;
  /** Linear: attenuation = −ln f. Logarithmic: (1 − f) · logRange. */
  readonly logRange: number;
  readonly notes: readonly ScanNote[];
};

const quantileCode = (counts: Uint32Array, total: number, share: number): number => {
  const wanted = total * share;
  let seen = 0;
  for (let code = 0; code < CODES; code += 1) {
    seen += counts[code] ?? 0;
    if (seen > wanted) return code;
  }
  return CODES - 1;
};

/** Of the outermost fiftieth of the picture on each side, where there is background if anywhere. */
const borderMedian = ({ codes }: PlaneCodes, width: number, height: number): number => {
  const counts = new Uint32Array(CODES);
  const ring = Math.max(1, Math.floor(Math.min(width, height) / 50));
  let total = 0;
  for (let y = 0; y < height; y += 1) {
    const whole = y < ring || y >= height - ring;
    for (let x = 0; x < width; x = !whole && x === ring - 1 && width > 2 * ring ? width - ring : x + 1) {
      const code = codes[y * width + x] ?? 0;
      counts[code] = (counts[code] ?? 0) + 1;
      total += 1;
    }
  }
  return quantileCode(counts, total, 0.5);
};

/** The fullest place among the brightest fifth of what occurs: values that lie within a hundredth of the span count together. */
const airCode = (
  counts: Uint32Array,
  total: number,
  brightIsHigh: boolean,
): { readonly code: number; readonly share: number } => {
  const low = quantileCode(counts, total, 0.001);
  const high = quantileCode(counts, total, 0.9995);
  const span = Math.max(1, high - low);
  const reach = Math.max(0, Math.floor(span / 200));
  const [from, to] = brightIsHigh ? [high - Math.floor(span / 5), high] : [low, low + Math.floor(span / 5)];
  let sum = 0;
  for (let code = from - reach; code < from + reach; code += 1) sum += counts[code] ?? 0;
  let best = from;
  let most = -1;
  for (let code = from; code <= to; code += 1) {
    sum += counts[code + reach] ?? 0;
    if (sum > most || (sum === most && brightIsHigh && (counts[code] ?? 0) > (counts[best] ?? 0))) {
      most = sum;
      best = code;
    }
    sum -= counts[code - reach] ?? 0;
  }
  // the middle of what lies together
  let weight = 0;
  let moment = 0;
  for (let code = best - reach; code <= best + reach; code += 1) {
    weight += counts[code] ?? 0;
    moment += code * (counts[code] ?? 0);
  }
  return { code: weight > 0 ? Math.round(moment / weight) : best, share: weight / Math.max(1, total) };
};

/** Attenuation at which a logarithmic file ends, if nobody says: what its bits could express on a linear scale. */
const defaultLogRange = (bits: number): number => Math.min(15, bits * Math.LN2);

/** `which` names the plane in notes. */
export const settleReading = (
  plane: PlaneCodes,
  width: number,
  height: number,
  reading: ViewReading,
  which: string,
): SettledReading => {
  const counts = histogramOfCodes(plane.codes);
  const total = plane.codes.length;
  const { slope, intercept } = plane;
  const valueOf = (code: number): number => code * slope + intercept;
  const notes: ScanNote[] = [];
  let { values } = reading;
  const rising = slope > 0;
  if (values === null && reading.air !== null && reading.dark !== null)
    values = reading.air > reading.dark ? "transmission" : "attenuation";
  const middle = (quantileCode(counts, total, 0.001) + quantileCode(counts, total, 0.9995)) / 2;
  const seen = borderMedian(plane, width, height) >= middle === rising ? "transmission" : "attenuation";
  if (values === null) {
    values = seen;
    notes.push({ note: "scale-assumed", detail: `${which}: the edge of the picture is taken for air, so values are ${values}` });
  } else if (values !== seen && reading.air === null) {
    const detail = `${which}: the file says ${values}, but then the picture's edge is no air; a scanner profile can say otherwise`;
    notes.push({ note: "scale-assumed", detail });
  }
  const scale = reading.scale ?? "linear";
  if (reading.scale === null && reading.values !== null)
    notes.push({ note: "scale-assumed", detail: `${which}: values are taken to be linear in the intensity` });
  const dark = reading.dark ?? (values === "transmission" ? plane.least : plane.most);
  let { air } = reading;
  if (air === null) {
    const found = airCode(counts, total, (values === "transmission") === rising);
    air = valueOf(found.code);
    notes.push({
      note: "air-level-assumed",
      detail: `${which}: ${Number(air.toPrecision(6))}, the brightest background (${Math.round(found.share * 100)} % of the picture)`,
    });
  }
  // a picture of one value only: all of it is air
  if (air === dark) air = dark + (values === "transmission" ? 1 : -1);
  if (scale === "logarithmic" && reading.logRange === null)
    notes.push({
      note: "scale-assumed",
      detail: `${which}: logarithmic values end at ${defaultLogRange(reading.bits).toFixed(2)}`,
    });
  return { scale, dark, air, logRange: reading.logRange ?? defaultLogRange(reading.bits), notes };
};
