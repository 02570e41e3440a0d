/** The browser host: node:http on this machine's own address in front of the station's one function. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { StationError } from "../contract/station-error.ts";
import type { StationFetch } from "../station/create-station.ts";
import { createAccess } from "./access.ts";
import { forbiddenPage } from "./forbidden-page.ts";

export type WebHost = {
  /** With the one-time token. */
  readonly url: string;
  readonly port: number;
  /** Ends every connection. */
  readonly close: () => Promise<void>;
};

const ADDRESS = "127.0.0.1";

const toRequest = (incoming: IncomingMessage, signal: AbortSignal): Request => {
  const { method = "GET", headers, url = "/" } = incoming;
  if (!url.startsWith("/")) throw new StationError("request.invalid", "an address that is not a path");
  const copied = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const each of [value ?? []].flat()) copied.append(name, each);
  }
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(`http://${headers.host}${url}`, {
    method,
    headers: copied,
    signal,
    ...(hasBody ? { body: Readable.toWeb(incoming), duplex: "half" } : {}),
  });
};

const send = async (response: Response, outgoing: ServerResponse): Promise<void> => {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) return void outgoing.end();
  // events must reach the page even before the first one of them fills a packet
  outgoing.flushHeaders();
  await pipeline(Readable.fromWeb(response.body), outgoing);
};

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, ADDRESS, () => {
      server.off("error", reject);
      resolve();
    });
  });

const isTaken = (thrown: unknown): boolean => thrown instanceof Error && "code" in thrown && thrown.code === "EADDRINUSE";

/** The port it listens on: the first free one. Rejects with the system's own error. */
const listenOnOneOf = async (server: Server, ports: readonly number[]): Promise<number> => {
  for (const [index, port] of ports.entries()) {
    try {
      await listen(server, port);
      const address = server.address();
      return typeof address === "object" && address !== null ? address.port : port;
    } catch (thrown) {
      if (!isTaken(thrown) || index === ports.length - 1) throw thrown;
    }
  }
  throw new Error("no port was given");
};

/** Serves the station on the first free of `ports` (0: any). */
export const serve = async (options: {
  readonly fetch: StationFetch;
  readonly ports: readonly number[];
  readonly log: (line: string) => void;
}): Promise<WebHost> => {
  let port = 0;
  const access = createAccess(() => port);

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const admission = access.admit(incoming);
    if (admission.kind === "refused") return send(forbiddenPage(incoming.headers.accept ?? "", admission.why), outgoing);
    if (admission.kind === "exchange") {
      return send(
        new Response(null, {
          status: 303,
          headers: { location: admission.to, "set-cookie": admission.setCookie, "cache-control": "no-store" },
        }),
        outgoing,
      );
    }
    const gone = new AbortController();
    outgoing.once("close", () => gone.abort());
    await send(await options.fetch(toRequest(incoming, gone.signal)), outgoing);
  };

  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((thrown: unknown) => {
      // a reader that went away is no failure of anybody
      if (outgoing.destroyed || incoming.destroyed) return;
      options.log(`${incoming.method} ${incoming.url?.slice(0, 200)}: ${String(thrown)}`);
      if (!outgoing.headersSent) outgoing.writeHead(400);
      outgoing.end();
    });
  });
  // a large upload over a slow disk may take its time; only the headers must come soon
  server.requestTimeout = 0;
  server.headersTimeout = 30_000;
  port = await listenOnOneOf(server, options.ports);

  return {
    url: `http://${ADDRESS}:${port}/?token=${access.token}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
