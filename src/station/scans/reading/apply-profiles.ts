import type { ScannerProfile } from "../../../contract/scanner-profile.ts";
import type { ScanPlan } from "../../../imaging/formats/format.ts";

export type AppliedProfile = {
  readonly plan: ScanPlan;
  /** In units of values. */
  readonly clip: { readonly min: number; readonly max: number } | null;
  readonly profileId: string | null;
};

export const applyProfiles = (plan: ScanPlan, _profiles: readonly ScannerProfile[]): AppliedProfile => ({ plan, clip: null, profileId: null });
