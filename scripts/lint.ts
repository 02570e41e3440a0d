/** `npm run lint`: oxlint, then the import rules between rooms. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { checkImports } from "./check-imports.ts";

const ROOT = join(import.meta.dirname, "..");
const oxlint = spawnSync(process.execPath, [join(ROOT, "node_modules/oxlint/bin/oxlint"), "--deny-warnings"], {
  cwd: ROOT,
  stdio: "inherit",
});
const problems = checkImports(join(ROOT, "src"));
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(problems.length === 0 ? "Import rules: kept.\n" : `Import rules: ${problems.length} broken.\n`);
process.exitCode = oxlint.status === 0 && problems.length === 0 ? 0 : 1;
