/**
 * What kind of ivory a shape is: beads, worked, or a tusk or piece of one. Shape alone decides; the rules are few so that
 * an officer can be told them:
 *
 * 1. **beads**: most of the volume lies in near-equal blobs of 3 to 22 mm (see `beads/find-beads`): five or more of any
 *    shape, or fewer very round ones.
 * 2. **worked**: a ring (empty middle, closed all around), a ball above 22 mm, a thin rod (chopstick, pin), a small
 *    straight cylinder without taper (seal), or a compact shape of three or more unequal lobes (figure).
 * 3. **tusk-or-piece**: everything else.
 *
 * Limits: small cubes and short cylinders read as beads below about 6 voxels; a flat slice of a hollow tusk reads as a
 * ring; plain carved blocks read as pieces; beads under about 4 voxels across are not told apart.
 */
import type { Finding } from "../../contract/finding.ts";
import { studyBeads } from "./beads/find-beads.ts";
import { type Ellipsoid, fitEllipsoid } from "./ellipsoid.ts";
import { findLobes } from "./lobes.ts";
import type { BoxMask } from "./refine.ts";
import { cellsOf, type Solid, toSolid } from "./solid.ts";

export type KindOfIvory = { readonly kind: NonNullable<Finding["kind"]>; readonly beads: Finding["beads"] };

const VERY_ROUND = { maxRatio: 1.25, minFill: 0.92, maxFill: 1.1 } as const;
const isVeryRound = ({ lengthsMm, fill }: Ellipsoid): boolean =>
  lengthsMm[0] <= VERY_ROUND.maxRatio * lengthsMm[2] && fill >= VERY_ROUND.minFill && fill <= VERY_ROUND.maxFill;

const RING = { freeRadius: 0.3, sectors: 24, closed: 22 } as const;

/** Whether, seen along its flattest axis, the shape leaves its middle empty and closes around it. */
const isRing = (solid: Solid, cells: Int32Array, { centre, axes }: Ellipsoid): boolean => {
  const [nx, ny] = solid.dims;
  const [u, v] = axes;
  const sectors = new Uint8Array(RING.sectors);
  let [nearest, farthest] = [Infinity, 0];
  for (const p of cells) {
    const x = (p % nx) - centre[0];
    const y = (Math.floor(p / nx) % ny) - centre[1];
    const z = Math.floor(p / (nx * ny)) - centre[2];
    const [a, b] = [x * u[0] + y * u[1] + z * u[2], x * v[0] + y * v[1] + z * v[2]];
    const radius = Math.hypot(a, b);
    nearest = Math.min(nearest, radius);
    farthest = Math.max(farthest, radius);
    sectors[Math.min(RING.sectors - 1, Math.floor((Math.atan2(b, a) / (2 * Math.PI) + 0.5) * RING.sectors))] = 1;
  }
  const closed = sectors.reduce((sum, sector) => sum + sector, 0);
  return nearest >= RING.freeRadius * farthest && closed >= RING.closed;
};

const ROD = { minStretch: 7, maxThickMm: 14 } as const;
const SEAL = { minStretch: 1.8, maxStretch: 7, maxFlat: 1.3, maxVolumeCm3: 30, minFill: 0.8, maxTaper: 0.15 } as const;

/** Relative difference of the material in the two outer quarters of the longest axis: 0 for a cylinder. */
const taperOf = (solid: Solid, cells: Int32Array, { centre, axes, lengthsMm }: Ellipsoid): number => {
  const [nx, ny] = solid.dims;
  const [u] = axes;
  const quarter = lengthsMm[0] / solid.cellMm / 8;
  let [low, high] = [0, 0];
  for (const p of cells) {
    const along =
      ((p % nx) - centre[0]) * u[0] +
      ((Math.floor(p / nx) % ny) - centre[1]) * u[1] +
      (Math.floor(p / (nx * ny)) - centre[2]) * u[2];
    if (along < -quarter && along > -2 * quarter) low++;
    else if (along > quarter && along < 2 * quarter) high++;
  }
  return Math.abs(high - low) / Math.max(1, high, low);
};

/** A curved tusk that is cut into lobes by noise is still longer than this; figures are compact. */
const FIGURE = { minLobes: 3, minShare: 0.05, maxVolumeCm3: 400, maxStretch: 2.5 } as const;

/** `hu` of the mask's box; `volumeCm3` is the object's own, more exact than the mask's. */
export const kindOfIvory = (
  mask: BoxMask,
  hu: Float32Array,
  spacingMm: readonly [number, number, number],
  volumeCm3: number,
): KindOfIvory => {
  const study = studyBeads(mask, hu, spacingMm);
  if (study !== null) return { kind: "beads", beads: study.beads };
  const solid = toSolid(mask, spacingMm);
  const cells = cellsOf(solid);
  const piece: KindOfIvory = { kind: "tusk-or-piece", beads: null };
  const worked: KindOfIvory = { kind: "worked", beads: null };
  if (cells.length === 0) return piece;
  const shape = fitEllipsoid(solid, cells);
  const [long, middle, short] = shape.lengthsMm;
  const stretch = long / middle;
  if (isRing(solid, cells, shape) || isVeryRound(shape)) return worked;
  if (stretch >= ROD.minStretch && middle <= ROD.maxThickMm) return worked;
  const seal =
    volumeCm3 <= SEAL.maxVolumeCm3 &&
    stretch >= SEAL.minStretch &&
    stretch <= SEAL.maxStretch &&
    middle <= SEAL.maxFlat * short &&
    shape.fill >= SEAL.minFill &&
    taperOf(solid, cells, shape) <= SEAL.maxTaper;
  if (seal) return worked;
  const bulges = findLobes(solid, cells).filter((lobe) => lobe.length >= FIGURE.minShare * cells.length);
  const figure = bulges.length >= FIGURE.minLobes && volumeCm3 <= FIGURE.maxVolumeCm3 && stretch <= FIGURE.maxStretch;
  return figure ? worked : piece;
};
