/** Headerless voxels described by a JSON file beside them. Either of the two leads to the scan. */
import { StationError } from "../../../contract/station-error.ts";
import type { ScanNote } from "../../../contract/scan.ts";
import type { Vec3 } from "../../../contract/units.ts";
import type { ByteSource, Format, IndexedFile, OpenSibling } from "../format.ts";
import { geometryOf, IDENTITY_DIRECTION } from "../voxels/checked-geometry.ts";
import { partsOf } from "../voxels/detached.ts";
import { checkedDims } from "../voxels/limits.ts";
import { baseName, titleOf } from "../voxels/names.ts";
import { SAMPLE_BYTES } from "../voxels/sample-type.ts";
import { decodeVoxels } from "../voxels/voxel-decode.ts";
import { planVoxels, type VoxelCoding, type VoxelHeader } from "../voxels/voxel-header.ts";
import { MAX_SIDECAR_BYTES, parseSidecar, type RawSidecar, SIDECAR_FORMAT } from "./sidecar.ts";

/** Names that mean headerless voxels; a sidecar may describe a file of any other name too. */
const ENDINGS = [".raw", ".bin", ".vol", ".raw.gz"] as const;

const isSidecar = (name: string): boolean => name.toLowerCase().endsWith(".json");

const sniff = (head: Uint8Array, name: string): boolean => {
  if (isSidecar(name)) return new TextDecoder("latin1").decode(head).includes(`"${SIDECAR_FORMAT}"`);
  return ENDINGS.some((ending) => name.toLowerCase().endsWith(ending));
};

const readSidecar = (source: ByteSource): RawSidecar => {
  if (source.size > MAX_SIDECAR_BYTES)
    throw new StationError("sidecar.invalid", `${source.name}: ${source.size} bytes are no description`);
  return parseSidecar(source.name, source.read(0, source.size));
};

/** The data and its description, whichever of the two `source` is. */
const openPair = (
  source: ByteSource,
  sibling: OpenSibling,
): { readonly data: ByteSource; readonly describedBy: string; readonly sidecar: RawSidecar } => {
  const base = baseName(source.name);
  if (isSidecar(source.name)) {
    const sidecar = readSidecar(source);
    const data = sibling(base.slice(0, base.length - ".json".length));
    if (data === null) throw new StationError("format.truncated", `${source.name}: the file that it describes is not beside it`);
    return { data, describedBy: source.name, sidecar };
  }
  const described = sibling(`${base}.json`);
  if (described === null) throw new StationError("sidecar.missing", `${source.name}: ${base}.json is not beside it`);
  return { data: source, describedBy: described.name, sidecar: readSidecar(described) };
};

const index = (source: ByteSource, sibling: OpenSibling): IndexedFile<VoxelHeader> => {
  const { name, size } = source;
  if (size === 0) throw new StationError("file.empty", name);
  const { data, describedBy, sidecar } = openPair(source, sibling);
  if (data.size === 0) throw new StationError("file.empty", data.name);
  const dims = checkedDims(name, sidecar.dims);
  const axes = sidecar.direction ?? IDENTITY_DIRECTION;
  if (axes.some((axis) => Math.abs(Math.hypot(...axis) - 1) > 0.01)) {
    throw new StationError("geometry.invalid", `${name}: directions are no unit vectors`);
  }
  const turn = sidecar.sliceOrder === "descending" ? -1 : 1;
  const step = (n: 0 | 1 | 2, by: number): Vec3 => [axes[n][0] * by, axes[n][1] * by, axes[n][2] * by];
  const [si, sj, sk] = sidecar.spacingMm;
  const { geometry, notes } = geometryOf({
    name,
    dims,
    originMm: sidecar.originMm ?? [0, 0, 0],
    steps: [step(0, si), step(1, sj), step(2, sk * turn)],
    space: sidecar.direction === undefined ? "unknown" : "lps",
  });
  const packed = sidecar.compression === "gzip";
  const said: ScanNote[] = [];
  if (sidecar.direction === undefined)
    said.push({ note: "assumed-orientation", detail: `${name}: the description gives no direction` });
  if (sidecar.units === "uncalibrated")
    said.push({ note: "units-not-trusted", detail: `${name}: the description says that values are uncalibrated` });
  const header: VoxelHeader = {
    title: sidecar.title ?? titleOf(data.name, ENDINGS),
    geometry,
    type: sidecar.type,
    littleEndian: sidecar.byteOrder === "little",
    compression: sidecar.compression,
    skip: packed ? sidecar.offset : 0,
    slope: sidecar.slope,
    intercept: sidecar.intercept,
    units: sidecar.units,
    paddingValue: sidecar.paddingValue ?? null,
    notes: [...said, ...notes],
    describedBy,
    parts: partsOf({
      name,
      sources: [data],
      slices: dims[2],
      sliceBytes: dims[0] * dims[1] * SAMPLE_BYTES[sidecar.type],
      packed,
      skip: packed ? sidecar.offset : 0,
      packedBytes: null,
      offsetIn: () => (packed ? 0 : sidecar.offset),
    }),
  };
  return { formatId: "raw", name, size, header };
};

export const rawFormat: Format<VoxelHeader, VoxelCoding> = {
  id: "raw",
  label: "Headerless raw with a JSON description",
  extensions: [".raw", ".bin", ".vol"],
  sniff,
  index,
  plan: planVoxels("raw"),
  decode: async (frame, source, _sibling, dims) => decodeVoxels(frame, source, dims),
};
