/** Finds or fetches Electron's binary. Plain JavaScript, for system Node. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pinnedNode, ROOT } from "./set-up.js";

const electronDir = join(ROOT, "node_modules", "electron");

const installedPath = () => {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) {
    const name = process.platform === "win32" ? "electron.exe" : "electron";
    const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH, name);
    return existsSync(path) ? path : null;
  }
  const pathFile = join(electronDir, "path.txt");
  if (!existsSync(pathFile)) return null;
  const path = join(electronDir, "dist", readFileSync(pathFile, "utf8"));
  return existsSync(path) ? path : null;
};

/**
 * Gives `{ path }`, or `{ reason }` after at most `patienceMs`. A download that is merely slow goes on in the background,
 * so that the next start finds it.
 */
export const findElectron = async (patienceMs = 12_000) => {
  if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return { reason: "there is no display" };
  const present = installedPath();
  if (present) return { path: present };
  const child = spawn(pinnedNode(), [join(electronDir, "install.js")], { stdio: "ignore", detached: true });
  const status = await new Promise((resolve) => {
    const timer = setTimeout(() => resolve("slow"), patienceMs);
    const settle = (value) => {
      clearTimeout(timer);
      resolve(value);
    };
    child.once("exit", (code) => settle(code === 0 ? "done" : "failed"));
    child.once("error", () => settle("failed"));
  });
  child.unref();
  const fetched = status === "done" ? installedPath() : null;
  if (fetched) return { path: fetched };
  return { reason: status === "slow" ? "its binary did not arrive in time" : "its binary cannot be fetched from here" };
};
