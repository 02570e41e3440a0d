import { z } from "zod";

/** Times are UTC, ISO 8601 with `Z`. */
export const utcSchema = z.iso.datetime();

export const idSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{7,63}$/);

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

export const vec3Schema = z.tuple([z.number(), z.number(), z.number()]).readonly();
export type Vec3 = readonly [number, number, number];

/** Voxels: i column, j row, k slice along the scan's normal; `max` exclusive. */
export const boxVoxelSchema = z.object({ min: vec3Schema, max: vec3Schema });
export type BoxVoxel = z.infer<typeof boxVoxelSchema>;

/** The same box in mm, corner to corner, in the scan's own axes measured from the first voxel's outer corner. */
export const boxMmSchema = z.object({ min: vec3Schema, max: vec3Schema });
