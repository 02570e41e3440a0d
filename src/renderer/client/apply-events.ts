import type { StationEvent } from "../../contract/events.ts";
import type { ResultOf } from "../../contract/methods.ts";
import type { WorklistEntry } from "../../contract/worklist.ts";

export type WorklistPage = ResultOf<"worklist.list">;

/** The worklist as pages, newest first; an entry may move between pages, so the newest state of a scan is kept on the first page. */
export type WorklistPages = { readonly pages: readonly WorklistPage[]; readonly pageParams: readonly unknown[] };

const withEntry = (data: WorklistPages, entry: WorklistEntry): WorklistPages => {
  const known = data.pages.some((page) => page.entries.some((other) => other.scan.id === entry.scan.id));
  if (known) {
    const pages = data.pages.map((page) =>
      page.entries.some((other) => other.scan.id === entry.scan.id)
        ? { ...page, entries: page.entries.map((other) => (other.scan.id === entry.scan.id ? entry : other)) }
        : page,
    );
    return { ...data, pages };
  }
  const [first, ...older] = data.pages;
  if (!first) return data;
  const total = first.total + 1;
  return { ...data, pages: [{ entries: [entry, ...first.entries], total }, ...older.map((page) => ({ ...page, total }))] };
};

const withProgress = (data: WorklistPages, event: StationEvent & { type: "progress" }): WorklistPages => ({
  ...data,
  pages: data.pages.map((page) =>
    page.entries.some((entry) => entry.scan.id === event.scanId)
      ? {
          ...page,
          entries: page.entries.map((entry) =>
            entry.scan.id === event.scanId
              ? { ...entry, progress: { jobId: event.jobId, step: event.step, fraction: event.fraction } }
              : entry,
          ),
        }
      : page,
  ),
});

/** The worklist after some events. Gives back the same object when nothing of it changed. */
export const applyEventsToWorklist = (data: WorklistPages, events: readonly StationEvent[]): WorklistPages =>
  events.reduce<WorklistPages>((state, event) => {
    if (event.type === "entry") return withEntry(state, event.entry);
    if (event.type === "progress" && event.scanId !== null) return withProgress(state, event);
    return state;
  }, data);

/** Every scan once, whatever page it came on (a scan decided while older pages load can stand on two). */
export const entriesOf = (data: WorklistPages): readonly WorklistEntry[] => {
  const byId = new Map<string, WorklistEntry>();
  for (const page of data.pages) for (const entry of page.entries) if (!byId.has(entry.scan.id)) byId.set(entry.scan.id, entry);
  return [...byId.values()];
};
