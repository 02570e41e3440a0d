import { statSync } from "node:fs";
import { join } from "node:path";
import { viewLevelBytes } from "../../../contract/radiograph.ts";
import type { Scan } from "../../../contract/scan.ts";
import { levelFileName, type ScanFolders } from "../scan-folders.ts";

const isThere = (path: string, bytes: number): boolean => statSync(path, { throwIfNoEntry: false })?.size === bytes;

/** Whether every level file of the scan is on the disk at its full size. */
export const hasLevels = (folders: ScanFolders, scan: Scan): boolean => {
  const pathOf = (channelId: string, level: number): string => join(folders.scan(scan.id), levelFileName(channelId, level));
  if (scan.kind === "radiograph")
    return (
      scan.views.length > 0 &&
      scan.views.every(({ channels, levels }) =>
        channels.every((channel) =>
          levels.every((level) => isThere(pathOf(channel.id, level.level), viewLevelBytes(channel, level))),
        ),
      )
    );
  return (
    scan.channels.length > 0 &&
    scan.channels.every((channel) => scan.levels.every(({ level, bytes }) => isThere(pathOf(channel.id, level), bytes)))
  );
};
