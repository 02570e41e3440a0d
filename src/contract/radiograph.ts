/**
 * What an X-ray projection (radiograph) is: one scan with one or more views, each view one picture in one canonical
 * representation that the reading keys and the detector share. The why is in docs/decisions/0010.
 */
import { z } from "zod";

/** From where the generator looks at the object. */
export const VIEW_DIRECTIONS = ["top", "side", "oblique", "unknown"] as const;
export const viewDirectionSchema = z.enum(VIEW_DIRECTIONS);
export type ViewDirection = z.infer<typeof viewDirectionSchema>;

/** Towards which side of the picture the belt carried the object: its leading end lies on that side. */
export const BELT_DIRECTIONS = ["right", "left", "up", "down"] as const;
export const beltDirectionSchema = z.enum(BELT_DIRECTIONS);
export type BeltDirection = z.infer<typeof beltDirectionSchema>;

/** What a view was made from. `colour-picture` and `grey-picture` are 8-bit pictures meant for the eye: approximations. */
export const VIEW_ORIGINS = ["dual-energy", "single-energy", "colour-picture", "grey-picture"] as const;
export const viewOriginSchema = z.enum(VIEW_ORIGINS);
export type ViewOrigin = z.infer<typeof viewOriginSchema>;

/**
 * - `attenuation`: −ln(I / I0), 0 in air, I0 the signal of air. Always there. With two energies it is that of the mean of
 *   the two transmissions, which is what a detector without a filter between its halves would have measured.
 * - `material`: material index ½ · log2(Zeff / 6.5): 0 for Z 6.5, 0.5 for aluminium (13), 1 for iron (26). Padding where it
 *   cannot be known: too thin, opaque, dead, outside. There only with two energies or colours.
 * - `validity`: one of `VALIDITY` per pixel. Always there.
 */
export const VIEW_ROLES = ["attenuation", "material", "validity"] as const;
export const viewRoleSchema = z.enum(VIEW_ROLES);
export type ViewRole = z.infer<typeof viewRoleSchema>;

/**
 * Codes of the validity channel. `opaque`: next to nothing came through, the attenuation is a lower bound.
 * `saturated`: the detector was at its upper end, the attenuation is an upper bound. `dead`: a failed detector element; the
 * attenuation is filled in from its neighbours. `outside`: no picture here, the attenuation is padding.
 */
export const VALIDITY = { ok: 0, opaque: 1, saturated: 2, dead: 3, outside: 4 } as const;

/** Attenuation = stored / 4096 + 7.5: −0.5 to 15.5 in steps of 0.02 % of the transmission. The same in every radiograph. */
export const ATTENUATION_ENCODING = { slope: 2 ** -12, intercept: 7.5 } as const;
/** Material index = stored / 16384: −0.5 to 1.5 is used. The same in every radiograph. */
export const MATERIAL_ENCODING = { slope: 2 ** -14, intercept: 0 } as const;
/** Stored value of attenuation and of material where there is none. Not part of any mean. */
export const VIEW_PADDING = -32768;

/** `int16` is little-endian; value = stored · slope + intercept. `minStored`/`maxStored` bound what occurs beside padding. */
export const viewChannelSchema = z.object({
  /** Unique in the scan; names the blobs: `/blob/voxels/<scanId>/<id>/<level>`. */
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  role: viewRoleSchema,
  sample: z.enum(["int16", "uint8"]),
  slope: z.number(),
  intercept: z.number(),
  minStored: z.int(),
  maxStored: z.int(),
});
export type ViewChannel = z.infer<typeof viewChannelSchema>;

/** Side of a tile, pixels. */
export const TILE = 512;

/**
 * One resolution of a view; level 0 is full, each further one halves both axes (rounding up), the last fits one tile.
 * A level is one file of tiles of `TILE` × `TILE` samples, row by row of tiles; within a tile row-major. Tiles at the right and
 * bottom edge are whole too and filled with padding (`VIEW_PADDING`, or `VALIDITY.outside`).
 */
export const viewLevelSchema = z.object({ level: z.int().nonnegative(), width: z.int().positive(), height: z.int().positive() });
export type ViewLevel = z.infer<typeof viewLevelSchema>;

export const viewSchema = z.object({
  /** Unique in the scan. */
  id: z.string().regex(/^[a-z0-9-]{1,16}$/),
  label: z.string(),
  direction: viewDirectionSchema,
  /** Pixels of level 0. */
  width: z.int().positive(),
  height: z.int().positive(),
  /** Across and down, mm at the detector or as the scanner states it; `null` where nobody said. */
  pixelMm: z.tuple([z.number().positive(), z.number().positive()]).readonly().nullable(),
  belt: beltDirectionSchema.nullable(),
  /** Pixels along the belt by which this view begins later than the scan's first. */
  beltOffsetPx: z.number(),
  origin: viewOriginSchema,
  /** Bits that carried the values in the file: 8 for pictures. */
  bits: z.int().min(1).max(64),
  channels: z.array(viewChannelSchema),
  levels: z.array(viewLevelSchema),
});
export type View = z.infer<typeof viewSchema>;

/** Tiles across and down a level. */
export const tileGrid = ({ width, height }: Pick<ViewLevel, "width" | "height">): readonly [across: number, down: number] => [
  Math.ceil(width / TILE),
  Math.ceil(height / TILE),
];

export const sampleBytes = ({ sample }: Pick<ViewChannel, "sample">): 1 | 2 => (sample === "int16" ? 2 : 1);

/** Bytes of a level's file. */
export const viewLevelBytes = (channel: Pick<ViewChannel, "sample">, level: Pick<ViewLevel, "width" | "height">): number => {
  const [across, down] = tileGrid(level);
  return across * down * TILE * TILE * sampleBytes(channel);
};

/** The bytes [from, to) of one tile in its level's file: what to ask for with `Range`. */
export const tileRange = (
  channel: Pick<ViewChannel, "sample">,
  level: Pick<ViewLevel, "width" | "height">,
  column: number,
  row: number,
): readonly [from: number, to: number] => {
  const bytes = TILE * TILE * sampleBytes(channel);
  const from = (row * tileGrid(level)[0] + column) * bytes;
  return [from, from + bytes];
};

/** All levels of a view, level 0 first, until one fits a tile. */
export const planViewLevels = (width: number, height: number): readonly ViewLevel[] => {
  const levels: ViewLevel[] = [{ level: 0, width, height }];
  for (let last = levels[0]; last && Math.max(last.width, last.height) > TILE;) {
    last = { level: levels.length, width: Math.ceil(last.width / 2), height: Math.ceil(last.height / 2) };
    levels.push(last);
  }
  return levels;
};

/** The channel of a role, if the view has it. */
export const viewChannel = (view: Pick<View, "channels">, role: ViewRole): ViewChannel | null =>
  view.channels.find((channel) => channel.role === role) ?? null;
