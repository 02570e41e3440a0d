/**
 * `node open-once.ts FOLDER TIMES`: imports a folder as the station does, each time into a new data folder with the same warm
 * threads, and prints one JSON line. A process of its own, so that its peak memory is that of importing alone.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createIds, systemRandom } from "../../src/station/ids.ts";
import { createReadingPool } from "../../src/station/scans/reading/create-reading-pool.ts";
import { createScansService } from "../../src/station/scans/scans-service.ts";
import { openStore } from "../../src/station/store/open-store.ts";

const [folder = "", times = "3"] = process.argv.slice(2);
const pool = createReadingPool({ size: 2 });

type Lap = {
  readonly toVolumeS: number;
  readonly toPictureS: number;
  readonly toOriginalsKeptS: number;
  readonly volumeBytes: number;
};

const lap = async (): Promise<Lap> => {
  const data = mkdtempSync(join(tmpdir(), "faunagate-bench-"));
  const store = openStore(data);
  let pictureMs = Number.NaN;
  let volumeMs = Number.NaN;
  const scans = createScansService({
    db: store.db,
    dataFolder: data,
    clock: Date.now,
    newId: createIds(Date.now, systemRandom),
    publish: () => undefined,
    onQueued: () => {
      pictureMs = performance.now();
    },
    profiles: () => [],
    keepOriginals: true,
    pool,
  });
  const began = performance.now();
  const { scans: made, refused } = await scans.importPaths([folder], {
    // the first time that all frames are decoded: level 0 is whole in its file
    onProgress: (step, fraction) => {
      if (Number.isNaN(volumeMs) && step === "opening scans" && fraction > 0.999_999) volumeMs = performance.now();
    },
  });
  const ended = performance.now();
  const [only] = made;
  if (made.length !== 1 || !only || only.scan.state !== "queued")
    throw new Error(`not one scan: ${JSON.stringify({ refused, error: only?.scan.error })}`);
  await scans.close();
  store.close();
  rmSync(data, { recursive: true });
  const volumeBytes = only.scan.levels[0]?.bytes ?? 0;
  return {
    toVolumeS: (volumeMs - began) / 1000,
    toPictureS: (pictureMs - began) / 1000,
    toOriginalsKeptS: (ended - began) / 1000,
    volumeBytes,
  };
};

const laps: Lap[] = [];
for (let n = 0; n < Number(times); n += 1) laps.push(await lap());
await pool.close();
process.stdout.write(`${JSON.stringify({ laps, peakMiB: process.resourceUsage().maxRSS / 1024 })}\n`);
