import type { ByteWindow } from "./byte-window.ts";

/** How a data set's element heads are written. */
export type Encoding = { readonly implicit: boolean; readonly bigEndian: boolean };

/** One element as found in the file; `length` is `null` when undefined (delimited). Offsets in bytes from the window's start. */
export type ElementHead = {
  /** group · 65536 + element. */
  readonly tag: number;
  /** Empty where the head carries none. */
  readonly vr: string;
  readonly start: number;
  readonly valueOffset: number;
  readonly length: number | null;
};

export const ITEM = 0xfffee000;
export const ITEM_END = 0xfffee00d;
export const SEQUENCE_END = 0xfffee0dd;
const UNDEFINED_LENGTH = 0xffffffff;

const LONG_VRS = new Set(["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"]);
const SHORT_VRS = new Set("AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US".split(" "));

export const isKnownVr = (vr: string): boolean => LONG_VRS.has(vr) || SHORT_VRS.has(vr);

const u16 = (b: Uint8Array, at: number, big: boolean): number => {
  const first = b[at] ?? 0;
  const second = b[at + 1] ?? 0;
  return big ? first * 256 + second : second * 256 + first;
};

const u32 = (b: Uint8Array, at: number, big: boolean): number =>
  big ? u16(b, at, big) * 65536 + u16(b, at + 2, big) : u16(b, at + 2, big) * 65536 + u16(b, at, big);

const isUpper = (code: number): boolean => code >= 0x41 && code <= 0x5a;

const DOUBLE_PIXELS_DICOS = 0x7fe00012;

/**
 * Length of a DICOS 64-bit pixel element whose 8-byte length follows its VR at once, without the two reserved bytes;
 * `null` when the element is written as the standard says.
 */
const wideLength = (head: Uint8Array, start: number, size: number, big: boolean): number | null => {
  if (head.length < 14) return null;
  const low = u32(head, big ? 10 : 6, big);
  const high = u32(head, big ? 6 : 10, big);
  const wide = high * 2 ** 32 + low;
  const reservedUsed = u16(head, 6, big) !== 0;
  return reservedUsed || (wide > 0 && wide === size - start - 14) ? wide : null;
};

/** Reads one element head at `start`, or `null` when fewer bytes than a head needs are left. */
export const readHead = (window: ByteWindow, start: number, encoding: Encoding): ElementHead | null => {
  const head = window.at(start, 14);
  if (head.length < 8) return null;
  const big = encoding.bigEndian;
  const tag = u16(head, 0, big) * 65536 + u16(head, 2, big);
  const delimiter = tag === ITEM || tag === ITEM_END || tag === SEQUENCE_END;
  const alpha = isUpper(head[4] ?? 0) && isUpper(head[5] ?? 0);
  // An element without letters for a VR among explicit ones was written implicitly: some writers do.
  if (encoding.implicit || delimiter || !alpha) {
    const length = u32(head, 4, big);
    return { tag, vr: "", start, valueOffset: start + 8, length: length === UNDEFINED_LENGTH ? null : length };
  }
  const vr = String.fromCharCode(head[4] ?? 0, head[5] ?? 0);
  if (tag === DOUBLE_PIXELS_DICOS && vr === "OD") {
    const wide = wideLength(head, start, window.size, big);
    if (wide !== null) return { tag, vr, start, valueOffset: start + 14, length: wide };
  }
  if (!LONG_VRS.has(vr)) return { tag, vr, start, valueOffset: start + 8, length: u16(head, 6, big) };
  if (head.length < 12) return null;
  const length = u32(head, 8, big);
  return { tag, vr, start, valueOffset: start + 12, length: length === UNDEFINED_LENGTH ? null : length };
};
