/** Finds a Chromium for the end-to-end tests, or installs one. Plain JavaScript. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pinnedNode, ROOT } from "./set-up.js";

const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:/Program Files/Google/Chrome/Application/chrome.exe",
];

const playwrightsOwn = () => {
  const script = "const { chromium } = await import('playwright'); process.stdout.write(chromium.executablePath())";
  const run = spawnSync(pinnedNode(), ["--input-type=module", "-e", script], { cwd: ROOT, encoding: "utf8" });
  return run.status === 0 && existsSync(run.stdout) ? run.stdout : null;
};

const present = () => playwrightsOwn() ?? SYSTEM.find((path) => existsSync(path)) ?? null;

const canApt = () => process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

/** Path of a Chromium. Throws an Error that says what to install. */
export const ensureChromium = () => {
  const found = process.env.FAUNAGATE_CHROMIUM ?? present();
  if (found) return found;
  process.stderr.write("Installing Chromium for the end-to-end tests…\n");
  const quiet = { cwd: ROOT, stdio: "ignore", timeout: 120_000 };
  // A Debian root has its own package, which also brings the libraries; elsewhere Playwright's build is the surer way.
  if (canApt()) {
    spawnSync("apt-get", ["update"], quiet);
    spawnSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"], {
      ...quiet,
      timeout: 600_000,
    });
  }
  if (!present()) spawnSync(pinnedNode(), [join(ROOT, "node_modules/playwright/cli.js"), "install", "chromium"], quiet);
  const installed = present();
  if (!installed)
    throw new Error(
      "No Chromium was found and none could be installed: install Chromium, or set FAUNAGATE_CHROMIUM to its path.",
    );
  return installed;
};
