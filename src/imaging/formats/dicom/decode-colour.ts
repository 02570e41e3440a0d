/** From the stored samples of a colour image to red, green and blue, interleaved. */
import { StationError } from "../../../contract/station-error.ts";
import type { DecodedFrame } from "../format.ts";
import type { ColourCoding } from "./projection.ts";

type Samples = DecodedFrame["samples"];

const interleaved = (samples: Samples): Samples => {
  const pixels = samples.length / 3;
  const out = samples.slice();
  for (let n = 0; n < pixels; n += 1) for (let s = 0; s < 3; s += 1) out[3 * n + s] = samples[s * pixels + n] ?? 0;
  return out;
};

const bounded = (value: number): number => Math.max(0, Math.min(255, Math.round(value)));

/** PS3.3 C.7.6.3.1.2, YBR_FULL solved for red, green and blue; 8 bits. */
const put = (out: Uint8Array, at: number, y: number, blue: number, red: number): void => {
  out[at] = bounded(y + 1.402 * (red - 128));
  out[at + 1] = bounded(y - 0.344136 * (blue - 128) - 0.714136 * (red - 128));
  out[at + 2] = bounded(y + 1.772 * (blue - 128));
};

const fromYbr = (samples: Samples): Samples => {
  const out = new Uint8Array(samples.length);
  for (let at = 0; at + 2 < out.length; at += 3) put(out, at, samples[at] ?? 0, samples[at + 1] ?? 0, samples[at + 2] ?? 0);
  return out;
};

/** Two pixels in four samples: Y1 Y2 Cb Cr. */
const from422 = (samples: Samples): Samples => {
  const out = new Uint8Array((samples.length / 2) * 3);
  for (let at = 0, to = 0; at + 3 < samples.length; at += 4, to += 6) {
    const [first, second, blue, red] = [samples[at] ?? 0, samples[at + 1] ?? 0, samples[at + 2] ?? 0, samples[at + 3] ?? 0];
    put(out, to, first, blue, red);
    put(out, to + 3, second, blue, red);
  }
  return out;
};

const fromPalette = (samples: Samples, palette: NonNullable<ColourCoding["palette"]>): Samples => {
  const out = new Uint8Array(samples.length * 3);
  const last = palette.colours.length / 3 - 1;
  for (let n = 0; n < samples.length; n += 1) {
    const entry = 3 * Math.max(0, Math.min(last, (samples[n] ?? 0) - palette.first));
    for (let s = 0; s < 3; s += 1) out[3 * n + s] = palette.colours[entry + s] ?? 0;
  }
  return out;
};

/** `decoded`: a codec has already given red, green and blue, interleaved. */
export const toColours = (samples: Samples, colour: ColourCoding, decoded: boolean): Samples => {
  if (colour.photometric === "palette") {
    if (colour.palette === null) throw new StationError("format.corrupt", "no palette");
    return fromPalette(samples, colour.palette);
  }
  if (decoded) return samples;
  if (colour.photometric !== "rgb" && samples.BYTES_PER_ELEMENT !== 1)
    throw new StationError("format.unsupported", `${colour.photometric} in more than 8 bits`);
  if (colour.samples === 2) return from422(samples);
  const ordered = colour.planar ? interleaved(samples) : samples;
  return colour.photometric === "rgb" ? ordered : fromYbr(ordered);
};
