import { toStationError } from "../../../contract/station-error.ts";
import { decodeFrame } from "../dicom/decode-frame.ts";
import type { DicomCoding } from "../dicom/coding.ts";
import type { DicomHeader } from "../dicom/header.ts";
import { readHeader } from "../dicom/read-header.ts";
import { sniffDicos } from "../dicom/sniff.ts";
import type { Format } from "../format.ts";
import { withProjections } from "../dicom/plan-projections.ts";
import { planDicos } from "./plan.ts";

/** DICOS CT with its threat detection reports. See docs/formats/dicos.md. */
export const dicosFormat: Format<DicomHeader, DicomCoding> = {
  id: "dicos",
  label: "DICOS CT or X-ray projection",
  extensions: [".dcs"],
  sniff: (head) => sniffDicos(head),
  index: (source) => {
    try {
      return { formatId: "dicos", name: source.name, size: source.size, header: readHeader(source) };
    } catch (thrown) {
      throw toStationError(thrown, "format.corrupt");
    }
  },
  plan: (files) => withProjections("dicos", files, planDicos),
  decode: (frame, source) => decodeFrame(frame, source),
};
