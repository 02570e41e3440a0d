import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Scan } from "../../contract/scan.ts";
import type { Screening } from "../../contract/screening.ts";
import { toStationError } from "../../contract/station-error.ts";
import { toReportPage } from "./report-page.ts";
import { toTdr } from "./report-tdr.ts";
import { findingPictures, overviewPictures, type PictureSource } from "./scan-pictures.ts";

export type ReportRequest = {
  readonly scan: Scan;
  readonly screening: Screening;
  /** As the person named it. */
  readonly shownPath: string;
  /** Into which folder; made if absent. */
  readonly folder: string;
  /** File of a level of a channel. */
  readonly levelPath: (channelId: string, level: number) => string;
  /** File of the screening's mask, or `null` where it has none. */
  readonly maskPath: string | null;
  readonly version: string;
};

const MAX_NAME = 80;

/** A file name of the scan's own, that no earlier report in the folder has. */
const freeName = (folder: string, shownPath: string): string => {
  const last = shownPath.split(/[\\/]+/).findLast((part) => part !== "" && part !== "." && part !== "..") ?? "scan";
  const safe =
    last
      .replaceAll(/[^\p{L}\p{N}._-]+/gu, "-")
      .replace(/^\.+/, "")
      .slice(0, MAX_NAME) || "scan";
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? safe : `${safe}-${n}`;
    if (!existsSync(join(folder, `${name}.html`))) return name;
  }
};

/** Scanners' and simulators' own words for what is no real scan. */
const SIMULATED = /simulat|phantom demo|demonstration/i;

const isSimulated = (scan: Scan): boolean =>
  scan.demo ||
  [scan.title, scan.scanner?.maker, scan.scanner?.model, scan.scanner?.station].some((text) => SIMULATED.test(text ?? ""));

/**
 * Writes `<name>.html` and, for scans with a geometry, `<name>.tdr.dcs` beside it. Throws `storage.failed` where the folder
 * cannot be written, `storage.damaged` where the scan's voxels or mask are not whole.
 */
export const writeReport = (request: ReportRequest): { readonly page: string; readonly tdr: string | null } => {
  const { scan, screening, shownPath, folder, levelPath, maskPath, version } = request;
  const channel = scan.channels.find(({ units }) => units === "HU") ?? scan.channels[0];
  const source: PictureSource | null =
    channel === undefined || scan.geometry === null
      ? null
      : { scan, channel, levelPath: (level) => levelPath(channel.id, level), maskPath };
  const tdr = toTdr(scan, screening, scan.path, maskPath, version);
  try {
    mkdirSync(folder, { recursive: true });
    const name = freeName(folder, shownPath);
    const tdrName = tdr === null ? null : `${name}.tdr.dcs`;
    const page = toReportPage({
      path: shownPath,
      scan,
      screening,
      version,
      simulated: isSimulated(scan),
      overview: source === null ? [] : overviewPictures(source, screening.findings),
      pictures: source === null ? [] : screening.findings.map((finding) => findingPictures(source, finding)),
      tdrName,
    });
    const pagePath = join(folder, `${name}.html`);
    writeFileSync(pagePath, page);
    if (tdr !== null && tdrName !== null) writeFileSync(join(folder, tdrName), tdr);
    return { page: pagePath, tdr: tdrName === null ? null : join(folder, tdrName) };
  } catch (thrown) {
    throw toStationError(thrown, "storage.failed");
  }
};
