import { expect, test } from "vitest";
import { idSchema } from "../contract/units.ts";
import { createIds, systemRandom } from "./ids.ts";

const sevens = (length: number): Uint8Array => new Uint8Array(length).fill(7);

test("ids are UUID version 7, ordered also within a millisecond and when the clock runs back", () => {
  let now = Date.UTC(2026, 0, 1);
  const newId = createIds(() => now, systemRandom);
  const ids: string[] = [];
  for (let n = 0; n < 10_000; n += 1) {
    if (n % 2500 === 2499) now += n % 5000 === 4999 ? -50 : 3;
    ids.push(newId());
  }
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(idSchema.safeParse(ids[0]).success).toBe(true);
});

test("with a fixed clock and fixed bytes ids repeat", () => {
  const newId = createIds(() => Date.UTC(2026, 0, 1), sevens);
  expect([newId(), newId()]).toEqual(["019b76da-a800-7000-8707-070707070707", "019b76da-a800-7001-8707-070707070707"]);
});
