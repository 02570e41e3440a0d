import { createHash } from "node:crypto";
import { dirname, sep } from "node:path";
import { StationError } from "../../../contract/station-error.ts";
import { slashed } from "../reading/file-sources.ts";
import type { FileStamp } from "../reading/file-stamp.ts";
import type { FileIndex, Fingerprinted } from "../reading/index-file.ts";
import type { PlannedScan } from "../reading/plan-scans.ts";

/** The files of one planned scan. */
export type ScanFiles = {
  /** Each once: the plan's files in its order, then what they opened beside themselves. */
  readonly all: readonly Fingerprinted[];
  /** The file that holds a frame, and its siblings. */
  readonly forFrame: (name: string) => { readonly file: FileStamp; readonly siblings: readonly FileStamp[] };
};

const stampOf = ({ path, size, mtimeMs }: Fingerprinted): FileStamp => ({ path, size, mtimeMs });

/** `indexed`: all files of the import by the name their format knows them by. */
export const scanFilesOf = (plan: PlannedScan, indexed: ReadonlyMap<string, FileIndex>): ScanFiles => {
  const own = plan.names.flatMap((name) => indexed.get(name) ?? []);
  const siblings = own.flatMap((file) => file.siblings);
  const byName = new Map<string, { readonly file: Fingerprinted; readonly siblings: readonly Fingerprinted[] }>();
  // a header's data file holds frames too, and may open what its header may
  for (const sibling of siblings) byName.set(slashed(sibling.path), { file: sibling, siblings });
  for (const file of own) byName.set(file.name, { file, siblings: file.siblings });
  const all = new Map<string, Fingerprinted>();
  for (const { path, size, mtimeMs, sha256 } of [...own, ...siblings]) all.set(path, { path, size, mtimeMs, sha256 });
  return {
    all: [...all.values()],
    forFrame: (name) => {
      const known = byName.get(name) ?? indexed.get(name);
      if (!known) throw new StationError("internal", `${plan.title}: a frame in ${name}, which was not indexed`);
      const file = "file" in known ? known.file : known;
      return { file: stampOf(file), siblings: known.siblings.map(stampOf) };
    },
  };
};

/**
 * SHA-256 over the files' own, so that the same files, under any names and in any order, are the same scan. `ordinal` tells apart
 * several scans from the same files.
 */
export const fingerprintOf = (files: readonly Fingerprinted[], ordinal: number): string =>
  createHash("sha256")
    .update(
      files
        .map(({ sha256 }) => sha256)
        .toSorted()
        .join("\n"),
    )
    .update(`\n${ordinal}`)
    .digest("hex");

/** What the worklist shows as a scan's origin: its file, or the folder that holds all of its files. */
export const originOf = (files: readonly FileStamp[]): string => {
  const [first, ...rest] = files.map(({ path }) => path);
  if (first === undefined) return "";
  if (rest.length === 0) return first;
  let folder = dirname(first);
  while (rest.some((path) => !path.startsWith(folder.endsWith(sep) ? folder : folder + sep))) {
    const above = dirname(folder);
    if (above === folder) break;
    folder = above;
  }
  return folder;
};
