import type { Outcome } from "../../../contract/decision.ts";
import type { Scan } from "../../../contract/scan.ts";

/**
 * Why an outcome cannot be chosen yet, or `null` when it can. A bag may be searched or held as soon as there is anything to
 * say of it, but never cleared before the detector has had its say, nor without a picture.
 */
export const whyNotYet = (outcome: Outcome, state: Scan["state"]): string | null => {
  if (state === "arriving" || state === "opening") return "The scan is still being opened.";
  if (outcome !== "clear") return null;
  if (state === "failed") return "No picture: search, hold, or scan it again.";
  if (state !== "ready") return "The detector is still looking at the scan.";
  return null;
};
