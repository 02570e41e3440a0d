/**
 * `npm run bench [-- part …]`: prints one JSON object. Parts: open, screen, page. Figures are of this machine at this moment;
 * peers are measured in the same run.
 */
import { cpus } from "node:os";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { benchOpen } from "./bench/open-series.ts";
import { benchPage } from "./bench/page.ts";
import { benchScreening } from "./bench/screen-bag.ts";

const ROOT = join(import.meta.dirname, "..");
const PARTS: Readonly<Record<string, () => Promise<object>>> = { open: benchOpen, screen: benchScreening, page: benchPage };

const wanted = process.argv.slice(2);
const build = spawnSync(process.execPath, [join(ROOT, "scripts/build.ts"), "--if-stale"], {
  stdio: ["ignore", "inherit", "inherit"],
});
if (build.status !== 0) process.exit(1);

const result: Record<string, unknown> = { cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length };
for (const [name, part] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`bench: ${name}…\n`);
  result[name] = await part().catch((error: unknown) => ({ failed: error instanceof Error ? error.message : String(error) }));
}
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
