import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fromWriteError } from "../reading/file-stamp.ts";

export type SealItem = { readonly from: string; readonly to: string };

/** Windows cannot open a folder to sync it; its file system writes names in order by itself. */
export const syncFolder = (path: string): void => {
  if (process.platform === "win32") return;
  const fd = openSync(path, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
};

/**
 * Puts every file of `from` on the disk, then gives the folder its final name: after a power cut there is all of it or nothing.
 * An older folder of that name is replaced.
 */
export const sealFolder = ({ from, to }: SealItem): null => {
  try {
    for (const name of readdirSync(from)) {
      const fd = openSync(join(from, name), "r+");
      try {
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
    }
    syncFolder(from);
    rmSync(to, { recursive: true, force: true });
    renameSync(from, to);
    syncFolder(dirname(to));
  } catch (thrown) {
    throw fromWriteError(thrown, from);
  }
  return null;
};
