/** `npm run lint`: oxlint, one formatting, and the import rules between rooms. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { checkImports } from "./check-imports.ts";

const ROOT = join(import.meta.dirname, "..");
const oxlint = spawnSync(process.execPath, [join(ROOT, "node_modules/oxlint/bin/oxlint"), "--deny-warnings"], {
  cwd: ROOT,
  stdio: "inherit",
});
const FORMATTED = ["src/**/*.{ts,tsx,css}", "scripts/**/*.{ts,js}", "e2e/**/*.ts", "fixtures/generate/**/*.ts", "*.config.ts"];
const prettier = spawnSync(
  process.execPath,
  [join(ROOT, "node_modules/prettier/bin/prettier.cjs"), "--check", "--log-level", "warn", ...FORMATTED],
  {
    cwd: ROOT,
    stdio: "inherit",
  },
);
const problems = checkImports(join(ROOT, "src"));
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(problems.length === 0 ? "Import rules: kept.\n" : `Import rules: ${problems.length} broken.\n`);
process.exitCode = oxlint.status === 0 && prettier.status === 0 && problems.length === 0 ? 0 : 1;
