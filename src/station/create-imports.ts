/** Imports as work that can be watched and cancelled, from paths of this machine or from what a page sent. */
import { relative, sep } from "node:path";
import { StationError, toStationError } from "../contract/station-error.ts";
import type { Announce } from "./announce.ts";
import { isUploadHandle, type Uploads } from "./http/create-uploads.ts";
import type { Jobs, StartedJob } from "./jobs/create-jobs.ts";
import type { ImportResult } from "./scans/import/create-importer.ts";
import type { ScansService } from "./scans/scans-service.ts";
import type { ImportRequest, Services } from "./services.ts";

/** The path behind a handle that the host gave out, or null: then the page may not name it. */
export type ResolveHandle = (handle: string) => string | null;

/** What a person recognises an uploaded file by: its name in the drop, without the folder that the station keeps it in. */
export const createShownPath =
  (uploadsFolder: string): ((path: string) => string) =>
  (path) => {
    const inside = relative(uploadsFolder, path);
    if (inside === "" || inside.startsWith("..") || inside.startsWith(sep)) return path;
    const [, ...rest] = inside.split(sep);
    return rest.length > 0 ? rest.join("/") : path;
  };

/** The one folder or file of a drop, or how it began. */
const nameOfDrop = (paths: readonly string[], shownPath: (path: string) => string): string => {
  const tops = [...new Set(paths.map((path) => shownPath(path).split("/")[0] ?? ""))];
  return tops.length > 1 ? `${tops[0]} and ${tops.length - 1} more` : (tops[0] ?? "");
};

export const createImports = (options: {
  readonly scans: Pick<ScansService, "importPaths">;
  readonly uploads: Uploads;
  readonly jobs: Jobs;
  readonly announce: Announce;
  readonly shownPath: (path: string) => string;
  readonly resolveHandle: ResolveHandle;
  readonly closing: () => boolean;
}): Pick<Services, "importPaths" | "importHandles"> => {
  const { scans, uploads, jobs, announce } = options;

  const importPaths = (
    paths: readonly string[],
    request: ImportRequest = {},
    ended: () => Promise<void> = () => Promise.resolve(),
  ): StartedJob<ImportResult> =>
    jobs.start(null, async ({ jobId, signal, progress }) => {
      try {
        return await scans.importPaths(paths, { ...request, jobId, signal, onProgress: progress });
      } catch (thrown) {
        const error = toStationError(thrown);
        // the import as a whole: its end is announced all the same, because a page waits for it
        if (!signal.aborted)
          announce({ type: "import-refused", path: request.shownPath ?? paths[0] ?? "", error: error.toBody() });
        announce({ type: "import-done", jobId, scanIds: [], refused: signal.aborted ? 0 : 1 });
        throw thrown;
      } finally {
        // cut off by the end of the station, the import is taken up at the next start and needs its files
        if (!options.closing()) await ended();
      }
    });

  const importUploads = async (handles: readonly string[]): Promise<{ readonly jobId: string }> => {
    const { folder, paths } = await uploads.gather(handles);
    return importPaths([folder], { shownPath: nameOfDrop(paths, options.shownPath) }, () => uploads.discard(folder));
  };

  return {
    importPaths: (paths, request) => importPaths(paths, request),
    importHandles: async (handles) => {
      if (handles.every(isUploadHandle)) return { jobId: (await importUploads(handles)).jobId };
      const paths = handles.map((handle) => {
        const path = isUploadHandle(handle) ? null : options.resolveHandle(handle);
        if (path === null) throw new StationError("request.forbidden", `this host takes no handle ${handle.slice(0, 200)}`);
        return path;
      });
      return { jobId: importPaths(paths).jobId };
    },
  };
};
