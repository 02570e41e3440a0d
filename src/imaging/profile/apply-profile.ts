/** What a scanner profile changes in a scan that was planned. */
import type { Geometry, ScanNote } from "../../contract/scan.ts";
import type { ScannerProfile } from "../../contract/scanner-profile.ts";
import type { Vec3 } from "../../contract/units.ts";
import type { ChannelPlan, ScanPlan } from "../formats/format.ts";
import { chooseProfile } from "./choose-profile.ts";
import { IDENTITY_MAP, mapOfProfile, type ValueMap } from "./value-map.ts";

export type AppliedProfile = {
  /** Geometry, units, labels and notes changed; encodings, padding and frames as they were, in the file's own values. */
  readonly plan: ScanPlan;
  /** To be composed with every channel's slope and intercept when its voxels are written (`mapChannel`). */
  readonly valueMap: ValueMap;
  /** What to cut off while writing, in the file's own values; `null` for nothing. */
  readonly clip: { readonly min: number; readonly max: number } | null;
  readonly profileId: string | null;
};

/** Turns an axis round: the same box in space, read from its other end. */
const flipAxis = (geometry: Geometry, axis: 0 | 1 | 2): Geometry => {
  const way = geometry.direction[axis];
  const span = (geometry.dims[axis] - 1) * geometry.spacingMm[axis];
  const turned: Vec3 = [0 - way[0], 0 - way[1], 0 - way[2]];
  const [di, dj, dk] = geometry.direction;
  const { originMm } = geometry;
  return {
    ...geometry,
    originMm: [originMm[0] + span * way[0], originMm[1] + span * way[1], originMm[2] + span * way[2]],
    direction: [axis === 0 ? turned : di, axis === 1 ? turned : dj, axis === 2 ? turned : dk],
  };
};

const geometryFor = (plan: ScanPlan, profile: ScannerProfile): Geometry => {
  const spaced = profile.spacingMm === undefined ? plan.geometry : { ...plan.geometry, spacingMm: profile.spacingMm };
  const { flip } = profile;
  const axes = ([0, 1, 2] as const).filter((axis) => flip !== undefined && (axis === 0 ? flip.i : axis === 1 ? flip.j : flip.k));
  return axes.reduce<Geometry>(flipAxis, spaced);
};

const notesFor = (plan: ScanPlan, profile: ScannerProfile): readonly ScanNote[] => {
  const kept = plan.notes.filter(
    ({ note }) => note !== "units-not-trusted" && !(note === "assumed-spacing" && profile.spacingMm !== undefined),
  );
  if (profile.units !== "uncalibrated") return kept;
  return [...kept, { note: "units-not-trusted", detail: `scanner profile ${profile.id}: values are not calibrated` }];
};

const channelFor = (channel: ChannelPlan, profile: ScannerProfile): ChannelPlan => {
  const energy =
    profile.energies !== undefined && Object.hasOwn(profile.energies, channel.id) ? profile.energies[channel.id] : undefined;
  return {
    ...channel,
    units: profile.units === "uncalibrated" ? "uncalibrated" : "HU",
    label: energy?.label ?? channel.label,
    kvp: energy?.kvp ?? channel.kvp,
  };
};

const clipFor = (profile: ScannerProfile, map: ValueMap | null): AppliedProfile["clip"] => {
  if (profile.clipHu === undefined || map === null) return null;
  const ends = [profile.clipHu.min, profile.clipHu.max].map((hu) => (hu - map.intercept) / map.slope);
  return { min: Math.min(...ends), max: Math.max(...ends) };
};

/** Applies one profile. Throws `profile.invalid` when it lacks what its `units` need. */
export const applyProfile = (plan: ScanPlan, profile: ScannerProfile): AppliedProfile => {
  const map = mapOfProfile(profile);
  return {
    plan: {
      ...plan,
      geometry: geometryFor(plan, profile),
      notes: notesFor(plan, profile),
      channels: plan.channels.map((channel) => channelFor(channel, profile)),
    },
    valueMap: map ?? IDENTITY_MAP,
    clip: clipFor(profile, map),
    profileId: profile.id,
  };
};

/** Applies the profile that matches, if any does. */
export const applyProfiles = (plan: ScanPlan, profiles: readonly ScannerProfile[]): AppliedProfile => {
  const profile = chooseProfile({ ...plan, path: plan.names[0] ?? "" }, profiles);
  return profile === null ? { plan, valueMap: IDENTITY_MAP, clip: null, profileId: null } : applyProfile(plan, profile);
};
