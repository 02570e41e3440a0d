/** Scanner profiles: those that come with the station, and files that a person may also edit by hand (`profiles/<id>.json`). */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ScannerProfile } from "../../contract/scanner-profile.ts";
import { StationError } from "../../contract/station-error.ts";
import { BUILT_IN_PROFILES } from "../../imaging/profile/built-in-profiles.ts";
import { parseProfile } from "../../imaging/profile/parse-profile.ts";

export type Profiles = {
  /** By id. A file replaces a built-in profile of its name; one that is no valid profile is logged, and its last valid form stays. */
  readonly list: () => readonly ScannerProfile[];
  /** Errors: `profile.invalid` when there is none. */
  readonly get: (profileId: string) => ScannerProfile;
  /** Errors: `profile.invalid`, `storage.failed`. */
  readonly save: (profile: ScannerProfile) => ScannerProfile;
  /** A built-in profile that was replaced comes back. Errors: `profile.invalid` when there is no such file. */
  readonly remove: (profileId: string) => void;
};

type Known = { readonly modified: string; readonly profile: ScannerProfile | null };

export const createProfiles = (folder: string, log: (line: string) => void): Profiles => {
  mkdirSync(folder, { recursive: true });
  const known = new Map<string, Known>();
  const pathOf = (id: string): string => join(folder, `${id}.json`);

  const look = (id: string): void => {
    const { size, mtimeMs } = statSync(pathOf(id));
    const modified = `${size} ${mtimeMs}`;
    const before = known.get(id);
    if (before?.modified === modified) return;
    try {
      const profile = parseProfile(`${id}.json`, readFileSync(pathOf(id), "utf8"));
      if (profile.id !== id) throw new StationError("profile.invalid", `${id}.json: the profile inside is called ${profile.id}`);
      known.set(id, { modified, profile });
    } catch (thrown) {
      log(`scanner profile ${id}: ${String(thrown)}`);
      known.set(id, { modified, profile: before?.profile ?? null });
    }
  };

  const list = (): readonly ScannerProfile[] => {
    const ids = readdirSync(folder).flatMap((name) => /^([a-z0-9][a-z0-9-]{1,63})\.json$/.exec(name)?.[1] ?? []);
    for (const id of known.keys()) if (!ids.includes(id)) known.delete(id);
    for (const id of ids) look(id);
    const byId = new Map(BUILT_IN_PROFILES.map((profile) => [profile.id, profile]));
    for (const [id, { profile }] of known) if (profile) byId.set(id, profile);
    return [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  };

  return {
    list,
    get: (profileId) => {
      const found = list().find(({ id }) => id === profileId);
      if (!found) throw new StationError("profile.invalid", `no profile ${profileId}`);
      return found;
    },
    save: (profile) => {
      const text = `${JSON.stringify(profile, null, 2)}\n`;
      const checked = parseProfile(profile.id, text);
      const path = pathOf(profile.id);
      try {
        writeFileSync(`${path}.new`, text, { flush: true });
        renameSync(`${path}.new`, path);
      } catch (cause) {
        throw new StationError("storage.failed", `${path}: ${String(cause)}`, { cause });
      }
      return checked;
    },
    remove: (profileId) => {
      list();
      if (!known.has(profileId)) throw new StationError("profile.invalid", `no profile ${profileId} was saved here`);
      rmSync(pathOf(profileId), { force: true });
    },
  };
};
