/** Profiles that come with the station. The examples match no real scanner; they are there to be copied. */
import { type ScannerProfile, scannerProfileSchema } from "../../contract/scanner-profile.ts";
import airAndWater from "./built-in/example-air-and-water.json" with { type: "json" };
import linear from "./built-in/example-linear.json" with { type: "json" };
import simulator from "./built-in/faunagate-simulator.json" with { type: "json" };

export const BUILT_IN_PROFILES: readonly ScannerProfile[] = [airAndWater, linear, simulator].map((json) =>
  scannerProfileSchema.parse(json),
);
