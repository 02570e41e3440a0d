/** An officer's shift on the demo scans: look, decide, record; and nothing decided is lost when the power fails. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { WILDLIFE_CLASSES } from "../../src/contract/wildlife-class.ts";
import { coloursAround, openScan, voxelOf, waitForVerdict, worklistRow } from "./page.ts";
import { newDataFolder, removeFolder, startStation } from "./station-process.ts";

type Demo = {
  readonly title: string;
  readonly truth: readonly {
    readonly class: string;
    readonly kind: string;
    readonly boxVoxel: { readonly min: readonly number[]; readonly max: readonly number[] };
  }[];
};

const demos: readonly Demo[] = JSON.parse(readFileSync(join(import.meta.dirname, "../../fixtures/demo/demo.json"), "utf8"));
const TUSK_SCAN = "tusk";

const inside = (voxel: readonly number[], box: Demo["truth"][number]["boxVoxel"], margin: number): boolean =>
  voxel.every((x, axis) => x >= (box.min[axis] ?? 0) - margin && x < (box.max[axis] ?? 0) + margin);

const norm = (v: readonly number[]): number => Math.hypot(...v);

/** What is left of a colour without its grey. */
const spread = (rgb: readonly number[]): readonly number[] => {
  const low = Math.min(...rgb);
  return rgb.map((x) => x - low);
};

/** Whether a colour has the hue of the class: its own colour mixed with grey. */
const hueLike = (colour: readonly number[], hex: string): boolean => {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const [a, b] = [spread(colour), spread(wanted)];
  if (norm(a) < 40) return false;
  return a.reduce((sum, x, axis) => sum + x * (b[axis] ?? 0), 0) / (norm(a) * norm(b)) > 0.95;
};

test("from the worklist to a record that survives a power cut", async ({ page }) => {
  test.setTimeout(600_000);
  const data = newDataFolder();
  let station = await startStation(data);
  try {
    await page.goto(station.address);
    await expect(page.getByTestId("worklist-entry")).toHaveCount(demos.length, { timeout: 120_000 });
    await waitForVerdict(page, TUSK_SCAN);
    const row = worklistRow(page, TUSK_SCAN);
    await expect(row.getByTestId("demo-mark")).toBeVisible();
    await expect(row.getByTestId("verdict")).toHaveText(/alarm/i);
    await openScan(page, TUSK_SCAN);

    // Fly to the finding: the crosshair lies in an object that the simulator put there, and its colour is on the screen.
    const truth = demos.find((demo) => demo.title.toLowerCase().includes(TUSK_SCAN))?.truth ?? [];
    await page.keyboard.press("n");
    const finding = page.locator('[data-testid="finding-row"][data-selected="true"]');
    await expect(finding).toHaveCount(1);
    const voxel = await voxelOf(page);
    const object = truth.find((entry) => inside(voxel, entry.boxVoxel, 1));
    expect(object, `no simulated object at ${voxel.join(", ")}`).toBeDefined();
    await expect(page.getByTestId("scan-viewer")).toHaveAttribute("data-mask", "ready");
    const plane = page.getByTestId("plane-axial");
    const [x = 0, y = 0] = ((await plane.getAttribute("data-crosshair-px")) ?? "").split(",").map(Number);
    const colours = await coloursAround(page, plane, { x, y }, 40);
    const ofClass = colours.filter((colour) => hueLike(colour, WILDLIFE_CLASSES.ivory.colour));
    expect(ofClass.length).toBeGreaterThan(20);

    // The 3D view holds the same colour.
    const volume = page.getByTestId("volume-view");
    await expect(volume).toHaveAttribute("data-state", "rest", { timeout: 90_000 });
    const size = await volume.boundingBox();
    const middle = { x: (size?.width ?? 0) / 2, y: (size?.height ?? 0) / 2 };
    const glowing = (await coloursAround(page, volume, middle, 130)).filter((colour) =>
      hueLike(colour, WILDLIFE_CLASSES.ivory.colour),
    );
    expect(glowing.length).toBeGreaterThan(50);

    // Confirm, decide, record.
    await page.keyboard.press("y");
    await expect(finding.getByTestId("finding-review")).toHaveText(/confirmed/i);
    await page.keyboard.press("s");
    const form = page.getByTestId("seizure-form");
    await expect(form).toBeVisible();
    await expect(page.getByTestId("seizure-item").first()).toBeVisible();
    await page.getByTestId("seizure-location").fill("Parcel hall 2");
    await page.getByTestId("seizure-save").click();
    await expect(form).toHaveAttribute("data-version", "2");

    await station.killHard();
    station = await startStation(data);
    await page.goto(station.address);
    await expect(worklistRow(page, TUSK_SCAN).getByTestId("decision-mark")).toHaveText(/search/i);
    await openScan(page, TUSK_SCAN);
    await page.getByTestId("open-seizure").click();
    await expect(page.getByTestId("seizure-location")).toHaveValue("Parcel hall 2");
  } finally {
    await station.stop();
    removeFolder(data);
  }
});

test("a decision can be changed only with a reason, and both are kept", async ({ page }) => {
  test.setTimeout(300_000);
  const data = newDataFolder();
  const station = await startStation(data);
  try {
    await page.goto(station.address);
    await waitForVerdict(page, "look-alikes");
    await openScan(page, "look-alikes");
    await page.keyboard.press("d");
    await expect(page.getByTestId("seizure-form")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByTestId("seizure-form")).toBeHidden();
    await page.waitForTimeout(1000);
    await page.keyboard.press("c");
    await expect(page.getByTestId("change-dialog")).toBeVisible();
    await expect(page.getByTestId("change-submit")).toBeDisabled();
    await page.getByTestId("change-reason").fill("Opened: chess set of resin");
    await page.getByTestId("change-submit").click();
    await openScan(page, "look-alikes");
    await page.getByTestId("decision-history").hover();
    const history = page.getByRole("dialog").filter({ hasText: "after" });
    await expect(history).toContainText("Opened: chess set of resin");
    await expect(history).toContainText(/held/i);
  } finally {
    await station.stop();
    removeFolder(data);
  }
});
