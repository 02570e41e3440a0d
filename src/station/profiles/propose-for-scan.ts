import { readFile } from "node:fs/promises";
import type { ResultOf } from "../../contract/methods.ts";
import type { Level, Scan } from "../../contract/scan.ts";
import { StationError } from "../../contract/station-error.ts";
import { proposeCalibration } from "../../imaging/profile/calibration.ts";
import { histogramOf } from "../../imaging/statistics/histogram.ts";

/** Counting so many voxels takes the host a few milliseconds. */
const MAX_VOXELS = 1_000_000;

const isSmall = ({ dims }: Level): boolean => dims[0] * dims[1] * dims[2] <= MAX_VOXELS;

/** Looks at the finest level that is small enough. Errors: `scan.not-ready`, `storage.damaged`. */
export const proposeForScan = async (
  scan: Scan,
  levelPath: (channelId: string, level: number) => string,
): Promise<ResultOf<"scan.calibration-proposal">> => {
  const [channel] = scan.channels;
  const level = scan.levels.find(isSmall) ?? scan.levels.at(-1);
  if (!channel || !level) throw new StationError("scan.not-ready", `${scan.id} is ${scan.state}`);
  const bytes = await readFile(levelPath(channel.id, level.level));
  if (bytes.length !== level.bytes)
    throw new StationError("storage.damaged", `level ${level.level}: ${bytes.length} of ${level.bytes} bytes`);
  // every host that the station runs on is little-endian, as the file is
  const voxels = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
  const { histogram, ...proposal } = proposeCalibration(histogramOf(voxels, channel.paddingStored ?? null), channel);
  return { ...proposal, histogram: { ...histogram, counts: [...histogram.counts] } };
};
