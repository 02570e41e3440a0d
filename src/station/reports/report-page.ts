/** The page of a report: one file that needs nothing else and runs no scripts. */
import { createHash } from "node:crypto";
import type { Finding } from "../../contract/finding.ts";
import type { Scan } from "../../contract/scan.ts";
import type { Screening } from "../../contract/screening.ts";
import { wildlifeClassSchema } from "../../contract/wildlife-class.ts";
import { findingColour } from "../../imaging/colour/finding-colour.ts";
import { escapeHtml } from "./escape-html.ts";

export type ReportPage = {
  readonly path: string;
  readonly scan: Scan;
  readonly screening: Screening;
  /** Version of the program. */
  readonly version: string;
  /** Whether the scan is said to be simulated. */
  readonly simulated: boolean;
  /** SVG elements. */
  readonly overview: readonly string[];
  /** In the order of the screening's findings. */
  readonly pictures: readonly (readonly string[])[];
  /** Name of the threat detection report beside the page. */
  readonly tdrName: string | null;
};

const CLASS_STYLES = [...wildlifeClassSchema.options, null]
  .map((id) => {
    const [tone, colour] = [id ?? "scanner", findingColour(id)];
    return `.${tone}{stroke:${colour}}.tag.${tone}{fill:${colour};stroke:none}.dot.${tone}{background:${colour}}`;
  })
  .join("");

const STYLE = `:root{color-scheme:dark}body{margin:0 auto;max-width:76rem;padding:1.5rem;background:#111417;color:#d7dce1;font:15px/1.5 system-ui,sans-serif}
h1{font-size:1.4rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}table{border-collapse:collapse;margin:.5rem 0}th,td{text-align:left;padding:.15rem 1.2rem .15rem 0;vertical-align:top;font-variant-numeric:tabular-nums}th{color:#8d97a1;font-weight:400}
code{overflow-wrap:anywhere;font-size:.85em}.verdict{font-weight:700;padding:.1rem .6rem;border-radius:.25rem;background:#2a3036}.verdict.alarm{background:#d92d20;color:#fff}.demo{border:1px solid #d7dce1;padding:.4rem .8rem;display:inline-block}
.pictures{display:flex;flex-wrap:wrap;gap:.75rem}figure{margin:0;flex:1 1 20rem;max-width:25rem}svg{display:block;width:100%;max-height:26rem;background:#000}figcaption{color:#8d97a1;font-size:.85em}
.mark{fill:none;stroke-width:1.5;vector-effect:non-scaling-stroke}.bar{stroke:#fff;stroke-width:2;vector-effect:non-scaling-stroke}.note{fill:#fff}.end{text-anchor:end}.dot{display:inline-block;width:.8em;height:.8em;border-radius:50%;margin-right:.4em}
@media print{:root{color-scheme:light}body{background:#fff;color:#000}}
${CLASS_STYLES}`;

const row = (name: string, value: string): string => `<tr><th>${escapeHtml(name)}</th><td>${value}</td></tr>`;

const withUnit = (value: number | null, unit: string): string =>
  value === null ? "not given" : `${Number(value.toPrecision(3))} ${unit}`;

const corner = (values: readonly number[]): string => values.map((value) => Math.round(value * 10) / 10).join(", ");

const KINDS = { "tusk-or-piece": "tusk or piece", worked: "worked", beads: "beads" } as const;

const findingRows = (finding: Finding): string =>
  [
    ...(finding.state === "possible" ? [row("State", "possible: too uncertain to be an alarm")] : []),
    ...(finding.reason === null ? [] : [row("Why this name", escapeHtml(finding.reason))]),
    row("Probability", finding.probability === null ? "not given" : `${Math.round(finding.probability * 100)} %`),
    ...(finding.kind === null ? [] : [row("Kind", KINDS[finding.kind])]),
    ...(finding.beads === null
      ? []
      : [row("Beads", `${finding.beads.count}, diameters ${finding.beads.diametersMm.join(", ")} mm`)]),
    row("Volume", withUnit(finding.volumeCm3, "cm³")),
    row("Mass", `${withUnit(finding.massG, "g")}${finding.massG === null ? "" : ", from the volume and the usual density"}`),
    row("Mean CT number", withUnit(finding.meanHu === null ? null : Math.round(finding.meanHu), "HU")),
    row(
      "Box",
      `voxels ${corner(finding.boxVoxel.min)} to ${corner(finding.boxVoxel.max)} (end exclusive); ${corner(finding.boxMm.min)} to ${corner(finding.boxMm.max)} mm`,
    ),
    row("Found by", finding.source === "model" ? "the model" : "the scanner's own detection"),
  ].join("");

