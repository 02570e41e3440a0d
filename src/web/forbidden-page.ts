import { StationError } from "../contract/station-error.ts";

const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
} as const;

/** What a visitor without a session sees: for a browser a page, for a program the station's usual error. */
export const forbiddenPage = (accept: string, why: string): Response => {
  const body = new StationError("request.forbidden", why).toBody();
  if (!accept.includes("text/html")) {
    return new Response(JSON.stringify({ error: body }), {
      status: 403,
      headers: { ...HEADERS, "content-type": "application/json" },
    });
  }
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Faunagate</title><h1>${body.message}</h1><p>${body.next}</p></html>`;
  return new Response(html, { status: 403, headers: { ...HEADERS, "content-type": "text/html; charset=utf-8" } });
};
