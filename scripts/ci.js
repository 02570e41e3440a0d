/** What CI runs: `npm test`, then the checks that are too slow for every day. Ends with `N passed, N failed`. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runSteps } from "./lib/steps.js";
import { pinnedNode, ROOT } from "./lib/set-up.js";

const venv = join(ROOT, ".venv");
const python = join(venv, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");

const summary = join(ROOT, "test-results", "summary.json");
const total = runSteps([{ title: "npm test", command: "npm", args: ["test"], report: { path: summary, kind: "summary" } }]);

const slow = [];
try {
  const node = pinnedNode();
  slow.push({
    title: "Fuzz the readers (20,000 cases)",
    command: node,
    args: [join(ROOT, "src/imaging/fuzz/main.ts"), "--cases", "20000", "--seed", "1"],
  });
  slow.push({ title: "Pack, offline", command: node, args: [join(ROOT, "scripts/check-pack.ts")] });
} catch {
  total.failed += 1;
}
if (!existsSync(python)) {
  slow.unshift(
    { title: "Python environment", command: "python3", args: ["-m", "venv", venv] },
    {
      title: "Python packages",
      command: python,
      args: ["-m", "pip", "install", "--quiet", "-r", join(ROOT, "training/requirements.txt")],
    },
  );
}
slow.push({ title: "Training tests", command: python, args: ["-m", "pytest", join(ROOT, "training"), "-q"] });
const more = runSteps(slow);
process.stdout.write(`\n${total.passed + more.passed} passed, ${total.failed + more.failed} failed\n`);
process.exit(total.failed + more.failed === 0 ? 0 : 1);
