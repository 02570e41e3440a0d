import { blobUrl } from "../../contract/blob-url.ts";
import type { Channel, Level, Scan } from "../../contract/scan.ts";
import type { Screening } from "../../contract/screening.ts";
import type { Vec3 } from "../../contract/units.ts";
import { byteCache } from "../workers/byte-cache.ts";
import { BlobError } from "../workers/fetch-blob.ts";
import { requestMask, requestVoxels } from "../workers/volume-client.ts";
import { levelFactor, planLevels, summaryInUnits, type LoadedMask, type LoadedVolume } from "../workers/volume.ts";
import { useViewerStore, type LoadState } from "./viewer-store.ts";

/** The last scans stay in memory, so that going back along the worklist is instant. */
const CACHE_BYTES = 1.6e9;
const volumes = byteCache<LoadedVolume>(CACHE_BYTES);
const masks = byteCache<LoadedMask>(CACHE_BYTES / 4);

const GIGA = 1e9;

const loadLevel = async (
  scan: Scan,
  channel: Channel,
  level: Level,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<LoadedVolume> => {
  const key = `${scan.id}/${channel.id}/${level.level}`;
  const kept = volumes.get(key);
  if (kept) return kept;
  const url = blobUrl.voxels(scan.id, channel.id, level.level);
  const { voxels, summary } = await requestVoxels(
    { url, bytes: level.bytes, padding: channel.paddingStored },
    { signal, onProgress: (received) => onProgress(received / level.bytes) },
  );
  const { dims, spacingMm } = scan.geometry ?? level;
  const fullExtentMm: Vec3 = [dims[0] * spacingMm[0], dims[1] * spacingMm[1], dims[2] * spacingMm[2]];
  const volume: LoadedVolume = {
    key,
    scanId: scan.id,
    channelId: channel.id,
    level: level.level,
    dims: level.dims,
    spacingMm: level.spacingMm,
    fullExtentMm,
    factor: levelFactor(scan, level),
    voxels,
    slope: channel.slope,
    intercept: channel.intercept,
    units: channel.units,
    minStored: channel.minStored,
    maxStored: channel.maxStored,
    padding: channel.paddingStored,
    summary: summaryInUnits(summary, channel),
  };
  volumes.put(key, volume, level.bytes);
  return volume;
};

const sentence = (thrown: unknown): string => {
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  return thrown instanceof BlobError && thrown.status !== null && thrown.status < 500
    ? `The station would not give the image (${why}).`
    : `The image could not be fetched from the station (${why}).`;
};

/** Loads a scan into the viewer's store: a coarse level first, then the finest that fits. Never rejects; stops at `signal`. */
export const loadScan = async (scan: Scan, channel: Channel, signal: AbortSignal): Promise<void> => {
  const { setLoad, setVolume } = useViewerStore.getState();
  const say = (load: LoadState): void => {
    if (!signal.aborted) setLoad(load);
  };
  const plan = planLevels(scan.levels);
  if (!plan) {
    say({ state: "failed", fraction: 0, message: "This scan has no image that fits into this computer's memory." });
    return;
  }
  const { first, best, tooLarge } = plan;
  const note = tooLarge
    ? `Shown at 1/${2 ** best.level} resolution: the full scan needs ${((scan.levels[0]?.bytes ?? 0) / GIGA).toFixed(1)} GB.`
    : null;
  let haveFirst = false;
  try {
    say({ state: "loading", fraction: 0, message: null });
    if (first !== best) {
      const coarse = await loadLevel(scan, channel, first, signal, (fraction) => say({ state: "loading", fraction, message: null }));
      if (signal.aborted) return;
      setVolume(coarse);
      haveFirst = true;
      say({ state: "coarse", fraction: 0, message: note });
    }
    const state = haveFirst ? "coarse" : "loading";
    const full = await loadLevel(scan, channel, best, signal, (fraction) => say({ state, fraction, message: note }));
    if (signal.aborted) return;
    setVolume(full);
    say({ state: "ready", fraction: 1, message: note });
  } catch (thrown) {
    // The coarse picture stays: an officer may decide on it, but is told that it is all there is.
    const kept = haveFirst ? " What you see is the coarse preview." : "";
    say({ state: "failed", fraction: 0, message: sentence(thrown) + kept });
  }
};

/** Loads a screening's mask at the level that the volume ends with. Never rejects. */
export const loadMask = async (scan: Scan, screening: Screening, signal: AbortSignal): Promise<void> => {
  const { setMask } = useViewerStore.getState();
  const level = planLevels(scan.levels)?.best;
  if (!screening.hasMask || !level) {
    setMask("none", null);
    return;
  }
  const key = `${screening.id}/${level.level}`;
  const kept = masks.get(key);
  if (kept) {
    setMask("ready", kept);
    return;
  }
  setMask("loading", null);
  try {
    const bytes = level.dims[0] * level.dims[1] * level.dims[2];
    const reply = await requestMask({ url: blobUrl.mask(screening.id, level.level), bytes }, { signal });
    if (signal.aborted) return;
    const mask: LoadedMask = {
      key,
      screeningId: screening.id,
      level: level.level,
      dims: level.dims,
      factor: levelFactor(scan, level),
      labels: reply.mask,
    };
    masks.put(key, mask, bytes);
    setMask("ready", mask);
  } catch {
    if (!signal.aborted) setMask("failed", null);
  }
};
