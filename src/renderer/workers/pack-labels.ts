/** Turns a label mask into what the 3D view uploads: labels and a soft field round them. Pure; runs in the worker. */
import type { Vec3 } from "../../contract/units.ts";
import { BLOCK_VOXELS } from "./pack-volume.ts";

export type PackedLabels = {
  readonly dims: Vec3;
  /** Labels, grown by a few voxels so that the halo knows whose it is. */
  readonly labels: Uint8Array<ArrayBuffer>;
  /** 255 well inside a finding, about 128 at its surface, less than 77 in the halo round it. */
  readonly glow: Uint8Array<ArrayBuffer>;
  /** 1 for each block of `BLOCK_VOXELS` that has some glow in it or beside it. */
  readonly blocks: Uint8Array<ArrayBuffer>;
  readonly blockDims: Vec3;
};

const HALO_VOXELS = 3;

type Region = { readonly min: [number, number, number]; readonly max: [number, number, number] };

/** Where there are labels, `max` exclusive; `null` for none at all. */
const occupiedRegion = (labels: Uint8Array, [nx, ny, nz]: Vec3): Region | null => {
  const min: [number, number, number] = [nx, ny, nz];
  const max: [number, number, number] = [0, 0, 0];
  for (let k = 0, at = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++, at++) {
        if (labels[at] === 0) continue;
        if (i < min[0]) min[0] = i;
        if (j < min[1]) min[1] = j;
        if (k < min[2]) min[2] = k;
        if (i >= max[0]) max[0] = i + 1;
        if (j >= max[1]) max[1] = j + 1;
        if (k >= max[2]) max[2] = k + 1;
      }
    }
  }
  return max[0] === 0 ? null : { min, max };
};

/** Labels of a coarser grid, and how much (0 to 1) of each of its voxels has a label. A voxel takes its largest label. */
const shrink = (
  labels: Uint8Array,
  dims: Vec3,
  to: Vec3,
): { readonly labels: Uint8Array<ArrayBuffer>; readonly share: Float32Array } => {
  const out = new Uint8Array(to[0] * to[1] * to[2]);
  const share = new Float32Array(out.length);
  // Levels halve: the ratio is a power of two, and a last odd voxel is a cell of its own.
  const ratio = (axis: 0 | 1 | 2): number => 2 ** Math.max(0, Math.round(Math.log2(dims[axis] / to[axis])));
  const [rx, ry, rz] = [ratio(0), ratio(1), ratio(2)];
  const part = 1 / (rx * ry * rz);
  for (let k = 0, at = 0; k < dims[2]; k++) {
    const ok = Math.min(to[2] - 1, Math.floor(k / rz));
    for (let j = 0; j < dims[1]; j++) {
      const row = to[0] * (Math.min(to[1] - 1, Math.floor(j / ry)) + to[1] * ok);
      for (let i = 0; i < dims[0]; i++, at++) {
        const label = labels[at] ?? 0;
        if (label === 0) continue;
        const cell = row + Math.min(to[0] - 1, Math.floor(i / rx));
        share[cell] = (share[cell] ?? 0) + part;
        if (label > (out[cell] ?? 0)) out[cell] = label;
      }
    }
  }
  return { labels: out, share };
};

/** Calls `each` with the index of every voxel of a region and its two neighbours along an axis (itself at the volume's edge). */
const alongAxis = (
  dims: Vec3,
  region: Region,
  axis: 0 | 1 | 2,
  each: (at: number, before: number, after: number) => void,
): void => {
  const step = [1, dims[0], dims[0] * dims[1]] as const;
  const { min, max } = region;
  for (let k = min[2]; k < max[2]; k++) {
    for (let j = min[1]; j < max[1]; j++) {
      for (let i = min[0]; i < max[0]; i++) {
        const at = i + step[1] * j + step[2] * k;
        const along = axis === 0 ? i : axis === 1 ? j : k;
        each(at, along > 0 ? at - step[axis] : at, along < dims[axis] - 1 ? at + step[axis] : at);
      }
    }
  }
};

const AXES = [0, 1, 2] as const;

/** One pass of the 1-2-1 filter along each axis. */
const blur = (field: Float32Array, dims: Vec3, region: Region): Float32Array => {
  let from = field;
  for (const axis of AXES) {
    const to = new Float32Array(field.length);
    alongAxis(dims, region, axis, (at, before, after) => {
      to[at] = ((from[before] ?? 0) + 2 * (from[at] ?? 0) + (from[after] ?? 0)) / 4;
    });
    from = to;
  }
  return from;
};

const grow = (labels: Uint8Array<ArrayBuffer>, dims: Vec3, region: Region): Uint8Array<ArrayBuffer> => {
  let from = labels;
  for (const axis of AXES) {
    const to = from.slice();
    alongAxis(dims, region, axis, (at, before, after) => {
      if (from[at] === 0) to[at] = from[before] || from[after] || 0;
    });
    from = to;
  }
  return from;
};

const glowBlocks = (glow: Uint8Array, dims: Vec3): Pick<PackedLabels, "blocks" | "blockDims"> => {
  const blockDims: Vec3 = [
    Math.ceil(dims[0] / BLOCK_VOXELS),
    Math.ceil(dims[1] / BLOCK_VOXELS),
    Math.ceil(dims[2] / BLOCK_VOXELS),
  ];
  const blocks = new Uint8Array(blockDims[0] * blockDims[1] * blockDims[2]);
  for (let k = 0, at = 0; k < dims[2]; k++) {
    for (let j = 0; j < dims[1]; j++) {
      const row = blockDims[0] * (Math.floor(j / BLOCK_VOXELS) + blockDims[1] * Math.floor(k / BLOCK_VOXELS));
      for (let i = 0; i < dims[0]; i++, at++) if (glow[at]) blocks[row + Math.floor(i / BLOCK_VOXELS)] = 1;
    }
  }
  return { blocks, blockDims };
};

/** `labels` of `dims` for a 3D view that draws `to`, which is `dims` or a coarser level of the same volume. */
export const packLabels = (labels: Uint8Array, dims: Vec3, to: Vec3): PackedLabels => {
  const small = shrink(labels, dims, to);
  const glow = new Uint8Array(small.labels.length);
  const tight = occupiedRegion(small.labels, to);
  if (!tight) return { dims: to, labels: small.labels, glow, ...glowBlocks(glow, to) };
  const margin = HALO_VOXELS + 1;
  const region: Region = {
    min: [Math.max(0, tight.min[0] - margin), Math.max(0, tight.min[1] - margin), Math.max(0, tight.min[2] - margin)],
    max: [Math.min(to[0], tight.max[0] + margin), Math.min(to[1], tight.max[1] + margin), Math.min(to[2], tight.max[2] + margin)],
  };
  const core = blur(small.share, to, region);
  let halo = core;
  let grown = small.labels;
  for (let pass = 0; pass < HALO_VOXELS; pass++) {
    halo = blur(halo, to, region);
    grown = grow(grown, to, region);
  }
  alongAxis(to, region, 0, (at) => {
    // A bead or scale smaller than a voxel must not be blurred away: it keeps a bright heart.
    const heart = small.labels[at] ? 0.5 + 0.5 * (small.share[at] ?? 0) : 0;
    const value = Math.max(core[at] ?? 0, 0.8 * heart, Math.min(0.3, 0.9 * (halo[at] ?? 0)));
    glow[at] = Math.round(Math.min(1, value) * 255);
  });
  return { dims: to, labels: grown, glow, ...glowBlocks(glow, to) };
};
