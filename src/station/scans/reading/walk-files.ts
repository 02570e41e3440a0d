import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { ErrorBody } from "../../../contract/error-code.ts";
import { StationError } from "../../../contract/station-error.ts";
import { type FileStamp, fromReadError } from "./file-stamp.ts";

export type WalkLimits = {
  /** Folders below a given one. */
  readonly maxDepth: number;
  /** Files in all. */
  readonly maxFiles: number;
  /** Whether the paths were named by a person; else they count as found, and what is no scan among them is passed over. */
  readonly given: boolean;
};

export const WALK_LIMITS: WalkLimits = { maxDepth: 32, maxFiles: 100_000, given: true };

export type WalkedFile = FileStamp & {
  /** Whether the path itself was given, so that its refusal must be told whatever it is. */
  readonly given: boolean;
};

export type Walked = {
  /** Sorted by path, each file once. */
  readonly files: readonly WalkedFile[];
  /** As bodies, because an error loses its code on the way between threads. */
  readonly refused: readonly { readonly path: string; readonly error: ErrorBody }[];
};

/** What systems leave among the files, and what copying programs call a file that is not whole yet. */
export const isClutter = (name: string): boolean =>
  name.startsWith(".") ||
  name.startsWith("~") ||
  name.endsWith("~") ||
  /^(thumbs\.db|desktop\.ini|__macosx)$/i.test(name) ||
  /\.(part|partial|filepart|tmp|temp|crdownload|download)$/i.test(name);

/**
 * Finds all ordinary files under `paths`, in an order that depends on nothing but their names. Links are followed once; one that
 * leads back to a folder above it is `file.link-loop`, and the rest of the folder is read all the same.
 */
export const walkFiles = (paths: readonly string[], limits: WalkLimits = WALK_LIMITS): Walked => {
  const files = new Map<string, WalkedFile>();
  const refused: { path: string; error: ErrorBody }[] = [];
  const seenFolders = new Set<string>();
  const refuse = (path: string, error: StationError): void => void refused.push({ path, error: error.toBody() });

  const addFile = (path: string, size: number, mtimeMs: number, given: boolean): void => {
    if (files.size >= limits.maxFiles && !files.has(path))
      throw new StationError("file.too-large", `${path}: more than ${limits.maxFiles} files in one import`);
    files.set(path, { path, size, mtimeMs, given: given || (files.get(path)?.given ?? false) });
  };

  const visitFolder = (folder: string, above: readonly string[]): void => {
    const real = realpathSync(folder);
    if (above.includes(real)) throw new StationError("file.link-loop", `${folder} leads back to ${real}`);
    if (seenFolders.has(real)) return;
    seenFolders.add(real);
    if (above.length > limits.maxDepth)
      throw new StationError("file.too-large", `${folder}: more than ${limits.maxDepth} folders deep`);
    const entries: readonly Dirent[] = readdirSync(folder, { withFileTypes: true }).toSorted((a, b) =>
      a.name < b.name ? -1 : 1,
    );
    for (const entry of entries) if (!isClutter(entry.name)) visit(join(folder, entry.name), [...above, real], false);
  };

  const visit = (path: string, above: readonly string[], given: boolean): void => {
    try {
      const stat = statSync(path);
      if (stat.isDirectory()) visitFolder(path, above);
      else if (stat.isFile()) addFile(path, stat.size, stat.mtimeMs, given);
      else if (above.length === 0) throw new StationError("file.unreadable", `${path}: neither a file nor a folder`);
    } catch (thrown) {
      const error = fromReadError(thrown, path);
      // the limit on files ends the walk; everything else concerns this path only
      if (error.code === "file.too-large" && files.size >= limits.maxFiles) throw error;
      refuse(
        path,
        error.code === "file.not-found" && isLink(path)
          ? new StationError("file.not-found", `${path}: a link to nothing`)
          : error,
      );
    }
  };

  for (const given of paths) {
    const path = resolve(given);
    const before = files.size;
    const refusedBefore = refused.length;
    try {
      // a DICOMDIR is the table of contents of its folder
      if (basename(path).toUpperCase() === "DICOMDIR" && isFile(path)) visit(dirname(path), [], false);
      else visit(path, [], limits.given);
    } catch (thrown) {
      refuse(path, fromReadError(thrown, path));
    }
    const nothing = files.size === before && refused.length === refusedBefore;
    if (nothing && !seenBefore(path, files)) refuse(path, new StationError("file.empty", `${path}: no files in it`));
  }
  return { files: [...files.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1)), refused };
};

const seenBefore = (path: string, files: ReadonlyMap<string, WalkedFile>): boolean => {
  if (files.has(path)) return true;
  for (const known of files.keys()) if (known.startsWith(path)) return true;
  return false;
};

const isFile = (path: string): boolean => {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

const isLink = (path: string): boolean => {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
};
