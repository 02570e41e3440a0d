/** What a DICOS CT section shows, by the characteristics in its image type; the position of the word differs by version. */
const ENERGIES: readonly (readonly [pattern: RegExp, id: string, label: string])[] = [
  [/^LOW.?ENERGY$/, "low", "Low energy"],
  [/^HIGH.?ENERGY$/, "high", "High energy"],
  [/^Z.?EFFECTIVE$/, "zeff", "Effective atomic number"],
  [/^DENSITY$/, "density", "Density"],
  [/^COMPTON$/, "compton", "Compton"],
  [/^PHOTOELECTRIC$/, "photoelectric", "Photoelectric"],
  [/^BASIS.?MATERIAL.?1$/, "material-1", "Basis material 1"],
  [/^BASIS.?MATERIAL.?2$/, "material-2", "Basis material 2"],
];

export type Energy = { readonly id: string; readonly label: string; /** Place among a scan's channels. */ readonly rank: number };

/** The channel that a section becomes: `ct` where the image type names no energy. */
export const energyOf = (imageType: readonly string[]): Energy => {
  for (const [rank, [pattern, id, label]] of ENERGIES.entries()) {
    if (imageType.some((part) => pattern.test(part))) return { id, label, rank };
  }
  return { id: "ct", label: "CT", rank: ENERGIES.length };
};
