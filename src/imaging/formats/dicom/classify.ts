import type { DataSet } from "dicom-parser";
import type { NotVolume } from "./header.ts";
import { countOf, textOf, textsOf } from "./values.ts";

const CT_CLASSES = new Set([
  "1.2.840.10008.5.1.4.1.1.2", // CT
  "1.2.840.10008.5.1.4.1.1.2.1", // Enhanced CT
  "1.2.840.10008.5.1.4.1.1.2.2", // Legacy Converted Enhanced CT
  "1.2.840.10008.5.1.4.1.1.501.1", // DICOS CT
]);
export const DIRECTORY_CLASS = "1.2.840.10008.1.3.10";
const DICOS_PREFIX = "1.2.840.10008.5.1.4.1.1.501.";
const REPORT_CLASS = "1.2.840.10008.5.1.4.1.1.501.3";

export const isCtClass = (sopClass: string): boolean => CT_CLASSES.has(sopClass);
export const isDicosClass = (sopClass: string): boolean => sopClass.startsWith(DICOS_PREFIX);
export const isThreatReport = (sopClass: string, modality: string): boolean => sopClass === REPORT_CLASS || modality === "TDR";

const notImage = (detail: string): NotVolume => ({ code: "format.not-an-image", detail });
const notCt = (detail: string): NotVolume => ({ code: "format.not-ct", detail });

/** Whether an object is a slice or a stack of slices of a CT volume: `null` when it is. */
export const whyNotVolume = (dataSet: DataSet, sopClass: string, modality: string, hasPixels: boolean): NotVolume | null => {
  if (sopClass === DIRECTORY_CLASS || dataSet.elements["x00041220"] !== undefined) return notImage("a DICOMDIR");
  if (isThreatReport(sopClass, modality)) return notImage("a threat detection report");
  if (!hasPixels) return notImage(`an object without pixels (${modality || sopClass || "unnamed"})`);
  const samples = countOf(dataSet, "x00280002", "US") ?? 1;
  const photometric = textOf(dataSet, "x00280004");
  const placed = dataSet.elements["x00200032"] !== undefined && dataSet.elements["x00200037"] !== undefined;
  // Neither the class nor the modality alone is reliable: exports as secondary capture keep the modality and the place.
  const ct = isCtClass(sopClass) ? modality === "CT" || modality === "" : modality === "CT" && (placed || sopClass === "");
  if (!ct) return notCt(`modality ${modality || "unknown"}, class ${sopClass || "unknown"}`);
  if (samples !== 1 || !(photometric === "" || photometric.startsWith("MONOCHROME"))) {
    return notCt(`a colour image (${photometric}, ${samples} samples per pixel)`);
  }
  const flavour = textsOf(dataSet, "x00080008")[2]?.toUpperCase() ?? "";
  if (flavour === "LOCALIZER" || flavour === "PROJECTION") return notCt(`a CT ${flavour.toLowerCase()}`);
  return null;
};
