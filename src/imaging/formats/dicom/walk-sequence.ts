import { StationError } from "../../../contract/station-error.ts";
import type { ByteWindow } from "./byte-window.ts";
import { ITEM, ITEM_END, SEQUENCE_END, readHead, type Encoding } from "./element-head.ts";

/** Deeper nesting than any real object has is an attack on the stack. */
const MAX_DEPTH = 24;
/** Elements in one sequence, all levels; an enhanced CT with 10,000 frames has about half a million. */
const MAX_ELEMENTS = 4_000_000;

const IMPLICIT_LE: Encoding = { implicit: true, bigEndian: false };

type Level = { readonly kind: "sequence" | "item"; readonly end: number | null; readonly encoding: Encoding };

/**
 * Finds where a sequence ends, without recursion and without believing any length further than its parent's.
 * Throws `format.truncated` where the file ends first and `format.corrupt` where items do not fit.
 */
export const endOfSequence = (
  window: ByteWindow,
  valueOffset: number,
  length: number | null,
  vr: string,
  encoding: Encoding,
): number => {
  // PS3.5 6.2.2 note: UN of undefined length holds implicit little endian items.
  const inner = vr === "UN" ? IMPLICIT_LE : encoding;
  const stack: Level[] = [{ kind: "sequence", end: length === null ? null : valueOffset + length, encoding: inner }];
  let position = valueOffset;
  for (let count = 0; ; count += 1) {
    if (count > MAX_ELEMENTS) throw new StationError("format.corrupt", "a sequence has more than 4 million elements");
    const level = stack.at(-1);
    if (level === undefined) return position;
    if (level.end !== null && position >= level.end) {
      if (position > level.end)
        throw new StationError("format.corrupt", `an item at byte ${position} is longer than its sequence`);
      stack.pop();
      continue;
    }
    const head = readHead(window, position, level.encoding);
    if (head === null) throw new StationError("format.truncated", `the file ends inside a sequence at byte ${position}`);
    if (level.kind === "sequence") {
      if (head.tag === SEQUENCE_END && level.end === null) {
        position += 8;
        stack.pop();
        continue;
      }
      if (head.tag !== ITEM) throw new StationError("format.corrupt", `no item at byte ${position} of a sequence`);
      position += 8;
      if (stack.length > MAX_DEPTH) throw new StationError("format.corrupt", "sequences are nested too deeply");
      stack.push({ kind: "item", end: bounded(position, head.length, window), encoding: level.encoding });
      continue;
    }
    if (head.tag === ITEM_END) {
      position += 8;
      if (level.end === null) stack.pop();
      continue;
    }
    if (head.length === null) {
      position = head.valueOffset;
      const nested = head.vr === "UN" ? IMPLICIT_LE : level.encoding;
      stack.push({ kind: "sequence", end: null, encoding: nested });
      continue;
    }
    position = bounded(head.valueOffset, head.length, window) ?? window.size;
  }
};

const bounded = (offset: number, length: number | null, window: ByteWindow): number | null => {
  if (length === null) return null;
  if (offset + length > window.size) throw new StationError("format.truncated", `the file ends inside an item at byte ${offset}`);
  return offset + length;
};
