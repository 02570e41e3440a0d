import { toStationError, type StationError } from "../../../contract/station-error.ts";
import type { Catalogue } from "../catalogue/create-catalogue.ts";
import type { Fingerprinted } from "../reading/index-file.ts";
import type { ReadingPool } from "../reading/reading-pool.ts";
import type { ScanFolders } from "../scan-folders.ts";
import { patienceFor } from "./collect-files.ts";

export type KeepRequest = {
  readonly scanId: string;
  readonly sources: readonly Fingerprinted[];
  readonly catalogue: Catalogue;
  readonly pool: ReadingPool;
  readonly folders: ScanFolders;
  readonly signal: AbortSignal | undefined;
};

export type KeepResult = { readonly error: StationError | null };

/**
 * Copies a scan's originals into the object store and notes it. An original that cannot be kept is an error to tell, but the
 * scan's picture stays usable. Cancelled: stays pending. Rejects with the signal's reason.
 */
export const keepOriginals = async ({ scanId, sources, catalogue, pool, folders, signal }: KeepRequest): Promise<KeepResult> => {
  const outcomes = await pool.run("keep", { objectsFolder: folders.objects }, sources, {
    priority: 1,
    // one file at a time, so that what is urgent waits for one copy at most
    batchSize: 1,
    signal,
    stopAtFirstError: true,
    timeoutMs: (index) => patienceFor(sources[index]?.size ?? 0),
  });
  const failed = outcomes.find((outcome) => !outcome.ok);
  catalogue.updateInternal(scanId, (internal) => ({ ...internal, originals: failed ? "absent" : "kept", sources: [] }));
  return { error: failed ? toStationError(failed.error, "storage.failed") : null };
};
