import { deserialize, serialize } from "node:v8";
import type { ErrorBody } from "../../../contract/error-code.ts";
import type { FormatId, Geometry, ScanNote, ScannerFinding, ValueUnits } from "../../../contract/scan.ts";
import type { ScannerProfile } from "../../../contract/scanner-profile.ts";
import { StationError, toStationError } from "../../../contract/station-error.ts";
import type {
  ChannelPlan,
  Format,
  FramePlan,
  IndexedFile,
  PlanePlan,
  ScanPlan,
  ViewPlan,
} from "../../../imaging/formats/format.ts";
import { withoutClaimed, withoutCompanions } from "../../../imaging/formats/companions.ts";
import { type AppliedProfile, applyProfiles } from "../../../imaging/profile/apply-profile.ts";
import { type AppliedRadiograph, applyRadiographProfiles } from "../../../imaging/profile/apply-radiograph.ts";
import type { ValueMap } from "../../../imaging/profile/value-map.ts";

/** A frame to decode, with the format's own part as bytes (see `FileIndex.packed`). */
export type PlannedFrame = {
  readonly kStart: number;
  readonly kCount: number;
  readonly name: string;
  readonly packed: Uint8Array;
};

export type PlannedChannel = {
  readonly id: string;
  readonly label: string;
  readonly units: ValueUnits;
  readonly encoding: { readonly slope: number; readonly intercept: number } | null;
  readonly paddingValue: number | null;
  readonly kvp: number | null;
  /** From the file's values to the channel's units; composed with slope and intercept once the voxels are written. */
  readonly valueMap: ValueMap;
  /** In the file's values. */
  readonly clip: { readonly min: number; readonly max: number } | null;
  readonly frames: readonly PlannedFrame[];
};

/** What a volume and a radiograph have in common. */
type PlannedBase = {
  readonly formatId: FormatId;
  readonly title: string;
  readonly names: readonly string[];
  readonly notes: readonly ScanNote[];
  readonly scannerFindings: readonly ScannerFinding[];
  readonly scanner: {
    readonly maker: string;
    readonly model: string;
    readonly station: string;
    readonly kvp: number | null;
  } | null;
  readonly acquiredUtc: string | null;
  readonly objectId: string | null;
  readonly profileId: string | null;
};

/** A `ScanPlan` with the station's scanner profile applied. */
export type PlannedVolume = PlannedBase & {
  readonly kind: "volume";
  readonly geometry: Geometry;
  readonly channels: readonly PlannedChannel[];
};

export type PlannedPlane = Omit<PlanePlan, "frame"> & { readonly frame: PlannedFrame };

export type PlannedView = Omit<ViewPlan, "planes"> & { readonly planes: readonly PlannedPlane[] };

/** A `RadiographPlan` with the station's scanner profile applied. */
export type PlannedRadiograph = PlannedBase & { readonly kind: "radiograph"; readonly views: readonly PlannedView[] };

export type PlannedScan = PlannedVolume | PlannedRadiograph;

/** `error` as a body, because an error loses its code on the way between threads. */
export type RefusedFile = { readonly name: string; readonly error: ErrorBody };

export type PlannedFiles = { readonly plans: readonly PlannedScan[]; readonly refused: readonly RefusedFile[] };

/**
 * The frames must tile the volume: every slice once, none outside. A hole would show as air, which an officer could take for an
 * empty bag.
 */
const checkTiling = (plan: ScanPlan, channel: ChannelPlan): void => {
  const slices = plan.geometry.dims[2];
  const wanted = new Uint8Array(slices);
  for (const { kStart, kCount } of channel.frames) {
    if (!(Number.isInteger(kStart) && Number.isInteger(kCount) && kStart >= 0 && kCount > 0 && kStart + kCount <= slices)) {
      throw new StationError("geometry.invalid", `${channel.id}: slices ${kStart} to ${kStart + kCount} of ${slices}`);
    }
    for (let k = kStart; k < kStart + kCount; k += 1) wanted[k] = (wanted[k] ?? 0) + 1;
  }
  const wrong = wanted.findIndex((count) => count !== 1);
  if (wrong >= 0)
    throw new StationError("geometry.incomplete", `${channel.id}: slice ${wrong} of ${slices} is there ${wanted[wrong]} times`);
};

const packFrame = (frame: FramePlan): PlannedFrame => ({
  kStart: frame.kStart,
  kCount: frame.kCount,
  name: frame.name,
  packed: serialize(frame),
});

const toPlannedRadiograph = ({ plan, profileId }: AppliedRadiograph): PlannedRadiograph => {
  if (plan.views.length === 0 || plan.views.some(({ planes }) => planes.length === 0))
    throw new StationError("format.not-an-image", plan.title);
  const views = plan.views.map((view): PlannedView => ({
    ...view,
    planes: view.planes.map((plane) => ({ ...plane, frame: packFrame(plane.frame) })),
  }));
  return { ...plan, views, profileId };
};

const toPlanned = ({ plan, valueMap, clip, profileId }: AppliedProfile): PlannedVolume => {
  if (plan.channels.length === 0) throw new StationError("format.not-an-image", plan.title);
  const channels = plan.channels.map((channel): PlannedChannel => {
    checkTiling(plan, channel);
    return {
      id: channel.id,
      label: channel.label,
      units: channel.units,
      encoding: channel.encoding,
      paddingValue: channel.paddingValue,
      kvp: channel.kvp,
      valueMap,
      clip,
      frames: channel.frames.map(packFrame),
    };
  });
  const { formatId, title, names, geometry, notes, scannerFindings, scanner, acquiredUtc, objectId } = plan;
  const base = { formatId, title, names, notes, scannerFindings, scanner, acquiredUtc, objectId, profileId };
  return { ...base, kind: "volume", geometry, channels };
};

/** Makes scans of indexed files (as `FileIndex.packed`). A plan that makes no sense refuses its files and no others. */
export const planScans = (
  formats: readonly Format[],
  packed: readonly Uint8Array[],
  profiles: readonly ScannerProfile[],
): PlannedFiles => {
  // made by `serialize(IndexedFile)` in a thread of ours, never read from outside
  const files = withoutClaimed(packed.map((bytes) => deserialize(bytes) as IndexedFile));
  const plans: PlannedScan[] = [];
  const refused: RefusedFile[] = [];
  const made = withoutCompanions(
    formats.flatMap((format) => {
      const own = files.filter(({ formatId }) => formatId === format.id);
      return own.length === 0 ? [] : [planOf(format, own)];
    }),
  );
  const attempt = (name: string, make: () => PlannedScan): void => {
    try {
      plans.push(make());
    } catch (thrown) {
      refused.push({ name, error: toStationError(thrown, "format.corrupt").toBody() });
    }
  };
  for (const planned of made) {
    for (const { name, error } of planned.refused) refused.push({ name, error: error.toBody() });
    for (const plan of planned.plans) attempt(plan.names[0] ?? plan.title, () => toPlanned(applyProfiles(plan, profiles)));
    for (const plan of planned.radiographs ?? [])
      attempt(plan.names[0] ?? plan.title, () => toPlannedRadiograph(applyRadiographProfiles(plan, profiles)));
  }
  return { plans, refused };
};

const planOf = (format: Format, files: readonly IndexedFile[]): ReturnType<Format["plan"]> => {
  try {
    return format.plan(files);
  } catch (thrown) {
    const error = toStationError(thrown, "format.corrupt");
    return { plans: [], refused: files.map(({ name }) => ({ name, error })) };
  }
};
