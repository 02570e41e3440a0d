import { z } from "zod";
import { type ScannerProfile, scannerProfileSchema } from "../../contract/scanner-profile.ts";
import { StationError } from "../../contract/station-error.ts";
import { mapOfProfile } from "./value-map.ts";

/** A profile from its JSON text. Throws `profile.invalid`, naming what is wrong and where. */
export const parseProfile = (name: string, text: string): ScannerProfile => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (thrown) {
    throw new StationError("profile.invalid", `${name}: ${thrown instanceof Error ? thrown.message : "no JSON"}`);
  }
  const parsed = scannerProfileSchema.safeParse(json);
  if (!parsed.success) throw new StationError("profile.invalid", `${name}: ${z.prettifyError(parsed.error).slice(0, 500)}`);
  // Also that the part which its units need is there.
  mapOfProfile(parsed.data);
  return parsed.data;
};
