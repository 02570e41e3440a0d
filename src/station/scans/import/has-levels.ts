import { statSync } from "node:fs";
import { join } from "node:path";
import type { Scan } from "../../../contract/scan.ts";
import { levelFileName, type ScanFolders } from "../scan-folders.ts";

/** Whether every level file of the scan is on the disk at its full size. */
export const hasLevels = (folders: ScanFolders, scan: Scan): boolean =>
  scan.channels.length > 0 &&
  scan.channels.every((channel) =>
    scan.levels.every(
      ({ level, bytes }) =>
        statSync(join(folders.scan(scan.id), levelFileName(channel.id, level)), { throwIfNoEntry: false })?.size === bytes,
    ),
  );
