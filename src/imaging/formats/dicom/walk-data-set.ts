import { StationError } from "../../../contract/station-error.ts";
import type { ByteWindow } from "./byte-window.ts";
import { ITEM, ITEM_END, SEQUENCE_END, readHead, type ElementHead, type Encoding } from "./element-head.ts";
import { endOfSequence } from "./walk-sequence.ts";

/** Where the pixels lie: found, not read. */
export type PixelElement = {
  readonly tag: number;
  readonly vr: string;
  /** Byte of the first value or, for encapsulated data, of the offset table's item. */
  readonly offset: number;
  /** Declared bytes; `null` when encapsulated (undefined length). */
  readonly length: number | null;
};

export type WalkedDataSet = {
  /** The wanted elements as they stand in the file, one after the other. */
  readonly elements: readonly Uint8Array[];
  readonly pixels: PixelElement | null;
  /** The file ended inside an element. */
  readonly truncated: boolean;
};

/** Sequences that are read; all others are stepped over. */
const WANTED_SEQUENCES = new Set([
  0x00081110, // Referenced Study (DICOS: Scan) Sequence
  0x00041220, // Directory Record Sequence
  0x40101011, // Threat Sequence
  0x52009229, // Shared Functional Groups
  0x52009230, // Per-Frame Functional Groups
]);
const WANTED_GROUPS = new Set([0x0002, 0x0004, 0x0008, 0x0010, 0x0018, 0x0020, 0x0028, 0x0062, 0x4010, 0x6100]);
/** (7FE0,0008) float, (7FE0,0009) double, (7FE0,0010) pixels; DICOS puts 32 bit, double and float in 0011 to 0013. */
const PIXEL_TAGS = new Set([0x7fe00008, 0x7fe00009, 0x7fe00010, 0x7fe00011, 0x7fe00012, 0x7fe00013]);
const MAX_VALUE_BYTES = 4096;
const MAX_SEQUENCE_BYTES = 64 * 1024 * 1024;
const MAX_ELEMENTS = 100_000;

const isSequence = (head: ElementHead): boolean =>
  head.vr === "SQ" || WANTED_SEQUENCES.has(head.tag) || (head.length === null && !PIXEL_TAGS.has(head.tag));

/**
 * Walks the top level of a data set up to its pixels and keeps what the station reads. Values of pixels are never read.
 * A file that ends too early gives what came before, marked `truncated`.
 */
export const walkDataSet = (window: ByteWindow, start: number, encoding: Encoding): WalkedDataSet => {
  const elements: Uint8Array[] = [];
  let position = start;
  for (let count = 0; position < window.size; count += 1) {
    if (count > MAX_ELEMENTS) throw new StationError("format.corrupt", "the data set has more than 100,000 elements");
    const head = readHead(window, position, encoding);
    // Up to seven stray bytes at the end are padding, not an element.
    if (head === null) return { elements, pixels: null, truncated: window.size - position >= 8 };
    if (head.tag === ITEM || head.tag === ITEM_END || head.tag === SEQUENCE_END) {
      position += 8;
      continue;
    }
    if (PIXEL_TAGS.has(head.tag)) {
      if (head.length !== 0) {
        const pixels = { tag: head.tag, vr: head.vr, offset: head.valueOffset, length: head.length };
        return { elements, pixels, truncated: false };
      }
      position = head.valueOffset;
      continue;
    }
    const end = endOf(window, head, encoding);
    if (end === null) return { elements, pixels: null, truncated: true };
    const bytes = end - position;
    if (isWanted(head, bytes)) elements.push(explicitly(window.at(position, bytes).slice(), head, encoding));
    position = end;
  }
  return { elements, pixels: null, truncated: position > window.size };
};

const isWanted = (head: ElementHead, bytes: number): boolean => {
  if (WANTED_SEQUENCES.has(head.tag)) {
    if (bytes > MAX_SEQUENCE_BYTES) throw new StationError("format.lying-header", `a header sequence of ${bytes} bytes`);
    return true;
  }
  // Group lengths say nothing that the elements do not, and are often wrong.
  return !isSequence(head) && bytes <= MAX_VALUE_BYTES && WANTED_GROUPS.has(head.tag >>> 16) && (head.tag & 0xffff) !== 0;
};

const endOf = (window: ByteWindow, head: ElementHead, encoding: Encoding): number | null => {
  if (head.length !== null && head.valueOffset + head.length > window.size) return null;
  if (head.length !== null && !WANTED_SEQUENCES.has(head.tag)) return head.valueOffset + head.length;
  try {
    return endOfSequence(window, head.valueOffset, head.length, head.vr, encoding);
  } catch (thrown) {
    if (thrown instanceof StationError && thrown.code === "format.truncated") return null;
    throw thrown;
  }
};

/** Gives an element that was written implicitly among explicit ones an explicit head (UN), so that one reader suffices. */
const explicitly = (bytes: Uint8Array, head: ElementHead, encoding: Encoding): Uint8Array => {
  if (encoding.implicit || head.vr !== "") return bytes;
  const value = bytes.subarray(8);
  const out = new Uint8Array(12 + value.length);
  const view = new DataView(out.buffer);
  out.set(bytes.subarray(0, 4));
  out.set([0x55, 0x4e], 4);
  view.setUint32(8, value.length, !encoding.bigEndian);
  out.set(value, 12);
  return out;
};
