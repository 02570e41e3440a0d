/**
 * Lenient readers of single values. They take what real files hold (wrong VRs, spaces, scientific notation,
 * binary numbers where text is due) and give `null` for what is missing or no number; nothing here throws.
 */
import type { DataSet, Element } from "dicom-parser";
import type { Vec3 } from "../../../contract/units.ts";

const bytesOf = (dataSet: DataSet, element: Element): Uint8Array =>
  dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);

const BINARY: Readonly<Record<string, number>> = { US: 2, SS: 2, UL: 4, SL: 4, FL: 4, FD: 8, OF: 4, OD: 8 };

/** Text of an element with padding removed; empty when absent. Latin-1: only codes and numbers are compared. */
export const textOf = (dataSet: DataSet, tag: string): string => {
  const element = dataSet.elements[tag];
  if (element === undefined) return "";
  let text = "";
  for (const byte of bytesOf(dataSet, element).subarray(0, 4096)) if (byte !== 0) text += String.fromCharCode(byte);
  return text.trim();
};

/** Text meant for people: UTF-8 where it is valid, else Latin-1. */
export const labelOf = (dataSet: DataSet, tag: string): string => {
  const element = dataSet.elements[tag];
  if (element === undefined) return "";
  const bytes = bytesOf(dataSet, element).subarray(0, 4096);
  const text = new TextDecoder("utf-8").decode(bytes);
  return (text.includes("\ufffd") ? textOf(dataSet, tag) : text).replaceAll(/\p{Cc}/gu, " ").trim();
};

export const textsOf = (dataSet: DataSet, tag: string): readonly string[] =>
  textOf(dataSet, tag)
    .split("\\")
    .map((part) => part.trim());

const readBinary = (view: DataView, at: number, vr: string, little: boolean): number => {
  switch (vr) {
    case "US":
      return view.getUint16(at, little);
    case "SS":
      return view.getInt16(at, little);
    case "UL":
      return view.getUint32(at, little);
    case "SL":
      return view.getInt32(at, little);
    case "FL":
    case "OF":
      return view.getFloat32(at, little);
    default:
      return view.getFloat64(at, little);
  }
};

const isLittle = (dataSet: DataSet): boolean => dataSet.byteArrayParser.readUint16(new Uint8Array([1, 0]), 0) === 1;

const binaryNumbers = (dataSet: DataSet, element: Element, vr: string): readonly number[] => {
  const size = BINARY[vr] ?? 2;
  const bytes = bytesOf(dataSet, element);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const out: number[] = [];
  const little = isLittle(dataSet);
  for (let at = 0; at + size <= bytes.length && out.length < 4096; at += size) out.push(readBinary(view, at, vr, little));
  return out;
};

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** Numbers written as text (DS, IS); anything else in the list becomes NaN. */
const parseNumbers = (text: string): readonly number[] => {
  if (text === "") return [];
  return text.split("\\").map((part) => (NUMBER.test(part.trim()) ? Number(part) : Number.NaN));
};

/**
 * All numbers of an element by its own VR (DICOS writes as US or FD what DICOM writes as IS or DS). `assumed` is the
 * standard's VR, taken when the file carries none (implicit) or says UN.
 */
export const numbersOf = (dataSet: DataSet, tag: string, assumed: string): readonly number[] => {
  const element = dataSet.elements[tag];
  if (element === undefined || element.length === 0) return [];
  const vr = element.vr === undefined || element.vr === "UN" ? assumed : element.vr;
  if (BINARY[vr] !== undefined) return binaryNumbers(dataSet, element, vr);
  const numbers = parseNumbers(textOf(dataSet, tag));
  // Text of a VR that should be binary, or binary under a text VR: the bytes decide.
  if (numbers.some(Number.isNaN) && element.length === 2) return binaryNumbers(dataSet, element, "US");
  if (numbers.some(Number.isNaN) && BINARY[assumed] !== undefined) return binaryNumbers(dataSet, element, assumed);
  return numbers;
};

/** First number of an element, or `null`; may be NaN or infinite when the file says nonsense. */
export const numberOf = (dataSet: DataSet, tag: string, assumed: string): number | null =>
  numbersOf(dataSet, tag, assumed)[0] ?? null;

/** A non-negative integer as binary US, UL or as text. */
export const countOf = (dataSet: DataSet, tag: string, assumed: string): number | null => {
  const value = numberOf(dataSet, tag, assumed);
  return value !== null && Number.isSafeInteger(value) && value >= 0 ? value : null;
};

export const vec3Of = (dataSet: DataSet, tag: string, assumed: string): Vec3 | null => {
  const [x, y, z] = numbersOf(dataSet, tag, assumed);
  return x === undefined || y === undefined || z === undefined ? null : [x, y, z];
};

/** Items of a sequence, in order. */
export const itemsOf = (dataSet: DataSet, tag: string): readonly DataSet[] => {
  const out: DataSet[] = [];
  for (const item of dataSet.elements[tag]?.items ?? []) if (item.dataSet !== undefined) out.push(item.dataSet);
  return out;
};

export const firstItem = (dataSet: DataSet | undefined, tag: string): DataSet | undefined =>
  dataSet === undefined ? undefined : itemsOf(dataSet, tag)[0];
