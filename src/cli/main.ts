/**
 * `./faunagate`: what the station does, without its page. Each command is loaded when it is asked for, so that `doctor` can
 * still say what is wrong where another one cannot even be loaded.
 */
import { Command } from "commander";
import { StationError } from "../contract/station-error.ts";
import { EXIT } from "./exit-code.ts";
import { createPrinter } from "./print.ts";

const print = createPrinter(process.stdout);

type EvaluateFlags = { out?: string; json?: string; model?: string; point?: string; share: string };

type ScreenFlags = { json?: boolean; report?: string; model?: string; operatingPoint?: string };

const program = new Command("faunagate")
  .description("Finds wildlife products in CT scans.")
  .showHelpAfterError()
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT.failed));

program
  .command("screen")
  .description("screen files and folders, and say what is in them")
  .argument("<path...>", "DICOM folders or files, DICOS, NIfTI, NRRD, MetaImage, TIFF, raw with description")
  .option("--json", "one JSON object per line and scan")
  .option("--report <dir>", "write a page and a DICOS threat detection report per scan into this folder")
  .option("--operating-point <id>", "how readily the model alarms; see `faunagate models`")
  .option("--model <id>", "the model that screens; the newest where not given")
  .addHelpText(
    "after",
    "\nExit codes: 0 all clear, 10 at least one alarm, 20 at least one scan could not be screened (also where others alarm), 1 the command failed.",
  )
  .action(async (paths: string[], flags: ScreenFlags) => {
    const options = {
      json: flags.json ?? false,
      report: flags.report ?? null,
      modelId: flags.model ?? null,
      operatingPoint: flags.operatingPoint ?? null,
    };
    const { screenCommand } = await import("./screen/screen-command.ts");
    process.exitCode = await screenCommand(paths, options, print);
  });

program
  .command("evaluate")
  .description("screen labelled scans and say how well the model does (see docs/formats/evaluation-dataset.md)")
  .argument("<dataset>", "a folder of <kind>/<case>/ with scan/, labels and truth.json")
  .option("--out <dir>", "folder of the report and of the cases' results; <dataset>-evaluation where not given")
  .option("--json <file>", "a further copy of the figures")
  .option("--model <id>", "the model; needed where several are installed")
  .option("--point <id>", "the operating point whose alarms count; the model's default where not given")
  .option("--share <n/m>", "screen only the n-th of m shares, so that several processes can work at once", "1/1")
  .addHelpText("after", "\nExit codes: 0 done, 20 a case could not be screened or matched, 1 the command failed.")
  .action(async (dataset: string, flags: EvaluateFlags) => {
    const { evaluateCommand, parseShare } = await import("./evaluate/evaluate-command.ts");
    const options = {
      modelId: flags.model ?? null,
      operatingPoint: flags.point ?? null,
      folder: flags.out ?? `${dataset.replace(/[\\/]+$/, "")}-evaluation`,
      json: flags.json ?? null,
      share: parseShare(flags.share),
    };
    process.exitCode = await evaluateCommand(dataset, options, print, (text) => process.stderr.write(`${text}\n`));
  });

program
  .command("formats")
  .description("say which files can be opened")
  .action(async () => {
    const { formatsText } = await import("./formats-text.ts");
    await print(formatsText());
  });

program
  .command("models")
  .description("say which models are installed, whether they can be used, and their operating points")
  .option("--json", "one JSON object per line and model")
  .action(async (flags: { json?: boolean }) => {
    const { modelsCommand } = await import("./models-command.ts");
    process.exitCode = await modelsCommand(flags.json ?? false, print);
  });

program
  .command("doctor")
  .description("say what works on this machine and what does not, and why")
  .option("--json", "one JSON object per line and check")
  .action(async (flags: { json?: boolean }) => {
    const { doctorCommand } = await import("./doctor/doctor-command.ts");
    process.exitCode = await doctorCommand(flags.json ?? false, print);
  });

program.parseAsync().catch((thrown: unknown) => {
  const known = thrown instanceof StationError ? thrown.toBody() : null;
  const text =
    known === null
      ? String(thrown instanceof Error ? (thrown.stack ?? thrown.message) : thrown)
      : `${known.message} ${known.next}\n${known.code}: ${known.detail}`;
  process.stderr.write(`faunagate: ${text}\n`);
  process.exitCode = EXIT.failed;
});
