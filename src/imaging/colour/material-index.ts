/** The material index: where a material stands between organic and metal, on a scale that two energies and colours share. */

/** ½ · log2(Zeff / 6.5): 0 at Zeff 6.5, 0.5 at aluminium (13), 1 at iron (26). */
export const materialIndexOfZ = (zeff: number): number => Math.log2(zeff / 6.5) / 2;

/** The effective atomic number of a material index. */
export const zOfMaterialIndex = (index: number): number => 6.5 * 4 ** index;

/** Classes as X-ray consoles colour them: organic below Zeff 10, mixed to 18, metal above. */
export const MATERIAL_CLASSES = ["organic", "mixed", "metal"] as const;
export type MaterialClass = (typeof MATERIAL_CLASSES)[number];

/** Material index at which mixed (Zeff 10) and metal (Zeff 18) begin. */
export const MIXED_FROM = materialIndexOfZ(10);
export const METAL_FROM = materialIndexOfZ(18);

export const materialClassOf = (index: number): MaterialClass =>
  index < MIXED_FROM ? "organic" : index < METAL_FROM ? "mixed" : "metal";
