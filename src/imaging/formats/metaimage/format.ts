import { StationError } from "../../../contract/station-error.ts";
import type { Format } from "../format.ts";

/** Recognised by its name so far; every file of this kind is refused honestly. */
export const metaimageFormat: Format = {
  id: "metaimage",
  label: "MetaImage",
  extensions: [".mha", ".mhd"],
  sniff: (_head, name) => [".mha", ".mhd"].some((extension) => name.toLowerCase().endsWith(extension)),
  index: (source) => {
    throw new StationError("format.unsupported", `${source.name}: MetaImage is recognised but cannot be read by this version`);
  },
  plan: () => ({ plans: [], refused: [] }),
  decode: (frame) => {
    throw new StationError("format.unsupported", `${frame.name}: MetaImage cannot be decoded by this version`);
  },
};
