import type { Channel, Level, Scan, ValueUnits } from "../../contract/scan.ts";
import type { Vec3 } from "../../contract/units.ts";
import type { PackedLabels } from "./pack-labels.ts";
import type { PackedVolume } from "./pack-volume.ts";
import type { ValueSummary } from "../../imaging/colour/window-level.ts";

/** One level of one channel in the page's memory. Value in `units` = stored · slope + intercept. */
export type LoadedVolume = {
  readonly key: string;
  readonly scanId: string;
  readonly channelId: string;
  readonly level: number;
  readonly dims: Vec3;
  readonly spacingMm: Vec3;
  /** Size of level 0 from outer edge to outer edge. */
  readonly fullExtentMm: Vec3;
  /** Spacing of this level over that of level 0. */
  readonly factor: Vec3;
  readonly voxels: Int16Array;
  readonly slope: number;
  readonly intercept: number;
  readonly units: ValueUnits;
  readonly minStored: number;
  readonly maxStored: number;
  readonly padding: number | undefined;
  /** In the channel's units. */
  readonly summary: ValueSummary;
  /** For the 3D view; `null` where this level is not drawn in 3D. */
  readonly packed: PackedVolume | null;
};

/** A label mask: the `label` of a finding, or 0, per voxel of the level. */
export type LoadedMask = {
  readonly key: string;
  readonly screeningId: string;
  readonly level: number;
  readonly dims: Vec3;
  readonly factor: Vec3;
  readonly labels: Uint8Array;
  readonly packed: PackedLabels | null;
};

/** A volume above this many bytes is shown one level coarser. */
export const MAX_VOLUME_BYTES = 1.2e9;
/** The first picture is the finest level below this many voxels along its longest side. */
export const COARSE_SIDE = 256;

export const levelFactor = (scan: Scan, level: Level): Vec3 => {
  const full = scan.geometry?.spacingMm ?? level.spacingMm;
  return [level.spacingMm[0] / full[0], level.spacingMm[1] / full[1], level.spacingMm[2] / full[2]];
};

export type LevelPlan = { readonly first: Level; readonly best: Level; readonly tooLarge: boolean };

/** Which level to show first and which to end with; `null` where the scan has none that fits. */
export const planLevels = (levels: readonly Level[], maxBytes = MAX_VOLUME_BYTES): LevelPlan | null => {
  const finestFirst = levels.toSorted((a, b) => a.level - b.level);
  const best = finestFirst.find((level) => level.bytes <= maxBytes);
  if (!best) return null;
  const coarser = finestFirst.filter((level) => level.level >= best.level);
  const first = coarser.find((level) => Math.max(...level.dims) <= COARSE_SIDE) ?? coarser.at(-1) ?? best;
  return { first, best, tooLarge: best !== finestFirst[0] };
};

/** A summary in the channel's units; a negative slope turns its order round. */
export const summaryInUnits = (
  stored: ValueSummary,
  { slope, intercept }: Pick<Channel, "slope" | "intercept">,
): ValueSummary => {
  const value = (x: number): number => x * slope + intercept;
  const [low, high] = slope < 0 ? [value(stored.high), value(stored.low)] : [value(stored.low), value(stored.high)];
  return { low, high, background: value(stored.background), top: slope < 0 ? value(stored.low) : value(stored.top) };
};
