/** NRRD: header and voxels in one file (.nrrd) or apart (.nhdr); raw or gzip. */
import type { ScanNote } from "../../../contract/scan.ts";
import { StationError } from "../../../contract/station-error.ts";
import type { Vec3 } from "../../../contract/units.ts";
import type { ByteSource, Format, IndexedFile, OpenSibling } from "../format.ts";
import { geometryOf, toLps } from "../voxels/checked-geometry.ts";
import { namesOfPattern, openAll, partsOf } from "../voxels/detached.ts";
import { checkedDims, MAX_HEADER_BYTES } from "../voxels/limits.ts";
import { titleOf } from "../voxels/names.ts";
import { SAMPLE_BYTES } from "../voxels/sample-type.ts";
import { mmPerNamedUnit, numbersIn, readHeaderLines } from "../voxels/text-header.ts";
import { decodeVoxels } from "../voxels/voxel-decode.ts";
import { planVoxels, unitsNotTrusted, type VoxelCoding, type VoxelHeader } from "../voxels/voxel-header.ts";
import { type NrrdFields, nrrdSpaceSigns, nrrdType, nrrdVectors, parseNrrd } from "./header.ts";

const ENDINGS = [".nrrd", ".nhdr"] as const;

type Fields = NrrdFields["fields"];

/** Numbers of the three axes that are space; axes of one element are left out first. */
const spatialAxes = (
  name: string,
  fields: Fields,
  sizes: readonly number[],
  directions: readonly (Vec3 | null)[],
): readonly number[] => {
  const all = sizes.map((_, n) => n);
  const mayGo = (n: number): boolean => sizes[n] === 1 || (directions.length > 0 && directions[n] === null);
  let axes = all;
  while (axes.length > 3) {
    const surplus = axes.find((n) => directions.length > 0 && directions[n] === null) ?? axes.findLast(mayGo);
    if (surplus === undefined || sizes[surplus] !== 1) {
      const colour = /rgb|hsv|xyz-color/i.test(fields.get("kinds") ?? "");
      throw new StationError(
        colour ? "format.not-ct" : "format.unsupported",
        `${name}: sizes ${sizes.join(" × ")} are not one volume of single values`,
      );
    }
    axes = axes.filter((n) => n !== surplus);
  }
  return axes;
};

type Placed = {
  readonly steps: readonly [Vec3, Vec3, Vec3];
  readonly originMm: Vec3;
  readonly space: "lps" | "unknown";
  readonly notes: readonly ScanNote[];
};

const three = <T>(name: string, field: string, values: readonly T[]): readonly [T, T, T] => {
  const [a, b, c] = values;
  if (a === undefined || b === undefined || c === undefined)
    throw new StationError("format.corrupt", `${name}: ${field} does not have three entries`);
  return [a, b, c];
};

const scaled = (v: Vec3, by: number): Vec3 => [v[0] * by, v[1] * by, v[2] * by];

const placeByDirections = (
  name: string,
  fields: Fields,
  axes: readonly number[],
  directions: readonly (Vec3 | null)[],
): Placed => {
  const signs = nrrdSpaceSigns(fields.get("space") ?? "");
  const unit = /"([^"]*)"/.exec(fields.get("space units") ?? "")?.[1];
  const mm = unit === undefined ? 1 : (mmPerNamedUnit(unit) ?? 1);
  const place = (v: Vec3): Vec3 => toLps(scaled(v, mm), signs ?? [1, 1, 1]);
  const steps = three(
    name,
    "space directions",
    axes.map((n) => {
      const direction = directions[n];
      if (direction === null || direction === undefined)
        throw new StationError("geometry.invalid", `${name}: axis ${n} has no direction`);
      return place(direction);
    }),
  );
  const origin = nrrdVectors(name, fields.get("space origin") ?? "(0,0,0)")[0] ?? [Number.NaN, Number.NaN, Number.NaN];
  const notes: readonly ScanNote[] =
    signs === null
      ? [{ note: "assumed-orientation", detail: `${name}: the space ${fields.get("space") ?? "(not named)"} is taken as LPS` }]
      : [];
  return { steps, originMm: place(origin), space: signs === null ? "unknown" : "lps", notes };
};

const placeBySpacings = (name: string, fields: Fields, axes: readonly number[]): Placed => {
  const given = fields.get("spacings");
  const spacings = given === undefined ? null : numbersIn(name, "spacings", given);
  const units = [...(fields.get("units") ?? "").matchAll(/"([^"]*)"/g)].map((match) => mmPerNamedUnit(match[1] ?? "") ?? 1);
  const [si, sj, sk] = three(
    name,
    "spacings",
    axes.map((n) => (spacings === null ? 1 : Math.abs(spacings[n] ?? Number.NaN) * (units[n] ?? 1))),
  );
  const notes: ScanNote[] = [{ note: "assumed-orientation", detail: `${name}: no space directions` }];
  if (spacings === null) notes.push({ note: "assumed-spacing", detail: `${name}: no spacings; 1 mm is taken` });
  return {
    steps: [
      [si, 0, 0],
      [0, sj, 0],
      [0, 0, sk],
    ],
    originMm: [0, 0, 0],
    space: "unknown",
    notes,
  };
};

