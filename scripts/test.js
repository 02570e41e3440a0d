/** `npm test`: sets up what is missing and runs types, lint, import rules, unit tests and the end-to-end tests. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureChromium } from "./lib/chromium.js";
import { ensureInstalled, pinnedNode, ROOT } from "./lib/set-up.js";
import { runSteps } from "./lib/steps.js";

const bin = (path) => join(ROOT, "node_modules", path);
const result = (name) => join(ROOT, "test-results", name);

const main = () => {
  ensureInstalled();
  const node = pinnedNode();
  const env = {
    FAUNAGATE_CHROMIUM: ensureChromium(),
    FAUNAGATE_VITEST_JSON: result("vitest.json"),
    FAUNAGATE_PLAYWRIGHT_JSON: result("playwright.json"),
  };
  const step = (title, args, report) => ({ title, command: node, args, env, report });
  return runSteps([
    step("Types", [bin("typescript/bin/tsc"), "--noEmit", "-p", "tsconfig.json"]),
    step("Types of the page", [bin("typescript/bin/tsc"), "--noEmit", "-p", "src/renderer/tsconfig.json"]),
    step("Types of scripts and end-to-end tests", [bin("typescript/bin/tsc"), "--noEmit", "-p", "e2e/tsconfig.json"]),
    step("Lint and import rules", [join(ROOT, "scripts", "lint.ts")]),
    step("Build", [join(ROOT, "scripts", "build.ts")]),
    step("Unit tests", [bin("vitest/vitest.mjs"), "run"], { path: env.FAUNAGATE_VITEST_JSON, kind: "vitest" }),
    step("End-to-end tests", [bin("@playwright/test/cli.js"), "test"], {
      path: env.FAUNAGATE_PLAYWRIGHT_JSON,
      kind: "playwright",
    }),
  ]);
};

try {
  const total = main();
  mkdirSync(join(ROOT, "test-results"), { recursive: true });
  writeFileSync(result("summary.json"), JSON.stringify(total));
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
  process.exit(total.failed === 0 ? 0 : 1);
} catch (error) {
  process.stderr.write(`The tests could not run: ${error instanceof Error ? error.message : String(error)}\n`);
  process.stdout.write("\n0 passed, 1 failed\n");
  process.exit(1);
}
