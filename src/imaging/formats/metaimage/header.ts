/** The text header of MetaImage (itk.org/Wiki/ITK/MetaIO/Documentation): `Key = Value` lines up to `ElementDataFile`. */
import { StationError } from "../../../contract/station-error.ts";
import type { SampleType } from "../voxels/sample-type.ts";

/** Header fields by their exact names. */
export type MetaFields = ReadonlyMap<string, string>;

export const isDataFileLine = (line: string): boolean => /^\s*ElementDataFile\s*=/.test(line);

export const parseMetaimage = (name: string, lines: readonly string[]): MetaFields => {
  const fields = new Map<string, string>();
  for (const line of lines) {
    if (line.trim() === "") continue;
    const field = /^\s*(\w+)\s*[=:]\s?(.*)$/.exec(line);
    if (field === null) throw new StationError("format.corrupt", `${name}: line ${line.slice(0, 100)}`);
    fields.set(field[1] ?? "", (field[2] ?? "").trim());
  }
  return fields;
};

export const metaFlag = (fields: MetaFields, key: string): boolean => /^(true|1|t)$/i.test(fields.get(key) ?? "");

const TYPES: Readonly<Record<string, SampleType>> = {
  MET_CHAR: "int8",
  MET_UCHAR: "uint8",
  MET_SHORT: "int16",
  MET_USHORT: "uint16",
  MET_INT: "int32",
  MET_UINT: "uint32",
  // MetaIO writes 4 bytes for a long on every platform.
  MET_LONG: "int32",
  MET_ULONG: "uint32",
  MET_FLOAT: "float32",
  MET_DOUBLE: "float64",
};

export const metaType = (name: string, text: string): SampleType => {
  const type = Object.hasOwn(TYPES, text) ? TYPES[text] : undefined;
  if (type === undefined) throw new StationError("format.unsupported", `${name}: MetaImage element type ${text || "missing"}`);
  return type;
};
