/** A view from a picture that a scanner coloured for the eye: an approximation, and said to be one. */
import { VALIDITY, VIEW_PADDING } from "../../contract/radiograph.ts";
import type { ScanNote } from "../../contract/scan.ts";
import type { DecodedFrame, ViewReading } from "../formats/format.ts";
import { attenuationTable } from "./attenuation-table.ts";
import { DEFAULT_COLOURS, hueOf, hueTable } from "./hue-index.ts";
import { type MadeView, storedAttenuation, storedMaterial, THINNEST } from "./made-view.ts";
import { CODES, codesOf } from "./plane-codes.ts";
import { settleReading } from "./settle-reading.ts";
import { viewFromSingle } from "./view-from-single.ts";

type Samples = DecodedFrame["samples"];

/** Of 255: red, green and blue that differ by less are grey, with what JPEG does to edges. */
const GREYEST = 20;
/** A picture with fewer coloured pixels than this has none. */
const COLOURED_SHARE = 0.002;

/**
 * What a palette does not hold: the hue is a material's, and how dark it is its thickness. Lightness, (greatest + least) / 2, falls from
 * white in air through the pure hue to black and is the same for every hue, which brightness to the eye is not.
 */
const lightnessOf = (samples: Samples, scale: number, count: number): Uint16Array => {
  const out = new Uint16Array(count);
  for (let n = 0, at = 0; n < count; n += 1, at += 3) {
    const [red, green, blue] = [samples[at] ?? 0, samples[at + 1] ?? 0, samples[at + 2] ?? 0];
    out[n] = ((Math.max(red, green, blue) + Math.min(red, green, blue)) / 2) * scale;
  }
  return out;
};

/** From samples to 16-bit lightness. */
const scaleOf = (bits: number): number => (bits > 16 ? 2 ** (16 - bits) : bits > 8 ? 1 : 256);

type Census = {
  readonly coloured: number;
  /** Of light pixels near the hues of organic and of metal. */
  readonly organic: { readonly count: number; readonly light: number };
  readonly metal: { readonly count: number; readonly light: number };
};

/** Counts what is coloured like what, with red and blue as the file has them. */
const censusOf = (samples: Samples, full: number, count: number, table: Float32Array): Census => {
  const tally = { coloured: 0, organic: { count: 0, light: 0 }, metal: { count: 0, light: 0 } };
  const step = Math.max(1, Math.floor(count / 500_000));
  for (let n = 0; n < count; n += step) {
    const [red, green, blue] = [samples[3 * n] ?? 0, samples[3 * n + 1] ?? 0, samples[3 * n + 2] ?? 0];
    const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
    if (((most - least) / full) * 255 < GREYEST) continue;
    tally.coloured += step;
    const index = table[Math.floor(hueOf(red, green, blue))] ?? 0;
    const kind = index < 0.2 ? tally.organic : index > 0.8 ? tally.metal : null;
    if (kind === null) continue;
    kind.count += step;
    kind.light += (step * (most + least)) / 2 / full;
  }
  return tally;
};

/**
 * With red and blue swapped, what fills a bag would be metal, and the little that is organic would hold back more than that.
 * No bag is like that, but a box of tools may come near: so it is said, and not done.
 */
const seemsSwapped = ({ organic, metal }: Census): boolean =>
  metal.count > 3 * organic.count && organic.count > 0 && metal.light / metal.count > 1.1 * (organic.light / organic.count);

const withSwapped = (samples: Samples): Samples => {
  const out = samples.slice();
  for (let at = 0; at + 2 < out.length; at += 3) {
    const red = out[at] ?? 0;
    out[at] = out[at + 2] ?? 0;
    out[at + 2] = red;
  }
  return out;
};

export const viewFromColour = (frame: DecodedFrame, width: number, height: number, reading: ViewReading): MadeView => {
  const count = width * height;
  const samples = reading.channelOrder === "bgr" ? withSwapped(frame.samples) : frame.samples;
  const full = 2 ** reading.bits - 1;
  const colours = reading.colours ?? DEFAULT_COLOURS;
  const table = hueTable(colours);
  const census = censusOf(samples, full, count, table);
  const scale = scaleOf(reading.bits);
  const lightness = lightnessOf(samples, scale, count);
  if (census.coloured < COLOURED_SHARE * count) {
    const grey = reading.bits > 8 ? lightness : Uint8Array.from(lightness, (value) => value >> 8);
    return viewFromSingle({ ...frame, samples: grey }, width, height, reading);
  }
  const plane = codesOf({ samples: lightness, slope: 1, intercept: 0 }, 16);
  const scaled = (value: number | null): number | null => (value === null ? null : value * scale);
  const light: ViewReading = {
    ...reading,
    // a colour picture is drawn on white: air is light
    values: reading.values ?? "transmission",
    scale: reading.scale ?? "linear",
    dark: scaled(reading.dark),
    air: scaled(reading.air),
    bits: 16,
    paddingValue: null,
  };
  const settled = settleReading({ ...plane, most: full * scale }, width, height, light, "colour picture");
  const { attenuation: ofCode, validity: validOf } = attenuationTable(plane, settled, null);
  const gamma = colours.gamma ?? 1;
  const stored = Int16Array.from({ length: CODES }, (_, code) => storedAttenuation((ofCode[code] ?? 0) * gamma));
  const thin = THINNEST / gamma;
  const attenuation = new Int16Array(count);
  const material = new Int16Array(count);
  const validity = new Uint8Array(count);
  for (let n = 0; n < count; n += 1) {
    const code = lightness[n] ?? 0;
    attenuation[n] = stored[code] ?? VIEW_PADDING;
    validity[n] = validOf[code] ?? VALIDITY.ok;
    const [red, green, blue] = [samples[3 * n] ?? 0, samples[3 * n + 1] ?? 0, samples[3 * n + 2] ?? 0];
    const span = ((Math.max(red, green, blue) - Math.min(red, green, blue)) / full) * 255;
    const known = span >= GREYEST && validity[n] === VALIDITY.ok && (ofCode[code] ?? 0) >= thin;
    material[n] = known ? storedMaterial(table[Math.floor(hueOf(red, green, blue))] ?? 0) : VIEW_PADDING;
  }
  const notes: ScanNote[] = [
    { note: "approximated-from-colour", detail: `approximated from a colour picture, ${reading.bits} bits` },
    ...settled.notes,
  ];
  if (seemsSwapped(census)) {
    const [organic, metal] = [census.organic.count, census.metal.count].map((pixels) =>
      Math.round((100 * pixels) / census.coloured),
    );
    const other = reading.channelOrder === "rgb" ? "bgr" : "rgb";
    notes.push({
      note: "colour-order-doubted",
      detail: `${metal} % of what is coloured is metal and lighter than the ${organic} % that is organic: try channelOrder "${other}" in a scanner profile`,
    });
  }
  return { origin: "colour-picture", attenuation, material, validity, notes };
};
