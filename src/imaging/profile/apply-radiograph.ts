/** What a scanner profile changes in a planned radiograph. */
import type { RadiographProfile, ScannerProfile } from "../../contract/scanner-profile.ts";
import { StationError } from "../../contract/station-error.ts";
import type { PixelBox, RadiographPlan, ViewPlan, ViewReading } from "../formats/format.ts";
import { sizeOfView } from "../radiograph/make-view.ts";
import { chooseProfile } from "./choose-profile.ts";

export type AppliedRadiograph = { readonly plan: RadiographPlan; readonly profileId: string | null };

const readingFor = (reading: ViewReading, profile: RadiographProfile): ViewReading => ({
  values: profile.values ?? reading.values,
  scale: profile.scale ?? reading.scale,
  bits: profile.bits ?? reading.bits,
  dark: profile.dark ?? reading.dark,
  air: profile.air ?? reading.air,
  logRange: profile.logRange ?? reading.logRange,
  paddingValue: reading.paddingValue,
  materialTable: profile.materialTable ?? reading.materialTable,
  colours: profile.colours ?? reading.colours,
  channelOrder: profile.channelOrder ?? reading.channelOrder,
});

type ProfileView = NonNullable<RadiographProfile["views"]>[number];

const partOf = (view: ViewPlan, { part }: ProfileView, id: string): PixelBox | null => {
  if (part === undefined) return view.part;
  const [width, height] = sizeOfView(view);
  const from = { x: Math.round(part.x * width), y: Math.round(part.y * height) };
  const to = {
    x: Math.min(width, Math.round((part.x + part.width) * width)),
    y: Math.min(height, Math.round((part.y + part.height) * height)),
  };
  const box = { ...from, width: to.x - from.x, height: to.y - from.y };
  if (box.width < 1 || box.height < 1)
    throw new StationError("profile.invalid", `${id}: a view of ${box.width} × ${box.height} pixels`);
  return { ...box, x: box.x + (view.part?.x ?? 0), y: box.y + (view.part?.y ?? 0) };
};

const placedAs = (view: ViewPlan, said: ProfileView | undefined, profile: RadiographProfile, id: string): ViewPlan => ({
  ...view,
  label: said?.label ?? view.label,
  direction: said?.direction ?? view.direction,
  belt: said?.belt ?? profile.belt ?? view.belt,
  beltOffsetPx: said?.beltOffsetPx ?? view.beltOffsetPx,
  pixelMm: profile.pixelMm ?? view.pixelMm,
  part: said === undefined ? view.part : partOf(view, said, id),
  reading: readingFor(view.reading, profile),
});

/** A picture that holds several views becomes as many; else the n-th view is what the profile says of the n-th. */
const viewsFor = (views: readonly ViewPlan[], profile: RadiographProfile, id: string): readonly ViewPlan[] => {
  const parts = (profile.views ?? []).filter(({ part }) => part !== undefined);
  if (parts.length === 0) return views.map((view, n) => placedAs(view, profile.views?.[n], profile, id));
  return views.flatMap((view) => parts.map((part, n) => placedAs({ ...view, label: `View ${n + 1}` }, part, profile, id)));
};

/** Throws `profile.invalid` when a view of the profile holds no pixel. */
export const applyRadiographProfile = (plan: RadiographPlan, profile: ScannerProfile): AppliedRadiograph => {
  const said = profile.radiograph;
  if (said === undefined) return { plan, profileId: profile.id };
  const notes = plan.notes.filter(({ note }) => !(note === "assumed-spacing" && said.pixelMm !== undefined));
  return { plan: { ...plan, notes, views: viewsFor(plan.views, said, profile.id) }, profileId: profile.id };
};

/** Applies the profile that matches, if any does. */
export const applyRadiographProfiles = (plan: RadiographPlan, profiles: readonly ScannerProfile[]): AppliedRadiograph => {
  const fitting = profiles.filter(({ radiograph }) => radiograph !== undefined);
  const profile = chooseProfile({ ...plan, path: plan.names[0] ?? "" }, fitting);
  return profile === null ? { plan, profileId: null } : applyRadiographProfile(plan, profile);
};
