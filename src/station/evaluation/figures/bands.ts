/** Ranges of a number that a table has one row for. */

export type Bands = { readonly edges: readonly number[]; readonly unit: string; readonly upperBelongs: boolean };

const nameOf = (low: number | undefined, high: number | undefined, { unit, upperBelongs }: Bands): string => {
  if (low === undefined) return `${upperBelongs ? "up to" : "under"} ${high} ${unit}`;
  if (high === undefined) return `${upperBelongs ? "over" : "from"} ${low} ${unit}`;
  return `${low} to ${high} ${unit}`;
};

/** All rows in order. An edge belongs to the range above it, or below where `upperBelongs`. */
export const bandNames = (bands: Bands): readonly string[] =>
  Array.from({ length: bands.edges.length + 1 }, (_, n) => nameOf(bands.edges[n - 1], bands.edges[n], bands));

export const bandOf = (bands: Bands, value: number): string => {
  const { edges, upperBelongs } = bands;
  const above = edges.filter((edge) => (upperBelongs ? value > edge : value >= edge)).length;
  return bandNames(bands)[above] ?? "";
};

export const EXTENT_BANDS: Bands = { edges: [15, 30, 60, 120], unit: "mm", upperBelongs: false };
export const VOXEL_BANDS: Bands = { edges: [0.7, 1, 1.3, 1.6, 2, 2.5], unit: "mm", upperBelongs: true };
export const CLUTTER_BANDS: Bands = { edges: [30, 60, 100, 150], unit: "objects", upperBelongs: false };
export const BEAD_BANDS: Bands = { edges: [4, 6, 8, 10, 12, 16], unit: "mm", upperBelongs: false };
