/**
 * Serves what `protocol.handle("app", …)` registered on loopback, because a plain Chromium has no custom schemes:
 * `app://station/x` becomes `http://station.localhost:<port>/x`, a secure context of its own.
 */
import { createServer, type Server } from "node:http";
import { Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { state } from "./state.ts";

let server: Server | null = null;
let port = 0;

export const pageOrigin = (): string => `http://station.localhost:${port}`;
export const toAppUrl = (url: string): string =>
  url.startsWith(pageOrigin()) ? `app://station${url.slice(pageOrigin().length)}` : url;
export const toPageUrl = (url: string): string =>
  url.startsWith("app://station") ? `${pageOrigin()}${url.slice("app://station".length)}` : url;

export const startSchemeServer = async (): Promise<void> => {
  if (server) return;
  const created = createServer((incoming, outgoing) => {
    const handler = state.handlers.get("app");
    if (!handler) {
      outgoing.writeHead(502).end("no handler for app://");
      return;
    }
    const abort = new AbortController();
    outgoing.once("close", () => abort.abort());
    const method = incoming.method ?? "GET";
    const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
      typeof value === "string" && name !== "host" && name !== "origin" ? [[name, value] as [string, string]] : [],
    );
    const body = method === "GET" || method === "HEAD" ? null : (Readable.toWeb(incoming) as ReadableStream<Uint8Array>);
    const request = new Request(`app://station${incoming.url ?? "/"}`, {
      method,
      headers,
      body,
      signal: abort.signal,
      ...(body ? { duplex: "half" as const } : {}),
    });
    const answer = async (): Promise<void> => {
      const response = await handler(request);
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      if (!response.body) outgoing.end();
      else
        Readable.fromWeb(response.body as NodeStream<Uint8Array>)
          .on("error", () => outgoing.destroy())
          .pipe(outgoing);
    };
    answer().catch(() => outgoing.writeHead(500).end());
  });
  await new Promise<void>((resolve) => created.listen(0, "127.0.0.1", resolve));
  const address = created.address();
  port = typeof address === "object" && address ? address.port : 0;
  server = created;
};

export const stopSchemeServer = (): void => {
  server?.closeAllConnections();
  server?.close();
  server = null;
};
