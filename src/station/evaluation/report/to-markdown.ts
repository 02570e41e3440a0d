import type { Block, Document, Table } from "./document.ts";

const cell = (words: string): string => words.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ");

const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;

const table = ({ head, rows }: Table): string => [row(head), `|${"---|".repeat(head.length)}`, ...rows.map(row)].join("\n");

const block = (part: Block): string => {
  if (part.type === "text") return part.text;
  if (part.type === "table") return part.rows.length === 0 ? "None." : table(part);
  return `${part.caption}\n\n${table(part.table)}`;
};

export const toMarkdown = ({ title, sections }: Document): string =>
  [`# ${title}`, ...sections.flatMap((section) => [`## ${section.title}`, ...section.blocks.map(block)])]
    .join("\n\n")
    .concat("\n");
