/** Turns voxels into what the 3D view uploads. Pure; runs in the worker. */
import type { ValueUnits } from "../../contract/scan.ts";
import type { Vec3 } from "../../contract/units.ts";
import { TRANSFER_RANGE_HU } from "../../imaging/colour/transfer-function.ts";
import type { ValueSummary } from "../../imaging/colour/window-level.ts";

/** HU for the 3D view = stored · scale + offset. */
export type HuMap = { readonly scale: number; readonly offset: number };

export type PackFormat = "r8" | "r16f";

/** A side of a block, in voxels of the level that the blocks were first made for. */
export const BLOCK_VOXELS = 8;

export type PackedVolume = {
  readonly format: PackFormat;
  readonly dims: Vec3;
  /** `r8`: bytes; `r16f`: half floats' bits. 0 to 1 over `TRANSFER_RANGE_HU`, i fastest. */
  readonly data: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
  /** Smallest and largest byte value in each block and one voxel around it, two bytes a block. */
  readonly blocks: Uint8Array<ArrayBuffer>;
  readonly blockDims: Vec3;
};

/**
 * HU where the channel has them. Numbers that nobody vouches for are stretched so that the background lies at −1000 and
 * what is dense in the scan at +1000: enough to see shapes by, and nothing is measured from it.
 */
export const huMap = (channel: { units: ValueUnits; slope: number; intercept: number }, summary: ValueSummary): HuMap => {
  if (channel.units === "HU") return { scale: channel.slope, offset: channel.intercept };
  const stretch = 2000 / Math.max(1e-6, summary.high - summary.background);
  return { scale: channel.slope * stretch, offset: (channel.intercept - summary.background) * stretch - 1000 };
};

/** The bits of the half float nearest to `x`, 0 to 1 (IEEE 754 binary16). */
export const halfBits = (x: number): number => {
  if (x < 2 ** -14) return Math.round(x * 2 ** 24);
  const exponent = Math.floor(Math.log2(x));
  return ((exponent + 15) << 10) + Math.round((x / 2 ** exponent - 1) * 1024);
};

const tables = (map: HuMap, padding: number | undefined): { readonly share: Float32Array; readonly byte: Uint8Array } => {
  const share = new Float32Array(65_536);
  const byte = new Uint8Array(65_536);
  const { from, to } = TRANSFER_RANGE_HU;
  for (let at = 0; at < 65_536; at++) {
    const stored = at - 32_768;
    const hu = stored === padding ? from : stored * map.scale + map.offset;
    const part = Math.min(1, Math.max(0, (hu - from) / (to - from)));
    share[at] = part;
    byte[at] = Math.round(part * 255);
  }
  return { share, byte };
};

/** Smallest and largest of each block of `side` voxels and of one voxel around it, which linear sampling reaches. */
const blockRanges = (
  voxels: Int16Array,
  dims: Vec3,
  byte: Uint8Array,
  side: number,
): Pick<PackedVolume, "blocks" | "blockDims"> => {
  const [nx, ny, nz] = dims;
  const blockDims: Vec3 = [Math.ceil(nx / side), Math.ceil(ny / side), Math.ceil(nz / side)];
  const [bx, by] = blockDims;
  const blocks = new Uint8Array(blockDims[0] * blockDims[1] * blockDims[2] * 2);
  for (let at = 0; at < blocks.length; at += 2) blocks[at] = 255;
  // The blocks that a voxel counts for along one axis: its own and, at a block's edge, the next one.
  const first = (i: number): number => Math.floor(Math.max(0, i - 1) / side);
  const last = (i: number, count: number): number => Math.min(count - 1, Math.floor((i + 1) / side));
  for (let k = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      const row = nx * (j + ny * k);
      for (let block = 0; block < bx; block++) {
        let min = 255;
        let max = 0;
        const end = Math.min(nx, (block + 1) * side + 1);
        for (let i = Math.max(0, block * side - 1); i < end; i++) {
          const value = byte[(voxels[row + i] ?? 0) + 32_768] ?? 0;
          if (value < min) min = value;
          if (value > max) max = value;
        }
        for (let c = first(k); c <= last(k, blockDims[2]); c++) {
          for (let b = first(j); b <= last(j, by); b++) {
            const at = 2 * (block + bx * (b + by * c));
            if (min < (blocks[at] ?? 0)) blocks[at] = min;
            if (max > (blocks[at + 1] ?? 0)) blocks[at + 1] = max;
          }
        }
      }
    }
  }
  return { blocks, blockDims };
};

/** `blockSide`: voxels of this level to a block. A negative-slope map is fine: bytes rise with HU, not with stored values. */
export const packVolume = (
  voxels: Int16Array,
  dims: Vec3,
  map: HuMap,
  padding: number | undefined,
  format: PackFormat,
  blockSide: number,
): PackedVolume => {
  const { share, byte } = tables(map, padding);
  const ranges = blockRanges(voxels, dims, byte, blockSide);
  if (format === "r8") {
    const data = new Uint8Array(voxels.length);
    for (let at = 0; at < voxels.length; at++) data[at] = byte[(voxels[at] ?? 0) + 32_768] ?? 0;
    return { format, dims, data, ...ranges };
  }
  const half = Uint16Array.from(share, halfBits);
  const data = new Uint16Array(voxels.length);
  for (let at = 0; at < voxels.length; at++) data[at] = half[(voxels[at] ?? 0) + 32_768] ?? 0;
  return { format, dims, data, ...ranges };
};
