/** NIfTI-1 and NIfTI-2 headers (nifti1.h, nifti2.h of the NIfTI Data Format Working Group), either byte order. */
import { StationError } from "../../../contract/station-error.ts";
import type { SampleType } from "../voxels/sample-type.ts";

export const NIFTI1_BYTES = 348;
export const NIFTI2_BYTES = 540;

/** Fields that the station uses. */
export type NiftiFields = {
  readonly version: 1 | 2;
  readonly littleEndian: boolean;
  /** Header and voxels in one file (`n+1`), not in a pair (`ni1`). */
  readonly single: boolean;
  readonly datatype: number;
  /** dim[0] (how many), then dim[1..7]. */
  readonly dim: readonly number[];
  readonly pixdim: readonly number[];
  readonly voxOffset: number;
  readonly slope: number;
  readonly intercept: number;
  readonly xyztUnits: number;
  readonly qformCode: number;
  readonly sformCode: number;
  /** b, c, d */
  readonly quatern: readonly [number, number, number];
  readonly qoffset: readonly [number, number, number];
  /** Three rows of four. */
  readonly srow: readonly (readonly number[])[];
};

/** Datatype codes of single, real samples of up to 32 bits (and doubles). */
export const NIFTI_TYPES: Readonly<Record<number, SampleType>> = {
  2: "uint8",
  4: "int16",
  8: "int32",
  16: "float32",
  64: "float64",
  256: "int8",
  512: "uint16",
  768: "uint32",
};

/** Codes that mean colour. */
export const NIFTI_COLOUR = [128, 2304] as const;

export type NiftiMagic = { readonly version: 1 | 2; readonly littleEndian: boolean; readonly magic: "single" | "pair" | "none" };

/** What the first bytes say, or `null` when they are no NIfTI (or ANALYZE, then `magic` is `none`) header. Never throws. */
export const recognise = (head: Uint8Array): NiftiMagic | null => {
  if (head.length < NIFTI1_BYTES) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const text = (at: number): string => String.fromCharCode(...head.subarray(at, at + 4));
  for (const littleEndian of [true, false]) {
    const size = view.getInt32(0, littleEndian);
    if (size === NIFTI1_BYTES) {
      const magic = text(344);
      return { version: 1, littleEndian, magic: magic === "n+1\0" ? "single" : magic === "ni1\0" ? "pair" : "none" };
    }
    if (size === NIFTI2_BYTES) {
      const magic = text(4);
      if (magic === "n+2\0" || magic === "ni2\0")
        return { version: 2, littleEndian, magic: magic === "n+2\0" ? "single" : "pair" };
    }
  }
  return null;
};

type Get = (at: number) => number;

/** `count` numbers from `at`, `width` bytes each. */
const list = (count: number, get: Get, at: number, width: number): readonly number[] =>
  Array.from({ length: count }, (_, n) => get(at + n * width));

const rows = (get: Get, at: number, width: number): readonly (readonly number[])[] =>
  [0, 1, 2].map((row) => list(4, get, at + row * 4 * width, width));

/** `head` holds at least the header. Throws `format.unsupported` for ANALYZE 7.5, `format.corrupt` for anything else. */
export const parseNifti = (name: string, head: Uint8Array): NiftiFields => {
  const known = recognise(head);
  if (known === null) throw new StationError("format.corrupt", `${name}: no NIfTI header`);
  if (known.magic === "none") {
    throw new StationError(
      "format.unsupported",
      `${name}: an ANALYZE 7.5 header (no NIfTI magic) does not say which side is left`,
    );
  }
  const { version, littleEndian } = known;
  if (version === 2 && head.length < NIFTI2_BYTES) throw new StationError("format.truncated", `${name}: ends in its header`);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const i16 = (at: number): number => view.getInt16(at, littleEndian);
  const i32 = (at: number): number => view.getInt32(at, littleEndian);
  const i64 = (at: number): number => Number(view.getBigInt64(at, littleEndian));
  const f32 = (at: number): number => view.getFloat32(at, littleEndian);
  const f64 = (at: number): number => view.getFloat64(at, littleEndian);
  const single = known.magic === "single";
  if (version === 1) {
    return {
      version,
      littleEndian,
      single,
      dim: list(8, i16, 40, 2),
      datatype: i16(70),
      pixdim: list(8, f32, 76, 4),
      voxOffset: f32(108),
      slope: f32(112),
      intercept: f32(116),
      xyztUnits: view.getUint8(123),
      qformCode: i16(252),
      sformCode: i16(254),
      quatern: [f32(256), f32(260), f32(264)],
      qoffset: [f32(268), f32(272), f32(276)],
      srow: rows(f32, 280, 4),
    };
  }
  return {
    version,
    littleEndian,
    single,
    datatype: i16(12),
    dim: list(8, i64, 16, 8),
    pixdim: list(8, f64, 104, 8),
    voxOffset: i64(168),
    slope: f64(176),
    intercept: f64(184),
    qformCode: i32(344),
    sformCode: i32(348),
    quatern: [f64(352), f64(360), f64(368)],
    qoffset: [f64(376), f64(384), f64(392)],
    srow: rows(f64, 400, 8),
    xyztUnits: i32(500),
  };
};
