import { StationError } from "../../../contract/station-error.ts";
import type { Format } from "../format.ts";

/** Recognised by its name so far; every file of this kind is refused honestly. */
export const rawFormat: Format = {
  id: "raw",
  label: "Raw with JSON description",
  extensions: [".raw"],
  sniff: (_head, name) => [".raw"].some((extension) => name.toLowerCase().endsWith(extension)),
  index: (source) => {
    throw new StationError("format.unsupported", `${source.name}: Raw with JSON description is recognised but cannot be read by this version`);
  },
  plan: () => ({ plans: [], refused: [] }),
  decode: (frame) => {
    throw new StationError("format.unsupported", `${frame.name}: Raw with JSON description cannot be decoded by this version`);
  },
};
