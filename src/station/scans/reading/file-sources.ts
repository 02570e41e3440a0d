import { existsSync, readdirSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { ByteSource, OpenSibling } from "../../../imaging/formats/format.ts";
import { type FileStamp, type OpenFile, openFile, readFully } from "./file-stamp.ts";

/** Files opened on behalf of one piece of work, closed together. */
export type FileSources = {
  /** A source with positioned reads; `expected` as in `openFile`. */
  readonly open: (path: string, expected?: FileStamp) => ByteSource;
  /** What the file at `path` may open beside itself: only what really lies in its own folder or below. */
  readonly siblingsOf: (path: string, expected?: ReadonlyMap<string, FileStamp>) => OpenSibling;
  /** Stamps of the siblings that were opened, in the order of opening. */
  readonly openedSiblings: () => readonly FileStamp[];
  readonly close: () => void;
};

/** The name a format sees: `/` on every system. */
export const slashed = (path: string): string => (sep === "/" ? path : path.replaceAll(sep, "/"));

/** Scanners' PCs ignore case and their headers show it. */
const ignoringCase = (path: string): string => {
  if (existsSync(path)) return path;
  const wanted = basename(path).toLowerCase();
  try {
    const found = readdirSync(dirname(path))
      .toSorted()
      .find((name) => name.toLowerCase() === wanted);
    return found === undefined ? path : join(dirname(path), found);
  } catch {
    return path;
  }
};

/** What scanners put into a sidecar is not ours: no name may lead out of the folder, neither by `..` nor through a link. */
const insideFolder = (folder: string, name: string): string | null => {
  if (name === "" || name.includes("\0") || isAbsolute(name) || /^([a-z]:|[\\/])/i.test(name)) return null;
  const path = ignoringCase(resolve(folder, name.replaceAll("\\", "/")));
  try {
    const way = relative(realpathSync(folder), realpathSync(path));
    return way === "" || way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way) ? null : path;
  } catch {
    return null;
  }
};

/** Headers may name thousands of files; systems allow few open ones. */
const MAX_OPEN = 32;

/**
 * Memory that is about to be read into, all of it. Unlike `new Uint8Array` it is not zeroed first, and the allocator hands out
 * what an earlier frame gave back: for a series of slices that halves the cost of reading.
 */
const unfilled = (length: number): Uint8Array => {
  const { buffer, byteOffset } = Buffer.allocUnsafeSlow(length);
  return new Uint8Array(buffer, byteOffset, length);
};

export const createFileSources = (): FileSources => {
  const files = new Map<string, OpenFile>();
  const siblings = new Map<string, FileStamp>();

  const fileOf = (path: string, expected: FileStamp | undefined): OpenFile => {
    const known = files.get(path);
    if (known) return known;
    const file = openFile(path, expected);
    files.set(path, file);
    if (files.size > MAX_OPEN) {
      const oldest = files.entries().next().value;
      if (oldest) {
        oldest[1].close();
        files.delete(oldest[0]);
      }
    }
    return file;
  };

  const sourceOf = (path: string, expected: FileStamp | undefined): ByteSource => {
    const { size, mtimeMs } = fileOf(path, expected);
    const stamp = { path, size, mtimeMs };
    return {
      name: slashed(path),
      size,
      read: (offset, length) => {
        const from = Math.max(0, Math.min(offset, size));
        const bytes = unfilled(Math.max(from, Math.min(offset + length, size)) - from);
        readFully(fileOf(path, stamp), bytes, from);
        return bytes;
      },
    };
  };

  return {
    open: sourceOf,
    siblingsOf: (path, expected) => (name) => {
      const inside = insideFolder(dirname(path), name);
      if (inside === null) return null;
      const known = siblings.get(inside) ?? expected?.get(inside);
      try {
        const source = sourceOf(inside, known);
        const { size, mtimeMs } = fileOf(inside, known);
        siblings.set(inside, { path: inside, size, mtimeMs });
        return source;
      } catch (thrown) {
        // to a format a sibling that is no file is absent; one that changed since it was indexed is an error of its own
        if (known) throw thrown;
        return null;
      }
    },
    openedSiblings: () => [...siblings.values()],
    close: () => {
      for (const file of files.values()) file.close();
      files.clear();
    },
  };
};
