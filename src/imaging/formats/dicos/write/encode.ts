import { StationError } from "../../../../contract/station-error.ts";

type Text = "AE" | "AS" | "CS" | "DA" | "DS" | "DT" | "IS" | "LO" | "LT" | "SH" | "ST" | "TM" | "UI";

/** One element to write. Tags are group · 65536 + element. */
export type Element =
  | { readonly tag: number; readonly vr: Text; readonly value: string | readonly string[] }
  | { readonly tag: number; readonly vr: "US" | "UL" | "FL" | "FD"; readonly value: readonly number[] }
  | { readonly tag: number; readonly vr: "OB"; readonly value: Uint8Array }
  | { readonly tag: number; readonly vr: "SQ"; readonly value: readonly (readonly Element[])[] };

const LONG = new Set(["OB", "SQ"]);
/** Most characters of one value (PS3.5 table 6.2-1). */
const LIMITS: Readonly<Record<Text, number>> = {
  AE: 16,
  AS: 4,
  CS: 16,
  DA: 8,
  DS: 16,
  DT: 26,
  IS: 12,
  LO: 64,
  LT: 10240,
  SH: 16,
  ST: 1024,
  TM: 14,
  UI: 64,
};

const concat = (parts: readonly Uint8Array[]): Uint8Array => {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};

const even = (bytes: Uint8Array, pad: number): Uint8Array =>
  bytes.length % 2 === 0 ? bytes : concat([bytes, Uint8Array.of(pad)]);

/** Separators and controls inside a value would end it early. */
const clean = (text: string, limit: number): string =>
  [...text.replaceAll("\\", "/").replaceAll(/\p{Cc}/gu, " ")].slice(0, limit).join("").trim();

const textBytes = (vr: Text, value: string | readonly string[]): Uint8Array => {
  const values = typeof value === "string" ? [value] : value;
  return even(new TextEncoder().encode(values.map((one) => clean(one, LIMITS[vr])).join("\\")), vr === "UI" ? 0 : 0x20);
};

const WIDTHS = { US: 2, UL: 4, FL: 4, FD: 8 } as const;

const numberBytes = (vr: keyof typeof WIDTHS, values: readonly number[]): Uint8Array => {
  const width = WIDTHS[vr];
  const view = new DataView(new ArrayBuffer(values.length * width));
  values.forEach((value, i) => {
    if (vr === "US") view.setUint16(i * width, value, true);
    else if (vr === "UL") view.setUint32(i * width, value, true);
    else if (vr === "FL") view.setFloat32(i * width, value, true);
    else view.setFloat64(i * width, value, true);
  });
  return new Uint8Array(view.buffer);
};

const itemBytes = (elements: readonly Element[]): Uint8Array => {
  const body = encodeElements(elements);
  const head = new Uint8Array(8);
  const view = new DataView(head.buffer);
  view.setUint16(0, 0xfffe, true);
  view.setUint16(2, 0xe000, true);
  view.setUint32(4, body.length, true);
  return concat([head, body]);
};

const valueBytes = (element: Element): Uint8Array => {
  switch (element.vr) {
    case "OB":
      return even(element.value, 0);
    case "SQ":
      return concat(element.value.map(itemBytes));
    case "US":
    case "UL":
    case "FL":
    case "FD":
      return numberBytes(element.vr, element.value);
    default:
      return textBytes(element.vr, element.value);
  }
};

const encodeElement = (element: Element): Uint8Array => {
  const value = valueBytes(element);
  const head = new Uint8Array(LONG.has(element.vr) ? 12 : 8);
  const view = new DataView(head.buffer);
  view.setUint16(0, element.tag >>> 16, true);
  view.setUint16(2, element.tag & 0xffff, true);
  head.set(new TextEncoder().encode(element.vr), 4);
  if (head.length === 12) view.setUint32(8, value.length, true);
  else if (value.length <= 0xffff) view.setUint16(6, value.length, true);
  else throw new StationError("internal", `a value of ${value.length} bytes in (${element.tag.toString(16)}) ${element.vr}`);
  return concat([head, value]);
};

/** Elements as explicit little endian, in ascending order of tags, sequences with defined lengths (PS3.5 7). */
const encodeElements = (elements: readonly Element[]): Uint8Array =>
  concat(elements.toSorted((a, b) => a.tag - b.tag).map(encodeElement));

/** A whole file: preamble, meta header with its length, data set (PS3.10 7). */
export const encodeFile = (meta: readonly Element[], dataSet: readonly Element[]): Uint8Array => {
  const metaBytes = encodeElements(meta);
  const length = encodeElement({ tag: 0x00020000, vr: "UL", value: [metaBytes.length] });
  return concat([new Uint8Array(128), new TextEncoder().encode("DICM"), length, metaBytes, encodeElements(dataSet)]);
};
