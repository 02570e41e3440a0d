/** MetaImage: header and voxels in one file (.mha) or apart (.mhd); plain or packed with zlib. */
import type { ScanNote } from "../../../contract/scan.ts";
import { StationError } from "../../../contract/station-error.ts";
import type { Vec3 } from "../../../contract/units.ts";
import type { ByteSource, Format, IndexedFile, OpenSibling } from "../format.ts";
import { geometryOf, IDENTITY_DIRECTION } from "../voxels/checked-geometry.ts";
import { namesOfPattern, openAll, partsOf } from "../voxels/detached.ts";
import { checkedDims } from "../voxels/limits.ts";
import { titleOf } from "../voxels/names.ts";
import { SAMPLE_BYTES } from "../voxels/sample-type.ts";
import { mmPerNamedUnit, numbersIn, readHeaderLines } from "../voxels/text-header.ts";
import { decodeVoxels } from "../voxels/voxel-decode.ts";
import { planVoxels, unitsNotTrusted, type VoxelCoding, type VoxelHeader } from "../voxels/voxel-header.ts";
import { isDataFileLine, type MetaFields, metaFlag, metaType, parseMetaimage } from "./header.ts";

const ENDINGS = [".mha", ".mhd"] as const;

/** The first of the names that MetaIO allows for one thing. */
const firstOf = (fields: MetaFields, keys: readonly string[]): string | undefined =>
  keys.map((key) => fields.get(key)).find((value) => value !== undefined);

const volumeSizes = (name: string, fields: MetaFields): { readonly count: number; readonly dims: readonly number[] } => {
  const sizes = numbersIn(name, "DimSize", fields.get("DimSize") ?? "");
  const count = Number(fields.get("NDims") ?? "");
  if (!Number.isInteger(count) || count !== sizes.length) {
    throw new StationError("format.lying-header", `${name}: NDims ${fields.get("NDims")} with ${sizes.length} sizes`);
  }
  if (count < 3) throw new StationError("format.not-ct", `${name}: ${count} dimensions are no volume`);
  if (sizes.slice(3).some((size) => size !== 1))
    throw new StationError("format.unsupported", `${name}: sizes ${sizes.join(" × ")} are several volumes`);
  return { count, dims: sizes.slice(0, 3) };
};

type Placed = {
  readonly steps: readonly [Vec3, Vec3, Vec3];
  readonly originMm: Vec3;
  readonly space: "lps" | "unknown";
  readonly notes: readonly ScanNote[];
};

/** Three numbers of each of the first three axes in a matrix of `count` by `count`, one axis after the other. */
const matrixAxes = (name: string, count: number, text: string): readonly [Vec3, Vec3, Vec3] => {
  const numbers = numbersIn(name, "TransformMatrix", text);
  if (numbers.length !== count * count)
    throw new StationError("format.corrupt", `${name}: TransformMatrix of ${numbers.length} numbers`);
  const axis = (n: number): Vec3 => {
    const at = (m: number): number => numbers[n * count + m] ?? Number.NaN;
    return [at(0), at(1), at(2)];
  };
  return [axis(0), axis(1), axis(2)];
};

const place = (name: string, fields: MetaFields, count: number): Placed => {
  const spacingText = firstOf(fields, ["ElementSpacing", "ElementSize"]);
  const matrixText = firstOf(fields, ["TransformMatrix", "Rotation", "Orientation"]);
  const offsetText = firstOf(fields, ["Offset", "Position", "Origin"]);
  const notes: ScanNote[] = [];
  if (spacingText === undefined) notes.push({ note: "assumed-spacing", detail: `${name}: no ElementSpacing; 1 mm is taken` });
  if (matrixText === undefined) notes.push({ note: "assumed-orientation", detail: `${name}: no TransformMatrix` });
  const mm = mmPerNamedUnit(fields.get("DistanceUnits") ?? "mm") ?? 1;
  const spacing = spacingText === undefined ? [1, 1, 1] : numbersIn(name, "ElementSpacing", spacingText);
  const origin = offsetText === undefined ? [0, 0, 0] : numbersIn(name, "Offset", offsetText);
  const axes = matrixText === undefined ? IDENTITY_DIRECTION : matrixAxes(name, count, matrixText);
  const step = (n: 0 | 1 | 2): Vec3 => {
    const axis = axes[n];
    const norm = Math.hypot(axis[0], axis[1], axis[2]);
    if (!(Math.abs(norm - 1) < 0.01)) throw new StationError("geometry.invalid", `${name}: a direction of length ${norm}`);
    // A negative spacing would turn the axis round; no writer means that.
    const by = ((spacing[n] ?? Number.NaN) * mm) / norm;
    if (!(by > 0)) throw new StationError("geometry.invalid", `${name}: a voxel spacing of ${spacing[n]}`);
    return [axis[0] * by, axis[1] * by, axis[2] * by];
  };
  const at = (n: number): number => (origin[n] ?? Number.NaN) * mm;
  return {
    steps: [step(0), step(1), step(2)],
    originMm: [at(0), at(1), at(2)],
    space: matrixText === undefined ? "unknown" : "lps",
    notes,
  };
};

type DataFiles = { readonly sources: readonly ByteSource[]; readonly attached: boolean };

