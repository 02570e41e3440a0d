/** `npm start`: sets up what is missing, then opens the station in Electron, or else in the browser. */
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { findElectron } from "./lib/electron-binary.js";
import { ensureInstalled, pinnedNode, ROOT } from "./lib/set-up.js";

const args = process.argv.slice(2);

const runToEnd = (command, commandArgs) => {
  const child = spawn(command, commandArgs, { cwd: ROOT, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.once("error", (error) => {
    process.stderr.write(`Faunagate could not start: ${error.message}\n`);
    process.exit(1);
  });
  child.once("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
};

try {
  ensureInstalled();
  const node = pinnedNode();
  const build = spawnSync(node, [join(ROOT, "scripts", "build.ts"), "--if-stale"], { cwd: ROOT, stdio: "inherit" });
  if (build.status !== 0) throw new Error("the page could not be built (see above)");
  const electron = await findElectron();
  if (electron.path) {
    runToEnd(electron.path, [ROOT, ...args]);
  } else {
    process.stdout.write(`Electron is not used because ${electron.reason}: serving the same station to the browser.\n`);
    runToEnd(node, [join(ROOT, "src", "web", "main.ts"), ...args]);
  }
} catch (error) {
  process.stderr.write(`Faunagate could not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
