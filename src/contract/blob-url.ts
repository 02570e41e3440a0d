/**
 * `GET /blob/...`: immutable bytes, `Content-Length`, single `Range`s. Also the one place that knows the addresses.
 * Voxels: Int16 little-endian, i fastest; of a radiograph's view, tiles (`radiograph.ts` says how, and their ranges). Masks: Uint8, same order and dims as the level. Thumbnails: PNG.
 */
export const blobUrl = {
  voxels: (scanId: string, channelId: string, level: number): string => `/blob/voxels/${scanId}/${channelId}/${level}`,
  mask: (screeningId: string, level: number): string => `/blob/mask/${screeningId}/${level}`,
  thumbnail: (scanId: string): string => `/blob/thumbnail/${scanId}`,
  original: (sha256: string): string => `/blob/original/${sha256}`,
} as const;

/** `PUT /upload/<name>` answers `{ handle }`, which `scan.import` takes. Handles starting `path:` name the station's own disk. */
export const uploadUrl = (name: string): string => `/upload/${encodeURIComponent(name)}`;

export type BlobAddress =
  | { readonly kind: "voxels"; readonly scanId: string; readonly channelId: string; readonly level: number }
  | { readonly kind: "mask"; readonly screeningId: string; readonly level: number }
  | { readonly kind: "thumbnail"; readonly scanId: string }
  | { readonly kind: "original"; readonly sha256: string };

const ID = "[a-z0-9][a-z0-9-]{7,63}";
const PATTERNS = {
  voxels: new RegExp(`^/blob/voxels/(${ID})/([a-z0-9-]{1,32})/(\\d{1,2})$`),
  mask: new RegExp(`^/blob/mask/(${ID})/(\\d{1,2})$`),
  thumbnail: new RegExp(`^/blob/thumbnail/(${ID})$`),
  original: /^\/blob\/original\/([0-9a-f]{64})$/,
} as const;

/** The address a path names, or `null` when it is none of ours. */
export const parseBlobUrl = (pathname: string): BlobAddress | null => {
  const voxels = PATTERNS.voxels.exec(pathname);
  if (voxels) return { kind: "voxels", scanId: voxels[1] ?? "", channelId: voxels[2] ?? "", level: Number(voxels[3]) };
  const mask = PATTERNS.mask.exec(pathname);
  if (mask) return { kind: "mask", screeningId: mask[1] ?? "", level: Number(mask[2]) };
  const thumbnail = PATTERNS.thumbnail.exec(pathname);
  if (thumbnail) return { kind: "thumbnail", scanId: thumbnail[1] ?? "" };
  const original = PATTERNS.original.exec(pathname);
  if (original) return { kind: "original", sha256: original[1] ?? "" };
  return null;
};