const dataFiles = (
  name: string,
  text: string,
  listed: readonly string[],
  source: ByteSource,
  sibling: OpenSibling,
): DataFiles => {
  if (/^local$/i.test(text)) return { sources: [source], attached: true };
  if (/^list\b/i.test(text)) return { sources: openAll(name, listed, sibling), attached: false };
  const pattern = /^(.*%.*?)\s+(-?\d+)\s+(-?\d+)(?:\s+(-?\d+))?$/.exec(text);
  const names =
    pattern === null
      ? [text]
      : namesOfPattern(name, pattern[1] ?? "", Number(pattern[2]), Number(pattern[3]), Number(pattern[4] ?? "1"));
  return { sources: openAll(name, names, sibling), attached: false };
};

const checkKind = (name: string, fields: MetaFields): void => {
  const kind = fields.get("ObjectType") ?? "Image";
  if (kind !== "Image") throw new StationError("format.not-an-image", `${name}: ObjectType ${kind.slice(0, 60)}`);
  const channels = Number(fields.get("ElementNumberOfChannels") ?? "1");
  if (channels !== 1) throw new StationError("format.not-ct", `${name}: ${channels} channels per voxel`);
  if (fields.has("BinaryData") && !metaFlag(fields, "BinaryData"))
    throw new StationError("format.unsupported", `${name}: voxels as text`);
};

const rescale = (name: string, fields: MetaFields): { readonly slope: number; readonly intercept: number } => {
  const slope = Number(fields.get("ElementToIntensityFunctionSlope") ?? "1");
  const intercept = Number(fields.get("ElementToIntensityFunctionOffset") ?? "0");
  if (!(Math.abs(slope) >= 1e-12 && Math.abs(slope) <= 1e6 && Math.abs(intercept) <= 1e9)) {
    throw new StationError("format.lying-header", `${name}: rescale slope ${slope}, intercept ${intercept}`);
  }
  return { slope, intercept };
};

const wholeNumber = (name: string, fields: MetaFields, key: string): number | null => {
  const text = fields.get(key);
  if (text === undefined || text === "") return null;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < -1)
    throw new StationError("format.lying-header", `${name}: ${key} ${text.slice(0, 40)}`);
  return value;
};

const index = (source: ByteSource, sibling: OpenSibling): IndexedFile<VoxelHeader> => {
  const { name, size } = source;
  if (size === 0) throw new StationError("file.empty", name);
  const { lines, end, closed } = readHeaderLines(source, isDataFileLine);
  if (!closed)
    throw new StationError(
      lines.some((line) => /^\s*NDims\s*=/.test(line)) ? "format.truncated" : "format.corrupt",
      `${name}: no ElementDataFile`,
    );
  const fields = parseMetaimage(name, lines);
  checkKind(name, fields);
  const { count, dims: sizes } = volumeSizes(name, fields);
  const dims = checkedDims(name, sizes);
  const type = metaType(name, fields.get("ElementType") ?? "");
  const packed = metaFlag(fields, "CompressedData");
  const dataFile = fields.get("ElementDataFile") ?? "";
  const listed = /^list\b/i.test(dataFile)
    ? new TextDecoder("latin1")
        .decode(source.read(end, 1 << 20))
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== "")
    : [];
  const { sources, attached } = dataFiles(name, dataFile, listed, source, sibling);
  const headerSize = wholeNumber(name, fields, "HeaderSize") ?? 0;
  const packedBytes = packed ? wholeNumber(name, fields, "CompressedDataSize") : null;
  const start = attached ? end : 0;
  const firstData = sources[0];
  const gzip = packed && firstData !== undefined && firstData.read(start, 1)[0] === 0x1f;
  const placed = place(name, fields, count);
  const { geometry, notes } = geometryOf({ name, dims, ...placed });
  const parts = partsOf({
    name,
    sources,
    slices: dims[2],
    sliceBytes: dims[0] * dims[1] * SAMPLE_BYTES[type],
    packed,
    skip: 0,
    packedBytes: sources.length === 1 && packedBytes !== null && packedBytes > 0 ? packedBytes : null,
    offsetIn: () => (!packed && headerSize === -1 ? -1 : start + Math.max(0, attached ? 0 : headerSize)),
  });
  const bigEndian = metaFlag(fields, "BinaryDataByteOrderMSB") || metaFlag(fields, "ElementByteOrderMSB");
  const header: VoxelHeader = {
    title: titleOf(name, ENDINGS),
    geometry,
    type,
    littleEndian: !bigEndian,
    compression: packed ? (gzip ? "gzip" : "zlib") : "none",
    skip: 0,
    ...rescale(name, fields),
    units: "uncalibrated",
    paddingValue: null,
    notes: [...placed.notes, ...notes, unitsNotTrusted("MetaImage")],
    describedBy: name,
    parts,
  };
  return { formatId: "metaimage", name, size, header };
};

export const metaimageFormat: Format<VoxelHeader, VoxelCoding> = {
  id: "metaimage",
  label: "MetaImage",
  extensions: [...ENDINGS],
  sniff: (head, name) =>
    ENDINGS.some((ending) => name.toLowerCase().endsWith(ending)) ||
    /^\s*(ObjectType|NDims)\s*=/.test(String.fromCharCode(...head.subarray(0, 64))),
  index,
  plan: planVoxels("metaimage"),
  decode: async (frame, source, _sibling, dims) => decodeVoxels(frame, source, dims),
};
