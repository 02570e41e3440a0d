/** The JSON description beside a headerless file, `<file>.json`. Strict: an unknown key is an error. */
import { z } from "zod";
import { StationError } from "../../../contract/station-error.ts";
import { vec3Schema } from "../../../contract/units.ts";
import { SAMPLE_TYPES } from "../voxels/sample-type.ts";

export const SIDECAR_FORMAT = "faunagate-raw";

export const rawSidecarSchema = z.strictObject({
  format: z.literal(SIDECAR_FORMAT),
  schema: z.literal(1),
  title: z.string().min(1).max(200).optional(),
  /** [columns, rows, slices]; columns run fastest. */
  dims: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]),
  type: z.enum(SAMPLE_TYPES),
  byteOrder: z.enum(["little", "big"]),
  /** Bytes before the first voxel. */
  offset: z.int().nonnegative().default(0),
  compression: z.enum(["none", "gzip"]).default("none"),
  /** [i, j, k] in mm. */
  spacingMm: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
  /** LPS mm of the centre of the file's first voxel. */
  originMm: vec3Schema.optional(),
  /** Unit vectors in LPS along i, j and k. Left out: assumed to be the axes themselves. */
  direction: z.tuple([vec3Schema, vec3Schema, vec3Schema]).optional(),
  /** `descending`: slices are stored from the far end of the k direction to its near end. */
  sliceOrder: z.enum(["ascending", "descending"]).default("ascending"),
  /** value = sample · slope + intercept */
  slope: z
    .number()
    .refine((x) => Math.abs(x) >= 1e-12 && Math.abs(x) <= 1e6, "slope is not between 1e-12 and 1e6")
    .default(1),
  intercept: z
    .number()
    .refine((x) => Math.abs(x) <= 1e9, "intercept is beyond 1e9")
    .default(0),
  /** Whether those values are Hounsfield units; the writer of this file vouches for it. */
  units: z.enum(["HU", "uncalibrated"]),
  /** Value (after slope and intercept) of voxels outside the scan. */
  paddingValue: z.number().optional(),
});
export type RawSidecar = z.infer<typeof rawSidecarSchema>;

/** Largest description that is read, bytes. */
export const MAX_SIDECAR_BYTES = 64 * 1024;

/** Throws `sidecar.invalid`, naming what is wrong and where. */
export const parseSidecar = (name: string, bytes: Uint8Array): RawSidecar => {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (thrown) {
    throw new StationError("sidecar.invalid", `${name}: ${thrown instanceof Error ? thrown.message : "no JSON"}`);
  }
  const parsed = rawSidecarSchema.safeParse(json);
  if (!parsed.success) throw new StationError("sidecar.invalid", `${name}: ${z.prettifyError(parsed.error).slice(0, 500)}`);
  return parsed.data;
};
