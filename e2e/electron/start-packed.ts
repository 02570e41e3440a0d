/** Starts an extracted pack in the double: `node start-packed.ts FOLDER`. Ends with 0 when the station's page is up. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startMain } from "./double/start-main.ts";

const folder = process.argv[2];
if (!folder) throw new Error("usage: start-packed.ts FOLDER");
const data = mkdtempSync(join(tmpdir(), "faunagate-packed-data-"));
const { page, quit } = await startMain(pathToFileURL(join(folder, "dist/main/main.js")).href, {
  appPath: folder,
  args: ["--data", data, "--no-demo"],
});
await page.getByTestId("worklist").waitFor({ timeout: 60_000 });
await quit();
rmSync(data, { recursive: true, force: true });
process.exit(0);
