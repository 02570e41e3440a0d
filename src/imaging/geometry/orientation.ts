import type { Geometry } from "../../contract/scan.ts";
import type { Vec3 } from "../../contract/units.ts";
import type { PlaneFrame } from "./plane.ts";

const LETTERS = [
  ["L", "R"],
  ["P", "A"],
  ["H", "F"],
] as const;

/** A direction leaning less than this towards an axis (15 degrees) does not name it. */
const LEAN = Math.sin((15 * Math.PI) / 180);

/**
 * The letters of a direction in LPS, strongest first: "L", or "LP" where it leans more than 15 degrees.
 * A zero or non-finite direction has no letters.
 */
export const directionLetters = (direction: Vec3): string => {
  const length = Math.hypot(...direction);
  if (!(length > 0) || !Number.isFinite(length)) return "";
  return LETTERS.map(([positive, negative], axis) => {
    const lean = (direction[axis] ?? 0) / length;
    return { letter: lean < 0 ? negative : positive, lean: Math.abs(lean) };
  })
    .filter(({ lean }) => lean > LEAN)
    .toSorted((a, b) => b.lean - a.lean)
    .map(({ letter }) => letter)
    .join("");
};

export type EdgeLetters = { readonly left: string; readonly right: string; readonly top: string; readonly bottom: string };

const scaled = (v: Vec3, by: number): Vec3 => [v[0] * by, v[1] * by, v[2] * by];

/** What lies beyond each edge of a plane's picture. */
export const planeLetters = (geometry: Geometry, frame: PlaneFrame): EdgeLetters => {
  const right = scaled(geometry.direction[frame.u], frame.uSign);
  const down = scaled(geometry.direction[frame.v], frame.vSign);
  return {
    left: directionLetters(scaled(right, -1)),
    right: directionLetters(right),
    top: directionLetters(scaled(down, -1)),
    bottom: directionLetters(down),
  };
};
