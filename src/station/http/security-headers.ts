/**
 * What every answer of the station carries. The page may load scripts, styles, fonts, workers and data from the station
 * itself and from nowhere else; nothing may frame it; nothing is guessed from content; no address is passed on.
 */
const POLICY: readonly (readonly [directive: string, sources: string])[] = [
  ["default-src", "'none'"],
  ["script-src", "'self'"],
  ["style-src", "'self'"],
  // blob: thumbnails and canvas pictures that the page makes itself
  ["img-src", "'self' blob: data:"],
  ["font-src", "'self'"],
  ["connect-src", "'self'"],
  ["worker-src", "'self'"],
  ["base-uri", "'none'"],
  ["form-action", "'none'"],
  ["frame-ancestors", "'none'"],
];

const contentSecurityPolicy = POLICY.map(([directive, sources]) => `${directive} ${sources}`).join("; ");

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": contentSecurityPolicy,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
};
