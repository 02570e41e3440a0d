import type { DataSet } from "dicom-parser";
import { StationError } from "../../../contract/station-error.ts";
import type { ByteSource } from "../format.ts";
import { readThreatReport } from "../dicos/threat-report.ts";
import { acquiredText, acquiredUtc } from "./acquired.ts";
import { windowOnBytes, windowOnSource, type ByteWindow } from "./byte-window.ts";
import { DIRECTORY_CLASS, isDicosClass, isThreatReport, whyNotVolume } from "./classify.ts";
import { parseElements } from "./data-set.ts";
import { frameHeaders } from "./frame-headers.ts";
import type { DicomHeader } from "./header.ts";
import { inflatePrefix } from "./inflate.ts";
import { locateDataSet, type LocatedDataSet } from "./locate-data-set.ts";
import { pixelLayout } from "./pixel-layout.ts";
import { isProjectionClass, projectionOf } from "./projection.ts";
import { labelOf, numberOf, textOf, textsOf } from "./values.ts";
import { walkDataSet, type WalkedDataSet } from "./walk-data-set.ts";

const FIRST_INFLATE_BYTES = 256 * 1024;
const MAX_INFLATED_HEADER_BYTES = 16 * 1024 * 1024;

type Walked = { readonly walked: WalkedDataSet; readonly window: ByteWindow; readonly deflateStart: number | null };

/** Unpacks as much of a deflated data set as its header needs. Throws `format.bomb` for a header beyond 16 MiB. */
const walkDeflated = (source: ByteSource, located: LocatedDataSet): Walked => {
  for (let wanted = FIRST_INFLATE_BYTES; wanted <= MAX_INFLATED_HEADER_BYTES; wanted *= 4) {
    const bytes = inflatePrefix(source, located.start, wanted);
    const window = windowOnBytes(bytes);
    const walked = walkDataSet(window, 0, located.encoding);
    if (walked.pixels !== null || bytes.length < wanted) return { walked, window, deflateStart: located.start };
  }
  throw new StationError("format.bomb", `the deflated header unpacks to more than ${MAX_INFLATED_HEADER_BYTES} bytes`);
};

const isDicos = (dataSet: DataSet, sopClass: string): boolean =>
  isDicosClass(sopClass) || dataSet.elements["x4010103a"] !== undefined;

/** Reads the header of one DICOM or DICOS file; its pixels are found but not read. */
export const readHeader = (source: ByteSource): DicomHeader => {
  if (source.size === 0) throw new StationError("file.empty", source.name);
  const plain = windowOnSource(source);
  const located = locateDataSet(plain);
  const { walked, window, deflateStart } = located.syntax.deflated
    ? walkDeflated(source, located)
    : { walked: walkDataSet(plain, located.start, located.encoding), window: plain, deflateStart: null };
  // A directory's own lengths are often wrong, and it is only a hint.
  const directory = located.metaSopClass === DIRECTORY_CLASS;
  if (walked.truncated && walked.pixels === null && !directory)
    throw new StationError("format.truncated", "the file ends inside its header");
  const dataSet = parseElements(walked.elements, located.encoding);
  const sopClass = textOf(dataSet, "x00080016") || located.metaSopClass;
  const modality = textOf(dataSet, "x00080060").toUpperCase();
  const notVolume = whyNotVolume(dataSet, sopClass, modality, walked.pixels !== null);
  const projects = notVolume?.code === "format.not-ct" && isProjectionClass(sopClass, modality);
  const projection = projects ? projectionOf(dataSet, sopClass) : null;
  if (projection === "unsupported")
    throw new StationError("format.unsupported", `a projection in ${textOf(dataSet, "x00280004") || "unknown"} colours`);
  // uncompressed, every other pixel's colour is left out
  const colour = projection?.colour ?? null;
  const halved = colour?.photometric === "ybr-422" && walked.pixels?.length !== null;
  const layout =
    walked.pixels !== null && (notVolume === null || projection !== null)
      ? pixelLayout(
          dataSet,
          walked.pixels,
          located.syntax,
          window,
          deflateStart,
          source.size,
          halved ? 2 : (colour?.samples ?? 1),
        )
      : null;
  return {
    sopClass,
    sopInstance: textOf(dataSet, "x00080018"),
    modality,
    studyUid: textOf(dataSet, "x0020000d"),
    seriesUid: textOf(dataSet, "x0020000e"),
    frameOfReference: textOf(dataSet, "x00200052"),
    imageType: textsOf(dataSet, "x00080008").map((part) => part.toUpperCase()),
    instanceNumber: numberOf(dataSet, "x00200013", "IS"),
    acquisitionNumber: numberOf(dataSet, "x00200012", "IS"),
    sliceLocation: numberOf(dataSet, "x00201041", "DS"),
    gantryTiltDeg: numberOf(dataSet, "x00181120", "DS"),
    lossy: located.syntax.lossy || textOf(dataSet, "x00282110") === "01",
    title: labelOf(dataSet, "x0008103e") || labelOf(dataSet, "x00081030") || labelOf(dataSet, "x00181030"),
    maker: labelOf(dataSet, "x00080070"),
    model: labelOf(dataSet, "x00081090"),
    station: labelOf(dataSet, "x00081010"),
    objectId: labelOf(dataSet, "x00100020") || null,
    acquiredUtc: acquiredUtc(dataSet),
    acquiredText: acquiredText(dataSet),
    photometric: textOf(dataSet, "x00280004"),
    dicos: isDicos(dataSet, sopClass)
      ? { version: textOf(dataSet, "x4010103a"), leftHanded: textOf(dataSet, "x00082108") === "LHS" }
      : null,
    notVolume,
    projection:
      projection !== null && colour !== null && halved ? { ...projection, colour: { ...colour, samples: 2 } } : projection,
    layout,
    frames: layout === null ? [] : frameHeaders(dataSet, layout.frameCount),
    report: isThreatReport(sopClass, modality) ? readThreatReport(dataSet) : null,
  };
};
