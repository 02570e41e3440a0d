import { setImmediate as nextTurn } from "node:timers/promises";
import { StationError } from "../contract/station-error.ts";

/**
 * Lets the event loop take in what has arrived (a `cancel` among it), then throws `screening.cancelled` when the job
 * was cancelled. The long loops of this room are synchronous, so they call this between slabs and tiles.
 */
export const breathe = async (signal: AbortSignal): Promise<void> => {
  await nextTurn();
  if (signal.aborted) throw new StationError("screening.cancelled", "cancelled by request");
};
