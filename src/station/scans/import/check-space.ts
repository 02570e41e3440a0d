import { statfs } from "node:fs/promises";
import { StationError } from "../../../contract/station-error.ts";

/** Kept free on the disk beside the pixels, so that the database can still write. */
const DISK_RESERVE_BYTES = 64 * 2 ** 20;

/** Throws `storage.full` unless so many bytes fit. */
export const checkSpace = async (folder: string, bytes: number): Promise<void> => {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes + DISK_RESERVE_BYTES)
    throw new StationError("storage.full", `${bytes} bytes needed in ${folder}, ${bavail * bsize} free`);
};
