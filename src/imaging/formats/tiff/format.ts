import { StationError } from "../../../contract/station-error.ts";
import type { Format } from "../format.ts";

/** Recognised by its name so far; every file of this kind is refused honestly. */
export const tiffFormat: Format = {
  id: "tiff",
  label: "TIFF stack",
  extensions: [".tif", ".tiff"],
  sniff: (_head, name) => [".tif", ".tiff"].some((extension) => name.toLowerCase().endsWith(extension)),
  index: (source) => {
    throw new StationError("format.unsupported", `${source.name}: TIFF stack is recognised but cannot be read by this version`);
  },
  plan: () => ({ plans: [], refused: [] }),
  decode: (frame) => {
    throw new StationError("format.unsupported", `${frame.name}: TIFF stack cannot be decoded by this version`);
  },
};
