import { describe, expect, it } from "vitest";
import { caseOf, loadCorpus } from "./corpus.ts";
import { mixed, createRandom } from "./prng.ts";
import { runCase } from "./run-case.ts";

describe("the fuzzer", () => {
  const corpus = loadCorpus();

  it("makes the same case from the same seed and number", () => {
    expect(caseOf(corpus, 1, 77)).toEqual(caseOf(corpus, 1, 77));
    expect(caseOf(corpus, 1, 77)).not.toEqual(caseOf(corpus, 2, 77));
  });

  it("knows the first numbers of its generator", () => {
    const random = createRandom(1);
    expect([random.below(1000), random.below(1000), random.below(1000)]).toEqual([627, 2, 527]);
    expect(mixed(1, 2)).not.toBe(mixed(2, 1));
  });

  it("takes seeds of every format", () => {
    const names = corpus.flatMap(({ files }) => files.map(({ name }) => name)).join(" ");
    for (const ending of [".nii", ".nii.gz", ".hdr", ".nrrd", ".nhdr", ".mha", ".mhd", ".tif", ".raw", ".dcm"])
      expect(names).toContain(`${ending} `);
  });

  it("finds no case that breaks a rule among a few", async () => {
    const failures: string[] = [];
    for (let number = 0; number < 300; number += 1) {
      const made = caseOf(corpus, 20_260, number);
      const { failure } = await runCase(made);
      if (failure !== null) failures.push(`case ${number} (${made.key}): ${failure}`);
    }
    expect(failures).toEqual([]);
  });
});
