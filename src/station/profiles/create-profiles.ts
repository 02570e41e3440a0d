/** Scanner profiles as files that a person may also edit by hand: `profiles/<id>.json` in the data folder. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ScannerProfile, scannerProfileSchema } from "../../contract/scanner-profile.ts";
import { StationError } from "../../contract/station-error.ts";

export type Profiles = {
  /** By id. A file that is no valid profile is left out and logged; the last valid one of that name stays in use. */
  readonly list: () => readonly ScannerProfile[];
  /** Errors: `profile.invalid` when no profile has the id. */
  readonly get: (profileId: string) => ScannerProfile;
  /** Errors: `profile.invalid`, `storage.failed`. */
  readonly save: (profile: ScannerProfile) => ScannerProfile;
  /** Errors: `profile.invalid` when there is none. */
  readonly remove: (profileId: string) => void;
};

/** What the schema cannot say: a way of calibrating needs its numbers. */
const checkComplete = (profile: ScannerProfile): ScannerProfile => {
  if (profile.units === "linear" && !profile.linear)
    throw new StationError("profile.invalid", `${profile.id}: "linear" is missing`);
  if (profile.units === "air-and-water" && !profile.airAndWater)
    throw new StationError("profile.invalid", `${profile.id}: "airAndWater" is missing`);
  return profile;
};

const parse = (text: string, id: string): ScannerProfile => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new StationError("profile.invalid", `${id}: not JSON`, { cause });
  }
  const parsed = scannerProfileSchema.safeParse(json);
  if (!parsed.success) throw new StationError("profile.invalid", `${id}: ${parsed.error.message}`);
  if (parsed.data.id !== id) throw new StationError("profile.invalid", `${id}: the profile inside is called ${parsed.data.id}`);
  return checkComplete(parsed.data);
};

export const createProfiles = (folder: string, log: (line: string) => void): Profiles => {
  mkdirSync(folder, { recursive: true });
  const valid = new Map<string, ScannerProfile>();
  const pathOf = (id: string): string => join(folder, `${id}.json`);

  const list = (): readonly ScannerProfile[] => {
    const ids = readdirSync(folder).flatMap((name) => /^([a-z0-9][a-z0-9-]{1,63})\.json$/.exec(name)?.[1] ?? []);
    for (const id of valid.keys()) if (!ids.includes(id)) valid.delete(id);
    for (const id of ids) {
      try {
        valid.set(id, parse(readFileSync(pathOf(id), "utf8"), id));
      } catch (thrown) {
        log(`scanner profile ${id}: ${String(thrown)}`);
      }
    }
    return [...valid.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  };

  const get = (profileId: string): ScannerProfile => {
    const found = list().find(({ id }) => id === profileId);
    if (!found) throw new StationError("profile.invalid", `no profile ${profileId}`);
    return found;
  };

  return {
    list,
    get,
    save: (profile) => {
      checkComplete(profile);
      const path = pathOf(profile.id);
      try {
        writeFileSync(`${path}.new`, `${JSON.stringify(profile, null, 2)}\n`, { flush: true });
        renameSync(`${path}.new`, path);
      } catch (cause) {
        throw new StationError("storage.failed", `${path}: ${String(cause)}`, { cause });
      }
      return profile;
    },
    remove: (profileId) => {
      get(profileId);
      rmSync(pathOf(profileId), { force: true });
    },
  };
};
