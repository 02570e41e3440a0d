/** Latency of a slice step and of 3D frames in Chromium, on a 512×512×300 volume, as a user sees them. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright";
import { readBag, resampleBag, writeBag } from "./bag-volume.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const STEPS = 120;
const FRAMES = 25;

const quantile = (values: readonly number[], q: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN) * 10) / 10;
};

const startStation = async (data: string): Promise<{ readonly address: string; readonly stop: () => void }> => {
  const child = spawn(
    process.execPath,
    [join(ROOT, "src/web/main.ts"), "--data", data, "--port", "0", "--no-open", "--no-demo"],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const address = await new Promise<string>((resolve, reject) => {
    child.once("exit", () => reject(new Error("the station ended")));
    child.stdout.on("data", (chunk: Buffer) => {
      const found = /https?:\/\/\S+/.exec(chunk.toString());
      if (found) resolve(found[0]);
    });
  });
  return { address, stop: () => child.kill("SIGTERM") };
};

export const benchPage = async (): Promise<object> => {
  const work = mkdtempSync(join(tmpdir(), "faunagate-bench-"));
  const bag = resampleBag(await readBag(join(ROOT, "fixtures/demo/tusk-in-suitcase")), [512, 512, 300]);
  const path = writeBag(bag, work, "bag");
  const station = await startStation(join(work, "data"));
  const browser = await chromium.launch({
    executablePath: process.env["FAUNAGATE_CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-background-networking"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(station.address);
    await page.getByTestId("import-button").click();
    await page.getByTestId("import-files-input").setInputFiles([path, `${path}.json`]);
    await page.locator('[data-testid="worklist-entry"][data-state="ready"]').waitFor({ timeout: 300_000 });
    await page.keyboard.press("Escape");
    await page.getByTestId("worklist-entry").click();
    const viewer = page.getByTestId("scan-viewer");
    await page.locator('[data-testid="scan-viewer"][data-state="ready"]').waitFor({ timeout: 120_000 });
    await viewer.waitFor();
    // the first 3D picture at full quality shares the processors with the planes for some seconds; measure the work after it
    const atRest = page.locator('[data-testid="volume-view"][data-state="rest"]');
    await atRest.waitFor({ timeout: 120_000 });
    const planes: Record<string, object> = {};
    for (const plane of ["axial", "sagittal", "coronal"] as const) {
      const pane = page.getByTestId(`plane-${plane}`);
      await pane.click({ position: { x: 60, y: 120 } });
      const latencies: number[] = await pane.evaluate(async (element, steps) => {
        const out: number[] = [];
        for (let step = 0; step < steps; step += 1) {
          const before = element.getAttribute("data-drawn");
          const begun = performance.now();
          element.dispatchEvent(
            new WheelEvent("wheel", {
              deltaY: step < steps / 2 ? 100 : -100,
              bubbles: true,
              cancelable: true,
              clientX: 300,
              clientY: 300,
            }),
          );
          await new Promise<void>((resolve) => {
            const look = (): void => (element.getAttribute("data-drawn") === before ? void setTimeout(look, 0) : resolve());
            look();
          });
          out.push(performance.now() - begun);
        }
        return out;
      }, STEPS);
      planes[plane] = { medianMs: quantile(latencies, 0.5), p95Ms: quantile(latencies, 0.95) };
    }
    const volume = page.getByTestId("volume-view");
    const box = await volume.boundingBox();
    if (!box) throw new Error("no 3D view");
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    const motion: number[] = [];
    for (let frame = 0; frame < FRAMES; frame += 1) {
      await page.mouse.move(box.x + box.width / 2 + 4 * frame, box.y + box.height / 2 + 2 * frame);
      await page.waitForTimeout(250);
      motion.push(Number(await volume.getAttribute("data-frame-ms")));
    }
    await page.mouse.up();
    const released = performance.now();
    await atRest.waitFor({ timeout: 120_000 });
    const settledS = Math.round((performance.now() - released) / 10) / 100;
    return {
      volume: bag.dims,
      planes,
      volumeView: { motionMedianMs: quantile(motion, 0.5), motionP95Ms: quantile(motion, 0.95), toFullQualityS: settledS },
    };
  } finally {
    await browser.close();
    station.stop();
    rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  }
};
