import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { StationError } from "../../../contract/station-error.ts";
import { type Truth, truthSchema } from "./truth.ts";

/** A labelled scan on the disk. */
export type DatasetCase = {
  /** Name of the folder that groups the cases. */
  readonly kind: string;
  readonly id: string;
  readonly folder: string;
  /** File or folder to open. */
  readonly scanPath: string;
  readonly truth: Truth;
};

/** Also those that are linked from elsewhere. */
const foldersIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory() === true)
    .toSorted();

const readTruth = (path: string): Truth => {
  try {
    return truthSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (thrown) {
    throw new StationError("sidecar.invalid", `${path}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
};

/**
 * Every case of a dataset, in a stable order; folders without `truth.json` are passed over.
 * Throws `file.not-found` where there is no case, `sidecar.invalid` where a truth cannot be read.
 */
export const listCases = (dataset: string): readonly DatasetCase[] => {
  if (!existsSync(dataset)) throw new StationError("file.not-found", dataset);
  const cases = foldersIn(dataset).flatMap((kind) =>
    foldersIn(join(dataset, kind)).flatMap((id): DatasetCase[] => {
      const folder = join(dataset, kind, id);
      const truthPath = join(folder, "truth.json");
      return existsSync(truthPath) ? [{ kind, id, folder, scanPath: join(folder, "scan"), truth: readTruth(truthPath) }] : [];
    }),
  );
  if (cases.length === 0) throw new StationError("file.not-found", `${dataset} has no <kind>/<case>/truth.json`);
  return cases;
};
