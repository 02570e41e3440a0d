/** A view from one energy, or from a grey picture. */
import { VALIDITY, VIEW_PADDING } from "../../contract/radiograph.ts";
import type { ScanNote } from "../../contract/scan.ts";
import type { DecodedFrame, ViewReading } from "../formats/format.ts";
import { attenuationTable } from "./attenuation-table.ts";
import { type MadeView, storedAttenuation } from "./made-view.ts";
import { CODES, codesOf } from "./plane-codes.ts";
import { settleReading } from "./settle-reading.ts";

/** Pictures of so few bits were drawn for the eye; what the detector measured is not in them. */
const GREY_PICTURE_BITS = 8;

export const viewFromSingle = (frame: DecodedFrame, width: number, height: number, reading: ViewReading): MadeView => {
  const plane = codesOf(frame, reading.bits);
  const settled = settleReading(plane, width, height, reading, "picture");
  const table = attenuationTable(plane, settled, reading.paddingValue);
  const stored = new Int16Array(CODES);
  for (let code = 0; code < CODES; code += 1)
    stored[code] = table.validity[code] === VALIDITY.outside ? VIEW_PADDING : storedAttenuation(table.attenuation[code] ?? 0);
  const attenuation = new Int16Array(width * height);
  const validity = new Uint8Array(width * height);
  for (let n = 0; n < attenuation.length; n += 1) {
    const code = plane.codes[n] ?? 0;
    attenuation[n] = stored[code] ?? VIEW_PADDING;
    validity[n] = table.validity[code] ?? VALIDITY.outside;
  }
  const grey = reading.bits <= GREY_PICTURE_BITS;
  const notes: ScanNote[] = [...settled.notes];
  if (grey)
    notes.push({ note: "approximated-from-grey", detail: `a grey picture of ${reading.bits} bits: no material, coarse steps` });
  if (!plane.exact) notes.push({ note: "precision-reduced", detail: "values were rounded to 65,536 steps" });
  return { origin: grey ? "grey-picture" : "single-energy", attenuation, material: null, validity, notes };
};
