/** `./faunagate evaluate`: the station screens an agency's own labelled scans and says how well it did. */
import { copyFile } from "node:fs/promises";
import { resolve, sep } from "node:path";
import type { ModelState } from "../../contract/model.ts";
import { StationError } from "../../contract/station-error.ts";
import { type CaseOutcome, type Judge, openEvaluation, type Services, type Share } from "../../station/create-station.ts";
import { EXIT } from "../exit-code.ts";
import { settledModels } from "../models-command.ts";
import { openTemporaryStation } from "../open-temporary-station.ts";
import type { Outcome } from "../screen/outcome.ts";
import { createProgressLine } from "../screen/progress-line.ts";
import { screenPaths } from "../screen/screen-paths.ts";

export type EvaluateOptions = {
  readonly modelId: string | null;
  readonly operatingPoint: string | null;
  /** Where the report goes. */
  readonly folder: string;
  /** A further copy of the figures. */
  readonly json: string | null;
  readonly share: Share;
};

/** The model that will judge. With several to choose from, the person says which: figures of "the newest" mean nothing later. */
const chooseModel = (models: readonly ModelState[], wanted: string | null): ModelState => {
  const named = wanted === null ? models.filter(({ state }) => state === "ready") : models.filter(({ id }) => id === wanted);
  const [model] = named;
  if (model === undefined)
    throw new StationError("model.unavailable", wanted === null ? "no model is ready" : `no model ${wanted}`);
  if (named.length > 1) throw new StationError("request.invalid", `say --model: ${named.map(({ id }) => id).join(", ")}`);
  if (model.state !== "ready") throw new StationError("model.unavailable", `${model.id}: ${model.reason ?? model.state}`);
  return model;
};

const judgeOf = (models: readonly ModelState[], { modelId, operatingPoint }: EvaluateOptions): Judge => {
  const { id, version, sha256, operatingPoint: usual, operatingPoints } = chooseModel(models, modelId);
  const point = operatingPoint ?? usual;
  if (!operatingPoints.includes(point))
    throw new StationError("request.invalid", `${id} has no operating point ${point}: ${operatingPoints.join(", ")}`);
  return { model: { id, version, sha256 }, operatingPoint: point };
};

/** `n/m`, for example `1/2`. Throws `request.invalid`. */
export const parseShare = (text: string): Share => {
  const [, index, of] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index === undefined || of === undefined || index < 1 || index > of)
    throw new StationError("request.invalid", `a share is written 1/2, not ${text}`);
  return { index, of };
};

const toCaseOutcome = async (services: Services, outcome: Outcome): Promise<CaseOutcome> => {
  if ("error" in outcome) return { error: `${outcome.error.code}: ${outcome.error.detail}` };
  const { scan, screening } = outcome;
  const maskPath = screening.hasMask ? await services.masks.file(screening.id, 0, scan.levels) : null;
  return { scan, screening, maskPath };
};

const isWithin = (path: string, folder: string): boolean => {
  const [inner, outer] = [resolve(path), resolve(folder)];
  return inner === outer || inner.startsWith(outer + sep);
};

/** Gives the exit code: 0, or 20 where a case could not be screened or matched. `say` is told how far it is. */
export const evaluateCommand = async (
  dataset: string,
  options: EvaluateOptions,
  print: (text: string) => Promise<boolean>,
  say: (text: string) => void,
): Promise<number> => {
  const station = openTemporaryStation({ modelId: options.modelId, operatingPoint: options.operatingPoint });
  const { services } = station;
  const progress = createProgressLine(process.stderr);
  const unsubscribe = services.subscribe(progress.show);
  try {
    const judge = judgeOf(await settledModels(services), options);
    const evaluation = openEvaluation(dataset, options.folder, judge, options.share);
    const { pending } = evaluation;
    const done = new Set<string>();
    const paths = pending.map(({ scanPath }) => scanPath);
    for await (const outcome of screenPaths(services, station.dataFolder, paths)) {
      progress.clear();
      const one = pending.find(({ scanPath }) => isWithin(outcome.path, scanPath));
      if (one === undefined) continue;
      // a file beside the scan that is none does not undo the scan; a second scan does
      if (done.has(one.folder) && "error" in outcome) continue;
      const several: CaseOutcome = { error: "geometry.invalid: the case holds more than one scan" };
      const result = await evaluation.keep(one, done.has(one.folder) ? several : await toCaseOutcome(services, outcome));
      if (result.error === null) done.add(one.folder);
      say(`${one.kind}/${one.id}: ${result.error ?? `${result.findings.filter(({ alarm }) => alarm).length} alarms`}`);
    }
    const missing = evaluation.missing();
    if (options.share.of > 1 && missing > 0) {
      await print(`share ${options.share.index} of ${options.share.of} is done; ${missing} cases have no result yet`);
      return EXIT.clear;
    }
    const { summary, html, json, markdown } = evaluation.report();
    if (options.json !== null) await copyFile(json, options.json);
    await print(`${summary}\n${html}\n${markdown}\n${json}`);
    return missing > 0 ? EXIT.notScreened : EXIT.clear;
  } finally {
    unsubscribe();
    progress.clear();
    await station.close();
  }
};
