import { closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";
import { StationError } from "../../../contract/station-error.ts";

/** A file as it was when it was found; a file that no longer fits its stamp has been written to since. */
export type FileStamp = {
  /** Absolute. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970, with the file system's own fraction. */
  readonly mtimeMs: number;
};

export const systemCodeOf = (thrown: unknown): string =>
  typeof thrown === "object" && thrown !== null && "code" in thrown && typeof thrown.code === "string" ? thrown.code : "";

/** A failed read in the station's words: what is gone is told apart from what cannot be read. */
export const fromReadError = (thrown: unknown, path: string): StationError => {
  if (thrown instanceof StationError) return thrown;
  const code = systemCodeOf(thrown);
  const detail = `${path}: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  if (code === "ENOENT" || code === "ENOTDIR") return new StationError("file.not-found", detail, { cause: thrown });
  if (code === "ELOOP") return new StationError("file.link-loop", detail, { cause: thrown });
  return new StationError("file.unreadable", detail, { cause: thrown });
};

/** A failed write in the station's words. */
export const fromWriteError = (thrown: unknown, path: string): StationError => {
  if (thrown instanceof StationError) return thrown;
  const code = systemCodeOf(thrown);
  const detail = `${path}: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  return new StationError(code === "ENOSPC" || code === "EDQUOT" ? "storage.full" : "storage.failed", detail, { cause: thrown });
};

/** An open file that is known to be an ordinary one. */
export type OpenFile = FileStamp & { readonly fd: number; readonly close: () => void };

/**
 * Opens for reading. With `expected`, a file of another size or time is `file.changing`, and one that is gone
 * `file.unreadable`: it was there a moment ago, so its disk went away.
 */
export const openFile = (path: string, expected?: FileStamp): OpenFile => {
  let fd: number;
  try {
    // O_NONBLOCK: a pipe that somebody put among the files must not hold the worker. Windows has neither.
    fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (thrown) {
    const error = fromReadError(thrown, path);
    throw expected && error.code === "file.not-found"
      ? new StationError("file.unreadable", error.detail, { cause: thrown })
      : error;
  }
  let open = true;
  const close = (): void => {
    if (open) closeSync(fd);
    open = false;
  };
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw new StationError("file.unreadable", `${path}: not an ordinary file`);
    if (expected && (stat.size !== expected.size || stat.mtimeMs !== expected.mtimeMs)) {
      throw new StationError(
        "file.changing",
        `${path}: ${expected.size} bytes when found, ${stat.size} bytes now, or written since`,
      );
    }
    return { path, fd, size: stat.size, mtimeMs: stat.mtimeMs, close };
  } catch (thrown) {
    close();
    throw fromReadError(thrown, path);
  }
};

/** Fills `target` from `offset`; a file that ends earlier has changed since it was measured. */
export const readFully = (file: OpenFile, target: Uint8Array, offset: number): void => {
  for (let done = 0; done < target.length;) {
    let count: number;
    try {
      count = readSync(file.fd, target, done, target.length - done, offset + done);
    } catch (thrown) {
      throw fromReadError(thrown, file.path);
    }
    if (count === 0) throw new StationError("file.changing", `${file.path}: shorter than the ${file.size} bytes it had`);
    done += count;
  }
};

/** Throws `file.changing` or `file.unreadable` when the file is no longer as stamped. */
export const checkUnchanged = (file: OpenFile): void => {
  const stat = fstatSync(file.fd);
  if (stat.size !== file.size || stat.mtimeMs !== file.mtimeMs)
    throw new StationError("file.changing", `${file.path}: written while it was read`);
};

/** The stamp of an ordinary file, links followed; `null` for anything else. Throws what `fromReadError` gives. */
export const stampOf = (path: string): FileStamp | null => {
  try {
    const stat = statSync(path);
    return stat.isFile() ? { path, size: stat.size, mtimeMs: stat.mtimeMs } : null;
  } catch (thrown) {
    throw fromReadError(thrown, path);
  }
};
