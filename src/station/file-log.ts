import { createWriteStream, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Clock, utcOf } from "./clock.ts";

const MAX_BYTES = 8 * 1024 * 1024;

export type FileLog = { readonly write: (line: string) => void; readonly close: () => Promise<void> };

/** `logs/station.log` in the data folder; at a start, one that has grown large becomes `station.old.log`. Never throws. */
export const openFileLog = (dataFolder: string, clock: Clock): FileLog => {
  const folder = join(dataFolder, "logs");
  const path = join(folder, "station.log");
  try {
    mkdirSync(folder, { recursive: true });
    if (statSync(path, { throwIfNoEntry: false }) && statSync(path).size > MAX_BYTES)
      renameSync(path, join(folder, "station.old.log"));
  } catch {
    // a station that cannot write its log still works; the disk's trouble shows where it matters
  }
  const stream = createWriteStream(path, { flags: "a" });
  stream.on("error", () => undefined);
  return {
    write: (line) => void stream.write(`${utcOf(clock)} ${line}\n`),
    close: () => new Promise((resolve) => void stream.end(resolve)),
  };
};
