import { describe, expect, it } from "vitest";
import { createImageClock } from "./image-clock.ts";

describe("image clock", () => {
  it("counts while the picture is seen and rests while it is not", () => {
    const clock = createImageClock();
    clock.see("a", 1000);
    clock.see(null, 3000);
    clock.see("a", 10_000);
    expect(clock.readMs("a", 10_500)).toBe(2500);
  });

  it("keeps the sums of scans apart, and adds when one is seen again", () => {
    const clock = createImageClock();
    clock.see("a", 0);
    clock.see("b", 700);
    clock.see("a", 1000);
    expect(clock.readMs("b", 2000)).toBe(300);
    expect(clock.readMs("a", 2000)).toBe(1700);
    expect(clock.readMs("never", 2000)).toBe(0);
  });
});
