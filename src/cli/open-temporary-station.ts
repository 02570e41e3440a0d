/** A station of its own in a temporary folder: what the command line does never touches the officer's data. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStation, type Station } from "../station/create-station.ts";
import { FOLDERS } from "./folders.ts";

export type TemporaryStation = Station & { readonly dataFolder: string };

/** Signals that end the program; its folder is removed first. */
const ENDS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const SIGNAL_EXIT = 130;

/** `close` removes the folder, as does the end of the program by a signal. Throws what `createStation` throws. */
export const openTemporaryStation = (detector: { modelId: string | null; operatingPoint: string | null }): TemporaryStation => {
  const dataFolder = mkdtempSync(join(tmpdir(), "faunagate-"));
  const remove = (): void => rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
  try {
    const station = createStation({
      dataFolder,
      modelsDir: FOLDERS.models,
      pageDir: null,
      demoDir: null,
      host: "web",
      inference: FOLDERS.inferenceEntry,
      keepOriginals: false,
      detector,
    });
    const close = async (): Promise<void> => {
      for (const signal of ENDS) process.off(signal, end);
      await station.close();
      remove();
    };
    const end = (): void => {
      void close().finally(() => process.exit(SIGNAL_EXIT));
    };
    for (const signal of ENDS) process.on(signal, end);
    return { ...station, dataFolder, close };
  } catch (thrown) {
    remove();
    throw thrown;
  }
};
