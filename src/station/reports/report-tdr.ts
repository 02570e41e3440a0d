/** The threat detection report of a screening: what the model said, in the security industry's own format. */
import { hostname } from "node:os";
import { join } from "node:path";
import type { Finding } from "../../contract/finding.ts";
import type { Scan } from "../../contract/scan.ts";
import type { Screening } from "../../contract/screening.ts";
import { imageReference, type ImageReference } from "../../imaging/formats/dicos/write/image-reference.ts";
import type { TdrFinding } from "../../imaging/formats/dicos/write/tdr-input.ts";
import { writeTdr } from "../../imaging/formats/dicos/write/write-tdr.ts";
import { createFileSources } from "../scans/reading/file-sources.ts";
import { readUint8Box } from "./voxel-box.ts";

/** What the attribute for the station's name holds at most (SH). */
const STATION_NAME_LENGTH = 16;

/** The scan's image files, as far as they are still there; reports and directories among them have no image. */
const imagesOf = (scan: Scan, path: string): ImageReference[] => {
  if (scan.format !== "dicom" && scan.format !== "dicos") return [];
  const sources = createFileSources();
  try {
    return scan.originals.flatMap(({ name }) => {
      // A scan of one file is named by that file, any other by the folder that holds its files.
      const file = scan.originals.length === 1 ? path : join(path, name);
      try {
        return [imageReference(sources.open(file))];
      } catch {
        return [];
      }
    });
  } finally {
    sources.close();
  }
};

const toTdrFinding = (finding: Finding, scan: Scan, maskPath: string | null): TdrFinding => {
  const { boxVoxel: box, label } = finding;
  const dims = scan.geometry?.dims ?? [1, 1, 1];
  const block = maskPath === null || label === 0 ? null : readUint8Box(maskPath, dims, box);
  const isInside =
    block === null
      ? null
      : (i: number, j: number, k: number): boolean =>
          block.voxels[((k - box.min[2]) * block.dims[1] + j - box.min[1]) * block.dims[0] + i - box.min[0]] === label;
  return {
    label: finding.kind === null ? finding.title : `${finding.title}, ${finding.kind}`,
    boxVoxel: box,
    isInside,
    probability: finding.probability,
    massG: finding.massG,
    densityGCm3:
      finding.massG === null || finding.volumeCm3 === null || finding.volumeCm3 === 0 ? null : finding.massG / finding.volumeCm3,
    volumeCm3: finding.volumeCm3,
  };
};

/**
 * `path` is where the scan's files lie. Only the model's alarms are in it: the scanner's own are in the scanner's report, and
 * what is merely possible is no threat.
 * Throws StationError.
 */
export const toTdr = (
  scan: Scan,
  screening: Screening,
  path: string,
  maskPath: string | null,
  version: string,
): Uint8Array | null => {
  if (scan.geometry === null) return null;
  const findings = screening.findings.filter(({ source, state }) => source === "model" && state === "alarm");
  return writeTdr({
    id: screening.id,
    verdict: screening.verdict === "abort" ? "abort" : findings.length > 0 ? "alarm" : "clear",
    abortCode: screening.error?.code ?? null,
    findings: findings.map((finding) => toTdrFinding(finding, scan, maskPath)),
    geometry: scan.geometry,
    images: imagesOf(scan, path),
    objectId: scan.objectId,
    algorithm: { name: screening.model?.id ?? "none", version: screening.model?.version ?? "" },
    decidedUtc: screening.atUtc,
    processingMs: screening.timingsMs["total"] ?? 0,
    station: hostname().slice(0, STATION_NAME_LENGTH),
    softwareVersion: version,
  });
};
