/** Screens paths one after the other and gives what became of each scan in them, in a stable order. */
import { rm } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import type { Scan } from "../../contract/scan.ts";
import { toStationError } from "../../contract/station-error.ts";
import type { Services } from "../../station/create-station.ts";
import type { Outcome } from "./outcome.ts";

type Imported = Awaited<ReturnType<Services["importPaths"]>["done"]>;

/** Formats whose scans are one file, or one description and its data: several such scans may lie in one folder. */
const NAMED_BY_FILE: readonly Scan["format"][] = ["nifti", "nrrd", "metaimage", "raw"];

/** The file or folder that a scan is: a series is its folder, a description with its data the first of the two. */
const placeOf = ({ path, format, originals }: Scan): string => {
  const [main, ...others] = originals;
  return main !== undefined && others.length > 0 && NAMED_BY_FILE.includes(format) ? join(path, main.name) : path;
};

/** The path as the person would name it: what was given, and below it what was found. */
const namedAs = (given: string, found: string): string => {
  const below = relative(resolve(given), resolve(found));
  if (below === "") return given;
  if (!below.startsWith("..")) return join(given, below);
  // A file was given and the scan is the folder that holds it and its likes.
  const within = relative(resolve(found), resolve(given));
  return within.startsWith("..") ? found : given;
};

const byPath = (a: { readonly path: string }, b: { readonly path: string }): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0;

type Item = { readonly path: string } & ({ readonly scanId: string } | { readonly outcome: Outcome });

const itemsOf = (given: string, { scans, refused }: Imported): Item[] =>
  [
    ...scans.map(({ scan }): Item => {
      const path = namedAs(given, placeOf(scan));
      return scan.error === null ? { path, scanId: scan.id } : { path, outcome: { path, error: scan.error } };
    }),
    ...refused.map((refusal): Item => {
      const path = namedAs(given, refusal.path);
      return { path, outcome: { path, error: refusal.error } };
    }),
  ].toSorted(byPath);

/** The screening that the import began, or one that failed before it could be recorded. */
const outcomeOf = async (services: Services, path: string, scanId: string): Promise<Outcome> => {
  try {
    const screening = services.worklist.entry(scanId).screening ?? (await services.screening.start(scanId).done);
    return { path, scan: services.scans.get(scanId), screening };
  } catch (thrown) {
    return { path, error: toStationError(thrown).toBody() };
  }
};

/**
 * The next path is opened while the last one's scans are screened. A scan's voxels and mask are removed when the consumer
 * asks for the one after it.
 */
export async function* screenPaths(services: Services, dataFolder: string, paths: readonly string[]): AsyncGenerator<Outcome> {
  const open = (path: string): Promise<Imported> => {
    const { done } = services.importPaths([path]);
    // Looked at when it is this path's turn.
    done.catch(() => undefined);
    return done;
  };
  const [first, ...others] = paths;
  let next = first === undefined ? null : { path: first, imported: open(first) };
  while (next !== null) {
    const { path: given, imported } = next;
    let items: Item[];
    try {
      items = itemsOf(given, await imported);
    } catch (thrown) {
      items = [{ path: given, outcome: { path: given, error: toStationError(thrown).toBody() } }];
    }
    const following = others.shift();
    next = following === undefined ? null : { path: following, imported: open(following) };
    for (const item of items) {
      if ("outcome" in item) {
        yield item.outcome;
        continue;
      }
      const outcome = await outcomeOf(services, item.path, item.scanId);
      yield outcome;
      await rm(join(dataFolder, "scans", item.scanId), { recursive: true, force: true });
      if ("screening" in outcome)
        await rm(join(dataFolder, "screenings", outcome.screening.id), { recursive: true, force: true });
    }
  }
}
