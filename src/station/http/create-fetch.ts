/** The station as one function: the same for every host. */
import { StationError, toStationError } from "../../contract/station-error.ts";
import { answerBlob, type BlobSources } from "./blobs.ts";
import type { Uploads } from "./create-uploads.ts";
import type { EventStreams } from "./event-stream.ts";
import { servePageFile } from "./page-files.ts";
import { errorResponse, json } from "./respond.ts";
import { answerRpc, type Handlers } from "./rpc.ts";

export type StationFetch = (request: Request) => Promise<Response>;

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new StationError("request.invalid", "an address that is not UTF-8", { cause });
  }
};

export const createFetch = (options: {
  readonly handlers: Handlers;
  readonly events: EventStreams;
  readonly blobs: BlobSources;
  readonly uploads: Uploads;
  /** The built page, or null where the station has none. */
  readonly pageDir: string | null;
  readonly log: (line: string) => void;
}): StationFetch => {
  const route = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const { method } = request;
    const reading = method === "GET" || method === "HEAD";
    if (method === "POST" && pathname.startsWith("/rpc/"))
      return answerRpc(options.handlers, pathname.slice("/rpc/".length), request);
    if (method === "PUT" && pathname.startsWith("/upload/")) {
      return json(await options.uploads.receive(decode(pathname.slice("/upload/".length)), request), 201);
    }
    if (method === "GET" && pathname === "/events") return options.events.open();
    if (reading && pathname.startsWith("/blob/")) return answerBlob(options.blobs, request, pathname);
    if (reading && options.pageDir !== null) return servePageFile(options.pageDir, request, pathname);
    throw new StationError("request.not-found", `${method} ${pathname.slice(0, 200)}`);
  };

  return async (request) => {
    try {
      return await route(request);
    } catch (thrown) {
      const error = toStationError(thrown);
      if (error.code === "internal" || error.code.startsWith("storage.")) {
        options.log(`${request.method} ${new URL(request.url).pathname}: ${error.message}`);
        if (thrown instanceof Error && !(thrown instanceof StationError)) options.log(thrown.stack ?? thrown.message);
      }
      return errorResponse(error);
    }
  };
};
