import { describe, expect, it } from "vitest";
import {
  ATTENUATION_ENCODING,
  MATERIAL_ENCODING,
  planViewLevels,
  TILE,
  tileRange,
  VALIDITY,
  VIEW_PADDING,
} from "../../contract/radiograph.ts";
import type { DecodedFrame, ViewReading } from "../formats/format.ts";
import { plainReading } from "../formats/pictures/plan-pictures.ts";
import { mendDeadLines } from "./dead-lines.ts";
import type { MadeView } from "./made-view.ts";
import { materialIndexFrom, DEFAULT_TABLE } from "./material-table.ts";
import { poolValidity, poolValues } from "./pool-view.ts";
import { cutTile, levelFromTiles } from "./tiles.ts";
import { viewFromPair } from "./view-from-pair.ts";
import { viewFromSingle } from "./view-from-single.ts";

const [WIDTH, HEIGHT] = [40, 32];

/** Air all over, and one value in the middle box [10, 20) × [8, 16), another in [24, 30) × [8, 16). */
const picture = (air: number, box: number, other = box): Uint16Array =>
  Uint16Array.from({ length: WIDTH * HEIGHT }, (_, n) => {
    const [x, y] = [n % WIDTH, Math.floor(n / WIDTH)];
    if (y < 8 || y >= 16) return air;
    return x >= 10 && x < 20 ? box : x >= 24 && x < 30 ? other : air;
  });

const frame = (samples: DecodedFrame["samples"]): DecodedFrame => ({ samples, slope: 1, intercept: 0 });
const at = (x: number, y: number): number => y * WIDTH + x;
const BOX = at(15, 12);
const OTHER = at(26, 12);
const attenuationAt = (view: MadeView, n: number): number =>
  (view.attenuation[n] ?? 0) * ATTENUATION_ENCODING.slope + ATTENUATION_ENCODING.intercept;
const materialAt = (view: MadeView, n: number): number => (view.material?.[n] ?? 0) * MATERIAL_ENCODING.slope;
const notesOf = (view: MadeView): readonly string[] => [...new Set(view.notes.map(({ note }) => note))];
const reading = (over: Partial<ViewReading> = {}): ViewReading => ({ ...plainReading(16), ...over });

describe("a view of one energy", () => {
  it("by hand: 60,000 in air and 22,073 behind a box are an attenuation of 1", () => {
    const view = viewFromSingle(frame(picture(60_000, 22_073, 10)), WIDTH, HEIGHT, reading());
    expect(attenuationAt(view, 0)).toBeCloseTo(0, 3);
    // (1 − 7.5) · 4096 = −26,624
    expect(Math.abs((view.attenuation[BOX] ?? 0) + 26_624)).toBeLessThanOrEqual(1);
    expect([view.validity[0], view.validity[BOX], view.validity[OTHER]]).toEqual([VALIDITY.ok, VALIDITY.ok, VALIDITY.opaque]);
    // what is opaque holds back at least ln 2000
    expect(attenuationAt(view, OTHER)).toBeCloseTo(Math.log(2000), 3);
    expect([view.origin, notesOf(view)]).toEqual(["single-energy", ["scale-assumed", "air-level-assumed"]]);
  });

  it("reads the inverse of it alike: values that rise with what is held back", () => {
    const inverse = picture(60_000, 22_073).map((value) => 65_535 - value);
    const view = viewFromSingle(frame(inverse), WIDTH, HEIGHT, reading());
    expect(attenuationAt(view, BOX)).toBeCloseTo(1, 3);
  });

  it("takes dark and air from the profile: (11,000 − 1000) / (41,000 − 1000) is ¼, so ln 4", () => {
    const view = viewFromSingle(
      frame(picture(41_000, 11_000)),
      WIDTH,
      HEIGHT,
      reading({ dark: 1000, air: 41_000, scale: "linear" }),
    );
    expect(attenuationAt(view, BOX)).toBeCloseTo(Math.log(4), 3);
    expect(notesOf(view)).toEqual([]);
  });

  it("reads logarithmic values: a quarter of the way to an attenuation of 8 is 2", () => {
    const said = reading({ values: "attenuation", scale: "logarithmic", dark: 4000, air: 0, logRange: 8, bits: 12 });
    expect(attenuationAt(viewFromSingle(frame(picture(0, 1000)), WIDTH, HEIGHT, said), BOX)).toBeCloseTo(2, 3);
  });

  it("keeps floats and 32 bits to a 65,536th of their range", () => {
    const floats = Float32Array.from(picture(60_000, 22_073), (value) => value / 60_000);
    const view = viewFromSingle(frame(floats), WIDTH, HEIGHT, reading({ bits: 32 }));
    expect(attenuationAt(view, BOX)).toBeCloseTo(1, 3);
    const wide = Uint32Array.from(picture(60_000, 22_073), (value) => value * 1000);
    expect(attenuationAt(viewFromSingle(frame(wide), WIDTH, HEIGHT, reading({ bits: 32 })), BOX)).toBeCloseTo(1, 3);
  });

  it("marks padding as outside, and a detector at its end as saturated", () => {
    const view = viewFromSingle(
      frame(picture(50_000, 65_535, 7)),
      WIDTH,
      HEIGHT,
      reading({ air: 50_000, dark: 0, paddingValue: 7 }),
    );
    expect([view.validity[BOX], view.validity[OTHER], view.attenuation[OTHER]]).toEqual([
      VALIDITY.saturated,
      VALIDITY.outside,
      VIEW_PADDING,
    ]);
  });

  it("says of eight bits that they are a picture", () => {
    const grey = Uint8Array.from(picture(250, 92));
    const view = viewFromSingle(frame(grey), WIDTH, HEIGHT, reading({ bits: 8 }));
    expect(view.origin).toBe("grey-picture");
    expect(attenuationAt(view, BOX)).toBeCloseTo(1, 2);
    expect(notesOf(view)).toContain("approximated-from-grey");
  });
});

