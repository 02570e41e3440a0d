import { describe, expect, it } from "vitest";
import { checkProfile, NEW_PROFILE } from "./check-profile.ts";
import { foldersOf } from "./general-settings.tsx";

describe("checkProfile", () => {
  it("accepts what a new profile starts from", () => {
    expect(checkProfile(NEW_PROFILE).problems).toEqual([]);
  });

  it("names the place of a mistake", () => {
    const typed = JSON.stringify({ ...JSON.parse(NEW_PROFILE), spacingMm: [1, 0, 1] });
    expect(checkProfile(typed).problems[0]).toMatch(/^spacingMm\.1: /);
    expect(checkProfile('{"schema":1,').problems[0]).toMatch(/^Not valid JSON: /);
  });

  it("asks for the numbers that the kind of units needs", () => {
    const { linear: _linear, ...bare } = JSON.parse(NEW_PROFILE);
    expect(checkProfile(JSON.stringify(bare)).problems[0]).toContain("slope and intercept");
    expect(checkProfile(JSON.stringify({ ...bare, units: "air-and-water" })).problems[0]).toContain("both values");
  });
});

describe("foldersOf", () => {
  it("takes one folder per line, once", () => {
    expect(foldersOf(" /scans \n\n/other\n/scans\n")).toEqual(["/scans", "/other"]);
  });
});
