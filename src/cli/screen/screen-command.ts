import { toStationError } from "../../contract/station-error.ts";
import { EXIT } from "../exit-code.ts";
import { openTemporaryStation, type TemporaryStation } from "../open-temporary-station.ts";
import { type Outcome, toJsonLine } from "./outcome.ts";
import { createProgressLine } from "./progress-line.ts";
import { reportOutcome } from "./report-outcome.ts";
import { screenPaths } from "./screen-paths.ts";
import { toText } from "./text.ts";

export type ScreenOptions = {
  readonly json: boolean;
  readonly report: string | null;
  readonly modelId: string | null;
  readonly operatingPoint: string | null;
};

const exitCodeOf = (outcome: Outcome): number => {
  if ("error" in outcome || outcome.screening.verdict === "abort") return EXIT.notScreened;
  return outcome.screening.verdict === "alarm" ? EXIT.alarm : EXIT.clear;
};

/** A report that cannot be written must not take the verdict away: it is said aside, and the command has failed in part. */
const tryReport = async (station: TemporaryStation, outcome: Outcome, folder: string): Promise<number> => {
  try {
    await reportOutcome(station.services, outcome, folder);
    return EXIT.clear;
  } catch (thrown) {
    const { code, detail } = toStationError(thrown);
    process.stderr.write(`faunagate: no report for ${outcome.path}: ${code}: ${detail}\n`);
    return EXIT.failed;
  }
};

/** Gives the exit code: the gravest of all scans'. `print` takes one scan's text; false means that nobody reads any more. */
export const screenCommand = async (
  paths: readonly string[],
  options: ScreenOptions,
  print: (text: string) => Promise<boolean>,
): Promise<number> => {
  const station = openTemporaryStation({ modelId: options.modelId, operatingPoint: options.operatingPoint });
  const progress = createProgressLine(process.stderr);
  const unsubscribe = station.services.subscribe(progress.show);
  let exitCode: number = EXIT.clear;
  try {
    for await (const outcome of screenPaths(station.services, station.dataFolder, paths)) {
      progress.clear();
      exitCode = Math.max(exitCode, exitCodeOf(outcome));
      if (options.report !== null) exitCode = Math.max(exitCode, await tryReport(station, outcome, options.report));
      if (!(await print(options.json ? toJsonLine(outcome) : toText(outcome)))) break;
    }
    return exitCode;
  } finally {
    unsubscribe();
    progress.clear();
    await station.close();
  }
};
