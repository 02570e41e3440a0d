/** From the ratio of two attenuations to the material index. */
import type { RadiographProfile } from "../../contract/scanner-profile.ts";
import { materialIndexOfZ } from "../colour/material-index.ts";

export type MaterialTable = NonNullable<RadiographProfile["materialTable"]>;

/**
 * Low over high attenuation where a profile measured none: computed for a 160 kV tube behind 3 mm of aluminium and a sandwich of
 * 0.3 mm CsI, 0.6 mm copper and 2 mm CsI, with attenuation coefficients of NIST XCOM. A real scanner differs, so a scan read
 * with it is noted as `material-not-calibrated`. The ratio falls with thickness because the beam hardens.
 */
export const DEFAULT_TABLE: MaterialTable = [
  { attenuation: 0.1, water: 1.383, aluminium: 2.383, iron: 4.715 },
  { attenuation: 0.25, water: 1.369, aluminium: 2.216, iron: 4.03 },
  { attenuation: 0.5, water: 1.347, aluminium: 2.02, iron: 3.295 },
  { attenuation: 1, water: 1.313, aluminium: 1.786, iron: 2.518 },
  { attenuation: 2, water: 1.267, aluminium: 1.554, iron: 1.892 },
  { attenuation: 3, water: 1.236, aluminium: 1.433, iron: 1.632 },
  { attenuation: 4, water: 1.213, aluminium: 1.357, iron: 1.489 },
  { attenuation: 5, water: 1.194, aluminium: 1.305, iron: 1.4 },
];

/** Zeff of water 7.42 (Mayneord, exponent 2.94), aluminium 13, iron 26. */
const WATER = materialIndexOfZ(7.42);
const ALUMINIUM = materialIndexOfZ(13);
const IRON = materialIndexOfZ(26);

/** Beyond organic and metal nothing is told apart. */
export const INDEX_MIN = -0.5;
export const INDEX_MAX = 1.5;

const STEPS_PER_UNIT = 64;
const STEPS = 16 * STEPS_PER_UNIT;

/** Rows [water, aluminium, iron] for attenuations 0, 1/64, … 16: straight lines between the table's rows, its ends beyond them. */
const spread = (table: MaterialTable): Float64Array => {
  const rows = table.toSorted((a, b) => a.attenuation - b.attenuation);
  const out = new Float64Array((STEPS + 1) * 3);
  for (let step = 0; step <= STEPS; step += 1) {
    const at = step / STEPS_PER_UNIT;
    const upper = rows.find((row) => row.attenuation >= at) ?? rows.at(-1);
    const lower = rows.findLast((row) => row.attenuation <= at) ?? rows[0];
    if (!upper || !lower) continue;
    const width = upper.attenuation - lower.attenuation;
    const part = width > 0 ? (at - lower.attenuation) / width : 0;
    const mix = (a: number, b: number): number => a + (b - a) * part;
    out[step * 3] = mix(lower.water, upper.water);
    out[step * 3 + 1] = mix(lower.aluminium, upper.aluminium);
    out[step * 3 + 2] = mix(lower.iron, upper.iron);
  }
  return out;
};

/** Gives the index of (attenuation, ratio low over high): straight lines through water, aluminium and iron, and on beyond them. */
export const materialIndexFrom = (table: MaterialTable): ((attenuation: number, ratio: number) => number) => {
  const rows = spread(table);
  return (attenuation, ratio) => {
    const at = 3 * Math.max(0, Math.min(STEPS, Math.round(attenuation * STEPS_PER_UNIT)));
    const water = rows[at] ?? 1;
    const aluminium = rows[at + 1] ?? 1;
    const iron = rows[at + 2] ?? 1;
    const index =
      ratio < aluminium
        ? WATER + ((ratio - water) / Math.max(1e-6, aluminium - water)) * (ALUMINIUM - WATER)
        : ALUMINIUM + ((ratio - aluminium) / Math.max(1e-6, iron - aluminium)) * (IRON - ALUMINIUM);
    return Math.max(INDEX_MIN, Math.min(INDEX_MAX, index));
  };
};
