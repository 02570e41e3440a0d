import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ScannerProfile } from "../../contract/scanner-profile.ts";
import { BUILT_IN_PROFILES } from "../../imaging/profile/built-in-profiles.ts";
import { createProfiles } from "./create-profiles.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faunagate-profiles-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const PROFILE: ScannerProfile = {
  schema: 1,
  id: "lane-3",
  title: "Lane 3",
  match: { maker: "Acme" },
  units: "linear",
  linear: { slope: 2, intercept: -1000 },
};

test("profiles are files: saved, edited by hand, removed; a broken edit keeps the last valid one in use", () => {
  const log: string[] = [];
  const profiles = createProfiles(folder, (line) => log.push(line));
  const own = (): readonly ScannerProfile[] => profiles.list().filter(({ id }) => id === PROFILE.id);
  expect(profiles.list().length).toBe(BUILT_IN_PROFILES.length);
  profiles.save(PROFILE);
  expect(own()).toEqual([PROFILE]);
  writeFileSync(join(folder, "lane-3.json"), JSON.stringify({ ...PROFILE, title: "By hand" }));
  expect(own().map(({ title }) => title)).toEqual(["By hand"]);
  for (const bad of ["{", JSON.stringify({ ...PROFILE, id: "other" }), JSON.stringify({ ...PROFILE, linear: undefined })]) {
    writeFileSync(join(folder, "lane-3.json"), bad);
    expect(own().map(({ title }) => title)).toEqual(["By hand"]);
  }
  expect(log).toHaveLength(3);
  profiles.remove(PROFILE.id);
  expect(own()).toEqual([]);
  expect(() => profiles.remove(PROFILE.id)).toThrow("profile.invalid");
  expect(() => profiles.get(PROFILE.id)).toThrow("profile.invalid");
  expect(readdirSync(folder)).toEqual([]);
});

test("an incomplete profile is not saved, a built-in one can be replaced and comes back", () => {
  const profiles = createProfiles(folder, () => undefined);
  expect(() => profiles.save({ ...PROFILE, linear: undefined })).toThrow("profile.invalid");
  const [first] = BUILT_IN_PROFILES;
  if (!first) throw new Error("no profile comes with the station");
  profiles.save({ ...first, title: "Mine" });
  expect(profiles.get(first.id).title).toBe("Mine");
  profiles.remove(first.id);
  expect(profiles.get(first.id)).toEqual(first);
});
