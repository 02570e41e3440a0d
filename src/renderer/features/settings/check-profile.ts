import { scannerProfileSchema, type ScannerProfile } from "../../../contract/scanner-profile.ts";

/** A typed profile: either valid, or what is wrong with it, in sentences that name the place. */
export type CheckedProfile =
  | { readonly profile: ScannerProfile; readonly problems: readonly [] }
  | { readonly profile: null; readonly problems: readonly [string, ...string[]] };

const refused = (...problems: [string, ...string[]]): CheckedProfile => ({ profile: null, problems });

export const checkProfile = (text: string): CheckedProfile => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    return refused(`Not valid JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
  const parsed = scannerProfileSchema.safeParse(value);
  if (!parsed.success) {
    const [first, ...rest] = parsed.error.issues.map((issue) => `${issue.path.join(".") || "profile"}: ${issue.message}`);
    return refused(first ?? "profile: not valid", ...rest);
  }
  const { units, linear, airAndWater } = parsed.data;
  if (units === "linear" && !linear) return refused('linear: "units" is "linear", so slope and intercept are needed');
  if (units === "air-and-water" && !airAndWater)
    return refused('airAndWater: "units" is "air-and-water", so both values are needed');
  return { profile: parsed.data, problems: [] };
};

/** Where a new profile starts from. */
export const NEW_PROFILE = JSON.stringify(
  {
    schema: 1,
    id: "my-scanner",
    title: "My scanner",
    match: { maker: "", model: "" },
    units: "linear",
    linear: { slope: 1, intercept: -1024 },
  },
  null,
  2,
);
