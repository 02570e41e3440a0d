import dicomParser, { type DataSet } from "dicom-parser";
import { StationError } from "../../../contract/station-error.ts";
import type { Encoding } from "./element-head.ts";
import { EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE } from "./transfer-syntax.ts";

/** An element that reads the same as explicit and as implicit: dicom-parser reads the first one both ways. */
const FIRST_ELEMENT = [0x08, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0, 0, 0, 0];
const FIRST_ELEMENT_EXPLICIT = (big: boolean): readonly number[] =>
  big
    ? [0x00, 0x08, 0x00, 0x00, 0x55, 0x4c, 0x00, 0x04, 0, 0, 0, 0]
    : [0x08, 0x00, 0x00, 0x00, 0x55, 0x4c, 0x04, 0x00, 0, 0, 0, 0];

/**
 * Hands elements that were found by `walkDataSet` to dicom-parser as one small, well-formed object, so that hostile
 * lengths never reach it. Throws `format.corrupt` where it still cannot make sense of them.
 */
export const parseElements = (elements: readonly Uint8Array[], encoding: Encoding): DataSet => {
  const syntax = encoding.implicit ? IMPLICIT_LITTLE : encoding.bigEndian ? EXPLICIT_BIG : EXPLICIT_LITTLE;
  const uid = syntax.uid.length % 2 === 0 ? syntax.uid : `${syntax.uid}\0`;
  const first = encoding.implicit ? FIRST_ELEMENT : FIRST_ELEMENT_EXPLICIT(encoding.bigEndian);
  const head = new Uint8Array(128 + 4 + 8 + uid.length + first.length);
  head.set(new TextEncoder().encode("DICM"), 128);
  head.set([0x02, 0x00, 0x10, 0x00, 0x55, 0x49, uid.length, 0x00], 132);
  head.set(new TextEncoder().encode(uid), 140);
  head.set(first, 140 + uid.length);
  let total = head.length;
  for (const element of elements) total += element.length;
  const object = new Uint8Array(total);
  object.set(head);
  let position = head.length;
  for (const element of elements) {
    object.set(element, position);
    position += element.length;
  }
  try {
    return dicomParser.parseDicom(object);
  } catch (thrown) {
    throw new StationError("format.corrupt", `the header cannot be read: ${describe(thrown)}`);
  }
};

/** dicom-parser throws strings, errors, and objects that carry one of the two. */
const describe = (thrown: unknown): string => {
  if (typeof thrown === "string") return thrown;
  if (thrown instanceof Error) return thrown.message;
  if (typeof thrown === "object" && thrown !== null && "exception" in thrown) return describe(thrown.exception);
  return "unknown reason";
};
