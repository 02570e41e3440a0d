import { StationError } from "../../../contract/station-error.ts";
import type { Format } from "../format.ts";

/** Recognised by its name so far; every file of this kind is refused honestly. */
export const niftiFormat: Format = {
  id: "nifti",
  label: "NIfTI",
  extensions: [".nii", ".nii.gz"],
  sniff: (_head, name) => [".nii", ".nii.gz"].some((extension) => name.toLowerCase().endsWith(extension)),
  index: (source) => {
    throw new StationError("format.unsupported", `${source.name}: NIfTI is recognised but cannot be read by this version`);
  },
  plan: () => ({ plans: [], refused: [] }),
  decode: (frame) => {
    throw new StationError("format.unsupported", `${frame.name}: NIfTI cannot be decoded by this version`);
  },
};
