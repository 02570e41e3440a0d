/** A view from a low and a high energy. */
import { VALIDITY, VIEW_PADDING } from "../../contract/radiograph.ts";
import type { ScanNote } from "../../contract/scan.ts";
import type { DecodedFrame, ViewReading } from "../formats/format.ts";
import { attenuationTable, type AttenuationTable } from "./attenuation-table.ts";
import { type MadeView, storedAttenuation, storedMaterial, THINNEST } from "./made-view.ts";
import { DEFAULT_TABLE, materialIndexFrom } from "./material-table.ts";
import { codesOf, type PlaneCodes } from "./plane-codes.ts";
import { settleReading } from "./settle-reading.ts";

type Energy = { readonly plane: PlaneCodes; readonly table: AttenuationTable; readonly notes: readonly ScanNote[] };

const energyOf = (frame: DecodedFrame, width: number, height: number, reading: ViewReading, which: string): Energy => {
  const plane = codesOf(frame, reading.bits);
  const settled = settleReading(plane, width, height, reading, which);
  return { plane, table: attenuationTable(plane, settled, reading.paddingValue), notes: settled.notes };
};

/** Low energy is held back more by everything, so the plane that attenuates less overall is the high one. */
const isSwapped = (low: Energy, high: Energy): boolean => {
  let difference = 0;
  const step = Math.max(1, Math.floor(low.plane.codes.length / 100_000));
  for (let n = 0; n < low.plane.codes.length; n += step) {
    const a = low.table.attenuation[low.plane.codes[n] ?? 0] ?? 0;
    const b = high.table.attenuation[high.plane.codes[n] ?? 0] ?? 0;
    if (a > 0.1 && a < 3 && b > 0.1 && b < 3) difference += a - b;
  }
  return difference < 0;
};

export const viewFromPair = (
  lowFrame: DecodedFrame,
  highFrame: DecodedFrame,
  width: number,
  height: number,
  reading: ViewReading,
): MadeView => {
  const [first, second] = [
    energyOf(lowFrame, width, height, reading, "low energy"),
    energyOf(highFrame, width, height, reading, "high energy"),
  ];
  const swapped = isSwapped(first, second);
  const [low, high] = swapped ? [second, first] : [first, second];
  const indexOf = materialIndexFrom(reading.materialTable ?? DEFAULT_TABLE);
  const count = width * height;
  const attenuation = new Int16Array(count);
  const material = new Int16Array(count);
  const validity = new Uint8Array(count);
  for (let n = 0; n < count; n += 1) {
    const lowCode = low.plane.codes[n] ?? 0;
    const highCode = high.plane.codes[n] ?? 0;
    const a = low.table.attenuation[lowCode] ?? 0;
    const b = high.table.attenuation[highCode] ?? 0;
    const lowValid = low.table.validity[lowCode] ?? VALIDITY.outside;
    // what the more penetrating energy still measures is measured
    const valid = Math.max(high.table.validity[highCode] ?? VALIDITY.outside, lowValid === VALIDITY.outside ? lowValid : 0);
    validity[n] = valid;
    if (valid === VALIDITY.outside) {
      attenuation[n] = VIEW_PADDING;
      material[n] = VIEW_PADDING;
      continue;
    }
    const both = -Math.log((Math.exp(-a) + Math.exp(-b)) / 2);
    attenuation[n] = storedAttenuation(both);
    const known = valid === VALIDITY.ok && lowValid === VALIDITY.ok && both >= THINNEST && b > 0;
    material[n] = known ? storedMaterial(indexOf(both, a / b)) : VIEW_PADDING;
  }
  const notes: ScanNote[] = [...low.notes, ...high.notes];
  if (swapped)
    notes.push({ note: "energies-swapped", detail: "the plane named high energy is held back more: it was read as the low one" });
  if (reading.materialTable === null)
    notes.push({
      note: "material-not-calibrated",
      detail: "read with the ratios of a typical 160 kV scanner; a profile can give its own",
    });
  if (!low.plane.exact || !high.plane.exact)
    notes.push({ note: "precision-reduced", detail: "values were rounded to 65,536 steps" });
  return { origin: "dual-energy", attenuation, material, validity, notes };
};
