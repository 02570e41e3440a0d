/** Which objects are X-ray projections, and what their headers say of them. */
import type { DataSet } from "dicom-parser";
import { numberOf, numbersOf, textOf } from "./values.ts";

/** How three samples, or an index, make a colour. `samples`: of a pixel as stored (YBR_FULL_422 stores two). */
export type ColourCoding = {
  readonly photometric: "rgb" | "ybr" | "ybr-422" | "palette";
  readonly samples: 1 | 2 | 3;
  /** All of red, then all of green, then all of blue. */
  readonly planar: boolean;
  /** Red, green and blue of the indices from `first` on, 8 bits each. */
  readonly palette: { readonly first: number; readonly colours: Uint8Array } | null;
};

export type Projection = {
  /** Pixels in a row; the layout's `columns` count stored samples. */
  readonly columns: number;
  readonly colour: ColourCoding | null;
  readonly values: "transmission" | "attenuation" | null;
  readonly scale: "linear" | "logarithmic" | null;
  readonly pixelMm: readonly [number, number] | null;
  readonly energies: 1 | 2;
  readonly viewPosition: string;
  /** Millimetre waves, not X-rays: brightness is what comes back. */
  readonly reflected: boolean;
};

const PROJECTION_CLASSES = new Set([
  "1.2.840.10008.5.1.4.1.1.1", // CR
  "1.2.840.10008.5.1.4.1.1.1.1", // DX for presentation
  "1.2.840.10008.5.1.4.1.1.1.1.1", // DX for processing
  "1.2.840.10008.5.1.4.1.1.501.2.1", // DICOS DX for presentation
  "1.2.840.10008.5.1.4.1.1.501.2.2", // DICOS DX for processing
  "1.2.840.10008.5.1.4.1.1.501.4", // DICOS AIT 2D
]);
const AIT_CLASS = "1.2.840.10008.5.1.4.1.1.501.4";
/** Secondary capture, of one frame and of several in bits, grey and colour. */
const CAPTURE_CLASS = /^1\.2\.840\.10008\.5\.1\.4\.1\.1\.7(\.[1-4])?$/;
/** What an X-ray machine's pictures are filed under when they are captured. */
const CAPTURE_MODALITIES = new Set(["", "OT", "DX", "CR", "RG", "XRAY", "SC"]);

export const isProjectionClass = (sopClass: string, modality: string): boolean =>
  PROJECTION_CLASSES.has(sopClass) || (CAPTURE_CLASS.test(sopClass) && CAPTURE_MODALITIES.has(modality));

const PALETTE_TAGS = ["x00281201", "x00281202", "x00281203"] as const;

const paletteOf = (dataSet: DataSet): ColourCoding["palette"] => {
  const descriptor = numbersOf(dataSet, "x00281101", "US");
  const entries = descriptor[0] === 0 ? 65_536 : (descriptor[0] ?? 0);
  if (entries < 1 || entries > 2048) return null;
  const colours = new Uint8Array(entries * 3);
  for (const [s, tag] of PALETTE_TAGS.entries()) {
    const element = dataSet.elements[tag];
    if (element === undefined || element.length < entries) return null;
    const bytes = dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
    const wide = element.length >= 2 * entries;
    const little = dataSet.byteArrayParser.readUint16(new Uint8Array([1, 0]), 0) === 1;
    const word = (n: number): number => (bytes[2 * n + (little ? 0 : 1)] ?? 0) + 256 * (bytes[2 * n + (little ? 1 : 0)] ?? 0);
    // sixteen bits, unless none of them needs more than eight
    let most = 0;
    if (wide) for (let n = 0; n < entries; n += 1) most = Math.max(most, word(n));
    for (let n = 0; n < entries; n += 1) colours[3 * n + s] = wide ? (most > 255 ? word(n) >> 8 : word(n)) : (bytes[n] ?? 0);
  }
  return { first: descriptor[1] ?? 0, colours };
};

/** `null`: grey. `undefined`: colours that the station does not read. */
const colourOf = (dataSet: DataSet): ColourCoding | null | undefined => {
  const photometric = textOf(dataSet, "x00280004").toUpperCase();
  const samples = numberOf(dataSet, "x00280002", "US") ?? 1;
  const planar = numberOf(dataSet, "x00280006", "US") === 1;
  if (samples === 1 && (photometric === "" || photometric.startsWith("MONOCHROME"))) return null;
  if (samples === 1 && photometric === "PALETTE COLOR") {
    const palette = paletteOf(dataSet);
    return palette === null ? undefined : { photometric: "palette", samples: 1, planar: false, palette };
  }
  if (samples !== 3) return undefined;
  if (photometric === "YBR_FULL_422") return { photometric: "ybr-422", samples: 3, planar: false, palette: null };
  if (photometric === "YBR_FULL") return { photometric: "ybr", samples: 3, planar, palette: null };
  // colour transforms of JPEG 2000 are undone by its own decoder
  if (photometric === "RGB" || photometric === "YBR_RCT" || photometric === "YBR_ICT")
    return { photometric: "rgb", samples: 3, planar, palette: null };
  return undefined;
};

const spacingOf = (dataSet: DataSet): readonly [number, number] | null => {
  for (const tag of ["x00181164", "x00280030"]) {
    const [down, across] = numbersOf(dataSet, tag, "DS");
    if (down !== undefined && across !== undefined && down >= 0.001 && down <= 200 && across >= 0.001 && across <= 200)
      return [across, down];
  }
  return null;
};

/** What the header says of a projection; `"unsupported"` where its colours are of a kind that is not read. */
export const projectionOf = (dataSet: DataSet, sopClass: string): Projection | "unsupported" => {
  const colour = colourOf(dataSet);
  const columns = numberOf(dataSet, "x00280011", "US") ?? 0;
  if (colour === undefined) return "unsupported";
  const sign = numberOf(dataSet, "x00281041", "SS");
  const relation = textOf(dataSet, "x00281040").toUpperCase();
  return {
    columns,
    colour,
    values: sign === 1 ? "transmission" : sign === -1 ? "attenuation" : null,
    scale: relation === "LIN" ? "linear" : relation === "LOG" ? "logarithmic" : null,
    pixelMm: spacingOf(dataSet),
    energies: numberOf(dataSet, "x61000032", "US") === 2 ? 2 : 1,
    viewPosition: textOf(dataSet, "x00185101").slice(0, 40),
    reflected: sopClass === AIT_CLASS,
  };
};
