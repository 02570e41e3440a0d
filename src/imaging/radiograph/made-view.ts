/** What every way of making a view ends in, and the encodings it shares. */
import { ATTENUATION_ENCODING, MATERIAL_ENCODING, VIEW_PADDING, type ViewOrigin } from "../../contract/radiograph.ts";
import type { ScanNote } from "../../contract/scan.ts";

/** Row-major, as long as the view has pixels. */
export type MadeView = {
  readonly origin: ViewOrigin;
  readonly attenuation: Int16Array;
  readonly material: Int16Array | null;
  readonly validity: Uint8Array;
  readonly notes: readonly ScanNote[];
};

const clamped = (stored: number): number => Math.max(VIEW_PADDING + 1, Math.min(32767, Math.round(stored)));

export const storedAttenuation = (attenuation: number): number =>
  clamped((attenuation - ATTENUATION_ENCODING.intercept) / ATTENUATION_ENCODING.slope);

export const storedMaterial = (index: number): number => clamped(index / MATERIAL_ENCODING.slope);

/** Thinner than this (3 % held back), ratio and hue are noise. */
export const THINNEST = 0.03;
