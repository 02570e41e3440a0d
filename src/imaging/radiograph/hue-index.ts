/** From a hue of a scanner's palette to the material index. */
import type { RadiographProfile } from "../../contract/scanner-profile.ts";
import { materialIndexOfZ } from "../colour/material-index.ts";

export type ColourConvention = NonNullable<RadiographProfile["colours"]>;

/** What nearly all makers draw: organic orange, mixed green, metal blue (degrees; red 0, green 120, blue 240). */
export const DEFAULT_COLOURS: ColourConvention = { organic: 32, mixed: 115, metal: 225 };

/** Index that each of the three stands for: the middle of what is drawn so. */
const ORGANIC = materialIndexOfZ(7);
const MIXED = materialIndexOfZ(13);
const METAL = materialIndexOfZ(26);

/** Degrees from 0 to 360; only meaningful where the three differ. */
export const hueOf = (red: number, green: number, blue: number): number => {
  const most = Math.max(red, green, blue);
  const span = most - Math.min(red, green, blue);
  if (span === 0) return 0;
  const sixth = most === red ? (green - blue) / span : most === green ? 2 + (blue - red) / span : 4 + (red - green) / span;
  return (sixth * 60 + 360) % 360;
};

/** Degrees from one hue up to another. */
const way = (from: number, to: number): number => (to - from + 360) % 360;

/**
 * Straight lines from organic to mixed to metal along the circle of hues; beyond the ends, the nearer end. One entry per degree.
 */
export const hueTable = ({ organic, mixed, metal }: ColourConvention): Float32Array => {
  // the three run one way round the circle or the other
  const forward = way(organic, mixed) <= way(organic, metal);
  const along = (to: number): number => (forward ? way(organic, to) : way(to, organic));
  const [half, whole] = [along(mixed), along(metal)];
  return Float32Array.from({ length: 360 }, (_, hue) => {
    const at = along(hue);
    if (at > whole) return at - whole < 360 - at ? METAL : ORGANIC;
    if (at <= half) return half === 0 ? MIXED : ORGANIC + (at / half) * (MIXED - ORGANIC);
    return MIXED + ((at - half) / (whole - half)) * (METAL - MIXED);
  });
};
