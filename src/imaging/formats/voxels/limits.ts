/** What a plain voxel file may claim before any memory is taken. Stated in docs/formats/README.md. */
import { StationError } from "../../../contract/station-error.ts";

/** Along one axis. The largest cargo scanners stay below 10,000. */
export const MAX_DIM = 32_768;
/** Of a whole scan: 4 GiB as Int16. */
export const MAX_VOXELS = 2 ** 31;
/** Of one slice, so that what a worker holds at once stays below 512 MiB even as doubles. */
export const MAX_SLICE_VOXELS = 2 ** 26;
/** Distance of neighbouring voxels, mm. */
export const MIN_SPACING_MM = 0.001;
export const MAX_SPACING_MM = 200;
/** Bytes of text or binary header that are read at most. */
export const MAX_HEADER_BYTES = 1 << 20;
/** Decoded bytes of one frame: what a worker holds at a time. */
export const FRAME_BYTES = 32 * 2 ** 20;
/**
 * The same where voxels are packed. Larger, because every frame is unpacked from the stream's beginning where a worker does not
 * keep the file open.
 */
export const PACKED_FRAME_BYTES = 128 * 2 ** 20;
/** Files that one header may name (one per slice). */
export const MAX_PARTS = 8192;
/** Deflate cannot do better than 1032 to 1 (zlib's technical notes); a header that needs more lies. */
export const MAX_DEFLATE_RATIO = 1032;

export type Dims = readonly [number, number, number];

/** Throws `format.lying-header` unless each is a positive whole number and the product is within `MAX_VOXELS`. */
export const checkedDims = (name: string, dims: readonly number[]): Dims => {
  const [i, j, k] = dims;
  if (dims.length !== 3 || i === undefined || j === undefined || k === undefined) {
    throw new StationError("format.lying-header", `${name}: ${dims.length} dimensions where 3 are needed`);
  }
  for (const dim of [i, j, k]) {
    if (!Number.isSafeInteger(dim) || dim < 1 || dim > MAX_DIM) {
      throw new StationError("format.lying-header", `${name}: dimension ${dim} is not between 1 and ${MAX_DIM}`);
    }
  }
  if (i * j > MAX_SLICE_VOXELS)
    throw new StationError("format.lying-header", `${name}: ${i} × ${j} voxels in a slice are more than ${MAX_SLICE_VOXELS}`);
  if (i * j * k > MAX_VOXELS)
    throw new StationError("format.lying-header", `${name}: ${i} × ${j} × ${k} voxels are more than ${MAX_VOXELS}`);
  return [i, j, k];
};

/**
 * Throws unless `bytes` of voxels can be in the `available` bytes of the file: `format.lying-header` when the claim is more than
 * a thousand times too large (or beyond what the packing can do: `ratio` to 1), else `format.truncated`.
 */
export const checkBytes = (
  name: string,
  needed: number,
  available: number,
  compressed: boolean,
  ratio = MAX_DEFLATE_RATIO,
): void => {
  const most = compressed ? available * ratio : available;
  if (needed <= most) return;
  const code = compressed || needed > 1000 * Math.max(available, 1024) ? "format.lying-header" : "format.truncated";
  throw new StationError(
    code,
    `${name}: ${needed} bytes of voxels claimed, ${available} bytes there${compressed ? " (compressed)" : ""}`,
  );
};
