import { readFile, realpath } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { StationError } from "../../contract/station-error.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

/** What a page is made of; anything else in the folder is not served. */
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

const SEGMENT = /^[A-Za-z0-9_@-][A-Za-z0-9_.@-]*$/;

/** The file that a path names inside `pageDir`, links resolved; `null` when it names none. */
const locate = async (pageDir: string, pathname: string): Promise<string | null> => {
  const segments = pathname === "/" ? ["index.html"] : pathname.slice(1).split("/");
  if (!segments.every((segment) => SEGMENT.test(segment))) return null;
  try {
    const folder = await realpath(pageDir);
    const file = await realpath(join(folder, ...segments));
    return file.startsWith(folder + sep) ? file : null;
  } catch {
    return null;
  }
};

/** Answers GET and HEAD for the page's own files. Errors: `request.not-found`. */
export const servePageFile = async (pageDir: string, request: Request, pathname: string): Promise<Response> => {
  const type = TYPES[extname(pathname === "/" ? "index.html" : pathname)];
  const file = type === undefined ? null : await locate(pageDir, pathname);
  if (type === undefined || file === null) throw new StationError("request.not-found", pathname.slice(0, 200));
  const body = await readFile(file);
  return new Response(request.method === "HEAD" ? null : body, {
    headers: {
      ...SECURITY_HEADERS,
      "content-type": type,
      "content-length": String(body.length),
      // the build puts a hash of the content into every name under assets/
      "cache-control": pathname.startsWith("/assets/") ? "private, max-age=31536000, immutable" : "no-cache",
    },
  });
};
