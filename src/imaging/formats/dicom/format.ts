import { toStationError } from "../../../contract/station-error.ts";
import type { Format } from "../format.ts";
import type { DicomCoding } from "./coding.ts";
import { decodeFrame } from "./decode-frame.ts";
import type { DicomHeader } from "./header.ts";
import { withProjections } from "./plan-projections.ts";
import { planDicom } from "./plan.ts";
import { readHeader } from "./read-header.ts";
import { sniffDicom } from "./sniff.ts";

/** DICOM CT, classic and enhanced, and X-ray projections, in all usual transfer syntaxes. See docs/formats/dicom.md. */
export const dicomFormat: Format<DicomHeader, DicomCoding> = {
  id: "dicom",
  label: "DICOM CT or X-ray projection",
  extensions: [".dcm", ".dicom", ".ima"],
  sniff: (head) => sniffDicom(head),
  index: (source) => {
    try {
      return { formatId: "dicom", name: source.name, size: source.size, header: readHeader(source) };
    } catch (thrown) {
      throw toStationError(thrown, "format.corrupt");
    }
  },
  plan: (files) => withProjections("dicom", files, planDicom),
  decode: (frame, source) => decodeFrame(frame, source),
};