const findingSection = (finding: Finding, n: number, pictures: readonly string[]): string =>
  `<section><h2><span class="dot ${finding.class ?? "scanner"}"></span>${n + 1}. ${escapeHtml(finding.title)}</h2><table>${findingRows(finding)}</table><div class="pictures">${pictures.join("")}</div></section>`;

const VERDICT_TEXT = { alarm: "ALARM", clear: "CLEAR", abort: "NOT SCREENED" } as const;

const scanRows = ({ path, scan, screening, version, tdrName }: ReportPage): string => {
  const { geometry } = scan;
  const { model } = screening;
  return [
    row("File", escapeHtml(path)),
    row("Scan", `<code>${escapeHtml(scan.id)}</code>`),
    ...(scan.objectId === null ? [] : [row("Object", escapeHtml(scan.objectId))]),
    ...(geometry === null
      ? []
      : [
          row(
            "Volume",
            `${geometry.dims.join(" × ")} voxels of ${geometry.spacingMm.map((mm) => Number(mm.toPrecision(4))).join(" × ")} mm`,
          ),
        ]),
    row("Numbers", scan.channels.some(({ units }) => units === "HU") ? "CT numbers (HU)" : "uncalibrated"),
    ...(scan.acquiredUtc === null ? [] : [row("Scanned", `${escapeHtml(scan.acquiredUtc)} UTC`)]),
    row("Screened", `${escapeHtml(screening.atUtc)} UTC, ${((screening.timingsMs["total"] ?? 0) / 1000).toFixed(1)} s`),
    row(
      "Model",
      model === null
        ? "none"
        : `${escapeHtml(model.id)} ${escapeHtml(model.version)}, operating point ${escapeHtml(model.operatingPoint)}<br><code>SHA-256 ${model.sha256}</code>`,
    ),
    ...(screening.beadsFromMm === null
      ? []
      : [row("Limit", `beads under ${screening.beadsFromMm} mm cannot be seen in this scan`)]),
    row("Program", `Faunagate ${escapeHtml(version)}`),
    ...(tdrName === null
      ? []
      : [row("Threat detection report", `<a href="${encodeURIComponent(tdrName)}">${escapeHtml(tdrName)}</a> (DICOS V03)`)]),
    ...scan.notes.map(({ note, detail }) => row("Note", `${escapeHtml(note)}: ${escapeHtml(detail)}`)),
  ].join("");
};

const originals = ({ scan }: ReportPage): string =>
  `<details><summary>Original files (${scan.originals.length}) and their SHA-256</summary><table>${scan.originals.map(({ name, sha256, bytes }) => `<tr><td>${escapeHtml(name)}</td><td>${bytes} bytes</td><td><code>${sha256}</code></td></tr>`).join("")}</table></details>`;

/** All text from files is escaped; the policy forbids scripts and everything from elsewhere. */
export const toReportPage = (page: ReportPage): string => {
  const { screening, scan, simulated } = page;
  const styleHash = createHash("sha256").update(STYLE).digest("base64");
  const policy = `default-src 'none'; img-src data:; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'`;
  const reason =
    screening.error === null
      ? ""
      : `<p>${escapeHtml(screening.error.message)} ${escapeHtml(screening.error.next)}<br><code>${escapeHtml(screening.error.code)}: ${escapeHtml(screening.error.detail)}</code></p>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width"><title>${VERDICT_TEXT[screening.verdict]} – ${escapeHtml(scan.title)}</title><style>${STYLE}</style></head><body>
<h1><span class="verdict ${screening.verdict}">${VERDICT_TEXT[screening.verdict]}</span> ${escapeHtml(scan.title)}</h1>
${simulated ? '<p class="demo">Demonstration: this scan is simulated, no real object was screened.</p>' : ""}
${reason}<table>${scanRows(page)}</table>
<div class="pictures">${page.overview.join("")}</div>
${screening.findings.map((finding, n) => findingSection(finding, n, page.pictures[n] ?? [])).join("\n")}
${screening.verdict === "clear" ? "<p>The model found nothing that makes an alarm. This is no proof that nothing is there.</p>" : ""}
<p>Findings are suspicions of a model that looks at shape and CT numbers. CT cannot tell species, nor ivory from bone of like shape; a person and a laboratory decide.</p>
${originals(page)}
</body></html>
`;
};
