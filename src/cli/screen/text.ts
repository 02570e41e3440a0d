/** What a person reads: a few lines per scan. */
import type { Finding } from "../../contract/finding.ts";
import type { Scan } from "../../contract/scan.ts";
import { type Outcome, unitsOf } from "./outcome.ts";

const KINDS = { "tusk-or-piece": "tusk or piece", worked: "worked", beads: "beads" } as const;

/** Three significant digits and a unit, or a dash. */
const withUnit = (value: number | null, unit: string): string =>
  value === null ? "–" : `${Number(value.toPrecision(3))} ${unit}`;

export const describeFinding = ({ title, state, kind, beads }: Finding): string => {
  const how = kind === null ? "" : `, ${KINDS[kind]}`;
  const many = beads === null ? "" : ` (${beads.count}, ${Math.min(...beads.diametersMm)}–${Math.max(...beads.diametersMm)} mm)`;
  return `${state === "possible" ? "possible: " : ""}${title}${how}${many}`;
};

const HEADINGS = ["finding", "probability", "volume", "mass", "mean", "box (voxels)", "from"] as const;

const cellsOf = (finding: Finding): string[] => [
  describeFinding(finding),
  finding.probability === null ? "–" : `${Math.round(finding.probability * 100)} %`,
  withUnit(finding.volumeCm3, "cm³"),
  withUnit(finding.massG, "g"),
  withUnit(finding.meanHu === null ? null : Math.round(finding.meanHu), "HU"),
  `${finding.boxVoxel.min.join(" ")} – ${finding.boxVoxel.max.join(" ")}`,
  finding.source,
];

const table = (rows: readonly (readonly string[])[]): string[] => {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
};

const sizeOf = (scan: Scan): string => {
  if (scan.kind === "radiograph")
    return scan.views
      .map(({ label, width, height, origin }) => `${label} ${width} × ${height}, ${origin.replace("-", " ")}`)
      .join("; ");
  const { dims, spacingMm } = scan.geometry ?? { dims: [], spacingMm: [] };
  return `${dims.join(" × ")} voxels of ${spacingMm.map((mm) => Number(mm.toPrecision(4))).join(" × ")} mm, ${unitsOf(scan)}`;
};

export const toText = (outcome: Outcome): string => {
  if ("error" in outcome) {
    const { code, message, next, detail } = outcome.error;
    return [`NOT SCREENED  ${outcome.path}`, `  ${message} ${next}`, `  ${code}: ${detail}`].join("\n");
  }
  const { path, scan, screening } = outcome;
  const size = sizeOf(scan);
  const seconds = ((screening.timingsMs["total"] ?? 0) / 1000).toFixed(1);
  const by =
    screening.model === null ? "" : `, ${screening.model.id} ${screening.model.version} at ${screening.model.operatingPoint}`;
  const why =
    screening.error === null
      ? []
      : [`  ${screening.error.message} ${screening.error.next}`, `  ${screening.error.code}: ${screening.error.detail}`];
  const findings = screening.findings.length === 0 ? [] : table([HEADINGS, ...screening.findings.map(cellsOf)]);
  const reasons = screening.findings.flatMap(({ title, reason }) => (reason === null ? [] : [`  ${title}: ${reason}`]));
  const limit = screening.beadsFromMm === null ? [] : [`  beads under ${screening.beadsFromMm} mm cannot be seen in this scan`];
  const verdict = `${screening.verdict.toUpperCase().padEnd(5)}  ${path}`;
  return [verdict, `  ${size}; ${seconds} s${by}`, ...why, ...findings, ...reasons, ...limit].join("\n");
};
