/** `npm run smoke:electron`: the real Electron, on a machine that has or can fetch its binary. Plain JavaScript. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { findElectron } from "./lib/electron-binary.js";
import { ensureInstalled, pinnedNode, ROOT } from "./lib/set-up.js";

ensureInstalled();
const electron = await findElectron(300_000);
if (!electron.path) {
  process.stderr.write(`Electron cannot be tried here: ${electron.reason}.\n`);
  process.exit(2);
}
const build = spawnSync(pinnedNode(), [join(ROOT, "scripts/build.ts"), "--if-stale"], { cwd: ROOT, stdio: "inherit" });
if (build.status !== 0) process.exit(1);
const smoke = spawnSync(pinnedNode(), [join(ROOT, "e2e/electron/smoke.ts"), electron.path], { cwd: ROOT, stdio: "inherit" });
process.exit(smoke.status ?? 1);
