import { type FileHandle, open } from "node:fs/promises";
import { StationError } from "../../contract/station-error.ts";
import { parseRange } from "./byte-range.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

export type ServedFile = {
  readonly path: string;
  readonly type: string;
  /** What it must have; another size means damage. */
  readonly bytes: number | null;
  /** Names the content for good, or null where it may change: then size and time name it. */
  readonly immutable: string | null;
};

/** Large enough for speed, small enough that a hundred readers do not fill the memory. */
const CHUNK_BYTES = 1024 * 1024;

const openExisting = async (path: string): Promise<FileHandle> => {
  try {
    return await open(path, "r");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    throw new StationError(code === "ENOENT" ? "request.not-found" : "storage.failed", `${path}: ${code || String(cause)}`, {
      cause,
    });
  }
};

/** The bytes [start, end), a chunk at a time as the reader asks for them. Owns the handle. */
const streamOf = (handle: FileHandle, start: number, end: number): ReadableStream<Uint8Array> => {
  let at = start;
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const chunk = new Uint8Array(Math.min(CHUNK_BYTES, end - at));
          const { bytesRead } = at < end ? await handle.read(chunk, 0, chunk.length, at) : { bytesRead: 0 };
          if (at < end && bytesRead === 0) throw new Error("the file became shorter while it was read");
          at += bytesRead;
          if (bytesRead > 0) controller.enqueue(bytesRead === chunk.length ? chunk : chunk.subarray(0, bytesRead));
          if (at >= end) {
            await handle.close();
            controller.close();
          }
        } catch (thrown) {
          await handle.close().catch(() => undefined);
          controller.error(thrown);
        }
      },
      cancel: () => handle.close(),
    },
    // one chunk is read ahead while the last one is on its way
    { highWaterMark: 1 },
  );
};

/** Answers GET and HEAD with the file: `Content-Length`, `ETag`, single `Range`s. Errors: `request.not-found`, `storage.*`. */
export const serveFile = async (request: Request, file: ServedFile): Promise<Response> => {
  const handle = await openExisting(file.path);
  let handedOver = false;
  try {
    const { size, mtimeMs } = await handle.stat();
    if (file.bytes !== null && size !== file.bytes) {
      throw new StationError("storage.damaged", `${file.path}: ${file.bytes} bytes expected, ${size} found`);
    }
    const etag = `"${file.immutable ?? `${size}-${mtimeMs}`}"`;
    const headers = {
      ...SECURITY_HEADERS,
      etag,
      "accept-ranges": "bytes",
      "cache-control": file.immutable === null ? "private, no-cache" : "private, max-age=31536000, immutable",
    };
    if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
    const condition = request.headers.get("if-range");
    const range = condition === null || condition === etag ? parseRange(request.headers.get("range"), size) : null;
    if (range === "unsatisfiable") {
      return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${size}` } });
    }
    const { start, end } = range ?? { start: 0, end: size };
    const full = { ...headers, "content-type": file.type, "content-length": String(end - start) };
    const init =
      range === null
        ? { status: 200, headers: full }
        : { status: 206, headers: { ...full, "content-range": `bytes ${start}-${end - 1}/${size}` } };
    if (request.method === "HEAD" || start === end) return new Response(null, init);
    handedOver = true;
    return new Response(streamOf(handle, start, end), init);
  } finally {
    if (!handedOver) await handle.close();
  }
};
