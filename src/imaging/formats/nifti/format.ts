/** NIfTI-1 and NIfTI-2: one file, packed with gzip or not, or a pair of header and image. */
import { Gunzip } from "fflate";
import { StationError } from "../../../contract/station-error.ts";
import type { ByteSource, Format, IndexedFile, OpenSibling } from "../format.ts";
import { geometryOf } from "../voxels/checked-geometry.ts";
import { openInflater } from "../voxels/inflate.ts";
import { checkBytes, checkedDims, MAX_HEADER_BYTES } from "../voxels/limits.ts";
import { baseName, titleOf } from "../voxels/names.ts";
import { SAMPLE_BYTES, type SampleType } from "../voxels/sample-type.ts";
import { decodeVoxels } from "../voxels/voxel-decode.ts";
import { planVoxels, unitsNotTrusted, type VoxelCoding, type VoxelHeader } from "../voxels/voxel-header.ts";
import { NIFTI1_BYTES, NIFTI2_BYTES, NIFTI_COLOUR, NIFTI_TYPES, type NiftiFields, parseNifti, recognise } from "./header.ts";
import { placeNifti } from "./orientation.ts";

const ENDINGS = [".nii.gz", ".nii", ".hdr.gz", ".hdr"] as const;

const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** As much as a packed head holds; nothing where it is damaged. */
const unpackHead = (head: Uint8Array): Uint8Array => {
  const chunks: Uint8Array[] = [];
  try {
    new Gunzip((chunk) => chunks.push(chunk)).push(head, false);
  } catch {
    return new Uint8Array(0);
  }
  return chunks[0] ?? new Uint8Array(0);
};

const sniff = (head: Uint8Array, name: string): boolean => {
  const lower = name.toLowerCase();
  if (lower.endsWith(".nii") || lower.endsWith(".nii.gz")) return true;
  const known = recognise(isGzip(head) ? unpackHead(head) : head);
  return known !== null && (known.magic !== "none" || lower.endsWith(".hdr") || lower.endsWith(".hdr.gz"));
};

const readHead = (source: ByteSource): Uint8Array => {
  const first = source.read(0, NIFTI2_BYTES);
  if (!isGzip(first)) return first;
  const head = new Uint8Array(NIFTI2_BYTES);
  return head.subarray(0, openInflater(source, 0, source.size, "gzip").read(head));
};

/** The one volume in the file: more than one point in time or component is refused, for it is no CT of an object. */
const volumeDims = (name: string, fields: NiftiFields): readonly number[] => {
  const count = fields.dim[0] ?? 0;
  if (!(count >= 1 && count <= 7)) throw new StationError("format.lying-header", `${name}: ${count} dimensions`);
  if (count < 3) throw new StationError("format.not-ct", `${name}: ${count} dimensions are no volume`);
  const further = fields.dim.slice(4, 1 + count);
  if (further.some((dim) => dim > 1)) {
    throw new StationError(
      "format.unsupported",
      `${name}: holds several volumes or components (further dimensions ${further.join(" × ")})`,
    );
  }
  return fields.dim.slice(1, 4);
};

const sampleType = (name: string, datatype: number): SampleType => {
  const type = NIFTI_TYPES[datatype];
  if (type !== undefined) return type;
  if (NIFTI_COLOUR.some((code) => code === datatype))
    throw new StationError("format.not-ct", `${name}: colour (datatype ${datatype})`);
  throw new StationError("format.unsupported", `${name}: NIfTI datatype ${datatype}`);
};

/** A slope of 0 means none was given; so does one that is no number. */
const rescale = (name: string, fields: NiftiFields): { readonly slope: number; readonly intercept: number } => {
  if (fields.slope === 0 || !Number.isFinite(fields.slope)) return { slope: 1, intercept: 0 };
  const intercept = Number.isFinite(fields.intercept) ? fields.intercept : 0;
  if (Math.abs(fields.slope) > 1e6 || Math.abs(fields.slope) < 1e-12 || Math.abs(intercept) > 1e9) {
    throw new StationError("format.lying-header", `${name}: rescale slope ${fields.slope}, intercept ${intercept}`);
  }
  return { slope: fields.slope, intercept };
};

/** The file that holds the voxels: the header's own or, of a pair, the image beside it. */
const imageOf = (source: ByteSource, single: boolean, sibling: OpenSibling): ByteSource => {
  if (single) return source;
  const stem = titleOf(source.name, ENDINGS);
  const upper = baseName(source.name).endsWith(".HDR");
  const image = sibling(`${stem}${upper ? ".IMG" : ".img"}`) ?? sibling(`${stem}.img.gz`);
  if (image === null) throw new StationError("format.truncated", `${source.name}: its image ${stem}.img is not beside it`);
  return image;
};

const index = (source: ByteSource, sibling: OpenSibling): IndexedFile<VoxelHeader> => {
  const { name, size } = source;
  if (size === 0) throw new StationError("file.empty", name);
  const head = readHead(source);
  if (head.length < NIFTI1_BYTES) throw new StationError("format.truncated", `${name}: ends in its header`);
  const fields = parseNifti(name, head);
  const dims = checkedDims(name, volumeDims(name, fields));
  const type = sampleType(name, fields.datatype);
  const image = imageOf(source, fields.single, sibling);
  const leastOffset = fields.single ? (fields.version === 1 ? NIFTI1_BYTES : NIFTI2_BYTES) : 0;
  // Some writers leave the offset at 0 and mean right behind the header and its four extension bytes.
  const offset = fields.single && fields.voxOffset === 0 ? leastOffset + 4 : fields.voxOffset;
  if (!Number.isInteger(offset) || offset < leastOffset || offset > 16 * MAX_HEADER_BYTES) {
    throw new StationError("format.lying-header", `${name}: voxels begin at ${offset}`);
  }
  const packed = isGzip(image.read(0, 2));
  checkBytes(name, offset + dims[0] * dims[1] * dims[2] * SAMPLE_BYTES[type], image.size, packed);
  const { steps, originMm, space, notes } = placeNifti(name, fields);
  const placed = geometryOf({ name, dims, steps, originMm, space });
  const at = packed ? 0 : offset;
  const header: VoxelHeader = {
    title: titleOf(name, ENDINGS),
    geometry: placed.geometry,
    type,
    littleEndian: fields.littleEndian,
    compression: packed ? "gzip" : "none",
    skip: packed ? offset : 0,
    ...rescale(name, fields),
    units: "uncalibrated",
    paddingValue: null,
    notes: [...notes, ...placed.notes, unitsNotTrusted("NIfTI")],
    describedBy: name,
    parts: [{ name: image.name, kStart: 0, kCount: dims[2], offset: at, bytes: image.size - at }],
  };
  return { formatId: "nifti", name, size, header };
};

export const niftiFormat: Format<VoxelHeader, VoxelCoding> = {
  id: "nifti",
  label: "NIfTI-1 and NIfTI-2",
  extensions: [".nii", ".nii.gz", ".hdr"],
  sniff,
  index,
  plan: planVoxels("nifti"),
  decode: async (frame, source, _sibling, dims) => decodeVoxels(frame, source, dims),
};
