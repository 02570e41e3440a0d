import { expect, test } from "vitest";
import { createTurns } from "./turns.ts";

const never = new AbortController().signal;

test("first come, first served, but the preferred one next; an aborted one leaves the queue", async () => {
  const turns = createTurns();
  const order: string[] = [];
  const abort = new AbortController();
  const run = async (key: string, signal = never): Promise<void> => {
    const end = await turns.take(key, signal);
    order.push(key);
    await new Promise((resolve) => setImmediate(resolve));
    end();
    end();
  };
  const all = [
    run("a"),
    run("b"),
    run("c", abort.signal).catch((reason: unknown) => order.push(`c: ${String(reason)}`)),
    run("d"),
    run("e"),
  ];
  turns.prefer("d");
  abort.abort("gone");
  await Promise.all(all);
  expect(order).toEqual(["a", "c: gone", "d", "b", "e"]);
  await run("late");
  expect(order.at(-1)).toBe("late");
  await expect(turns.take("x", AbortSignal.abort("before"))).rejects.toBe("before");
});
