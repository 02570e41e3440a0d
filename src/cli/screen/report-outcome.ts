import { type Services, VERSION, writeReport } from "../../station/create-station.ts";
import type { Outcome } from "./outcome.ts";

/** Writes the page and the threat detection report of a screened scan; nothing for what could not be opened. Throws StationError. */
export const reportOutcome = async (services: Services, outcome: Outcome, folder: string): Promise<void> => {
  if ("error" in outcome) return;
  const { scan, screening, path } = outcome;
  writeReport({
    scan,
    screening,
    shownPath: path,
    folder,
    levelPath: (channelId, level) => services.scans.levelPath(scan.id, channelId, level),
    maskPath: screening.hasMask ? await services.masks.file(screening.id, 0, scan.levels) : null,
    version: VERSION,
  });
};
