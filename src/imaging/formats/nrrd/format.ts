import { StationError } from "../../../contract/station-error.ts";
import type { Format } from "../format.ts";

/** Recognised by its name so far; every file of this kind is refused honestly. */
export const nrrdFormat: Format = {
  id: "nrrd",
  label: "NRRD",
  extensions: [".nrrd", ".nhdr"],
  sniff: (_head, name) => [".nrrd", ".nhdr"].some((extension) => name.toLowerCase().endsWith(extension)),
  index: (source) => {
    throw new StationError("format.unsupported", `${source.name}: NRRD is recognised but cannot be read by this version`);
  },
  plan: () => ({ plans: [], refused: [] }),
  decode: (frame) => {
    throw new StationError("format.unsupported", `${frame.name}: NRRD cannot be decoded by this version`);
  },
};
