import { create } from "zustand";
import { describeFailure, type Failure } from "../../client/failure.ts";
import { call } from "../../client/rpc.ts";
import { uploadFile } from "../../client/upload.ts";
import type { NamedFile } from "./collect-files.ts";
import { runLimited } from "./run-limited.ts";

/** Browsers open six connections to a host; two stay free for the page itself. */
const UPLOADS_AT_ONCE = 4;
const SHOW_EVERY_MS = 100;

/** One import that the officer began. */
export type ImportBatch = {
  readonly id: number;
  readonly label: string;
  readonly phase: "sending" | "reading" | "done" | "failed" | "cancelled";
  readonly files: number;
  readonly filesSent: number;
  readonly bytes: number;
  readonly bytesSent: number;
  readonly jobId: string | null;
  readonly step: string;
  readonly fraction: number;
  readonly scanIds: readonly string[];
  readonly refused: number;
  readonly failure: Failure | null;
};

type Imports = {
  readonly batches: readonly ImportBatch[];
  readonly sendFiles: (files: readonly NamedFile[]) => Promise<void>;
  /** Under Electron the station reads the files itself: only handles are passed. */
  readonly sendHandles: (label: string, handles: readonly string[]) => Promise<void>;
  readonly cancel: (id: number) => void;
  readonly dismiss: (id: number) => void;
  readonly noteProgress: (jobId: string, step: string, fraction: number) => void;
  readonly noteDone: (jobId: string, scanIds: readonly string[], refused: number) => void;
  readonly noteGap: (again: boolean) => void;
};

const aborts = new Map<number, AbortController>();
/** Ends that were announced before the answer with the job's id arrived here. */
const earlyEnds = new Map<string, { readonly scanIds: readonly string[]; readonly refused: number }>();
let nextId = 1;

/** What an import is called: the folder when all files share one, else the first file and how many more. */
export const labelOf = (names: readonly string[]): string => {
  const [first = ""] = names;
  const folder = first.includes("/") ? (first.split("/")[0] ?? "") : "";
  if (folder !== "" && names.every((name) => name.startsWith(`${folder}/`))) return folder;
  return names.length > 1 ? `${first} and ${names.length - 1} more` : first;
};

const EMPTY = {
  filesSent: 0,
  bytesSent: 0,
  jobId: null,
  step: "",
  fraction: 0,
  scanIds: [],
  refused: 0,
  failure: null,
} as const;

export const useImports = create<Imports>((set, get) => {
  const change = (matches: (batch: ImportBatch) => boolean, next: Partial<ImportBatch>): void =>
    set(({ batches }) =>
      batches.some(matches) ? { batches: batches.map((batch) => (matches(batch) ? { ...batch, ...next } : batch)) } : { batches },
    );
  const changeOne = (id: number, next: Partial<ImportBatch>): void => change((batch) => batch.id === id, next);

  const begin = (label: string, files: number, bytes: number, phase: "sending" | "reading"): number => {
    const id = nextId++;
    set(({ batches }) => ({ batches: [...batches, { ...EMPTY, id, label, phase, files, bytes }] }));
    return id;
  };

  const importHandles = async (id: number, handles: readonly string[]): Promise<void> => {
    const { jobId } = await call("scan.import", { handles: [...handles] });
    changeOne(id, { phase: "reading", jobId, fraction: 0 });
    const ended = earlyEnds.get(jobId);
    if (ended) get().noteDone(jobId, ended.scanIds, ended.refused);
  };

  const failed = (id: number, thrown: unknown): void => {
    const cancelled = thrown instanceof DOMException && thrown.name === "AbortError";
    changeOne(id, cancelled ? { phase: "cancelled" } : { phase: "failed", failure: describeFailure(thrown) });
  };

  return {
    batches: [],

    sendFiles: async (files) => {
      if (files.length === 0) return;
      const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
      const id = begin(labelOf(files.map(({ name }) => name)), files.length, bytes, "sending");
      const abort = new AbortController();
      aborts.set(id, abort);
      const sent = new Float64Array(files.length);
      let filesSent = 0;
      let shownAt = 0;
      const show = (now: number): void => {
        if (now - shownAt < SHOW_EVERY_MS) return;
        shownAt = now;
        changeOne(id, { bytesSent: sent.reduce((sum, part) => sum + part, 0), filesSent });
      };
      try {
        const handles = await runLimited(files, UPLOADS_AT_ONCE, async ({ name, file }, index) => {
          const note = (part: number): void => {
            sent[index] = Math.min(part, file.size);
            show(performance.now());
          };
          const handle = await uploadFile(name, file, note, abort.signal);
          filesSent += 1;
          note(file.size);
          return handle;
        });
        changeOne(id, { bytesSent: bytes, filesSent: files.length });
        await importHandles(id, handles);
      } catch (thrown) {
        // The other lanes must not go on sending what nobody will import.
        abort.abort();
        failed(id, thrown);
      } finally {
        aborts.delete(id);
      }
    },

    sendHandles: async (label, handles) => {
      if (handles.length === 0) return;
      const id = begin(label, handles.length, 0, "reading");
      try {
        await importHandles(id, handles);
      } catch (thrown) {
        failed(id, thrown);
      }
    },

    cancel: (id) => {
      const batch = get().batches.find((candidate) => candidate.id === id);
      aborts.get(id)?.abort();
      if (!batch?.jobId) return;
      changeOne(id, { phase: "cancelled" });
      // If the job has just ended there is nothing left to cancel, and the worklist shows its scans.
      call("job.cancel", { jobId: batch.jobId }).catch(() => undefined);
    },

    dismiss: (id) => set(({ batches }) => ({ batches: batches.filter((batch) => batch.id !== id) })),

    noteProgress: (jobId, step, fraction) =>
      change((batch) => batch.jobId === jobId && batch.phase === "reading", { step, fraction }),

    noteDone: (jobId, scanIds, refused) => {
      if (!get().batches.some((batch) => batch.jobId === jobId)) {
        earlyEnds.set(jobId, { scanIds, refused });
        return;
      }
      earlyEnds.delete(jobId);
      change((batch) => batch.jobId === jobId && batch.phase === "reading", { phase: "done", scanIds, refused, fraction: 1 });
    },

    noteGap: (again) => {
      // The end may have been announced while nobody listened; the worklist, fetched anew, shows what came of it.
      if (again) change((batch) => batch.phase === "reading", { phase: "done", fraction: 1 });
    },
  };
});
