import type { Vec3 } from "../../../contract/units.ts";
import type { Projection } from "./projection.ts";
import type { ThreatReport } from "../dicos/threat-report.ts";

/** What one frame says of its place and its values; `null` where neither it nor its file says anything. */
export type FrameHeader = {
  /** Centre of the first voxel, mm. */
  readonly position: Vec3 | null;
  /** Direction along a row, then down a column. */
  readonly orientation: readonly [Vec3, Vec3] | null;
  /** Between rows, between columns, mm (the order of (0028,0030)). */
  readonly pixelSpacing: readonly [number, number] | null;
  readonly sliceThickness: number | null;
  readonly spacingBetween: number | null;
  readonly slope: number;
  readonly intercept: number;
  readonly rescaleType: string;
  readonly kvp: number | null;
};

/** Runs of the file's bytes that hold one compressed frame, in order: [offset, length] pairs. */
export type FrameBytes = readonly (readonly [offset: number, length: number])[];

/** How samples are laid out, and where. Everything is checked against the file's size. */
export type PixelLayout = {
  readonly syntaxUid: string;
  readonly rows: number;
  readonly columns: number;
  readonly frameCount: number;
  readonly kind: "integer" | "float32" | "float64";
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  /** Byte order of native samples; `swapped` for bytes in big endian 16-bit words. */
  readonly bigEndian: boolean;
  readonly wordSwapped: boolean;
  /** Stored values from `first` to `last` are outside the scan. */
  readonly padding: { readonly first: number; readonly last: number } | null;
  readonly pixels:
    | { readonly at: "native"; readonly offset: number }
    | { readonly at: "fragments"; readonly frames: readonly FrameBytes[] }
    /** `start` of the deflate stream in the file, `offset` of the pixels in what it unpacks to. */
    | { readonly at: "deflated"; readonly start: number; readonly offset: number };
};

/** Why an object with a readable header is not a CT volume. */
export type NotVolume = { readonly code: "format.not-ct" | "format.not-an-image"; readonly detail: string };

/** What index keeps of one file: plain data that crosses threads. */
export type DicomHeader = {
  readonly sopClass: string;
  readonly sopInstance: string;
  readonly modality: string;
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly frameOfReference: string;
  readonly imageType: readonly string[];
  readonly instanceNumber: number | null;
  readonly acquisitionNumber: number | null;
  readonly sliceLocation: number | null;
  readonly gantryTiltDeg: number | null;
  readonly lossy: boolean;
  readonly title: string;
  readonly maker: string;
  readonly model: string;
  readonly station: string;
  readonly objectId: string | null;
  readonly acquiredUtc: string | null;
  /** Acquisition date and time as written, for telling scans of one object from another's. */
  readonly acquiredText: string;
  readonly photometric: string;
  readonly dicos: { readonly version: string; readonly leftHanded: boolean } | null;
  readonly notVolume: NotVolume | null;
  /** What makes it an X-ray projection; `null` where it is none. */
  readonly projection: Projection | null;
  readonly layout: PixelLayout | null;
  readonly frames: readonly FrameHeader[];
  readonly report: ThreatReport | null;
};
