import { describe, expect, it } from "vitest";
import {
  chooseEncoding,
  EMPTY_RANGE,
  measureFrame,
  mergeRanges,
  PADDING_STORED,
  settleEncoding,
  writeFrame,
} from "./assemble.ts";
import type { ChannelPlan } from "./format.ts";

const channel = (over: Partial<ChannelPlan>): ChannelPlan => ({
  id: "main",
  label: "CT",
  units: "uncalibrated",
  encoding: null,
  paddingValue: null,
  kvp: null,
  frames: [],
  ...over,
});
const NO_PADDING = { value: null, stored: PADDING_STORED };

describe("measureFrame", () => {
  it("gives the range of values after the rescale, without NaN, infinity, sentinels and padding", () => {
    const samples = new Float32Array([1, 2, Number.NaN, Infinity, -3.4e38, 7, 5]);
    const range = measureFrame({ samples, slope: 2, intercept: 1 }, 15);
    expect(range).toEqual({ min: 3, max: 11, integral: true, missing: 4 });
  });

  it("notices fractions", () => {
    expect(measureFrame({ samples: new Int16Array([1, 2]), slope: 0.25, intercept: 0 }).integral).toBe(false);
    expect(measureFrame({ samples: new Int16Array([4, 8]), slope: 0.25, intercept: 0 }).integral).toBe(true);
  });

  it("works over more than one chunk", () => {
    const samples = new Int32Array(100_000);
    samples[99_999] = 1_000_000;
    samples[40_000] = -5;
    expect(measureFrame({ samples, slope: 1, intercept: 0 })).toEqual({ min: -5, max: 1_000_000, integral: true, missing: 0 });
  });
});

describe("chooseEncoding", () => {
  it("keeps whole numbers exactly where they fit, shifting them if need be", () => {
    expect(chooseEncoding({ min: -1024, max: 3071, integral: true, missing: 0 })).toEqual({
      encoding: { slope: 1, intercept: 0 },
      exact: true,
    });
    // 40000 − 0 fits 16 bits: 0 becomes −32767, so the intercept is 32767.
    expect(chooseEncoding({ min: 0, max: 40_000, integral: true, missing: 0 })).toEqual({
      encoding: { slope: 1, intercept: 32_767 },
      exact: true,
    });
  });

  it("takes the smallest power of two otherwise", () => {
    // 4095.5 / 65532 = 0.0625 (just under 2^-4 = 0.0625): centre 1023.25.
    const { encoding, exact } = chooseEncoding({ min: -1024.5, max: 3071, integral: false, missing: 0 });
    expect(encoding).toEqual({ slope: 0.0625, intercept: 1023.25 });
    expect(exact).toBe(false);
  });

  it("holds both ends of any range", () => {
    for (const [min, max] of [
      [0, 1e9],
      [-1e-6, 1e-6],
      [-1e10, 1e10],
      [3, 3.0000001],
      [1e9, 1e9 + 0.5],
    ] as const) {
      const { encoding } = chooseEncoding({ min, max, integral: false, missing: 0 });
      for (const value of [min, max]) {
        expect(Math.abs(Math.round((value - encoding.intercept) / encoding.slope))).toBeLessThanOrEqual(32_767);
      }
    }
  });

  it("has an answer for nothing and for one value", () => {
    expect(chooseEncoding(EMPTY_RANGE).encoding).toEqual({ slope: 1, intercept: 0 });
    expect(chooseEncoding({ min: 0.5, max: 0.5, integral: false, missing: 0 })).toEqual({
      encoding: { slope: 1, intercept: 0.5 },
      exact: true,
    });
  });
});

describe("settleEncoding", () => {
  it("uses the plan's encoding and places padding by it", () => {
    const settled = settleEncoding(channel({ encoding: { slope: 1, intercept: -1024 }, paddingValue: -3024 }), null);
    expect(settled.padding).toEqual({ value: -3024, stored: -2000 });
    expect(settled.notes).toEqual([]);
  });

  it("says when precision is lost", () => {
    const settled = settleEncoding(channel({}), { min: 0, max: 1, integral: false, missing: 0 });
    expect(settled.notes.map((n) => n.note)).toEqual(["precision-reduced"]);
  });
});

describe("writeFrame", () => {
  it("copies what is the same already", () => {
    const target = new Int16Array(3);
    const written = writeFrame(
      { samples: new Int16Array([-5, 0, 9]), slope: 2, intercept: 1 },
      { slope: 2, intercept: 1 },
      target,
      NO_PADDING,
    );
    expect([...target]).toEqual([-5, 0, 9]);
    expect(written).toEqual({ min: -5, max: 9, padded: 0, clipped: 0 });
  });

  it("shifts unsigned 16 bit", () => {
    const target = new Int16Array(3);
    writeFrame(
      { samples: new Uint16Array([0, 32_768, 65_535]), slope: 1, intercept: 0 },
      { slope: 1, intercept: 32_768 },
      target,
      NO_PADDING,
    );
    expect([...target]).toEqual([-32_768, 0, 32_767]);
  });

  it("rounds, cuts off and pads", () => {
    const target = new Int16Array(5);
    const written = writeFrame(
      { samples: new Float32Array([0.4, 1e6, Number.NaN, -7, 1e30]), slope: 1, intercept: 0 },
      { slope: 0.5, intercept: 0 },
      target,
      { value: -7, stored: PADDING_STORED },
    );
    expect([...target]).toEqual([1, 32_767, -32_768, -32_768, -32_768]);
    expect(written).toEqual({ min: 1, max: 32_767, padded: 3, clipped: 1 });
  });

  it("moves padding that the encoding would put elsewhere", () => {
    const target = new Int16Array(3);
    writeFrame({ samples: new Int16Array([-2000, 0, 5]), slope: 1, intercept: 0 }, { slope: 1, intercept: 0 }, target, {
      value: -2000,
      stored: PADDING_STORED,
    });
    expect([...target]).toEqual([-32_768, 0, 5]);
  });

  it("clips in values", () => {
    const target = new Int16Array(3);
    const written = writeFrame(
      { samples: new Int16Array([-3000, 40, 9000]), slope: 1, intercept: 0 },
      { slope: 1, intercept: 0 },
      target,
      NO_PADDING,
      { min: -1024, max: 3071 },
    );
    expect([...target]).toEqual([-1024, 40, 3071]);
    expect(written.clipped).toBe(2);
  });

  it("reconstructs every value of a two-pass float channel to half a step", () => {
    const frames = [0, 1].map((n) => ({
      samples: Float32Array.from({ length: 1000 }, (_, k) => Math.sin(k + n) * 1234.5),
      slope: 1,
      intercept: 0,
    }));
    const { encoding, padding } = settleEncoding(
      channel({}),
      frames.map((f) => measureFrame(f)).reduce(mergeRanges, EMPTY_RANGE),
    );
    for (const frame of frames) {
      const target = new Int16Array(1000);
      writeFrame(frame, encoding, target, padding);
      frame.samples.forEach((value, k) => {
        expect(Math.abs((target[k] ?? 0) * encoding.slope + encoding.intercept - value)).toBeLessThanOrEqual(
          encoding.slope / 2 + 1e-9,
        );
      });
    }
  });
});
