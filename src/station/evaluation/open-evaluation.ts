/** An evaluation under way: which cases are to be screened, what each gave, and at the end the report. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Geometry, Scan } from "../../contract/scan.ts";
import type { Screening } from "../../contract/screening.ts";
import { StationError, toStationError } from "../../contract/station-error.ts";
import { VERSION } from "../version.ts";
import { type DatasetCase, listCases } from "./dataset/list-cases.ts";
import { evaluate, type Evaluation, type Subject } from "./figures/evaluation.ts";
import { type CaseResult, caseResultSchema, RESULT_VERSION } from "./match/case-result.ts";
import { matchCase } from "./match/match-case.ts";
import type { Document } from "./report/document.ts";
import { toDocument } from "./report/sections.ts";
import { toHtml } from "./report/to-html.ts";
import { toMarkdown } from "./report/to-markdown.ts";

/** Who judges: the model and the operating point at which its alarms are counted. */
export type Judge = Pick<Subject, "model" | "operatingPoint">;

/** What became of a case's scan: screened, or the reason why not. */
export type CaseOutcome =
  { readonly scan: Scan; readonly screening: Screening; readonly maskPath: string | null } | { readonly error: string };

export type OpenEvaluation = {
  /** Cases of this process's share that have no result yet by this judge. */
  readonly pending: readonly DatasetCase[];
  /** Matches a case while its mask is there, and keeps the result. Never throws for what is wrong with the case itself. */
  readonly keep: (one: DatasetCase, outcome: CaseOutcome) => Promise<CaseResult>;
  /** How many cases of the whole dataset have no result yet. */
  readonly missing: () => number;
  /** Writes `report.json`, `report.html` and `report.md` over all cases that have a result. */
  readonly report: () => WrittenReport;
};

/** Paths of the files, and the figures that matter most as lines of text. */
export type WrittenReport = {
  readonly evaluation: Evaluation;
  readonly summary: string;
  readonly json: string;
  readonly html: string;
  readonly markdown: string;
};

/** The `index`-th of `of` equal shares, from 1. */
export type Share = { readonly index: number; readonly of: number };

const writeWhole = (path: string, text: string): void => {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.partial`, text);
    renameSync(`${path}.partial`, path);
  } catch (thrown) {
    throw new StationError("storage.failed", `${path}: ${String(thrown)}`);
  }
};

/** A kept result, or `null` where there is none that can be used. */
const readResult = (path: string): CaseResult | null => {
  if (!existsSync(path)) return null;
  const parsed = caseResultSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
  return parsed.success ? parsed.data : null;
};

const isBy = (result: CaseResult, { model, operatingPoint }: Judge): boolean =>
  result.error === null && result.model?.sha256 === model.sha256 && result.operatingPoint === operatingPoint;

/** The first table of the report, as it stands in a terminal. */
const summaryLines = ({ title, sections }: Document): string => {
  const rows = sections[0]?.blocks.flatMap((block) => (block.type === "table" ? block.rows : [])) ?? [];
  const width = Math.max(...rows.map(([name]) => name?.length ?? 0));
  return [title, ...rows.map(([name = "", figure = ""]) => `  ${name.padEnd(width)}  ${figure}`)].join("\n");
};

const screenedGeometry = ({ scan, screening }: { readonly scan: Scan; readonly screening: Screening }): Geometry => {
  if (screening.error !== null) throw new StationError(screening.error.code, screening.error.detail);
  if (scan.geometry === null) throw new StationError("geometry.invalid", `${scan.path} has no geometry`);
  return scan.geometry;
};

/**
 * `folder` gets the report and the cases' results. Throws what reading the dataset throws, `storage.failed` where the folder
 * cannot be written.
 */
export const openEvaluation = (dataset: string, folder: string, judge: Judge, share: Share): OpenEvaluation => {
  const cases = listCases(dataset);
  const pathOf = ({ kind, id }: DatasetCase): string => join(folder, "cases", kind, `${id}.json`);
  const resultOf = (one: DatasetCase): CaseResult | null => {
    const result = readResult(pathOf(one));
    return result !== null && isBy(result, judge) ? result : null;
  };

  const match = async (one: DatasetCase, outcome: CaseOutcome): Promise<CaseResult> => {
    const { kind, id, truth } = one;
    const base = {
      version: RESULT_VERSION as typeof RESULT_VERSION,
      kind,
      id,
      model: { ...judge.model },
      operatingPoint: judge.operatingPoint,
      luggage: truth.luggage,
      scanner: truth.scanner,
    };
    try {
      if ("error" in outcome) throw new StationError("internal", outcome.error);
      const { screening, maskPath } = outcome;
      const geometry = screenedGeometry(outcome);
      const matched = await matchCase(one, { geometry, findings: screening.findings, maskPath });
      const { dims, spacingMm } = geometry;
      return { ...base, error: null, dims, spacingMm, timingsMs: screening.timingsMs, ...matched };
    } catch (thrown) {
      const { code, detail } = toStationError(thrown);
      const error = "error" in outcome ? outcome.error : `${code}: ${detail}`;
      const nothing = { objects: [], absentObjects: 0, clutter: [], findings: [], timingsMs: {} };
      return { ...base, error, dims: [0, 0, 0], spacingMm: [0, 0, 0], ...nothing };
    }
  };

  return {
    pending: cases.filter((one, n) => n % share.of === share.index - 1 && resultOf(one) === null),
    keep: async (one, outcome) => {
      const result = await match(one, outcome);
      writeWhole(pathOf(one), JSON.stringify(result));
      return result;
    },
    missing: () => cases.filter((one) => resultOf(one) === null).length,
    report: () => {
      const results = cases.flatMap((one) => {
        const result = readResult(pathOf(one));
        return result !== null && (result.error !== null || isBy(result, judge)) ? [result] : [];
      });
      const evaluation = evaluate({ dataset: basename(resolve(dataset)), program: VERSION, ...judge }, results);
      const document = toDocument(evaluation);
      const stem = join(folder, "report");
      const [json, html, markdown] = [`${stem}.json`, `${stem}.html`, `${stem}.md`] as const;
      writeWhole(json, `${JSON.stringify(evaluation, null, 1)}\n`);
      writeWhole(html, toHtml(document));
      writeWhole(markdown, toMarkdown(document));
      return { evaluation, summary: summaryLines(document), json, html, markdown };
    },
  };
};
