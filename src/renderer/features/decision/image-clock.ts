/**
 * How long each scan's picture was before the officer's eyes, in ms: only while it is drawn and the page is visible.
 * Times come from the caller (a monotonic clock), so that the sum is exact and testable. Coming back to a scan adds to its sum.
 */
export type ImageClock = {
  /** The picture of this scan is seen from `now` on; `null`: none is. */
  readonly see: (scanId: string | null, now: number) => void;
  readonly readMs: (scanId: string, now: number) => number;
};

export const createImageClock = (): ImageClock => {
  const sums = new Map<string, number>();
  let seen: { readonly scanId: string; readonly since: number } | null = null;
  const sumOf = (scanId: string): number => sums.get(scanId) ?? 0;
  return {
    see: (scanId, now) => {
      if (seen) sums.set(seen.scanId, sumOf(seen.scanId) + (now - seen.since));
      seen = scanId === null ? null : { scanId, since: now };
    },
    readMs: (scanId, now) => Math.max(0, Math.round(sumOf(scanId) + (seen?.scanId === scanId ? now - seen.since : 0))),
  };
};
