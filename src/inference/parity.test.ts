/** The shipped graph in this program's own session gives what the training framework gave on a stored volume. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { modelManifestSchema } from "../contract/model.ts";
import { openCtSession } from "./session.ts";

const ROOT = join(import.meta.dirname, "../..");
const CASE = join(ROOT, "fixtures/parity/ct-wildlife-1");
const MODEL = join(ROOT, "models/ct-wildlife-1");

const caseSchema = z.object({
  model: z.string(),
  /** [1, 1, D, H, W]. */
  inputShape: z.tuple([z.literal(1), z.literal(1), z.int(), z.int(), z.int()]),
  classes: z.array(z.string()),
  /** Largest absolute difference of a probability. */
  tolerance: z.number().positive(),
});

const present = existsSync(`${CASE}.json`) && existsSync(join(MODEL, "manifest.json"));
if (!present) console.warn("parity: skipped, models/ct-wildlife-1 or fixtures/parity is absent");

test.skipIf(!present)("the graph equals the training framework on the stored case", async () => {
  const manifest = modelManifestSchema.parse(JSON.parse(readFileSync(join(MODEL, "manifest.json"), "utf8")));
  const stored = caseSchema.parse(JSON.parse(readFileSync(`${CASE}.json`, "utf8")));
  expect(stored.model).toBe(manifest.id);
  expect(stored.classes).toEqual(manifest.output.classes);
  const [, , depth, height, width] = stored.inputShape;
  const input = readFileSync(`${CASE}.input.i16`);
  const volume = Float32Array.from({ length: input.length / 2 }, (_, p) => input.readInt16LE(2 * p));
  const session = await openCtSession(readFileSync(join(MODEL, manifest.file)), manifest, 2);
  const got = await session.run(volume, [depth, height, width]);
  await session.release();
  const wanted = readFileSync(`${CASE}.output.f32`);
  expect(got).toHaveLength(wanted.length / 4);
  let worst = 0;
  for (let p = 0; p < got.length; p++) worst = Math.max(worst, Math.abs((got[p] ?? 0) - wanted.readFloatLE(4 * p)));
  expect(worst).toBeLessThanOrEqual(stored.tolerance);
});
