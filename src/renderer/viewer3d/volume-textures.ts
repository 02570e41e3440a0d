import {
  ClampToEdgeWrapping,
  Data3DTexture,
  DataTexture,
  HalfFloatType,
  LinearFilter,
  NearestFilter,
  RedFormat,
  RGBAFormat,
  RGFormat,
  UnsignedByteType,
} from "three";
import type { Vec3 } from "../../contract/units.ts";
import { rgbOf } from "../../imaging/colour/finding-colour.ts";
import type { PackedVolume } from "../workers/pack-volume.ts";
import type { ShownFinding } from "../viewer2d/shown-findings.ts";

type Filter = typeof LinearFilter | typeof NearestFilter;

const finish = <T extends Data3DTexture | DataTexture>(texture: T, filter: Filter): T => {
  texture.minFilter = filter;
  texture.magFilter = filter;
  texture.wrapS = ClampToEdgeWrapping;
  texture.wrapT = ClampToEdgeWrapping;
  if (texture instanceof Data3DTexture) texture.wrapR = ClampToEdgeWrapping;
  // Rows of odd length are not padded to four bytes.
  texture.unpackAlignment = 1;
  texture.generateMipmaps = false;
  texture.needsUpdate = true;
  return texture;
};

export const volumeTexture = ({ data, dims, format }: PackedVolume): Data3DTexture => {
  const texture = new Data3DTexture(data, ...dims);
  texture.format = RedFormat;
  texture.type = format === "r8" ? UnsignedByteType : HalfFloatType;
  return finish(texture, LinearFilter);
};

/** One byte a voxel; labels must be sampled without mixing them. */
export const byteTexture = (data: Uint8Array<ArrayBuffer>, dims: Vec3, kind: "labels" | "field"): Data3DTexture => {
  const texture = new Data3DTexture(data, ...dims);
  texture.format = RedFormat;
  texture.type = UnsignedByteType;
  return finish(texture, kind === "labels" ? NearestFilter : LinearFilter);
};

export const skipTexture = (data: Uint8Array<ArrayBuffer>, blockDims: Vec3): Data3DTexture => {
  const texture = new Data3DTexture(data, ...blockDims);
  texture.format = RGFormat;
  texture.type = UnsignedByteType;
  return finish(texture, NearestFilter);
};

/** 256 RGBA entries in a row. */
export const tableTexture = (table: Uint8Array<ArrayBuffer>, kind: "smooth" | "exact"): DataTexture => {
  const texture = new DataTexture(table, 256, 1, RGBAFormat, UnsignedByteType);
  return finish(texture, kind === "smooth" ? LinearFilter : NearestFilter);
};

const STRENGTH = { selected: 255, normal: 165, dimmed: 26 } as const;

/** Colour and strength by label; a label that is not shown has strength 0 and is taken out of the picture. */
export const findingTable = (findings: readonly ShownFinding[]): Uint8Array<ArrayBuffer> => {
  const table = new Uint8Array(256 * 4);
  for (const { finding, colour, emphasis } of findings) table.set([...rgbOf(colour), STRENGTH[emphasis]], finding.label * 4);
  return table;
};
