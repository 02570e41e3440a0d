import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { threadId } from "node:worker_threads";
import { StationError } from "../../../contract/station-error.ts";
import { syncFolder } from "../levels/seal-folder.ts";
import { type FileStamp, fromWriteError, type OpenFile, openFile, readFully } from "../reading/file-stamp.ts";
import { objectPath } from "./object-path.ts";

export type KeepCommon = { readonly objectsFolder: string };

/** A file to keep, with the fingerprint it had when it was indexed. */
export type KeepItem = FileStamp & { readonly sha256: string };

export type KeptObject = { readonly sha256: string; readonly bytes: number; readonly known: boolean };

const CHUNK_BYTES = 2 ** 20;
const chunk = new Uint8Array(CHUNK_BYTES);
let temporary = 0;

const eachChunk = (file: OpenFile, use: (bytes: Uint8Array) => void): void => {
  for (let at = 0; at < file.size; at += CHUNK_BYTES) {
    const bytes = chunk.subarray(0, Math.min(CHUNK_BYTES, file.size - at));
    readFully(file, bytes, at);
    use(bytes);
  }
};

/**
 * Copies an original into the store under its own SHA-256: written under a temporary name, synced, then renamed, so that an
 * object that is there is whole. One that is there already is not written again.
 * Errors: `file.*` for the source, `file.changing` when its bytes are no longer those that were opened, `storage.full`, `storage.failed`.
 */
export const keepObject = ({ objectsFolder }: KeepCommon, item: KeepItem): KeptObject => {
  const path = objectPath(objectsFolder, item.sha256);
  if (existsSync(path) && statSync(path).size === item.size) return { sha256: item.sha256, bytes: item.size, known: true };
  const source = openFile(item.path, item);
  const part = join(objectsFolder, `.part-${process.pid}-${threadId}-${(temporary += 1)}`);
  try {
    mkdirSync(dirname(path), { recursive: true });
    const fd = openSync(part, "wx");
    const hash = createHash("sha256");
    try {
      eachChunk(source, (bytes) => {
        hash.update(bytes);
        for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done);
      });
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    const sha256 = hash.digest("hex");
    if (sha256 !== item.sha256) throw new StationError("file.changing", `${item.path}: its bytes changed after it was opened`);
    renameSync(part, path);
    syncFolder(dirname(path));
    return { sha256, bytes: source.size, known: false };
  } catch (thrown) {
    rmSync(part, { force: true });
    throw fromWriteError(thrown, part);
  } finally {
    source.close();
  }
};

/** SHA-256 of the file at `path`, read back from the disk. */
export const verifyObject = (path: string): string => {
  const file = openFile(path);
  try {
    const hash = createHash("sha256");
    eachChunk(file, (bytes) => void hash.update(bytes));
    return hash.digest("hex");
  } finally {
    file.close();
  }
};
