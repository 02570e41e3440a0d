import type { ScannerProfile } from "../../contract/scanner-profile.ts";
import type { ScanPlan } from "../formats/format.ts";

/** What a profile is held against. */
export type ScanDescription = Pick<ScanPlan, "formatId" | "scanner"> & {
  /** Of the scan's first file; pictures of old scanners say nothing else of where they come from. */
  readonly path?: string;
};

const occurs = (wanted: string, said: string): boolean => said.toLowerCase().includes(wanted.trim().toLowerCase());

/** How many texts of the profile apply and how long they are together; `null` when one of them does not. */
const fit = (profile: ScannerProfile, { formatId, scanner, path }: ScanDescription): readonly [number, number] | null => {
  const pairs = [
    [profile.match.maker, scanner?.maker],
    [profile.match.model, scanner?.model],
    [profile.match.station, scanner?.station],
    [profile.match.format, formatId],
    [profile.match.path, path],
  ] as const;
  let texts = 0;
  let length = 0;
  for (const [wanted, said] of pairs) {
    if (wanted === undefined || wanted.trim() === "") continue;
    if (said === undefined || !occurs(wanted, said)) return null;
    texts += 1;
    length += wanted.trim().length;
  }
  return [texts, length];
};

/**
 * The profile that applies to a scan, or `null`. The one with the most matching texts wins, then the one with the longest, then
 * the first by id. A profile with no text at all applies to every scan for which no other does.
 */
export const chooseProfile = (description: ScanDescription, profiles: readonly ScannerProfile[]): ScannerProfile | null => {
  let best: { readonly profile: ScannerProfile; readonly texts: number; readonly length: number } | null = null;
  for (const profile of profiles.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const fits = fit(profile, description);
    if (fits === null) continue;
    const [texts, length] = fits;
    if (best === null || texts > best.texts || (texts === best.texts && length > best.length)) best = { profile, texts, length };
  }
  return best?.profile ?? null;
};
