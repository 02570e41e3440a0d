import { z } from "zod";

const matchText = z.string().max(200).optional();

/**
 * How one scanner's numbers become HU, and how its volumes lie. All parts but `id` and `title` are optional;
 * a profile applies when every given `match` text occurs (case-insensitive) in the scan's own description.
 */
export const scannerProfileSchema = z.strictObject({
  schema: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,63}$/),
  title: z.string().min(1).max(200),
  match: z.strictObject({ maker: matchText, model: matchText, station: matchText, format: z.string().optional() }),
  /** Whether the file's own HU claim (after its rescale) may be believed. */
  units: z.enum(["trust-file", "linear", "air-and-water", "uncalibrated"]),
  /** With `linear`: HU = value · slope + intercept. */
  linear: z.strictObject({ slope: z.number().refine((x) => x !== 0), intercept: z.number() }).optional(),
  /** With `air-and-water`: the values that air (−1000 HU) and water (0 HU) have in the file. */
  airAndWater: z
    .strictObject({ air: z.number(), water: z.number() })
    .refine((p) => p.air !== p.water)
    .optional(),
  /** HU outside are cut off. */
  clipHu: z
    .strictObject({ min: z.number(), max: z.number() })
    .refine((c) => c.min < c.max)
    .optional(),
  /** Axes that run the other way than the file says; applied to the geometry, never to the voxels. */
  flip: z.strictObject({ i: z.boolean(), j: z.boolean(), k: z.boolean() }).optional(),
  /** Replaces or supplies the voxel spacing [i, j, k] in mm. */
  spacingMm: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]).readonly().optional(),
  /** Labels of the channels, by the channel's id. */
  energies: z.record(z.string(), z.strictObject({ label: z.string(), kvp: z.number().positive().optional() })).optional(),
});
export type ScannerProfile = z.infer<typeof scannerProfileSchema>;
