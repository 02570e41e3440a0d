/** Which parts of a volume a ray may jump over. Pure. */
import type { Vec3 } from "../../contract/units.ts";

/** Entries `min` to `max` of the table have some opacity? Answers for every pair at once, from a running count. */
const opaqueBetween = (table: Uint8Array): ((min: number, max: number) => boolean) => {
  const upTo = new Uint16Array(257);
  for (let entry = 0; entry < 256; entry++) upTo[entry + 1] = (upTo[entry] ?? 0) + ((table[entry * 4 + 3] ?? 0) > 0 ? 1 : 0);
  // The table is sampled linearly: a value just above an empty entry already takes some of the next one.
  return (min, max) => (upTo[Math.min(255, max + 1) + 1] ?? 0) > (upTo[Math.max(0, min - 1)] ?? 0);
};

/** 1 for each block in which a transfer table draws anything. `ranges`: smallest and largest byte of each block. */
export const occupiedBlocks = (ranges: Uint8Array, table: Uint8Array): Uint8Array => {
  const opaque = opaqueBetween(table);
  const out = new Uint8Array(ranges.length / 2);
  for (let at = 0; at < out.length; at++) out[at] = opaque(ranges[2 * at] ?? 0, ranges[2 * at + 1] ?? 0) ? 1 : 0;
  return out;
};

/**
 * Chebyshev distance in blocks to the nearest occupied one (0 for itself), 255 where there is none. Two passes over all 26
 * neighbours are exact for this norm.
 */
export const blockDistance = (occupied: Uint8Array, [nx, ny, nz]: Vec3): Uint8Array => {
  const out = Uint8Array.from(occupied, (x) => (x ? 0 : 255));
  const at = (i: number, j: number, k: number): number =>
    i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz ? 255 : (out[i + nx * (j + ny * k)] ?? 255);
  const relax = (i: number, j: number, k: number, way: 1 | -1): void => {
    const here = i + nx * (j + ny * k);
    let best = out[here] ?? 255;
    // The 13 neighbours that were passed before this one in the scan's order.
    for (let dk = -1; dk <= 0; dk++) {
      for (let dj = -1; dj <= (dk < 0 ? 1 : 0); dj++) {
        for (let di = -1; di <= (dk < 0 || dj < 0 ? 1 : -1); di++)
          best = Math.min(best, at(i + way * di, j + way * dj, k + way * dk) + 1);
      }
    }
    out[here] = best;
  };
  for (let k = 0; k < nz; k++) for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) relax(i, j, k, 1);
  for (let k = nz - 1; k >= 0; k--) for (let j = ny - 1; j >= 0; j--) for (let i = nx - 1; i >= 0; i--) relax(i, j, k, -1);
  return out;
};

/** Two bytes a block: distance to what the view draws at all, and to the findings. */
export const skipField = (
  ranges: Uint8Array,
  blockDims: Vec3,
  table: Uint8Array,
  findingBlocks: Uint8Array | null,
): Uint8Array<ArrayBuffer> => {
  const occupied = occupiedBlocks(ranges, table);
  if (findingBlocks) for (let at = 0; at < occupied.length; at++) if (findingBlocks[at]) occupied[at] = 1;
  const any = blockDistance(occupied, blockDims);
  const findings = blockDistance(findingBlocks ?? new Uint8Array(occupied.length), blockDims);
  const out = new Uint8Array(occupied.length * 2);
  for (let at = 0; at < occupied.length; at++) {
    out[2 * at] = any[at] ?? 0;
    out[2 * at + 1] = findings[at] ?? 255;
  }
  return out;
};

/** Ranges of two levels of one volume, cut into the same blocks: what either of them may hold. */
export const mergeRanges = (a: Uint8Array, b: Uint8Array): Uint8Array =>
  a.length === b.length ? Uint8Array.from(a, (x, at) => (at % 2 === 0 ? Math.min(x, b[at] ?? 255) : Math.max(x, b[at] ?? 0))) : a;
