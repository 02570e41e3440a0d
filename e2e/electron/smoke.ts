/** The built host in the real Electron: `node smoke.ts ELECTRON`. Proves what the double cannot: sandbox, scheme, native parts. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron } from "playwright";

const ROOT = join(import.meta.dirname, "..", "..");
const executablePath = process.argv[2];
if (!executablePath) throw new Error("usage: smoke.ts ELECTRON");
const data = mkdtempSync(join(tmpdir(), "faunagate-smoke-"));
const app = await _electron.launch({ executablePath, args: [ROOT, "--data", data] });
const page = await app.firstWindow();
await page.getByTestId("worklist-entry").first().waitFor({ timeout: 120_000 });
await page.waitForFunction(() => document.querySelector('[data-testid="worklist-entry"][data-state="ready"]') !== null, null, {
  timeout: 300_000,
});
const seen = await page.evaluate(() => ({ origin: location.origin, node: "process" in window, desktop: "desktop" in window }));
if (seen.origin !== "app://station" || seen.node || !seen.desktop) throw new Error(`unexpected page: ${JSON.stringify(seen)}`);
await page.evaluate(() => setTimeout(() => location.assign("https://example.org/"), 0));
await page.waitForTimeout(1000);
if (!(await page.getByTestId("worklist").isVisible())) throw new Error("the page let itself be led away");
await app.close();
rmSync(data, { recursive: true, force: true });
process.stdout.write("Electron: the station opens, screens a demo scan, stays on its page and quits.\n");