describe("a view of two energies", () => {
  /** Aluminium at an attenuation near 1 has the ratio 1.786: low 1.3084 and high 0.7326 give 1 together. */
  const low = picture(60_000, 60_000 * Math.exp(-1.3084), 60_000 * Math.exp(-1.148));
  const high = picture(50_000, 50_000 * Math.exp(-0.7326), 50_000 * Math.exp(-0.8743));

  it("by hand: aluminium is 0.5 and water 0.0955, and attenuation that of the mean transmission", () => {
    const view = viewFromPair(frame(low), frame(high), WIDTH, HEIGHT, reading());
    expect(attenuationAt(view, BOX)).toBeCloseTo(-Math.log((Math.exp(-1.3084) + Math.exp(-0.7326)) / 2), 2);
    expect(materialAt(view, BOX)).toBeCloseTo(0.5, 1);
    expect(materialAt(view, OTHER)).toBeCloseTo(0.0955, 1);
    // air has no material
    expect(view.material?.[0]).toBe(VIEW_PADDING);
    expect([view.origin, notesOf(view).includes("material-not-calibrated")]).toEqual(["dual-energy", true]);
  });

  it("notices energies that were named the wrong way round", () => {
    const view = viewFromPair(frame(high), frame(low), WIDTH, HEIGHT, reading());
    expect(notesOf(view)).toContain("energies-swapped");
    expect(materialAt(view, BOX)).toBeCloseTo(0.5, 1);
  });

  it("goes through the table's anchors, and on beyond them to the ends", () => {
    const indexOf = materialIndexFrom(DEFAULT_TABLE);
    expect(indexOf(1, 1.313)).toBeCloseTo(0.0955, 3);
    expect(indexOf(1, 1.786)).toBeCloseTo(0.5, 6);
    expect(indexOf(1, 2.518)).toBeCloseTo(1, 6);
    expect(indexOf(0.75, (1.786 + 2.02) / 2)).toBeCloseTo(0.5, 6);
    expect([indexOf(1, 0.2), indexOf(1, 50)]).toEqual([-0.5, 1.5]);
  });
});

describe("dead lines", () => {
  it("are filled in from their neighbours, and a wide opaque thing is left alone", () => {
    const samples = picture(60_000, 22_073);
    for (let x = 0; x < WIDTH; x += 1) samples[at(x, 12)] = 0;
    for (let y = 0; y < HEIGHT; y += 1) for (let x = 32; x < 36; x += 1) samples[at(x, y)] = 0;
    const view = viewFromSingle(frame(samples), WIDTH, HEIGHT, reading({ air: 60_000, dark: 0 }));
    expect(mendDeadLines(view.attenuation, view.validity, WIDTH, HEIGHT)).toEqual({ rows: [12], columns: [] });
    expect(attenuationAt(view, BOX)).toBeCloseTo(1, 3);
    expect([view.validity[BOX], view.validity[at(33, 20)]]).toEqual([VALIDITY.dead, VALIDITY.opaque]);
  });
});

describe("levels and tiles", () => {
  it("halve until one tile is left, and each tile has its range", () => {
    expect(planViewLevels(1300, 700)).toEqual([
      { level: 0, width: 1300, height: 700 },
      { level: 1, width: 650, height: 350 },
      { level: 2, width: 325, height: 175 },
    ]);
    // the second tile of the second row of three: number 4, each 512 · 512 · 2 bytes
    expect(tileRange({ sample: "int16" }, { width: 1300, height: 700 }, 1, 1)).toEqual([2_097_152, 2_621_440]);
    expect(planViewLevels(8192, 8192)).toHaveLength(5);
  });

  it("cut and put together again", () => {
    const [width, height] = [700, 520];
    const whole = Int16Array.from({ length: width * height }, (_, n) => n % 30_000);
    const file = new Int16Array(4 * TILE * TILE);
    for (let n = 0; n < 4; n += 1)
      cutTile(whole, width, height, n % 2, n >> 1, file.subarray(n * TILE * TILE, (n + 1) * TILE * TILE));
    expect(file[4 * TILE * TILE - 1]).toBe(VIEW_PADDING);
    const back = levelFromTiles(file, width, height, new Int16Array(width * height));
    expect(back.every((value, n) => value === whole[n])).toBe(true);
  });

  it("pool without padding, and keep what is a bound", () => {
    const P = VIEW_PADDING;
    expect([...poolValues(Int16Array.of(1, 2, P, 3, 5, P), 3, 2)]).toEqual([3, P]);
    const { ok, opaque, dead, outside } = VALIDITY;
    expect([...poolValidity(Uint8Array.of(ok, opaque, outside, dead, ok, outside), 3, 2)]).toEqual([opaque, outside]);
    expect([...poolValidity(Uint8Array.of(dead, outside, outside, outside), 2, 2)]).toEqual([dead]);
  });
});
