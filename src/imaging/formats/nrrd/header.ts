/** The text header of NRRD (teem.sourceforge.net/nrrd/format.html). */
import { StationError } from "../../../contract/station-error.ts";
import type { Vec3 } from "../../../contract/units.ts";
import type { SampleType } from "../voxels/sample-type.ts";

export type NrrdFields = {
  /** By lower-case name with single spaces. */
  readonly fields: ReadonlyMap<string, string>;
  /** Lines after `data file: LIST`. */
  readonly listed: readonly string[];
};

/** Throws `format.corrupt` when the first line is no NRRD magic or a line is no field. */
export const parseNrrd = (name: string, lines: readonly string[]): NrrdFields => {
  const corrupt = (detail: string): StationError => new StationError("format.corrupt", `${name}: ${detail}`);
  if (!/^NRRD000[1-5]\s*$/.test(lines[0] ?? "")) throw corrupt("no NRRD magic");
  const fields = new Map<string, string>();
  const listed: string[] = [];
  let listing = false;
  for (const line of lines.slice(1)) {
    if (listing) {
      if (line.trim() !== "") listed.push(line.trim());
      continue;
    }
    if (line === "" || line.startsWith("#") || line.includes(":=")) continue;
    const field = /^([^:]+): ?(.*)$/.exec(line);
    if (field === null) throw corrupt(`line ${line.slice(0, 100)}`);
    const key = (field[1] ?? "").trim().toLowerCase().replace(/\s+/g, " ");
    const value = (field[2] ?? "").trim();
    const known =
      key === "datafile"
        ? "data file"
        : key === "lineskip"
          ? "line skip"
          : key === "byteskip"
            ? "byte skip"
            : key === "axismins"
              ? "axis mins"
              : key;
    fields.set(known, value);
    listing = known === "data file" && /^LIST\b/.test(value);
  }
  return { fields, listed };
};

const TYPES: readonly (readonly [SampleType, readonly string[]])[] = [
  ["int8", ["signed char", "int8", "int8_t"]],
  ["uint8", ["uchar", "unsigned char", "uint8", "uint8_t"]],
  ["int16", ["short", "short int", "signed short", "signed short int", "int16", "int16_t"]],
  ["uint16", ["ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t"]],
  ["int32", ["int", "signed int", "int32", "int32_t"]],
  ["uint32", ["uint", "unsigned int", "uint32", "uint32_t"]],
  ["float32", ["float"]],
  ["float64", ["double"]],
];

/** Throws `format.unsupported` for 64-bit whole numbers, blocks and unknown names. */
export const nrrdType = (name: string, text: string): SampleType => {
  const wanted = text.toLowerCase();
  const found = TYPES.find(([, names]) => names.includes(wanted));
  if (found === undefined) throw new StationError("format.unsupported", `${name}: NRRD type ${text || "missing"}`);
  return found[0];
};

/** `(1,0,0) none (0,0,1)` as vectors; `none` as `null`. */
export const nrrdVectors = (name: string, text: string): readonly (Vec3 | null)[] => {
  const tokens = text.match(/none|\([^)]*\)/g) ?? [];
  return tokens.map((token) => {
    if (token === "none") return null;
    const numbers = token
      .slice(1, -1)
      .split(",")
      .map((part) => Number(part.trim() === "" ? "nan" : part));
    const [x, y, z] = numbers;
    if (numbers.length !== 3 || x === undefined || y === undefined || z === undefined) {
      throw new StationError("format.corrupt", `${name}: vector ${token.slice(0, 60)}`);
    }
    return [x, y, z];
  });
};

/** Signs that bring the named space to LPS, or `null` when its name does not tie it to the body or object. */
export const nrrdSpaceSigns = (space: string): Vec3 | null => {
  const text = space.toLowerCase();
  const short = /^([lr])([ap])([si])$/.exec(text);
  const long = /^(l)eft|^(r)ight/.test(text) ? /^(left|right)-(anterior|posterior)-(superior|inferior)$/.exec(text) : null;
  const parts = short ?? long;
  if (parts === null) return null;
  return [parts[1]?.startsWith("l") ? 1 : -1, parts[2]?.startsWith("p") ? 1 : -1, parts[3]?.startsWith("s") ? 1 : -1];
};
