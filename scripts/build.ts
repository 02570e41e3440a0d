/**
 * Builds the page (Vite) and the Node programs (rolldown): main, preload, the reading worker and the inference process.
 * With `--if-stale` it does so only when a source is newer than the last build.
 */
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown, type InputOptions, type OutputOptions } from "rolldown";
import { build as buildPage } from "vite";

const ROOT = join(import.meta.dirname, "..");
const DIST = join(ROOT, "dist");
const STAMP = join(DIST, "stamp");

const packageJson: { readonly dependencies: Record<string, string> } = JSON.parse(
  readFileSync(join(ROOT, "package.json"), "utf8"),
);
const EXTERNAL = [
  /^node:/,
  "electron",
  ...Object.keys(packageJson.dependencies).flatMap((name) => [name, new RegExp(`^${name}/`)]),
];

/** Programs that Electron runs from the pack; on Node the sources run as they are. */
const PROGRAMS: readonly { readonly input: string; readonly file: string; readonly format: "esm" | "cjs" }[] = [
  { input: "src/main/main.ts", file: "main/main.js", format: "esm" },
  { input: "src/main/preload.ts", file: "main/preload.cjs", format: "cjs" },
  { input: "src/station/scans/reading/reading-worker.ts", file: "station/scans/reading/reading-worker.js", format: "esm" },
  { input: "src/inference/main.ts", file: "inference/main.js", format: "esm" },
];

const sourceHash = (): string => {
  const hash = createHash("sha256");
  const files = globSync(["src/**/*.{ts,tsx,css,html,svg,json,png}", "package-lock.json", "scripts/build.ts"], { cwd: ROOT });
  for (const file of files.filter((name) => !name.includes(".test.")).toSorted())
    hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest("hex");
};

const bundleProgram = async (input: InputOptions, output: OutputOptions): Promise<void> => {
  const bundle = await rolldown({ ...input, external: EXTERNAL, platform: "node", logLevel: "warn" });
  await bundle.write(output);
  await bundle.close();
};

const build = async (): Promise<void> => {
  rmSync(DIST, { recursive: true, force: true });
  await buildPage({ configFile: join(ROOT, "src/renderer/vite.config.ts"), logLevel: "warn" });
  for (const { input, file, format } of PROGRAMS) {
    if (!existsSync(join(ROOT, input))) throw new Error(`missing program ${input}`);
    await bundleProgram({ input: join(ROOT, input) }, { file: join(DIST, file), format, codeSplitting: false, sourcemap: true });
  }
  mkdirSync(DIST, { recursive: true });
};

const wanted = sourceHash();
const current = existsSync(STAMP) ? readFileSync(STAMP, "utf8") : "";
if (!process.argv.includes("--if-stale") || current !== wanted) {
  await build();
  writeFileSync(STAMP, wanted);
}
