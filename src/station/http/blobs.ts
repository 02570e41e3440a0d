import { type BlobAddress, parseBlobUrl } from "../../contract/blob-url.ts";
import { viewLevelBytes } from "../../contract/radiograph.ts";
import type { Scan } from "../../contract/scan.ts";
import type { Screening } from "../../contract/screening.ts";
import { StationError } from "../../contract/station-error.ts";
import { serveFile, type ServedFile } from "./file-response.ts";

/** Where the bytes behind the addresses lie. */
export type BlobSources = {
  /** Errors: `scan.not-found`. */
  readonly scan: (scanId: string) => Scan;
  readonly voxelFile: (scanId: string, channelId: string, level: number) => string;
  readonly thumbnailFile: (scanId: string) => string;
  /** The object's file, whether or not it exists. */
  readonly originalFile: (sha256: string) => string;
  readonly screening: (screeningId: string) => Screening | null;
  readonly maskFile: (screeningId: string, level: number, levels: Scan["levels"]) => Promise<string>;
};

const RAW = "application/octet-stream";

/** Bytes of a channel's level, of the volume or of one of the views; `null` where there is none. */
const bytesOfLevel = (scan: Scan, channelId: string, level: number): number | null => {
  if (scan.channels.some(({ id }) => id === channelId)) return scan.levels.find((each) => each.level === level)?.bytes ?? null;
  for (const view of scan.views) {
    const channel = view.channels.find(({ id }) => id === channelId);
    const known = view.levels.find((each) => each.level === level);
    if (channel && known) return viewLevelBytes(channel, known);
  }
  return null;
};

const locateMask = async (sources: BlobSources, screeningId: string, level: number): Promise<ServedFile> => {
  const screening = sources.screening(screeningId);
  if (!screening?.hasMask) throw new StationError("request.not-found", `no mask of ${screeningId}`);
  const { levels } = sources.scan(screening.scanId);
  return {
    path: await sources.maskFile(screeningId, level, levels),
    type: RAW,
    bytes: null,
    immutable: `${screeningId}-${level}`,
  };
};

const locate = async (sources: BlobSources, address: BlobAddress): Promise<ServedFile> => {
  switch (address.kind) {
    case "voxels": {
      const { scanId, channelId, level } = address;
      const scan = sources.scan(scanId);
      const bytes = bytesOfLevel(scan, channelId, level);
      if (bytes === null) throw new StationError("request.not-found", `${scanId} has no level ${level} of channel ${channelId}`);
      const path = sources.voxelFile(scanId, channelId, level);
      return { path, type: RAW, bytes, immutable: `${scanId}-${channelId}-${level}` };
    }
    case "mask":
      return locateMask(sources, address.screeningId, address.level);
    case "thumbnail":
      sources.scan(address.scanId);
      return { path: sources.thumbnailFile(address.scanId), type: "image/png", bytes: null, immutable: null };
    case "original":
      return { path: sources.originalFile(address.sha256), type: RAW, bytes: null, immutable: address.sha256 };
  }
};

/** Answers `GET` and `HEAD /blob/...`. Errors: `request.not-found`, `scan.not-found`, `storage.*`. */
export const answerBlob = async (sources: BlobSources, request: Request, pathname: string): Promise<Response> => {
  const address = parseBlobUrl(pathname);
  if (!address) throw new StationError("request.not-found", pathname.slice(0, 200));
  return serveFile(request, await locate(sources, address));
};
