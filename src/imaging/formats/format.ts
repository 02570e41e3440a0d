/**
 * What every format folder offers. The room is pure: bytes come through `ByteSource`, given by whoever does the I/O.
 * A file's way: `sniff` → `index` (headers only) → `plan` (files become scans) → `decode` (frame by frame, in workers).
 * Everything that passes between the steps is structured-clonable, because the steps run in different threads.
 */
import type { BeltDirection, ViewDirection } from "../../contract/radiograph.ts";
import type { RadiographProfile } from "../../contract/scanner-profile.ts";
import type { FormatId, Geometry, ScanNote, ScannerFinding, ValueUnits } from "../../contract/scan.ts";
import type { StationError } from "../../contract/station-error.ts";

/** Random access to one file. Reads are bounded by the caller; implementations throw `file.unreadable`. */
export type ByteSource = {
  /** Path as given, with `/`; siblings are found by it. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Bytes [offset, offset + length): shorter only where the file ends. */
  readonly read: (offset: number, length: number) => Uint8Array;
};

/** Opens a file that another one names, relative to it; `null` when there is none. Never leaves the folder. */
export type OpenSibling = (relativeName: string) => ByteSource | null;

/** How many bytes of a file's head `sniff` is given (fewer when the file is shorter). */
export const SNIFF_BYTES = 4096;

/** A file whose headers were read. `header` is the format's own. */
export type IndexedFile<Header = unknown> = {
  readonly formatId: FormatId;
  readonly name: string;
  readonly size: number;
  readonly header: Header;
  /** Files that this one describes, by name: they belong to its scan and make none of their own. */
  readonly claims?: readonly string[];
};

/** Consecutive slices that are decoded together: `kCount` slices from `kStart`, in the scan's final order. */
export type FramePlan<Coding = unknown> = {
  readonly kStart: number;
  readonly kCount: number;
  /** The file that holds the frame. */
  readonly name: string;
  /** The format's own: offsets, transfer syntax, bit layout, rescale. */
  readonly coding: Coding;
};

export type ChannelPlan<Coding = unknown> = {
  readonly id: string;
  readonly label: string;
  readonly units: ValueUnits;
  /**
   * How values become Int16 when that can be said from the headers (value = stored · slope + intercept, exact),
   * or `null` when the range must be measured first (float, 32 bit, differing rescales).
   */
  readonly encoding: { readonly slope: number; readonly intercept: number } | null;
  /** Padding in the units of the channel's values, where the format says it. */
  readonly paddingValue: number | null;
  readonly kvp: number | null;
  readonly frames: readonly FramePlan<Coding>[];
};

export type ScanPlan<Coding = unknown> = {
  readonly formatId: FormatId;
  readonly kind: "volume";
  readonly title: string;
  /** The files it was planned from, images first. */
  readonly names: readonly string[];
  readonly geometry: Geometry;
  readonly channels: readonly ChannelPlan<Coding>[];
  readonly notes: readonly ScanNote[];
  readonly scannerFindings: readonly ScannerFinding[];
  readonly scanner: {
    readonly maker: string;
    readonly model: string;
    readonly station: string;
    readonly kvp: number | null;
  } | null;
  /** UTC, or `null` when the file does not say or says nonsense. */
  readonly acquiredUtc: string | null;
  /** The screened object's identifier (bag tag, parcel number). */
  readonly objectId: string | null;
};

/** What a plane shows. `colour`: a picture in red, green and blue that a scanner drew. */
export const PLANE_ENERGIES = ["single", "low", "high", "colour"] as const;
export type PlaneEnergy = (typeof PLANE_ENERGIES)[number];

/** One picture of a view, decoded in one go. `frame.kStart` is 0 and `frame.kCount` 1. */
export type PlanePlan<Coding = unknown> = {
  readonly energy: PlaneEnergy;
  /** Pixels of the whole picture; a view may be a part of it. */
  readonly width: number;
  readonly height: number;
  /** Samples per pixel; three are red, green and blue, interleaved. */
  readonly samples: 1 | 3;
  readonly frame: FramePlan<Coding>;
};

/** How a view's values become attenuation, as far as file and profile say it; `null`: to be taken from the picture. */
export type ViewReading = {
  readonly values: "transmission" | "attenuation" | null;
  readonly scale: "linear" | "logarithmic" | null;
  /** Bits that carry the value. */
  readonly bits: number;
  /** Values of no signal and of air. */
  readonly dark: number | null;
  readonly air: number | null;
  /** With `logarithmic`: the attenuation at `dark`. */
  readonly logRange: number | null;
  /** Value of pixels outside the picture. */
  readonly paddingValue: number | null;
  readonly materialTable: RadiographProfile["materialTable"] | null;
  readonly colours: RadiographProfile["colours"] | null;
  readonly channelOrder: "rgb" | "bgr";
};

export type PixelBox = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** One view: a single plane, a low and a high one, or a colour one; all of one size. */
export type ViewPlan<Coding = unknown> = {
  readonly label: string;
  readonly direction: ViewDirection;
  readonly belt: BeltDirection | null;
  readonly beltOffsetPx: number;
  readonly pixelMm: readonly [number, number] | null;
  /** Of the planes' pictures; `null`: all of it. */
  readonly part: PixelBox | null;
  readonly reading: ViewReading;
  readonly planes: readonly PlanePlan<Coding>[];
};

/** A scan of X-ray projections. */
export type RadiographPlan<Coding = unknown> = Omit<ScanPlan, "kind" | "geometry" | "channels"> & {
  readonly kind: "radiograph";
  readonly views: readonly ViewPlan<Coding>[];
};

export type Refusal = { readonly name: string; readonly error: StationError };

/** Values of a frame after its own rescale: value = samples · slope + intercept. Row-major, i fastest, `kCount` slices. */
export type DecodedFrame = {
  readonly samples: Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;
  readonly slope: number;
  readonly intercept: number;
};

export type Format<Header = unknown, Coding = unknown> = {
  readonly id: FormatId;
  readonly label: string;
  /** For the import dialog, with the dot; empty when names say nothing. */
  readonly extensions: readonly string[];
  /** Whether this may be the format; cheap, never throws. */
  readonly sniff: (head: Uint8Array, name: string) => boolean;
  /** Reads headers only, in bounded time and memory. Throws StationError. */
  readonly index: (source: ByteSource, sibling: OpenSibling) => IndexedFile<Header>;
  /** Makes scans of what was indexed. What belongs to no scan and is no image is simply not mentioned; what is wrong is refused. */
  readonly plan: (files: readonly IndexedFile<Header>[]) => {
    readonly plans: readonly ScanPlan<Coding>[];
    /** Left out by formats that know volumes only. */
    readonly radiographs?: readonly RadiographPlan<Coding>[];
    readonly refused: readonly Refusal[];
  };
  /**
   * Decodes one frame of a volume, or one plane of a view (then `dims` are its width and height and 1, and there may be three
   * samples per pixel). Throws StationError; never reads outside the source; memory bounded by the plan's dims.
   */
  readonly decode: (
    frame: FramePlan<Coding>,
    source: ByteSource,
    sibling: OpenSibling,
    dims: Geometry["dims"],
  ) => Promise<DecodedFrame>;
};

/**
 * Erases a format's own header and coding types so that formats can stand in one list. Sound because a format is only
 * ever handed what it made itself (`formatId` says so).
 */
export const eraseFormat = <Header, Coding>(format: Format<Header, Coding>): Format => format as unknown as Format;
