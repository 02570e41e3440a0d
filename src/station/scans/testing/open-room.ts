/** The room over a temporary data folder, with the real store and real threads. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ScannerProfile } from "../../../contract/scanner-profile.ts";
import { createIds } from "../../ids.ts";
import { openStore, type Store } from "../../store/open-store.ts";
import type { ScanEvent } from "../scan-event.ts";
import { createScansService, type ScansDeps, type ScansService } from "../scans-service.ts";

export type Room = {
  readonly scans: ScansService;
  readonly store: Store;
  readonly dataFolder: string;
  /** `state title`, `refused code path`, in order. */
  readonly told: readonly string[];
  readonly queued: readonly string[];
  /** Ends the service and the store; the data stays. */
  readonly close: () => Promise<void>;
};

const say = (event: ScanEvent): string => {
  if (event.type === "scan") return `${event.scan.state} ${event.scan.title}`;
  return event.type === "import-refused"
    ? `refused ${event.error.code} ${event.path}`
    : `done ${event.scanIds.length} ${event.refused}`;
};

export const START_MS = Date.UTC(2026, 0, 2, 3, 4, 5);

/** Ids in order of use from a fixed clock. */
const idsFrom = (seed: number): (() => string) =>
  createIds(
    () => START_MS,
    (length) => new Uint8Array(length).fill(seed),
  );

export const temporaryFolder = (): string => realpathSync(mkdtempSync(join(tmpdir(), "faunagate-scans-")));

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

export type RoomOptions = Partial<ScansDeps> & {
  /** Two rooms on one data folder need different ids. */
  readonly seed?: number;
  readonly profileList?: readonly ScannerProfile[];
};

export const openRoom = (dataFolder: string, over: RoomOptions = {}): Room => {
  const store = openStore(dataFolder);
  const told: string[] = [];
  const queued: string[] = [];
  const { seed = 1, profileList = [], ...deps } = over;
  const scans = createScansService({
    db: store.db,
    dataFolder,
    clock: () => START_MS,
    newId: idsFrom(seed),
    publish: (event) => told.push(say(event)),
    onQueued: ({ id }) => queued.push(id),
    profiles: () => profileList,
    keepOriginals: true,
    workers: { size: 2 },
    ...deps,
  });
  let open = true;
  return {
    scans,
    store,
    dataFolder,
    told,
    queued,
    close: async () => {
      if (!open) return;
      open = false;
      await scans.close();
      store.close();
    },
  };
};
