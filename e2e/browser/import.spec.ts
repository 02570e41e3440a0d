/** Files in: a series by the dialog, a bad file among good ones, and a watched folder. */
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { waitForVerdict, worklistRow } from "./page.ts";
import { newDataFolder, removeFolder, startStation } from "./station-process.ts";

const DEMO = join(import.meta.dirname, "../../fixtures/demo");
const RADIOGRAPHS = join(import.meta.dirname, "../../fixtures/radiographs");

test("a series and a bad file are imported together: one opens, one is refused with its reason", async ({ page }) => {
  test.setTimeout(300_000);
  const data = newDataFolder();
  const folder = mkdtempSync(join(tmpdir(), "faunagate-e2e-in-"));
  cpSync(join(DEMO, "tusk-in-suitcase"), join(folder, "series"), { recursive: true });
  writeFileSync(join(folder, "broken.dcm"), "not an image at all");
  const station = await startStation(data, ["--no-demo"]);
  try {
    await page.goto(station.address);
    await expect(page.getByTestId("worklist")).toBeVisible();
    await page.getByTestId("import-button").click();
    await page.getByTestId("import-folder-input").setInputFiles(folder);
    await expect(page.getByTestId("worklist-entry")).toHaveCount(1, { timeout: 120_000 });
    await expect(worklistRow(page, "tusk")).toHaveAttribute("data-state", /queued|screening|ready/, { timeout: 120_000 });
    await expect(page.getByTestId("refusal")).toContainText("broken.dcm");
    await expect(page.getByTestId("refusal")).toContainText("This kind of file is not one the station can open.");
  } finally {
    await station.stop();
    removeFolder(data);
    removeFolder(folder);
  }
});

test("X-ray projections open and end without a verdict, with the reason", async ({ page }) => {
  test.setTimeout(300_000);
  const data = newDataFolder();
  const station = await startStation(data, ["--no-demo"]);
  try {
    await page.goto(station.address);
    await page.getByTestId("import-button").click();
    await page.getByTestId("import-folder-input").setInputFiles(join(RADIOGRAPHS, "tiff-views"));
    await expect(page.getByTestId("worklist-entry")).toHaveCount(1, { timeout: 120_000 });
    await waitForVerdict(page, "bag");
    const row = worklistRow(page, "bag");
    await expect(row.locator('[data-verdict="abort"]')).toBeVisible();
    await row.click();
    await expect(page.getByTestId("radiograph-view")).toHaveAttribute("data-state", "ready");
    await expect(page.getByTestId("radiograph").getByRole("button")).toHaveText(["Top", "Side"]);
    await expect(page.getByText("No detector for X-ray projections is installed").first()).toBeVisible();
  } finally {
    await station.stop();
    removeFolder(data);
  }
});

test("a watched folder brings in what the scanner writes", async ({ page }) => {
  test.setTimeout(300_000);
  const data = newDataFolder();
  const folder = mkdtempSync(join(tmpdir(), "faunagate-e2e-watch-"));
  const station = await startStation(data, ["--no-demo"]);
  try {
    await page.goto(station.address);
    await page.getByTestId("settings-button").click();
    await page.getByTestId("watched-folders-input").fill(folder);
    await page.getByTestId("settings-save").click();
    await expect(page.getByTestId("watched-folders")).toContainText(/1/);
    mkdirSync(join(folder, "bag"));
    cpSync(join(DEMO, "turtle-and-scales"), join(folder, "bag"), { recursive: true });
    await expect(page.getByTestId("worklist-entry")).toHaveCount(1, { timeout: 120_000 });
  } finally {
    await station.stop();
    removeFolder(data);
    removeFolder(folder);
  }
});
