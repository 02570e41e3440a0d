/** Seconds to screen one bag, split by step, through the command line as a user would: one warm process, several bags. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readBag, resampleBag, writeBag } from "./bag-volume.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const TIMES = 4;

type Line = { readonly timingsMs?: Record<string, number> };

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export const benchScreening = async (): Promise<object> => {
  const work = mkdtempSync(join(tmpdir(), "faunagate-bench-"));
  try {
    const bag = resampleBag(await readBag(join(ROOT, "fixtures/demo/tusk-in-suitcase")), [256, 256, 300]);
    const first = writeBag(bag, work, "bag-0");
    for (let copy = 1; copy < TIMES; copy += 1) {
      copyFileSync(first, join(work, `bag-${copy}.raw`));
      writeBag({ ...bag, voxels: bag.voxels.map((hu) => hu + copy) }, work, `bag-${copy}`);
    }
    const begun = performance.now();
    const run = spawnSync(process.execPath, [join(ROOT, "src/cli/main.ts"), "screen", work, "--json"], {
      encoding: "utf8",
      maxBuffer: 1e8,
    });
    const wallS = (performance.now() - begun) / 1000;
    const lines: readonly Line[] = run.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const timings = lines.flatMap((line) => (line.timingsMs ? [line.timingsMs] : []));
    // The first bag also warms the graph; the others are what an officer waits for.
    const warm = timings.slice(1);
    const steps = Object.keys(warm[0] ?? {});
    return {
      dims: bag.dims,
      spacingMm: bag.spacingMm.map((mm) => Math.round(mm * 100) / 100),
      bags: timings.length,
      medianMs: Object.fromEntries(steps.map((step) => [step, Math.round(median(warm.map((times) => times[step] ?? 0)))])),
      firstTotalMs: Math.round(timings[0]?.["total"] ?? Number.NaN),
      commandLineSeconds: Math.round(wallS * 10) / 10,
    };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};
