import { join } from "node:path";
import { StationError, toStationError } from "../../../contract/station-error.ts";
import type { Clock } from "../../clock.ts";
import { type ImportOptions, type ImportResult, mayPass } from "../import/create-importer.ts";
import type { RefusedPath } from "../import/collect-files.ts";
import type { FileStamp } from "../reading/file-stamp.ts";
import type { Walked } from "../reading/walk-files.ts";
import { type FileGroup, groupFiles, groupText } from "./group-files.ts";
import type { Ledger } from "./open-ledger.ts";

export type FolderWatch = {
  /** Looks once: finds what is new, and imports what has stayed unchanged for long enough. Never rejects. */
  readonly look: () => Promise<void>;
};

export type FolderWatchDeps = {
  /** Absolute. */
  readonly root: string;
  readonly walk: (root: string) => Promise<Walked>;
  readonly importPaths: (
    paths: readonly string[],
    options: Pick<ImportOptions, "found" | "whole" | "announces">,
  ) => Promise<ImportResult>;
  readonly announce: (refusal: RefusedPath) => void;
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** Milliseconds that nothing in a group may change before it counts as complete. */
  readonly stableMs: number;
  readonly log: (line: string) => void;
  /** Whether the station is ending: what is then cut off is taken up at the next start. */
  readonly closing: () => boolean;
};

/** How often a group is tried whose files cannot be read at the moment; after that it is imported without them. */
const MAX_TRIES = 3;

type Seen = { readonly text: string; readonly sinceMs: number; readonly tries: number };

/**
 * Watches by looking: over a network share a listing is the only thing that can be trusted. A folder dropped in is one import, made
 * when size and time of all its files have stayed the same; so are the loose files that arrive together. Every file is imported or
 * refused once, told by its size and time, also across restarts. When the disk goes away that is announced once, nothing is
 * forgotten, and it is taken up again when the disk is back.
 */
export const createFolderWatch = (deps: FolderWatchDeps): FolderWatch => {
  const { root, ledger, clock } = deps;
  const seen = new Map<string, Seen>();
  let away = false;

  /** The listing, or `null` when the folder itself cannot be read. */
  const list = async (): Promise<readonly FileStamp[] | null> => {
    const { files, refused } = await deps.walk(root);
    const gone = refused.find(({ path, error }) => path === root && error.code !== "file.empty");
    if (gone) {
      if (!away) deps.announce(gone);
      away = true;
      seen.clear();
      return null;
    }
    away = false;
    return files;
  };

  const importGroup = async (group: FileGroup, tries: number): Promise<void> => {
    const paths = group.key === "" ? group.files.map(({ path }) => path) : [join(root, group.key)];
    const known = new Set(group.files.filter(ledger.has).map(({ path }) => path));
    const whole = tries < MAX_TRIES;
    const result = await deps.importPaths(paths, { found: true, whole, announces: ({ path }) => !known.has(path) });
    if (whole && result.scans.length === 0 && result.refused.some(mayPass)) {
      seen.set(group.key, { text: groupText(group), sinceMs: clock(), tries });
      return;
    }
    ledger.add(group.files);
    seen.delete(group.key);
  };

  const lookAt = async (group: FileGroup): Promise<void> => {
    if (group.files.every(ledger.has)) {
      seen.delete(group.key);
      return;
    }
    const text = groupText(group);
    const before = seen.get(group.key);
    const now = clock();
    if (!before || before.text !== text || now < before.sinceMs) {
      seen.set(group.key, { text, sinceMs: now, tries: 0 });
      return;
    }
    if (now - before.sinceMs < deps.stableMs) return;
    try {
      await importGroup(group, before.tries + 1);
    } catch (thrown) {
      if (deps.closing()) return;
      const error = toStationError(thrown);
      deps.log(`watched folder ${root}, ${group.key || "loose files"}: ${error.message}`);
      // cancelled by a person, or beyond this import's power: not tried again until something in it changes
      ledger.add(group.files);
    }
  };

  return {
    look: async () => {
      try {
        const files = await list();
        if (files === null) return;
        for (const group of groupFiles(root, files)) {
          if (deps.closing()) return;
          // of the loose files only the new ones: a folder that scanners fill for years is not read again for each of them
          const fresh = group.key === "" ? { ...group, files: group.files.filter((file) => !ledger.has(file)) } : group;
          if (fresh.files.length > 0) await lookAt(fresh);
        }
      } catch (thrown) {
        if (!deps.closing())
          deps.log(`watched folder ${root}: ${String(thrown instanceof StationError ? thrown.message : thrown)}`);
      }
    },
  };
};
