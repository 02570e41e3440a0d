/** What became of one scan or file, and the JSON line that says so. The line's fields are a promise to other programs. */
import type { ErrorBody } from "../../contract/error-code.ts";
import type { Finding } from "../../contract/finding.ts";
import type { View } from "../../contract/radiograph.ts";
import type { Scan } from "../../contract/scan.ts";
import type { Screening } from "../../contract/screening.ts";

export type Outcome =
  | { readonly path: string; readonly scan: Scan; readonly screening: Screening }
  | { readonly path: string; readonly error: ErrorBody };

const findingLine = (finding: Finding) => ({
  class: finding.class,
  title: finding.title,
  ...(finding.reason === null ? {} : { reason: finding.reason }),
  ...(finding.kind === null ? {} : { kind: finding.kind }),
  ...(finding.beads === null ? {} : { beads: finding.beads }),
  state: finding.state,
  probability: finding.probability,
  boxVoxel: finding.boxVoxel,
  boxMm: finding.boxMm,
  volumeCm3: finding.volumeCm3,
  massG: finding.massG,
  meanHu: finding.meanHu,
  source: finding.source,
});

/** `HU` where any channel has CT numbers that can be trusted: that one was screened. */
export const unitsOf = (scan: Scan): string => (scan.channels.some(({ units }) => units === "HU") ? "HU" : "uncalibrated");

const viewLine = ({ id, label, direction, width, height, pixelMm, origin }: View) => ({
  id,
  label,
  direction,
  width,
  height,
  pixelMm,
  origin,
});

/** One JSON object without line breaks. */
export const toJsonLine = (outcome: Outcome): string => {
  if ("error" in outcome) {
    const { code, message, detail } = outcome.error;
    return JSON.stringify({ path: outcome.path, error: { code, message, detail } });
  }
  const { path, scan, screening } = outcome;
  return JSON.stringify({
    path,
    scan:
      scan.kind === "radiograph"
        ? { id: scan.id, kind: scan.kind, views: scan.views.map(viewLine) }
        : { id: scan.id, kind: scan.kind, dims: scan.geometry?.dims, spacingMm: scan.geometry?.spacingMm, units: unitsOf(scan) },
    verdict: screening.verdict,
    ...(screening.error === null ? {} : { reason: `${screening.error.code}: ${screening.error.message}` }),
    model: screening.model,
    findings: screening.findings.map(findingLine),
    beadsFromMm: screening.beadsFromMm,
    timingsMs: screening.timingsMs,
  });
};
