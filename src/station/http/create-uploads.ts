/** Files that a page sends: streamed to the station's own disk, named by the station, and handed on once for import. */
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { StationError } from "../../contract/station-error.ts";
import type { NewId } from "../ids.ts";
import { safeNameParts } from "./upload-names.ts";

export type Uploads = {
  /**
   * Answers `PUT /upload/<name>` with the file's handle. What breaks off leaves nothing behind.
   * Errors: `request.too-large`, `request.invalid`, `storage.full`, `storage.failed`.
   */
  readonly receive: (name: string, request: Request) => Promise<{ readonly handle: string }>;
  /**
   * Puts uploaded files into a folder of their own, each under its own name where the page found it, so that files that belong
   * together find each other. Each handle works once. Errors: `request.invalid` for a handle that is not (or no longer) one.
   */
  readonly gather: (handles: readonly string[]) => Promise<{ readonly folder: string; readonly paths: readonly string[] }>;
  /** Removes a gathered folder. */
  readonly discard: (folder: string) => Promise<void>;
  /** Removes what an earlier run of the station left gathered; call it once that has been taken up again. */
  readonly discardLeftovers: () => Promise<void>;
};

export const isUploadHandle = (handle: string): boolean => handle.startsWith("upload:");

const MAX_FILE_BYTES = 16 * 1024 ** 3;
const MAX_WAITING = 100_000;
const PARTS = "parts";

type Upload = { readonly path: string; readonly name: readonly string[] };

const fromDiskError = (thrown: unknown, path: string): StationError => {
  if (thrown instanceof StationError) return thrown;
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
  const detail = `${path}: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG")
    return new StationError("storage.full", detail, { cause: thrown });
  // everything else is not the disk but the sender that stopped
  const disk = /^(EIO|EROFS|EACCES|EPERM|ENOENT|EEXIST|ENOTDIR|EISDIR|ENAMETOOLONG|EMFILE|ENFILE)$/.test(code);
  return new StationError(disk ? "storage.failed" : "request.invalid", detail, { cause: thrown });
};

const stream = async (request: Request, path: string, maxBytes: number): Promise<void> => {
  const file = await open(path, "wx");
  try {
    let size = 0;
    for await (const chunk of request.body ?? []) {
      size += chunk.length;
      if (size > maxBytes) throw new StationError("request.too-large", `more than ${maxBytes} bytes`);
      await file.writeFile(chunk);
    }
    const announced = request.headers.get("content-length");
    if (announced !== null && Number(announced) !== size)
      throw new StationError("request.invalid", `${size} of ${announced} bytes came`);
  } finally {
    await file.close();
  }
};

/** `folder` is the data folder's `uploads`. */
export const createUploads = (options: {
  readonly folder: string;
  readonly newId: NewId;
  readonly maxFileBytes?: number;
}): Uploads => {
  const { folder, newId } = options;
  const maxBytes = options.maxFileBytes ?? MAX_FILE_BYTES;
  const waiting = new Map<string, Upload>();

  mkdirSync(folder, { recursive: true });
  // gathered files may belong to an import that was cut off; single ones belong to a page that is gone
  const leftovers = readdirSync(folder).filter((name) => name !== PARTS);
  rmSync(join(folder, PARTS), { recursive: true, force: true });
  mkdirSync(join(folder, PARTS), { recursive: true });

  return {
    receive: async (name, request) => {
      if (Number(request.headers.get("content-length") ?? 0) > maxBytes)
        throw new StationError("request.too-large", `more than ${maxBytes} bytes`);
      if (waiting.size >= MAX_WAITING)
        throw new StationError("request.too-large", `${waiting.size} uploads wait for their import`);
      const id = newId();
      const path = join(folder, PARTS, id);
      try {
        await stream(request, path, maxBytes);
      } catch (thrown) {
        await rm(path, { force: true });
        throw fromDiskError(thrown, path);
      }
      const handle = `upload:${id}`;
      waiting.set(handle, { path, name: safeNameParts(name) });
      return { handle };
    },
    gather: async (handles) => {
      const uploads = handles.map((handle) => {
        const upload = waiting.get(handle);
        if (!upload) throw new StationError("request.invalid", `${handle.slice(0, 80)} is no upload that waits`);
        return upload;
      });
      if (new Set(uploads).size < uploads.length) throw new StationError("request.invalid", "an upload is named twice");
      for (const handle of handles) waiting.delete(handle);
      const into = join(folder, newId());
      const taken = new Set<string>();
      const paths: string[] = [];
      try {
        await mkdir(into);
        for (const { path, name } of uploads) {
          let parts = name;
          // two files of one name (from different folders of a flat drop, or differing in case only) both stay
          for (let n = 2; taken.has(parts.join("/").toLowerCase()); n += 1) parts = [`${n}`, ...name];
          taken.add(parts.join("/").toLowerCase());
          const target = join(into, ...parts);
          await mkdir(join(into, ...parts.slice(0, -1)), { recursive: true });
          await rename(path, target);
          paths.push(target);
        }
      } catch (thrown) {
        for (const path of [into, ...uploads.map((upload) => upload.path)]) await rm(path, { recursive: true, force: true });
        throw fromDiskError(thrown, into);
      }
      return { folder: into, paths };
    },
    discard: (gathered) => rm(gathered, { recursive: true, force: true }),
    discardLeftovers: async () => {
      for (const name of leftovers) await rm(join(folder, name), { recursive: true, force: true });
    },
  };
};
