/**
 * Counts and measures the beads of one object, also where they touch.
 *
 * A difference of two blurs answers to blobs of one size: between two beads it falls low even where they touch, and a drill
 * hole does not divide it. The hills of that answer are the beads, at whichever of a few sizes most of the material lies in
 * hills of nearly one volume. Spheres, barrels, discs and tubes up to 3.5 times as long as thick are beads alike.
 *
 * Limits: thin discs that touch over their whole faces are not divided; a few unequal beads beside many equal ones are not
 * counted; under four voxels across the count is a guess, and usually no beads are found.
 */
import type { Finding } from "../../../contract/finding.ts";
import { distanceInside } from "../distance.ts";
import { type Ellipsoid, fitEllipsoid } from "../ellipsoid.ts";
import { findHills } from "../lobes.ts";
import type { BoxMask } from "../refine.ts";
import { blur, varianceOf } from "./blur.ts";
import { type SoftSolid, toSoftSolid } from "./soft-solid.ts";

const BEAD_MM = { min: 3, max: 22 } as const;
/** Width in cells of each blur after the other. */
const WIDTHS = [3, 3, 3, 5, 5, 7, 7, 9, 9, 11] as const;
/** Standard deviations that are tried, in units of the largest inner radius. */
const SIGMA = { min: 0.38, max: 0.85 } as const;
/** Two hills are one where the saddle between them reaches this share of the lower top. */
const NECK = 0.8;
/** Hills of fewer cells are crumbs. */
const CRUMB_CELLS = 6;
/** Diameters within this share of the median are near-equal. */
const NEAR_EQUAL = 0.25;
const MAX_STRETCH = 3.5;
/** From this many on, near-equal blobs are beads whatever their shape; fewer must be round. */
const MANY = 5;
const SHARE_OF_MANY = 0.65;
const SHARE_OF_FEW = 0.8;
const VERY_ROUND = { maxRatio: 1.25, minFill: 0.88, maxFill: 1.12 } as const;

type Blob = { readonly diameterMm: number; readonly shape: Ellipsoid };

const blobsOf = (solid: SoftSolid, answer: Float32Array): Blob[] =>
  findHills(solid.cells, solid.dims, answer, NECK)
    .filter((cells) => cells.length >= CRUMB_CELLS)
    .map((cells) => ({
      diameterMm: Math.cbrt((6 * cells.length) / Math.PI) * solid.cellMm,
      shape: fitEllipsoid(solid, cells),
    }));

const isVeryRound = ({ shape: { lengthsMm, fill } }: Blob): boolean =>
  lengthsMm[0] <= VERY_ROUND.maxRatio * lengthsMm[2] && fill >= VERY_ROUND.minFill && fill <= VERY_ROUND.maxFill;

const isBeadLike = ({ diameterMm, shape }: Blob): boolean =>
  diameterMm >= BEAD_MM.min && diameterMm <= BEAD_MM.max && shape.lengthsMm[0] <= MAX_STRETCH * shape.lengthsMm[2];

type Beads = { readonly diametersMm: readonly number[]; readonly share: number };

/** The near-equal blobs among them, and which share of the material they hold. */
const nearEqual = (blobs: readonly Blob[], solid: SoftSolid): Beads | null => {
  const sorted = blobs.map(({ diameterMm }) => diameterMm).toSorted((a, b) => a - b);
  const middle = sorted[sorted.length >> 1] ?? 0;
  const alike = blobs.filter((blob) => isBeadLike(blob) && Math.abs(blob.diameterMm - middle) <= NEAR_EQUAL * middle);
  const few = alike.length < MANY;
  const beads = few ? alike.filter(isVeryRound) : alike;
  const volumeMm3 = beads.reduce((sum, { diameterMm }) => sum + (Math.PI / 6) * diameterMm ** 3, 0);
  const share = volumeMm3 / (solid.cells.length * solid.cellMm ** 3);
  if (beads.length === 0 || share < (few ? SHARE_OF_FEW : SHARE_OF_MANY)) return null;
  return { diametersMm: beads.map(({ diameterMm }) => diameterMm), share };
};

/** Answers to blobs of rising size within `radiusMm`, one at a time. */
const answers = function* (solid: SoftSolid, radiusMm: number): Generator<Float32Array> {
  const levels = [{ values: solid.share, variance: 0 }];
  for (const width of WIDTHS) {
    const last = levels.at(-1) ?? { values: solid.share, variance: 0 };
    levels.push({ values: blur(last.values, solid.dims, width), variance: last.variance + varianceOf(width) });
    const [fine, , coarse] = levels.slice(-3);
    if (fine === undefined || coarse === undefined) continue;
    const sigmaMm = Math.sqrt((fine.variance + coarse.variance) / 2) * solid.cellMm;
    if (sigmaMm > SIGMA.max * radiusMm) return;
    if (sigmaMm < SIGMA.min * radiusMm) continue;
    const answer = new Float32Array(solid.share.length);
    for (const p of solid.cells) answer[p] = Math.max(0, (fine.values[p] ?? 0) - (coarse.values[p] ?? 0));
    yield answer;
  }
};

const roundMm = (mm: number): number => Math.round(mm * 10) / 10;

/** `hu` of the mask's box. `null` where the object is no beads. Diameters are those of spheres of the same volume, rising. */
export const findBeads = (mask: BoxMask, hu: Float32Array, spacingMm: readonly [number, number, number]): Finding["beads"] => {
  const solid = toSoftSolid(mask, hu, spacingMm);
  const depth = distanceInside(solid.inside, solid.dims);
  const radiusMm = solid.cells.reduce((most, p) => Math.max(most, depth[p] ?? 0), 0) * solid.cellMm;
  if (radiusMm > (BEAD_MM.max + solid.cellMm) / 2) return null;
  let best: Beads | null = null;
  for (const answer of answers(solid, radiusMm)) {
    const beads = nearEqual(blobsOf(solid, answer), solid);
    if (beads !== null && beads.share > (best?.share ?? 0)) best = beads;
  }
  if (best === null) return null;
  const diametersMm = best.diametersMm.map(roundMm).toSorted((a, b) => a - b);
  return { count: diametersMm.length, diametersMm };
};
