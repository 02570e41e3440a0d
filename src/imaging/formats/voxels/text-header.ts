/** Headers made of text lines (NRRD, MetaImage), read to a bound. */
import { StationError } from "../../../contract/station-error.ts";
import type { ByteSource } from "../format.ts";
import { MAX_HEADER_BYTES } from "./limits.ts";

export type HeaderLines = {
  readonly lines: readonly string[];
  /** Bytes: where the header ends, behind the line that ends it. */
  readonly end: number;
  /** Whether the ending line was there. */
  readonly closed: boolean;
};

const PIECE = 8192;

/** Lines up to and with the first for which `isLast` holds, or to the file's end. Throws `format.corrupt` beyond `MAX_HEADER_BYTES`. */
export const readHeaderLines = (source: ByteSource, isLast: (line: string) => boolean): HeaderLines => {
  const lines: string[] = [];
  const latin1 = new TextDecoder("latin1");
  let rest = new Uint8Array(0);
  let restAt = 0;
  for (let at = 0; at < source.size;) {
    if (at > MAX_HEADER_BYTES)
      throw new StationError("format.corrupt", `${source.name}: no end of the header in ${MAX_HEADER_BYTES} bytes`);
    const piece = source.read(at, PIECE);
    if (piece.length === 0) break;
    at += piece.length;
    const joined = new Uint8Array(rest.length + piece.length);
    joined.set(rest);
    joined.set(piece, rest.length);
    let from = 0;
    for (let newline = joined.indexOf(10); newline !== -1; newline = joined.indexOf(10, from)) {
      const line = latin1.decode(joined.subarray(from, newline)).replace(/\r$/, "");
      from = newline + 1;
      lines.push(line);
      if (isLast(line)) return { lines, end: restAt + from, closed: true };
    }
    rest = joined.slice(from);
    restAt += from;
  }
  if (rest.length > 0) {
    const line = latin1.decode(rest).replace(/\r$/, "");
    lines.push(line);
    return { lines, end: source.size, closed: isLast(line) };
  }
  return { lines, end: source.size, closed: false };
};

/** Numbers separated by spaces; throws `format.corrupt` for anything else. */
export const numbersIn = (name: string, field: string, text: string): readonly number[] =>
  text
    .trim()
    .split(/\s+/)
    .filter((token) => token !== "")
    .map((token) => {
      const value = Number(token);
      if (token.toLowerCase() !== "nan" && Number.isNaN(value))
        throw new StationError("format.corrupt", `${name}: ${field} is ${text.slice(0, 100)}`);
      return value;
    });

/** Millimetres per named unit of length, or `null` when the name is none. */
export const mmPerNamedUnit = (unit: string): number | null => {
  switch (unit.trim().replaceAll('"', "").toLowerCase()) {
    case "mm":
    case "millimeter":
    case "millimeters":
    case "millimetre":
      return 1;
    case "cm":
    case "centimeter":
    case "centimeters":
      return 10;
    case "m":
    case "meter":
    case "meters":
      return 1000;
    case "um":
    case "\u00b5m":
    case "micron":
    case "microns":
    case "micrometer":
    case "\\u00b5m":
      return 0.001;
    case "inch":
    case "in":
    case "inches":
      return 25.4;
    default:
      return null;
  }
};
