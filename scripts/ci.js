/**
 * What CI runs: the Python environment (so that nothing that needs it is skipped), `npm test`, then the checks that are too slow
 * for every day. Ends with `N passed, N failed`.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pinnedNode, ROOT } from "./lib/set-up.js";
import { runSteps } from "./lib/steps.js";

const venv = join(ROOT, ".venv");
const python = join(venv, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
const summary = join(ROOT, "test-results", "summary.json");

const pythonSteps = () =>
  existsSync(python)
    ? []
    : [
        { title: "Python environment", command: "python3", args: ["-m", "venv", venv] },
        {
          title: "Python packages",
          command: python,
          args: ["-m", "pip", "install", "--quiet", "-r", join(ROOT, "training/requirements.txt")],
        },
      ];

const slowSteps = () => {
  const node = pinnedNode();
  return [
    {
      title: "Fuzz the readers (20,000 cases)",
      command: node,
      args: [join(ROOT, "src/imaging/fuzz/main.ts"), "--cases", "20000", "--seed", "1"],
    },
    { title: "Pack, offline", command: node, args: [join(ROOT, "scripts/check-pack.ts")] },
    { title: "Training tests", command: python, args: ["-m", "pytest", join(ROOT, "training"), "-q"] },
  ];
};

const totals = [
  runSteps(pythonSteps()),
  runSteps([{ title: "npm test", command: "npm", args: ["test"], report: { path: summary, kind: "summary" } }]),
  runSteps(slowSteps()),
];
const passed = totals.reduce((sum, total) => sum + total.passed, 0);
const failed = totals.reduce((sum, total) => sum + total.failed, 0);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
