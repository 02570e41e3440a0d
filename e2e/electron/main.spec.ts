/** The built main and preload, unmodified, on the double of Electron. The real binary is tried by `npm run smoke:electron`. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { newDataFolder, removeFolder } from "../browser/station-process.ts";

test("the Electron host opens, imports by dialog, screens, refuses what it must and quits cleanly", () => {
  test.setTimeout(600_000);
  const data = newDataFolder();
  try {
    const run = spawnSync(process.execPath, [join(import.meta.dirname, "scenario.ts"), data], {
      encoding: "utf8",
      timeout: 580_000,
    });
    expect(run.status, run.stderr).toBe(0);
    const seen: Record<string, unknown> = JSON.parse(run.stdout.trim().split("\n").at(-1) ?? "{}");
    expect(seen).toMatchObject({
      desktop: ["chooseFiles", "chooseFolder", "handleForFile"],
      frozen: true,
      leaks: [],
      forged: 403,
      notification: "denied",
      fetched: "refused",
      stillHere: true,
      exitCode: 0,
      navigations: ["https://example.org/"],
      permissions: ["notifications"],
      rules: { foreign: true, lookalike: true, own: false, permissionCheck: false, deviceCheck: false },
      errors: [],
    });
    expect(seen["verdict"]).toMatch(/alarm|no finding/i);
    expect(seen["csp"]).toContain("default-src 'none'");
    expect(seen["windows"]).toBe(1);
  } finally {
    removeFolder(data);
  }
});
