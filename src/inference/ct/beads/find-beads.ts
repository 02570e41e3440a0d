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
/** How a blob fills its ellipsoid; of few cells that is uncertain. A bead is solid but for its hole. */
const MIN_FILL = { coarse: 0.4, resolved: 0.7 } as const;
const RESOLVED_CELLS = 250;
/** From this many on, near-equal blobs are beads whatever their shape; fewer must be round. */
const MANY = 5;
const SHARE_OF_MANY = 0.65;
const SHARE_OF_FEW = 0.8;
const VERY_ROUND = { maxRatio: 1.25, minFill: 0.88, maxFill: 1.12 } as const;

/** Weights of the 3-4-5 chamfer distance (Borgefors 1986): 3 per step along an axis. */
const CHAMFER_UNIT = 3;

/** Of the largest ball that fits inside, in cells, within 12 %. */
const innerRadius = ({ inside, cells, dims: [nx, ny] }: SoftSolid): number => {
  const depth = new Int32Array(inside.length);
  const offsets: number[] = [];
  const costs: number[] = [];
  for (const dk of [-1, 0]) {
    for (const dj of [-1, 0, 1]) {
      for (const di of [-1, 0, 1]) {
        const offset = (dk * ny + dj) * nx + di;
        if (offset >= 0) continue;
        offsets.push(offset);
        costs.push(CHAMFER_UNIT - 1 + Math.abs(di) + Math.abs(dj) + Math.abs(dk));
      }
    }
  }
  const relax = (p: number, least: number, sign: 1 | -1): number => {
    let nearest = least;
    for (let n = 0; n < offsets.length; n++) {
      nearest = Math.min(nearest, (depth[p + sign * (offsets[n] ?? 0)] ?? 0) + (costs[n] ?? 0));
    }
    depth[p] = nearest;
    return nearest;
  };
  for (const p of cells) relax(p, Infinity, 1);
  let deepest = 0;
  for (let n = cells.length - 1; n >= 0; n--) {
    const p = cells[n] ?? 0;
    deepest = Math.max(deepest, relax(p, depth[p] ?? 0, -1));
  }
  return deepest / CHAMFER_UNIT;
};

type Blob = {
  readonly cells: Int32Array;
  readonly diameterMm: number;
  readonly shape: Ellipsoid;
};

const blobsOf = (solid: SoftSolid, answer: Float32Array): Blob[] =>
  findHills(solid.cells, solid.dims, answer, NECK)
    .filter((cells) => cells.length >= CRUMB_CELLS)
    .map((cells) => ({
      cells,
      diameterMm: Math.cbrt((6 * cells.length) / Math.PI) * solid.cellMm,
      shape: fitEllipsoid(solid, cells),
    }));

const isVeryRound = ({ shape: { lengthsMm, fill } }: Blob): boolean =>
  lengthsMm[0] <= VERY_ROUND.maxRatio * lengthsMm[2] && fill >= VERY_ROUND.minFill && fill <= VERY_ROUND.maxFill;

const isBeadLike = ({ cells, diameterMm, shape }: Blob): boolean =>
  diameterMm >= BEAD_MM.min &&
  diameterMm <= BEAD_MM.max &&
  shape.lengthsMm[0] <= MAX_STRETCH * shape.lengthsMm[2] &&
  shape.fill >= (cells.length >= RESOLVED_CELLS ? MIN_FILL.resolved : MIN_FILL.coarse);

type Beads = { readonly blobs: readonly Blob[]; readonly share: number };

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
  return { blobs: beads, share };
};

/** Answers to blobs of rising size within `radiusMm`, one at a time. */
const answers = function* (solid: SoftSolid, radiusMm: number): Generator<Float32Array> {
  const levels = [{ values: solid.share, variance: 0 }];
  for (const width of WIDTHS) {
    const last = levels.at(-1) ?? { values: solid.share, variance: 0 };
    levels.push({ values: blur(last.values, solid.dims, width), variance: last.variance + varianceOf(width) });
    if (levels.length > 3) levels.shift();
    const [fine, , coarse] = levels;
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

/** What was studied, its beads, and the cells that are theirs. Diameters are those of spheres of the same volume, rising. */
export type BeadStudy = {
  readonly solid: SoftSolid;
  readonly cells: readonly Int32Array[];
  readonly beads: NonNullable<Finding["beads"]>;
};

/** `hu` of the mask's box. `null` where the object is no beads. */
export const studyBeads = (mask: BoxMask, hu: Float32Array, spacingMm: readonly [number, number, number]): BeadStudy | null => {
  const solid = toSoftSolid(mask, hu, spacingMm);
  const radiusMm = innerRadius(solid) * solid.cellMm;
  if (radiusMm > (BEAD_MM.max + solid.cellMm) / 2) return null;
  let best: Beads | null = null;
  for (const answer of answers(solid, radiusMm)) {
    const beads = nearEqual(blobsOf(solid, answer), solid);
    if (beads !== null && beads.share > (best?.share ?? 0)) best = beads;
  }
  if (best === null) return null;
  const diametersMm = best.blobs.map(({ diameterMm }) => roundMm(diameterMm)).toSorted((a, b) => a - b);
  return { solid, cells: best.blobs.map(({ cells }) => cells), beads: { count: diametersMm.length, diametersMm } };
};
