import { resolve } from "node:path";
import type { FolderWatch } from "./create-folder-watch.ts";

export type WatchedFolders = {
  /** From now on exactly these folders are watched. */
  readonly set: (folders: readonly string[]) => void;
  /** Stops looking, and waits for a look under way. */
  readonly close: () => Promise<void>;
};

/** Looks again after this, or after four times what the last look took, so that a slow share is not kept busy by listing it. */
const restAfter = (tookMs: number, intervalMs: number): number => Math.max(intervalMs, 4 * tookMs);

/** Looks at every watched folder again and again, each at its own pace: one that hangs does not hold up the others. */
export const watchFolders = (open: (root: string) => FolderWatch, intervalMs: number): WatchedFolders => {
  const stops = new Map<string, () => Promise<void>>();

  const begin = (root: string): (() => Promise<void>) => {
    const watch = open(root);
    let timer: NodeJS.Timeout | null = null;
    let stopped = false;
    let looking: Promise<void> = Promise.resolve();
    const round = async (): Promise<void> => {
      const began = performance.now();
      await watch.look();
      if (stopped) return;
      timer = setTimeout(next, restAfter(performance.now() - began, intervalMs));
      timer.unref();
    };
    const next = (): void => {
      looking = round();
    };
    next();
    return async () => {
      stopped = true;
      if (timer) clearTimeout(timer);
      await looking;
    };
  };

  return {
    set: (folders) => {
      const roots = new Set(folders.map((folder) => resolve(folder)));
      for (const [root, stop] of stops) {
        if (roots.has(root)) continue;
        stops.delete(root);
        void stop();
      }
      for (const root of roots) if (!stops.has(root)) stops.set(root, begin(root));
    },
    close: async () => {
      const all = [...stops.values()];
      stops.clear();
      await Promise.all(all.map((stop) => stop()));
    },
  };
};
