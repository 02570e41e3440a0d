/** Who may speak to the web host: a browser that was opened with the address the station printed, and nobody else. */
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

export type Admission =
  | { readonly kind: "admitted" }
  /** The token was good: answer with this cookie and send the browser to `to`. */
  | { readonly kind: "exchange"; readonly setCookie: string; readonly to: string }
  | { readonly kind: "refused"; readonly why: string };

export type Access = {
  /** For the printed address; good for one use. */
  readonly token: string;
  readonly admit: (request: IncomingMessage) => Admission;
};

const secret = (): string => randomBytes(32).toString("base64url");

const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

const cookieOf = (request: IncomingMessage, name: string): string => {
  for (const part of (request.headers.cookie ?? "").split(";")) {
    const [key = "", value = ""] = part.trim().split("=");
    if (key === name) return value;
  }
  return "";
};

export const createAccess = (port: () => number): Access => {
  const token = secret();
  const session = secret();
  let tokenUsed = false;
  // browsers share cookies between the ports of a host, and another station may run on another port
  const cookieName = (): string => `faunagate-${port()}`;
  const hosts = (): readonly string[] => [`127.0.0.1:${port()}`, `localhost:${port()}`];

  const admit = (request: IncomingMessage): Admission => {
    const { host = "", origin } = request.headers;
    // a name of somebody else's that was made to point here (DNS rebinding) arrives with that name
    if (!hosts().includes(host)) return { kind: "refused", why: `host ${host.slice(0, 100)}` };
    // browsers say where a request comes from; programs without the cookie get no further than this anyway
    if (origin !== undefined && origin !== `http://${host}`) return { kind: "refused", why: `origin ${origin.slice(0, 100)}` };
    const site = request.headers["sec-fetch-site"];
    const changes = request.method !== "GET" && request.method !== "HEAD";
    if (changes && site !== undefined && site !== "same-origin")
      return { kind: "refused", why: `a request from ${String(site).slice(0, 40)}` };

    const known = same(cookieOf(request, cookieName()), session);
    const url = new URL(`http://${host}${request.url ?? "/"}`);
    const given = url.searchParams.get("token");
    if (given === null || request.method !== "GET" || url.pathname !== "/") {
      return known ? { kind: "admitted" } : { kind: "refused", why: "no session" };
    }
    const good = !tokenUsed && same(given, token);
    if (!good && !known) return { kind: "refused", why: tokenUsed ? "the token was used before" : "not the token" };
    if (good) tokenUsed = true;
    return { kind: "exchange", to: "/", setCookie: `${cookieName()}=${session}; Path=/; HttpOnly; SameSite=Strict` };
  };
  return { token, admit };
};
