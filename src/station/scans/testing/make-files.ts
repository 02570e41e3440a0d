/** Small real files for the room's tests, written byte by byte from the standards. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const element = (group: number, number: number, vr: string, value: Uint8Array): Buffer => {
  const long = vr === "OW" || vr === "OB" || vr === "SQ" || vr === "UN";
  const pad = value.length % 2;
  const head = Buffer.alloc(long ? 12 : 8);
  head.writeUInt16LE(group, 0);
  head.writeUInt16LE(number, 2);
  head.write(vr, 4, "latin1");
  if (long) head.writeUInt32LE(value.length + pad, 8);
  else head.writeUInt16LE(value.length + pad, 6);
  return Buffer.concat([head, value, Buffer.alloc(pad, vr === "UI" || vr === "OB" ? 0 : 0x20)]);
};

const text = (group: number, number: number, vr: string, value: string): Buffer =>
  element(group, number, vr, Buffer.from(value, "latin1"));

const short = (group: number, number: number, value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return element(group, number, "US", bytes);
};

const CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2";
const EXPLICIT_LE = "1.2.840.10008.1.2.1";

export type CtSlice = {
  readonly series: string;
  readonly k: number;
  readonly columns: number;
  readonly rows: number;
  /** Stored values, row-major. */
  readonly stored: Int16Array;
  readonly spacingMm?: number;
};

/** One CT image (PS3.3 A.3) in explicit little endian: HU = stored − 1024, slice k at z = k · spacing. */
export const ctSliceBytes = ({ series, k, columns, rows, stored, spacingMm = 2 }: CtSlice): Buffer => {
  const instance = `${series}.${k + 1}`;
  const meta = Buffer.concat([
    element(0x0002, 0x0001, "OB", new Uint8Array([0, 1])),
    text(0x0002, 0x0002, "UI", CT_IMAGE),
    text(0x0002, 0x0003, "UI", instance),
    text(0x0002, 0x0010, "UI", EXPLICIT_LE),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from("DICM"),
    element(0x0002, 0x0000, "UL", length),
    meta,
    text(0x0008, 0x0008, "CS", "ORIGINAL\\PRIMARY\\AXIAL"),
    text(0x0008, 0x0016, "UI", CT_IMAGE),
    text(0x0008, 0x0018, "UI", instance),
    text(0x0008, 0x0060, "CS", "CT"),
    text(0x0008, 0x0070, "LO", "Example Scanners"),
    text(0x0018, 0x0050, "DS", `${spacingMm}`),
    text(0x0020, 0x000d, "UI", "1.2.3.4"),
    text(0x0020, 0x000e, "UI", series),
    text(0x0020, 0x0013, "IS", `${k + 1}`),
    text(0x0020, 0x0032, "DS", `0\\0\\${k * spacingMm}`),
    text(0x0020, 0x0037, "DS", "1\\0\\0\\0\\1\\0"),
    text(0x0020, 0x0052, "UI", "1.2.3.5"),
    short(0x0028, 0x0002, 1),
    text(0x0028, 0x0004, "CS", "MONOCHROME2"),
    short(0x0028, 0x0010, rows),
    short(0x0028, 0x0011, columns),
    text(0x0028, 0x0030, "DS", "1.5\\1.5"),
    short(0x0028, 0x0100, 16),
    short(0x0028, 0x0101, 16),
    short(0x0028, 0x0102, 15),
    short(0x0028, 0x0103, 1),
    text(0x0028, 0x1052, "DS", "-1024"),
    text(0x0028, 0x1053, "DS", "1"),
    element(0x7fe0, 0x0010, "OW", new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength)),
  ]);
};

/** Stored value of voxel (i, j, k) in the volumes below: told apart along every axis. */
export const voxelAt = (i: number, j: number, k: number): number => i + 20 * j + 300 * k;

export const sliceOf = (columns: number, rows: number, k: number): Int16Array =>
  Int16Array.from({ length: columns * rows }, (_, n) => voxelAt(n % columns, Math.floor(n / columns), k));

export type SeriesOptions = {
  readonly series?: string;
  readonly columns?: number;
  readonly rows?: number;
  readonly slices?: number;
  readonly nameOf?: (k: number) => string;
};

/** Writes a CT series into `folder` (made if absent); gives the paths by k. */
export const writeSeries = (folder: string, options: SeriesOptions = {}): readonly string[] => {
  const { series = "1.2.3.9", columns = 12, rows = 10, slices = 6, nameOf = (k) => `slice-${k}.dcm` } = options;
  return Array.from({ length: slices }, (_, k) => {
    const path = `${folder}/${nameOf(k)}`;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, ctSliceBytes({ series, k, columns, rows, stored: sliceOf(columns, rows, k) }));
    return path;
  });
};

/** A NIfTI-1 single file (nifti.nimh.nih.gov) of float32 values, 1 mm voxels. */
export const niftiBytes = (dims: readonly [number, number, number], values: Float32Array): Buffer => {
  const head = Buffer.alloc(352);
  head.writeInt32LE(348, 0);
  [3, ...dims, 1, 1, 1, 1].forEach((dim, n) => head.writeInt16LE(dim, 40 + 2 * n));
  head.writeInt16LE(16, 70);
  head.writeInt16LE(32, 72);
  [1, 1, 1, 1].forEach((size, n) => head.writeFloatLE(size, 76 + 4 * n));
  head.writeFloatLE(352, 108);
  head.write("n+1\0", 344, "latin1");
  return Buffer.concat([head, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)]);
};