const wholeNumber = (name: string, field: string, text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < -1)
    throw new StationError("format.lying-header", `${name}: ${field} is ${text.slice(0, 40)}`);
  return value;
};

const dataFiles = (name: string, header: NrrdFields, source: ByteSource, sibling: OpenSibling): readonly ByteSource[] => {
  const dataFile = header.fields.get("data file");
  if (dataFile === undefined) return [source];
  if (/^LIST\b/.test(dataFile)) return openAll(name, header.listed, sibling);
  const pattern = /^(.*%.*?)\s+(-?\d+)\s+(-?\d+)\s+(-?\d+)(?:\s+\d+)?$/.exec(dataFile);
  const names =
    pattern === null
      ? [dataFile]
      : namesOfPattern(name, pattern[1] ?? "", Number(pattern[2]), Number(pattern[3]), Number(pattern[4]));
  return openAll(name, names, sibling);
};

/** Bytes of the first `count` lines from `from`. */
const skipLines = (source: ByteSource, from: number, count: number): number => {
  if (count <= 0) return from;
  const bytes = source.read(from, MAX_HEADER_BYTES);
  let at = 0;
  for (let line = 0; line < count; line += 1) {
    const newline = bytes.indexOf(10, at);
    if (newline === -1) throw new StationError("format.lying-header", `${source.name}: fewer than ${count} lines to skip`);
    at = newline + 1;
  }
  return from + at;
};

const encodingOf = (name: string, fields: Fields): "none" | "gzip" => {
  const encoding = (fields.get("encoding") ?? "").toLowerCase();
  if (encoding === "raw") return "none";
  if (encoding === "gzip" || encoding === "gz") return "gzip";
  throw new StationError("format.unsupported", `${name}: NRRD encoding ${encoding || "missing"}`);
};

const index = (source: ByteSource, sibling: OpenSibling): IndexedFile<VoxelHeader> => {
  const { name, size } = source;
  if (size === 0) throw new StationError("file.empty", name);
  const { lines, end, closed } = readHeaderLines(source, (line) => line === "");
  const parsed = parseNrrd(name, lines);
  const { fields } = parsed;
  if (!closed && !fields.has("data file")) throw new StationError("format.truncated", `${name}: ends in its header`);
  const sizes = numbersIn(name, "sizes", fields.get("sizes") ?? "");
  if (wholeNumber(name, "dimension", fields.get("dimension") ?? "") !== sizes.length || sizes.length > 16) {
    throw new StationError("format.lying-header", `${name}: dimension ${fields.get("dimension")} with ${sizes.length} sizes`);
  }
  if (sizes.length < 3) throw new StationError("format.not-ct", `${name}: ${sizes.length} dimensions are no volume`);
  const directions = nrrdVectors(name, fields.get("space directions") ?? "");
  const axes = spatialAxes(name, fields, sizes, directions);
  const dims = checkedDims(
    name,
    axes.map((n) => sizes[n] ?? 0),
  );
  const type = nrrdType(name, fields.get("type") ?? "");
  const endian = (fields.get("endian") ?? "").toLowerCase();
  if (SAMPLE_BYTES[type] > 1 && endian !== "little" && endian !== "big")
    throw new StationError("format.corrupt", `${name}: endian is not given`);
  const compression = encodingOf(name, fields);
  const packed = compression !== "none";
  const byteSkip = wholeNumber(name, "byte skip", fields.get("byte skip") ?? "0");
  const lineSkip = wholeNumber(name, "line skip", fields.get("line skip") ?? "0");
  if (packed && byteSkip < 0) throw new StationError("format.unsupported", `${name}: byte skip -1 with ${compression}`);
  const sources = dataFiles(name, parsed, source, sibling);
  const attached = sources[0] === source;
  const placed = directions.length > 0 ? placeByDirections(name, fields, axes, directions) : placeBySpacings(name, fields, axes);
  const { geometry, notes } = geometryOf({ name, dims, ...placed });
  const parts = partsOf({
    name,
    sources,
    slices: dims[2],
    sliceBytes: dims[0] * dims[1] * SAMPLE_BYTES[type],
    packed,
    skip: packed ? byteSkip : 0,
    packedBytes: null,
    offsetIn: (data) => {
      if (!packed && byteSkip === -1) return -1;
      return skipLines(data, attached ? end : 0, lineSkip) + (packed ? 0 : byteSkip);
    },
  });
  const header: VoxelHeader = {
    title: titleOf(name, ENDINGS),
    geometry,
    type,
    littleEndian: endian !== "big",
    compression,
    skip: packed ? byteSkip : 0,
    slope: 1,
    intercept: 0,
    units: "uncalibrated",
    paddingValue: null,
    notes: [...placed.notes, ...notes, unitsNotTrusted("NRRD")],
    describedBy: name,
    parts,
  };
  return { formatId: "nrrd", name, size, header };
};

export const nrrdFormat: Format<VoxelHeader, VoxelCoding> = {
  id: "nrrd",
  label: "NRRD",
  extensions: [...ENDINGS],
  sniff: (head, name) =>
    String.fromCharCode(...head.subarray(0, 7)) === "NRRD000" || ENDINGS.some((ending) => name.toLowerCase().endsWith(ending)),
  index,
  plan: planVoxels("nrrd"),
  decode: async (frame, source, _sibling, dims) => decodeVoxels(frame, source, dims),
};
