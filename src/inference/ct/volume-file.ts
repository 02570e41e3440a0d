/** Reads the voxels of level 0 from their file in pieces; the whole volume is never in memory. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { endianness } from "node:os";
import type { ScreenVolume } from "../../contract/inference-protocol.ts";
import { StationError } from "../../contract/station-error.ts";

/** Voxels [min, max) of an array, i j k. */
export type VoxelBox = {
  readonly min: readonly [number, number, number];
  readonly max: readonly [number, number, number];
};

export type VolumeFile = {
  readonly dims: readonly [number, number, number];
  /** HU = stored · slope + intercept. */
  readonly slope: number;
  readonly intercept: number;
  /**
   * Fills `into` with the stored values of slices [k, k + count), i fastest. Padding, and what lies below air, is
   * given as air. Throws `file.unreadable`.
   */
  readonly readSlices: (k: number, count: number, into: Int16Array) => void;
  /** HU of a box, i fastest, then j, then k. Throws `file.unreadable`. */
  readonly readBoxHu: (box: VoxelBox) => Float32Array;
  readonly close: () => void;
};

const BYTES = 2;
const INT16_MIN = -32768;
const INT16_MAX = 32767;

const clampInt16 = (value: number): number => Math.max(INT16_MIN, Math.min(INT16_MAX, Math.round(value)));

/**
 * `airHu` is what padding becomes, and the least value given. Throws `file.not-found`, `file.unreadable`, or
 * `storage.damaged` when the file's size is not that of the geometry.
 */
export const openVolumeFile = (
  voxels: ScreenVolume["voxels"],
  dims: readonly [number, number, number],
  airHu: number,
): VolumeFile => {
  const { path, slope, intercept, paddingStored } = voxels;
  if (slope === 0) throw new StationError("request.invalid", "slope 0: the voxels say nothing");
  const [nx, ny, nz] = dims;
  let fd: number;
  try {
    fd = openSync(path, "r");
  } catch (thrown) {
    throw new StationError("file.not-found", `${path}: ${String(thrown)}`, { cause: thrown });
  }
  const { size } = fstatSync(fd);
  if (size !== nx * ny * nz * BYTES) {
    closeSync(fd);
    throw new StationError("storage.damaged", `${path}: ${size} bytes for ${nx}x${ny}x${nz} voxels of ${BYTES}`);
  }
  const airStored = clampInt16((airHu - intercept) / slope);

  const readAt = (position: number, into: Int16Array): void => {
    const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
    let done = 0;
    while (done < bytes.length) {
      let got: number;
      try {
        got = readSync(fd, bytes, done, bytes.length - done, position + done);
      } catch (thrown) {
        throw new StationError("file.unreadable", `${path}: ${String(thrown)}`, { cause: thrown });
      }
      if (got === 0) throw new StationError("file.unreadable", `${path} ends at ${position + done}`);
      done += got;
    }
    if (endianness() === "BE") Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).swap16();
  };

  const airUnder = (stored: Int16Array): void => {
    const n = stored.length;
    if (paddingStored !== null) {
      for (let p = 0; p < n; p++) if (stored[p] === paddingStored) stored[p] = airStored;
    }
    if (slope > 0) for (let p = 0; p < n; p++) if ((stored[p] ?? 0) < airStored) stored[p] = airStored;
    if (slope < 0) for (let p = 0; p < n; p++) if ((stored[p] ?? 0) > airStored) stored[p] = airStored;
  };

  return {
    dims,
    slope,
    intercept,
    readSlices: (k, count, into) => {
      const slices = into.subarray(0, count * nx * ny);
      readAt(k * nx * ny * BYTES, slices);
      airUnder(slices);
    },
    readBoxHu: ({ min, max }) => {
      const [bx, by, bz] = [max[0] - min[0], max[1] - min[1], max[2] - min[2]];
      const hu = new Float32Array(bx * by * bz);
      const rows = new Int16Array(nx * by);
      let out = 0;
      for (let k = min[2]; k < max[2]; k++) {
        readAt((k * ny + min[1]) * nx * BYTES, rows);
        for (let j = 0; j < by; j++) {
          const row = j * nx + min[0];
          airUnder(rows.subarray(row, row + bx));
          for (let i = 0; i < bx; i++) hu[out++] = (rows[row + i] ?? 0) * slope + intercept;
        }
      }
      return hu;
    },
    close: () => closeSync(fd),
  };
};
