import { homedir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");

/** Where the parts of the product lie. */
export const FOLDERS = {
  root: ROOT,
  models: process.env["FAUNAGATE_MODELS"] ?? join(ROOT, "models"),
  page: join(ROOT, "dist", "renderer"),
  inferenceEntry: join(ROOT, "src", "inference", "main.ts"),
} as const;

/** Where the officer's station keeps its data unless told otherwise. The command line only looks at it, and never writes. */
export const stationDataFolder = (): string => {
  if (process.platform === "win32") return join(process.env["APPDATA"] ?? join(homedir(), "AppData", "Roaming"), "Faunagate");
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", "Faunagate");
  return join(process.env["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"), "faunagate");
};
