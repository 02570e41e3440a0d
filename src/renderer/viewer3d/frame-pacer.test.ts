import { describe, expect, it } from "vitest";
import { framePacer, type PacerState } from "./frame-pacer.ts";

const doNothing = (): void => {};

/** A graphics card on which each picture takes a given time, and a clock that it moves. */
const card = (restMsPerPicture: number, largestBand = 1) => {
  let clock = 0;
  let owed = 0;
  const bands: [number, number][] = [];
  const presented: number[] = [];
  const states: PacerState[] = [];
  let motions = 0;
  let onBand = doNothing;
  const pacer = framePacer(
    {
      largestBand,
      drawMotion: () => {
        motions++;
        owed += 10;
      },
      drawRest: (from, to) => {
        bands.push([from, to]);
        owed += (to - from) * restMsPerPicture;
        onBand();
      },
      present: (rows) => presented.push(rows),
      finished: () => {
        clock += owed;
        owed = 0;
        return Promise.resolve();
      },
      onMotionTime: () => {},
      onState: (state) => states.push(state),
    },
    () => clock,
  );
  const rest = async (): Promise<void> => {
    while (states.at(-1) !== "rest") await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return {
    pacer,
    bands,
    presented,
    states,
    motions: () => motions,
    rest,
    whenBand: (then: () => void) => {
      onBand = then;
    },
  };
};

describe("frame pacer", () => {
  it("draws a motion picture at once, then all rows of the picture at rest, then nothing", async () => {
    const { pacer, bands, presented, states, motions, rest } = card(2000);
    pacer.invalidate();
    expect(motions()).toBe(1);
    await rest();
    expect(states).toEqual(["motion", "rest"]);
    expect(bands[0]?.[0]).toBe(0);
    expect(bands.at(-1)?.[1]).toBe(1);
    for (const [at, [from]] of bands.entries()) if (at > 0) expect(from).toBe(bands[at - 1]?.[1]);
    expect(presented.at(-1)).toBe(1);
    const drawn = bands.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(bands).toHaveLength(drawn);
  });

  it("keeps bands short where drawing is slow, and draws at once where it is quick", async () => {
    const slow = card(2000);
    slow.pacer.invalidate();
    await slow.rest();
    for (const [from, to] of slow.bands) expect((to - from) * 2000).toBeLessThan(300);
    const quick = card(4);
    quick.pacer.invalidate();
    await quick.rest();
    expect(quick.bands.length).toBeLessThan(5);
  });

  it("never draws more in one go than it may", async () => {
    const { pacer, bands, rest } = card(1, 1 / 8);
    pacer.invalidate();
    await rest();
    for (const [from, to] of bands) expect(to - from).toBeLessThanOrEqual(1 / 8 + 0.011);
  });

  it("drops the picture at rest when something moves", async () => {
    const { pacer, bands, motions, rest, whenBand } = card(2000);
    let moved = false;
    whenBand(() => {
      if (moved) return;
      moved = true;
      pacer.invalidate();
    });
    pacer.invalidate();
    await rest();
    expect(motions()).toBe(2);
    // The first picture was left after one band; the second began again from the bottom.
    expect(bands.filter(([from]) => from === 0)).toHaveLength(2);
    expect(bands[1]?.[0]).toBe(0);
  });

  it("gathers many changes into few pictures", async () => {
    const { pacer, motions, rest } = card(10);
    for (let at = 0; at < 50; at++) pacer.invalidate();
    await rest();
    expect(motions()).toBeLessThanOrEqual(2);
  });

  it("does nothing more once stopped", async () => {
    const { pacer, bands, states } = card(10);
    pacer.invalidate();
    pacer.stop();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(bands).toEqual([]);
    expect(states).toEqual(["motion"]);
  });
});
