import { windowOnBytes } from "./byte-window.ts";
import { isKnownVr, readHead, type Encoding } from "./element-head.ts";
import { hasPreamble } from "./locate-data-set.ts";

/** Elements in a row that have to make sense before bytes without "DICM" are taken for DICOM. */
const CONVINCING = 3;

const looksLikeElements = (head: Uint8Array, encoding: Encoding): boolean => {
  const window = windowOnBytes(head);
  let position = 0;
  let last = -1;
  for (let count = 0; count < CONVINCING; count += 1) {
    const element = readHead(window, position, encoding);
    if (element === null || element.length === null || element.tag <= last) return false;
    const group = element.tag >>> 16;
    if (count === 0 && group !== 0x0002 && group !== 0x0008) return false;
    if (group > 0x0040 || (!encoding.implicit && !isKnownVr(element.vr))) return false;
    last = element.tag;
    position = element.valueOffset + element.length;
    if (position > head.length) return false;
  }
  return true;
};

const ENCODINGS: readonly Encoding[] = [
  { implicit: false, bigEndian: false },
  { implicit: false, bigEndian: true },
  { implicit: true, bigEndian: false },
];

/** Whether a file's first bytes may be DICOM, with or without preamble. */
export const sniffDicom = (head: Uint8Array): boolean =>
  hasPreamble(head) || ENCODINGS.some((encoding) => looksLikeElements(head, encoding));

const includes = (head: Uint8Array, text: string): boolean => {
  const first = text.charCodeAt(0);
  for (let i = head.indexOf(first); i >= 0 && i + text.length <= head.length; i = head.indexOf(first, i + 1)) {
    let same = 1;
    while (same < text.length && head[i + same] === text.charCodeAt(same)) same += 1;
    if (same === text.length) return true;
  }
  return false;
};

/** DICOS storage classes, or the element (4010,103A) DICOS Version, explicit or implicit. */
const DICOS_MARKS = ["1.2.840.10008.5.1.4.1.1.501.", "\x10\x40\x3a\x10CS", "\x10\x40\x3a\x10\x04\x00\x00\x00"];

/** Whether a file's first bytes may be DICOS. */
export const sniffDicos = (head: Uint8Array): boolean => sniffDicom(head) && DICOS_MARKS.some((mark) => includes(head, mark));
