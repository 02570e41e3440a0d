/** Regions that the browser can name but that are no country of a route. */
const NO_COUNTRY = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"]);

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** ISO 3166 two-letter codes with their names, by name; `XX` (CITES) stands for an unknown country. */
export const listCountries = (): readonly { readonly value: string; readonly label: string }[] => {
  const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
  const seen = new Set<string>();
  const countries = LETTERS.flatMap((a) => LETTERS.map((b) => `${a}${b}`)).flatMap((code) => {
    const name = NO_COUNTRY.has(code) ? undefined : names.of(code);
    // Withdrawn codes ("DD", "SU") are named like their successors; the canonical code of today is kept.
    if (name === undefined || new Intl.Locale(`und-${code}`).region !== code || seen.has(name)) return [];
    seen.add(name);
    return [{ value: code, label: `${name} (${code})` }];
  });
  return [{ value: "XX", label: "Unknown (XX)" }, ...countries.toSorted((a, b) => a.label.localeCompare(b.label))];
};
