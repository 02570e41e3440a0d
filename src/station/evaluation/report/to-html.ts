/** One page that needs nothing else and runs no scripts. */
import { createHash } from "node:crypto";
import type { Block, Document, Table } from "./document.ts";
import { escapeHtml } from "../../reports/escape-html.ts";

const STYLE = `:root{color-scheme:light dark}body{margin:0 auto;max-width:70rem;padding:1.5rem;font:15px/1.5 system-ui,sans-serif}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin:2.5rem 0 .5rem}table{border-collapse:collapse;margin:.8rem 0}th,td{text-align:left;padding:.2rem 1rem .2rem 0;vertical-align:top;border-bottom:1px solid #8883;font-variant-numeric:tabular-nums}th{font-weight:600}
figure{margin:1rem 0;max-width:44rem}figcaption{font-size:.9em;opacity:.8}svg{display:block;width:100%}details{margin:.5rem 0}`;

const cells = (tag: "th" | "td", list: readonly string[]): string =>
  `<tr>${list.map((words) => `<${tag}>${escapeHtml(words)}</${tag}>`).join("")}</tr>`;

const table = ({ head, rows }: Table): string =>
  `<table><thead>${cells("th", head)}</thead><tbody>${rows.map((row) => cells("td", row)).join("")}</tbody></table>`;

const block = (part: Block): string => {
  if (part.type === "text") return `<p>${escapeHtml(part.text)}</p>`;
  if (part.type === "table") return part.rows.length === 0 ? "<p>None.</p>" : table(part);
  const { svg, caption } = part;
  return `<figure>${svg}<figcaption>${escapeHtml(caption)}</figcaption></figure><details><summary>Figures</summary>${table(part.table)}</details>`;
};

/** All text is escaped; drawings are the station's own. */
export const toHtml = ({ title, sections }: Document): string => {
  const hash = createHash("sha256").update(STYLE).digest("base64");
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const body = sections.map(
    (section) => `<section><h2>${escapeHtml(section.title)}</h2>${section.blocks.map(block).join("\n")}</section>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>
<h1>${escapeHtml(title)}</h1>
${body.join("\n")}
</body></html>
`;
};
