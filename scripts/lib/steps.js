/** Runs named steps one after the other and counts what passed. Plain JavaScript. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { ROOT } from "./set-up.js";

const vitestCounts = (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests + (report.numFailedTestSuites > 0 && report.numFailedTests === 0 ? 1 : 0),
});
const playwrightCounts = (report) => ({ passed: report.stats.expected, failed: report.stats.unexpected + report.stats.flaky });
const summaryCounts = (report) => ({ passed: report.passed, failed: report.failed });

const COUNTERS = { vitest: vitestCounts, playwright: playwrightCounts, summary: summaryCounts };

/**
 * Runs one step: `{ title, command, args, env?, report?: { path, kind } }`. A step with a report counts its tests, one
 * without counts as one. A step that fails never counts as fewer than one failure.
 */
export const runStep = ({ title, command, args, env = {}, report }) => {
  process.stdout.write(`\n── ${title}\n`);
  if (report) {
    rmSync(report.path, { force: true });
    mkdirSync(dirname(report.path), { recursive: true });
  }
  const begun = Date.now();
  const run = spawnSync(command, args, { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...env } });
  const ok = run.status === 0;
  const counted = report && existsSync(report.path) ? COUNTERS[report.kind](JSON.parse(readFileSync(report.path, "utf8"))) : null;
  const counts = counted ?? { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
  if (!ok && counts.failed === 0) counts.failed = 1;
  process.stdout.write(
    `── ${title}: ${ok && counts.failed === 0 ? "passed" : "FAILED"} in ${((Date.now() - begun) / 1000).toFixed(1)} s\n`,
  );
  return counts;
};

export const runSteps = (steps) => {
  const total = { passed: 0, failed: 0 };
  for (const step of steps) {
    const { passed, failed } = runStep(step);
    total.passed += passed;
    total.failed += failed;
  }
  return total;
};
