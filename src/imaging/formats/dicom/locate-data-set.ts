import { StationError } from "../../../contract/station-error.ts";
import type { ByteWindow } from "./byte-window.ts";
import { isKnownVr, readHead, type Encoding } from "./element-head.ts";
import { EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE, transferSyntax, type TransferSyntax } from "./transfer-syntax.ts";

export type LocatedDataSet = {
  /** Byte of the first element after the meta header. */
  readonly start: number;
  readonly syntax: TransferSyntax;
  /** How the elements are really written, which some files' meta headers misstate. */
  readonly encoding: Encoding;
  /** (0002,0002), where there is a meta header. */
  readonly metaSopClass: string;
};

const META: Encoding = { implicit: false, bigEndian: false };
const PREAMBLE = 128;

const ascii = (bytes: Uint8Array): string => {
  let text = "";
  for (const byte of bytes) if (byte !== 0) text += String.fromCharCode(byte);
  return text.trim();
};

export const hasPreamble = (head: Uint8Array): boolean =>
  head[PREAMBLE] === 0x44 && head[PREAMBLE + 1] === 0x49 && head[PREAMBLE + 2] === 0x43 && head[PREAMBLE + 3] === 0x4d;

/** How the element at `start` is written, judged by its own bytes; `null` when it is no element. */
const encodingAt = (window: ByteWindow, start: number): Encoding | null => {
  const head = window.at(start, 8);
  if (head.length < 8) return null;
  const bigEndian = head[0] === 0 && head[1] !== 0;
  const vr = String.fromCharCode(head[4] ?? 0, head[5] ?? 0);
  if (isKnownVr(vr)) return { implicit: false, bigEndian };
  return bigEndian ? null : { implicit: true, bigEndian: false };
};

/**
 * Finds the data set of a file with or without preamble and meta header.
 * Throws `format.unsupported` for a transfer syntax the station does not know and `format.unknown` for no DICOM at all.
 */
export const locateDataSet = (window: ByteWindow): LocatedDataSet => {
  let position = hasPreamble(window.at(0, PREAMBLE + 4)) ? PREAMBLE + 4 : 0;
  let uid: string | null = null;
  let metaSopClass = "";
  for (
    let head = readHead(window, position, META);
    head !== null && head.tag >>> 16 === 2;
    head = readHead(window, position, META)
  ) {
    if (head.length === null) throw new StationError("format.corrupt", "an element of undefined length in the meta header");
    if (head.tag === 0x00020010) uid = ascii(window.at(head.valueOffset, Math.min(head.length, 64)));
    if (head.tag === 0x00020002) metaSopClass = ascii(window.at(head.valueOffset, Math.min(head.length, 64)));
    position = head.valueOffset + head.length;
  }
  const declared = uid === null || uid === "" ? null : transferSyntax(uid);
  if (uid !== null && uid !== "" && declared === null) throw new StationError("format.unsupported", `transfer syntax ${uid}`);
  if (declared?.deflated === true) return { start: position, syntax: declared, encoding: declared, metaSopClass };
  const seen = encodingAt(window, position);
  if (seen === null) {
    if (declared !== null) return { start: position, syntax: declared, encoding: declared, metaSopClass };
    throw new StationError(position >= window.size ? "format.truncated" : "format.unknown", "no data set");
  }
  const guessed = seen.implicit ? IMPLICIT_LITTLE : seen.bigEndian ? EXPLICIT_BIG : EXPLICIT_LITTLE;
  return { start: position, syntax: declared ?? guessed, encoding: declared === null ? guessed : seen, metaSopClass };
};
