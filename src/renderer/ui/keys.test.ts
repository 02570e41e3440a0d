import { describe, expect, it } from "vitest";
import { actionOf, capOf, KEYS } from "./keys.ts";

const press = (key: string, chord: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...chord,
});

describe("keys", () => {
  it("gives every key to exactly one action", () => {
    const all = Object.values(KEYS).flatMap((entry) => [...entry.keys] as string[]);
    expect(new Set(all).size).toBe(all.length);
  });

  it("knows a letter with and without caps lock", () => {
    expect(actionOf(press("c"))).toBe("decision.clear");
    expect(actionOf(press("C"))).toBe("decision.clear");
    expect(actionOf(press("ArrowDown"))).toBe("worklist.next");
  });

  it("leaves chords to the browser", () => {
    expect(actionOf(press("c", { ctrlKey: true }))).toBeNull();
    expect(actionOf(press("s", { metaKey: true }))).toBeNull();
    expect(actionOf(press("d", { altKey: true }))).toBeNull();
  });

  it("writes caps as they stand on the keyboard", () => {
    expect(capOf("c")).toBe("C");
    expect(capOf("ArrowUp")).toBe("↑");
    expect(capOf("?")).toBe("?");
  });
});
