/** What is damaged: the small goldens and the negative fixtures, in groups that belong together. */
import { filesBelow, grouped, NEGATIVE, RADIOGRAPHS, SMALL } from "../../../fixtures/generate/read-fixtures.ts";
import { type FuzzFile, mutated } from "./mutate.ts";
import { createRandom, mixed, type Random } from "./prng.ts";

export type Seed = { readonly key: string; readonly files: readonly [FuzzFile, ...FuzzFile[]] };

/** Of a long DICOM series these slices are enough; their names stand for neighbouring positions. */
const ENOUGH = /\/(00|07|14)\.dcm$/;

const isBomb = (key: string): boolean => key.startsWith("format.bomb");

const isNegative = (key: string): boolean => key.includes("__");

const seedOf = (key: string, all: readonly FuzzFile[]): readonly Seed[] => {
  const fewer = all.filter(({ name }) => !name.endsWith(".dcm") || !name.includes("/") || ENOUGH.test(name));
  const [first, ...rest] = fewer.length > 0 ? fewer : all;
  return first === undefined ? [] : [{ key, files: [first, ...rest] }];
};

/** The fixtures in their groups or, of other folders, every file by itself. */
export const loadCorpus = (others: readonly string[] = []): readonly Seed[] =>
  others.length === 0
    ? [SMALL, RADIOGRAPHS, NEGATIVE].flatMap((folder) =>
        [...grouped(filesBelow(folder))].flatMap(([key, all]) => seedOf(key, all)),
      )
    : others.flatMap((folder) => filesBelow(folder).map((file): Seed => ({ key: file.name, files: [file] })));

const pickSeed = (corpus: readonly Seed[], random: Random): Seed => {
  const [first] = corpus;
  if (first === undefined) throw new RangeError("an empty corpus");
  for (;;) {
    const seed = corpus[random.below(corpus.length)] ?? first;
    // Good files lead deeper than bad ones; bombs cost a hundred times as much as anything else and are all alike.
    const wanted = isBomb(seed.key) ? 0.05 : isNegative(seed.key) ? 0.3 : 1;
    if (random.chance(wanted)) return seed;
  }
};

export type FuzzCase = { readonly key: string; readonly files: readonly FuzzFile[] };

/** Case `number` of a run: the same for the same corpus, seed and number, whatever ran before. */
export const caseOf = (corpus: readonly Seed[], seed: number, number: number): FuzzCase => {
  const random = createRandom(mixed(seed, number));
  const { key, files } = pickSeed(corpus, random);
  const other = pickSeed(corpus, random).files[0];
  return { key, files: mutated(files, random, other) };
};
