import { join } from "node:path";

/** Data files lie beside the archive in a pack, because other programs (the inference process) open them by path. */
export const unpackedPath = (path: string): string => path.replace(/app\.asar(?=[\\/]|$)/, "app.asar.unpacked");

export type AppPaths = {
  readonly pageDir: string;
  readonly modelsDir: string;
  readonly demoDir: string;
  readonly inferenceEntry: string;
  readonly readingWorker: string;
  readonly preload: string;
};

/** Where the built app keeps its parts; `appPath` is the repository, or the archive of a pack. */
export const appPaths = (appPath: string): AppPaths => ({
  pageDir: join(appPath, "dist", "renderer"),
  modelsDir: unpackedPath(join(appPath, "models")),
  demoDir: unpackedPath(join(appPath, "fixtures", "demo")),
  inferenceEntry: join(appPath, "dist", "inference", "main.js"),
  readingWorker: join(appPath, "dist", "station", "scans", "reading", "reading-worker.js"),
  preload: join(appPath, "dist", "main", "preload.cjs"),
});
