import { describe, expect, it } from "vitest";
import { runLimited } from "./run-limited.ts";

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe("runLimited", () => {
  it("keeps the order and never runs more than the limit", async () => {
    let running = 0;
    let most = 0;
    const results = await runLimited([1, 2, 3, 4, 5, 6, 7], 3, async (value) => {
      most = Math.max(most, ++running);
      await tick();
      running -= 1;
      return value * 10;
    });
    expect(results).toEqual([10, 20, 30, 40, 50, 60, 70]);
    expect(most).toBe(3);
  });

  it("stops beginning new work after a failure", async () => {
    const begun: number[] = [];
    const run = runLimited([1, 2, 3, 4, 5], 1, async (value) => {
      begun.push(value);
      if (value === 2) throw new Error("no");
    });
    await expect(run).rejects.toThrow("no");
    expect(begun).toEqual([1, 2]);
  });

  it("has nothing to do for nothing", async () => {
    expect(await runLimited([], 4, async () => 1)).toEqual([]);
  });
});
