import { z } from "zod";
import { beltDirectionSchema, viewDirectionSchema } from "./radiograph.ts";

const matchText = z.string().max(200).optional();

const share = z.number().min(0).max(1);
const hue = z.number().min(0).max(360);
const ratio = z.number().positive().max(100);

/** How one scanner's projections read. Every part left out is taken from the file, and where that is silent from the picture. */
export const radiographProfileSchema = z.strictObject({
  /** Whether values rise with what comes through (air is bright) or with what is held back. */
  values: z.enum(["transmission", "attenuation"]).optional(),
  /** Whether values follow the intensity or its logarithm. */
  scale: z.enum(["linear", "logarithmic"]).optional(),
  /** Bits that carry the value, where the file's samples are wider. */
  bits: z.int().min(1).max(32).optional(),
  /** Values of no signal and of air. */
  dark: z.number().optional(),
  air: z.number().optional(),
  /** With `logarithmic`: the attenuation at the value `dark`, air being 0. */
  logRange: z.number().positive().max(100).optional(),
  /**
   * Low over high attenuation of water, aluminium and iron at some attenuations (rising): measured with step wedges. What lies
   * between is interpolated.
   */
  materialTable: z
    .array(z.strictObject({ attenuation: z.number().positive(), water: ratio, aluminium: ratio, iron: ratio }))
    .min(1)
    .max(32)
    .optional(),
  /** Hues (degrees; red 0, green 120, blue 240) of organic, mixed and metal in the scanner's colour pictures. */
  colours: z.strictObject({ organic: hue, mixed: hue, metal: hue, gamma: z.number().min(0.2).max(5).optional() }).optional(),
  channelOrder: z.enum(["rgb", "bgr"]).optional(),
  pixelMm: z.tuple([z.number().positive(), z.number().positive()]).readonly().optional(),
  /** Towards which side of the picture the belt carries the object; each view may say its own. */
  belt: beltDirectionSchema.optional(),
  /**
   * The views, in the order of the file's pictures; with `part` several of them lie in one picture, each in the given share
   * of it (from the left and top edge, 0 to 1).
   */
  views: z
    .array(
      z.strictObject({
        label: z.string().min(1).max(60).optional(),
        direction: viewDirectionSchema,
        belt: beltDirectionSchema.optional(),
        beltOffsetPx: z.number().optional(),
        part: z.strictObject({ x: share, y: share, width: share, height: share }).optional(),
      }),
    )
    .min(1)
    .max(8)
    .optional(),
});
export type RadiographProfile = z.infer<typeof radiographProfileSchema>;

/**
 * How one scanner's numbers become HU, and how its volumes lie. All parts but `id` and `title` are optional;
 * a profile applies when every given `match` text occurs (case-insensitive) in the scan's own description.
 */
export const scannerProfileSchema = z.strictObject({
  schema: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,63}$/),
  title: z.string().min(1).max(200),
  match: z.strictObject({
    maker: matchText,
    model: matchText,
    station: matchText,
    format: z.string().optional(),
    path: matchText,
  }),
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
  /** How its projections read; the parts above are of volumes. */
  radiograph: radiographProfileSchema.optional(),
});
export type ScannerProfile = z.infer<typeof scannerProfileSchema>;
