/** The JSON description of a radiograph whose files do not describe themselves. Strict: an unknown key is an error. */
import { z } from "zod";
import { beltDirectionSchema, viewDirectionSchema } from "../../../contract/radiograph.ts";
import { StationError } from "../../../contract/station-error.ts";
import { SAMPLE_TYPES } from "../voxels/sample-type.ts";

export const RADIOGRAPH_FORMAT = "faunagate-radiograph";

const planeSchema = z.strictObject({
  energy: z.enum(["single", "low", "high", "colour"]),
  /** Beside the description or below it. */
  file: z.string().min(1).max(255),
  /** Of a raw file: how its samples lie. Left out for PNG, BMP, JPEG and TIFF, which say it themselves. */
  raw: z
    .strictObject({
      width: z.int().positive(),
      height: z.int().positive(),
      type: z.enum(SAMPLE_TYPES),
      byteOrder: z.enum(["little", "big"]),
      /** Bytes before the first sample. */
      offset: z.int().nonnegative().default(0),
      /** `columns`: the file holds the picture column by column, as a line scanner delivers it. */
      lines: z.enum(["rows", "columns"]).default("rows"),
      /** Samples from one of this plane to its next: 2 where two energies take turns sample by sample. */
      step: z.int().min(1).max(8).default(1),
    })
    .optional(),
  /** Of a TIFF with several pages, from 0. */
  page: z.int().nonnegative().max(15).default(0),
});
export type DescribedPlane = z.infer<typeof planeSchema>;

const viewSchema = z.strictObject({
  label: z.string().min(1).max(60).optional(),
  direction: viewDirectionSchema.default("unknown"),
  belt: beltDirectionSchema.nullable().default(null),
  beltOffsetPx: z.number().default(0),
  /** Across and down. */
  pixelMm: z
    .tuple([z.number().min(0.001).max(200), z.number().min(0.001).max(200)])
    .nullable()
    .default(null),
  values: z.enum(["transmission", "attenuation"]).nullable().default(null),
  scale: z.enum(["linear", "logarithmic"]).nullable().default(null),
  bits: z.int().min(1).max(64).nullable().default(null),
  dark: z.number().nullable().default(null),
  air: z.number().nullable().default(null),
  logRange: z.number().positive().max(100).nullable().default(null),
  channelOrder: z.enum(["rgb", "bgr"]).default("rgb"),
  planes: z.array(planeSchema).min(1).max(2),
});
export type DescribedView = z.infer<typeof viewSchema>;

export const radiographSidecarSchema = z.strictObject({
  format: z.literal(RADIOGRAPH_FORMAT),
  schema: z.literal(1),
  title: z.string().min(1).max(200).optional(),
  objectId: z.string().min(1).max(100).nullable().default(null),
  scanner: z
    .strictObject({ maker: z.string().max(100), model: z.string().max(100), station: z.string().max(100) })
    .nullable()
    .default(null),
  views: z.array(viewSchema).min(1).max(8),
});
export type RadiographSidecar = z.infer<typeof radiographSidecarSchema>;

const ENERGIES = ["single", "colour", "low high"];

/** `null` where it is another kind of JSON. Throws `sidecar.invalid`, naming what is wrong and where. */
export const parseRadiographSidecar = (name: string, bytes: Uint8Array): RadiographSidecar | null => {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (thrown) {
    throw new StationError("sidecar.invalid", `${name}: ${thrown instanceof Error ? thrown.message : "no JSON"}`);
  }
  const ours = typeof json === "object" && json !== null && "format" in json && json.format === RADIOGRAPH_FORMAT;
  if (!ours) return null;
  const parsed = radiographSidecarSchema.safeParse(json);
  if (!parsed.success) throw new StationError("sidecar.invalid", `${name}: ${z.prettifyError(parsed.error).slice(0, 500)}`);
  for (const [n, { planes }] of parsed.data.views.entries()) {
    const energies = planes.map(({ energy }) => energy).toSorted((a, b) => (a < b ? 1 : -1));
    if (!ENERGIES.includes(energies.join(" ")))
      throw new StationError(
        "sidecar.invalid",
        `${name}: view ${n + 1} has the planes ${energies.join(", ")}; one, or low and high`,
      );
  }
  return parsed.data;
};
