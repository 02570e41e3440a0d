/** The shipped graphs in this program's own sessions give what the training framework gave on stored cases. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { modelManifestSchema } from "../contract/model.ts";
import { openObjectSession } from "./object-session.ts";
import { openCtSession } from "./session.ts";

const ROOT = join(import.meta.dirname, "../..");
const CASES = join(ROOT, "fixtures/parity");
const MODELS = join(ROOT, "models");

const caseSchema = z.object({
  model: z.string(),
  /** [1, 1, D, H, W]. */
  inputShape: z.tuple([z.literal(1), z.literal(1), z.int(), z.int(), z.int()]),
  classes: z.array(z.string()),
  /** Largest absolute difference of a probability. */
  tolerance: z.number().positive(),
});

const answers = z.array(z.array(z.number()));
const objectCaseSchema = z.object({ tolerance: z.number().positive(), classes: answers, kinds: answers, embedding: answers });

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const manifestOf = (id: string) => modelManifestSchema.parse(readJson(join(MODELS, id, "manifest.json")));
const ids = readdirSync(MODELS).filter((id) => existsSync(join(MODELS, id, "manifest.json")));

test("there is a shipped model", () => expect(ids).not.toHaveLength(0));

test.each(ids)("%s: the first graph equals the training framework on the stored case", async (id) => {
  const manifest = manifestOf(id);
  const stored = caseSchema.parse(readJson(join(CASES, `${id}.json`)));
  expect(stored.model).toBe(manifest.id);
  expect(stored.classes).toEqual(manifest.output.classes);
  const [, , depth, height, width] = stored.inputShape;
  const input = readFileSync(join(CASES, `${id}.input.i16`));
  const volume = Float32Array.from({ length: input.length / 2 }, (_, p) => input.readInt16LE(2 * p));
  const session = await openCtSession(readFileSync(join(MODELS, id, manifest.file)), manifest, 2);
  const got = await session.run(volume, [depth, height, width]);
  await session.release();
  const wanted = readFileSync(join(CASES, `${id}.output.f32`));
  expect(got).toHaveLength(wanted.length / 4);
  let worst = 0;
  for (let p = 0; p < got.length; p++) worst = Math.max(worst, Math.abs((got[p] ?? 0) - wanted.readFloatLE(4 * p)));
  expect(worst).toBeLessThanOrEqual(stored.tolerance);
});

/** The inputs of training/faunagate_training/objects/parity.py. */
const formulaInput = (c: number, channels: number, samples: number, features: number) => ({
  crops: Float32Array.from({ length: channels * samples }, (_, at) => {
    const n = at % samples;
    const isHu = Math.floor(at / samples) % 2 === 0;
    return isHu ? ((7919 * n + 500 * c) % 2003) - 700 : Number(n % 3 === c);
  }),
  features: Float32Array.from({ length: features }, (_, k) => k / 4 + c),
});

test.each(ids.filter((id) => manifestOf(id).objectModel !== undefined))(
  "%s: the second graph equals the training framework",
  async (id) => {
    const model = manifestOf(id).objectModel;
    if (model === undefined) return;
    const stored = objectCaseSchema.parse(readJson(join(CASES, `${id}.objects.json`)));
    const session = await openObjectSession(readFileSync(join(MODELS, id, model.file)), model, 2);
    const { input, features } = model;
    const got = await session.run(
      [0, 1].map((c) => formulaInput(c, input.channels.length, input.sizeVoxels ** 3, features.order.length)),
    );
    await session.release();
    for (const output of ["classes", "kinds", "embedding"] as const) {
      stored[output].forEach((wanted, c) => {
        const values = Array.from(got[c]?.[output] ?? []);
        expect(values).toHaveLength(wanted.length);
        values.forEach((value, n) => expect(Math.abs(value - (wanted[n] ?? NaN))).toBeLessThanOrEqual(stored.tolerance));
      });
    }
  },
);
