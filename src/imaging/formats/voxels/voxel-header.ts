/** What NIfTI, NRRD, MetaImage and raw files have in common once their headers are read: a block of voxels. */
import type { FormatId, Geometry, ScanNote, ValueUnits } from "../../../contract/scan.ts";
import type { ChannelPlan, FramePlan, IndexedFile, ScanPlan } from "../format.ts";
import type { Wrapper } from "./inflate.ts";
import { FRAME_BYTES, PACKED_FRAME_BYTES } from "./limits.ts";
import { exactEncoding, SAMPLE_BYTES, type SampleType } from "./sample-type.ts";

/** Consecutive slices in one file. */
export type VoxelPart = {
  readonly name: string;
  readonly kStart: number;
  readonly kCount: number;
  /** Where the voxels (or the packed stream that holds them) begin, bytes. */
  readonly offset: number;
  /** Bytes from there that belong to them: of the packed stream where packed. */
  readonly bytes: number;
};

export type VoxelHeader = {
  readonly title: string;
  readonly geometry: Geometry;
  readonly type: SampleType;
  readonly littleEndian: boolean;
  readonly compression: "none" | Wrapper;
  /** Unpacked bytes before the voxels in every packed stream. */
  readonly skip: number;
  /** value = sample · slope + intercept */
  readonly slope: number;
  readonly intercept: number;
  readonly units: ValueUnits;
  readonly paddingValue: number | null;
  readonly notes: readonly ScanNote[];
  /** The file that said all this: the header or the sidecar. */
  readonly describedBy: string;
  /** In order of k, without gaps. */
  readonly parts: readonly VoxelPart[];
};

export type VoxelCoding = {
  readonly type: SampleType;
  readonly littleEndian: boolean;
  readonly compression: "none" | Wrapper;
  readonly slope: number;
  readonly intercept: number;
  readonly offset: number;
  readonly bytes: number;
  /** Unpacked: from `offset` (or the stream's begin) to the frame's first voxel. */
  readonly before: number;
  /** Unpacked: whether nothing of the image follows in this stream. */
  readonly last: boolean;
};

/** The note of every format that has no field for units. */
export const unitsNotTrusted = (label: string): ScanNote => ({
  note: "units-not-trusted",
  detail: `${label} has no field that says its values are HU; calibrate or add a scanner profile`,
});

const framesOf = (header: VoxelHeader): readonly FramePlan<VoxelCoding>[] => {
  const { geometry, type, littleEndian, compression, slope, intercept, skip } = header;
  const sliceBytes = geometry.dims[0] * geometry.dims[1] * SAMPLE_BYTES[type];
  const perFrame = Math.max(1, Math.floor((compression === "none" ? FRAME_BYTES : PACKED_FRAME_BYTES) / sliceBytes));
  return header.parts.flatMap((part) => {
    const frames: FramePlan<VoxelCoding>[] = [];
    for (let k = 0; k < part.kCount; k += perFrame) {
      const kCount = Math.min(perFrame, part.kCount - k);
      const last = k + kCount === part.kCount;
      const coding = {
        type,
        littleEndian,
        compression,
        slope,
        intercept,
        offset: part.offset,
        bytes: part.bytes,
        before: skip + k * sliceBytes,
        last,
      };
      frames.push({ kStart: part.kStart + k, kCount, name: part.name, coding });
    }
    return frames;
  });
};

/** One scan per header; a header that was reached in two ways (raw data and its sidecar) gives one scan. */
export const planVoxels = (formatId: FormatId) => (files: readonly IndexedFile<VoxelHeader>[]) => {
  const seen = new Set<string>();
  const plans: ScanPlan<VoxelCoding>[] = [];
  for (const { header } of files) {
    const names = [...new Set([...header.parts.map((part) => part.name), header.describedBy])];
    const key = header.parts.map((part) => `${part.name}@${part.offset}`).join("\n");
    if (seen.has(key)) continue;
    seen.add(key);
    const channel: ChannelPlan<VoxelCoding> = {
      id: "main",
      label: "CT",
      units: header.units,
      encoding: exactEncoding(header.type, header.slope, header.intercept),
      paddingValue: header.paddingValue,
      kvp: null,
      frames: framesOf(header),
    };
    plans.push({
      formatId,
      kind: "volume",
      title: header.title,
      names,
      geometry: header.geometry,
      channels: [channel],
      notes: header.notes,
      scannerFindings: [],
      scanner: null,
      acquiredUtc: null,
      objectId: null,
    });
  }
  return { plans, refused: [] };
};
