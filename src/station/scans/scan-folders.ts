import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Where the room keeps its files in the station's data folder. */
export type ScanFolders = {
  readonly objects: string;
  readonly scans: string;
  /** Finished: levels and thumbnail of a scan. */
  readonly scan: (scanId: string) => string;
  /** The same while it is being made. */
  readonly opening: (scanId: string) => string;
};

export const levelFileName = (channelId: string, level: number): string => `${channelId}.${level}.i16`;
export const THUMBNAIL_FILE = "thumbnail.png";

const OPENING = ".opening-";

/** Makes the folders and removes what an earlier, killed station left unfinished in them. */
export const prepareScanFolders = (dataFolder: string): ScanFolders => {
  const objects = join(dataFolder, "objects");
  const scans = join(dataFolder, "scans");
  mkdirSync(objects, { recursive: true });
  mkdirSync(scans, { recursive: true });
  for (const name of readdirSync(scans))
    if (name.startsWith(OPENING)) rmSync(join(scans, name), { recursive: true, force: true });
  for (const name of readdirSync(objects)) if (name.startsWith(".part-")) rmSync(join(objects, name), { force: true });
  return { objects, scans, scan: (scanId) => join(scans, scanId), opening: (scanId) => join(scans, `${OPENING}${scanId}`) };
};
