/** What fails, and how the station says so and goes on. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { openScan, waitForVerdict, worklistRow } from "./page.ts";
import { newDataFolder, removeFolder, startStation, type StationProcess } from "./station-process.ts";

const ROOT = join(import.meta.dirname, "../..");

/** The inference process of a station: the child whose command line names its entry. */
const inferencePid = (station: StationProcess): number => {
  const children = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  for (const pid of children) {
    try {
      const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
      if (Number(parent) === station.process.pid && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("inference/main"))
        return Number(pid);
    } catch {
      // a process that ended while we looked
    }
  }
  throw new Error("no inference process");
};

test("a crash of the inference process is shown, and screening again works", async ({ page }) => {
  test.skip(process.platform !== "linux", "finds the process in /proc");
  test.setTimeout(600_000);
  const data = newDataFolder();
  const station = await startStation(data);
  try {
    await page.goto(station.address);
    await waitForVerdict(page, "turtle");
    await openScan(page, "turtle");
    await expect(page.getByTestId("verdict-strip")).toBeVisible();
    const state = worklistRow(page, "turtle");
    for (const title of ["tusk", "beads", "look-alikes"]) await waitForVerdict(page, title);
    await page.keyboard.press("r");
    await expect(state).toHaveAttribute("data-state", "screening", { timeout: 60_000 });
    execFileSync("kill", ["-9", String(inferencePid(station))]);
    await expect(page.getByTestId("verdict-strip")).toContainText("The detector stopped unexpectedly", { timeout: 60_000 });
    await expect(page.getByTestId("model-state")).toContainText(/ready/i, { timeout: 60_000 });
    await page.getByTestId("screen-again").click();
    await expect(state.getByTestId("verdict")).toHaveText(/alarm|clear/i, { timeout: 240_000 });
  } finally {
    await station.stop();
    removeFolder(data);
  }
});

test("a lost WebGL context recovers by itself", async ({ page }) => {
  test.setTimeout(300_000);
  const data = newDataFolder();
  const station = await startStation(data);
  try {
    await page.goto(station.address);
    await expect(worklistRow(page, "tusk")).toHaveAttribute("data-state", /queued|screening|ready/, { timeout: 120_000 });
    await openScan(page, "tusk");
    const volume = page.getByTestId("volume-view");
    await expect(volume).toHaveAttribute("data-state", "rest", { timeout: 90_000 });
    const generation = await volume.getAttribute("data-generation");
    await volume
      .locator("canvas")
      .first()
      .evaluate((canvas) => {
        const extension = (canvas as HTMLCanvasElement).getContext("webgl2")?.getExtension("WEBGL_lose_context");
        extension?.loseContext();
        setTimeout(() => extension?.restoreContext(), 500);
      });
    await expect(volume).not.toHaveAttribute("data-generation", generation ?? "", { timeout: 60_000 });
    await expect(volume).toHaveAttribute("data-state", "rest", { timeout: 90_000 });
  } finally {
    await station.stop();
    removeFolder(data);
  }
});

test("strangers are refused, and a second start on the same data says so", async ({ page, request }) => {
  const data = newDataFolder();
  const station = await startStation(data, ["--no-demo"]);
  try {
    const { origin } = new URL(station.address);
    expect((await request.get(`${origin}/`)).status()).toBe(403);
    expect((await request.post(`${origin}/rpc/worklist.list`, { data: {} })).status()).toBe(403);
    await page.goto(station.address);
    await expect(page.getByTestId("worklist")).toBeVisible();
    expect((await request.get(station.address)).status(), "the token works once").toBe(403);
    expect((await request.get(`${origin}/`, { headers: { host: "evil.example" } })).status()).toBe(403);
    const second = spawnSync(process.execPath, [join(ROOT, "src/web/main.ts"), "--data", data, "--port", "0", "--no-open"], {
      encoding: "utf8",
      timeout: 60_000,
    });
    expect(second.status).toBe(3);
    expect(second.stderr).toContain("already running");
    await page.reload();
    await expect(page.getByTestId("worklist")).toBeVisible();
  } finally {
    await station.stop();
    removeFolder(data);
  }
});
