import { blobUrl } from "../../contract/blob-url.ts";
import type { Channel, Level, Scan } from "../../contract/scan.ts";
import type { Screening } from "../../contract/screening.ts";
import type { Vec3 } from "../../contract/units.ts";
import { byteCache } from "../workers/byte-cache.ts";
import { BlobError } from "../workers/fetch-blob.ts";
import { BLOCK_VOXELS, type PackFormat } from "../workers/pack-volume.ts";
import { requestMask, requestVoxels } from "../workers/volume-client.ts";
import { levelFactor, planLevels, type LevelPlan, type LoadedMask, type LoadedVolume } from "../workers/volume.ts";
import { graphics } from "../viewer3d/graphics.ts";
import { viewerState, type LoadState } from "./viewer-store.ts";

/** The last scans stay in memory, so that going back along the worklist is instant. */
const CACHE_BYTES = 0.8e9;
const volumes = byteCache<LoadedVolume>(CACHE_BYTES);
const masks = byteCache<LoadedMask>(CACHE_BYTES / 4);

const GIGA = 1e9;

/** A real graphics card draws levels up to this many voxels at rest (160 MB of half floats). */
const MAX_FINE_VOXELS = 80e6;

type Pack = { readonly format: PackFormat; readonly blockSide: number } | null;

/**
 * How a level is prepared for the 3D view. The first level is always drawn, as bytes: software renders them nearly twice as
 * fast as half floats. The finest one is drawn as well where there is a real graphics card that can hold it.
 */
const packOf = (plan: LevelPlan, level: Level): Pack => {
  const { kind, max3dTexture } = graphics();
  if (kind === "absent" || Math.max(...level.dims) > max3dTexture) return null;
  if (level === plan.first)
    return { format: kind === "software" || plan.first !== plan.best ? "r8" : "r16f", blockSide: BLOCK_VOXELS };
  if (kind === "software" || level.dims[0] * level.dims[1] * level.dims[2] > MAX_FINE_VOXELS) return null;
  return { format: "r16f", blockSide: BLOCK_VOXELS * 2 ** (plan.first.level - level.level) };
};

const loadLevel = async (
  scan: Scan,
  channel: Channel,
  level: Level,
  pack: Pack,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<LoadedVolume> => {
  const key = `${scan.id}/${channel.id}/${level.level}`;
  const kept = volumes.get(key);
  if (kept) return kept;
  const url = blobUrl.voxels(scan.id, channel.id, level.level);
  const { units, slope, intercept, paddingStored: padding } = channel;
  const { voxels, summary, packed } = await requestVoxels(
    { url, bytes: level.bytes, dims: level.dims, channel: { units, slope, intercept, padding }, pack },
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
    slope,
    intercept,
    units,
    minStored: channel.minStored,
    maxStored: channel.maxStored,
    padding,
    summary,
    packed,
  };
  volumes.put(key, volume, level.bytes + (packed?.data.byteLength ?? 0));
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
  const { setLoad, setVolume } = viewerState();
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
      const coarse = await loadLevel(scan, channel, first, packOf(plan, first), signal, (fraction) =>
        say({ state: "loading", fraction, message: null }),
      );
      if (signal.aborted) return;
      setVolume(coarse);
      haveFirst = true;
      say({ state: "coarse", fraction: 0, message: note });
    }
    const state = haveFirst ? "coarse" : "loading";
    const full = await loadLevel(scan, channel, best, packOf(plan, best), signal, (fraction) =>
      say({ state, fraction, message: note }),
    );
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
  const { setMask } = viewerState();
  const plan = planLevels(scan.levels);
  const level = plan?.best;
  if (!screening.hasMask || !plan || !level) {
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
    const packDims = graphics().kind === "absent" ? null : plan.first.dims;
    const reply = await requestMask(
      { url: blobUrl.mask(screening.id, level.level), bytes, dims: level.dims, packDims },
      { signal },
    );
    if (signal.aborted) return;
    const mask: LoadedMask = {
      key,
      screeningId: screening.id,
      level: level.level,
      dims: level.dims,
      factor: levelFactor(scan, level),
      labels: reply.mask,
      packed: reply.packed,
    };
    masks.put(key, mask, bytes + 2 * (reply.packed?.glow.length ?? 0));
    setMask("ready", mask);
  } catch {
    if (!signal.aborted) setMask("failed", null);
  }
};
