/** A real station over a temporary folder, spoken to through its one function as a page would. For tests. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StationEvent } from "../../contract/events.ts";
import type { MethodName, ParamsInputOf, ResultOf } from "../../contract/methods.ts";
import { METHODS, rpcErrorSchema } from "../../contract/methods.ts";
import { fromErrorBody } from "../../contract/station-error.ts";
import type { WorklistEntry } from "../../contract/worklist.ts";
import { createStation, type Station, type StationOptions } from "../create-station.ts";

export type TestStation = {
  readonly station: Station;
  readonly folder: string;
  readonly events: StationEvent[];
  readonly call: <M extends MethodName>(method: M, params: ParamsInputOf<M>) => Promise<ResultOf<M>>;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  /** Uploads the files, imports them together and gives what became of them. */
  readonly bring: (files: Readonly<Record<string, Uint8Array>>) => Promise<Extract<StationEvent, { type: "import-done" }>>;
  /** Resolves with the first thing that `find` gives of what was and will be announced. */
  readonly heard: <T>(find: (event: StationEvent) => T | null | undefined | false) => Promise<T>;
  /** The scan's line once it was screened (again, after `after`). */
  readonly screened: (scanId: string, after?: string | null) => Promise<WorklistEntry>;
};

const ORIGIN = "http://station";

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), "faunagate-station-"));
export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

export const openTestStation = (folder: string, options: Partial<StationOptions> = {}): TestStation => {
  const station = createStation({
    dataFolder: folder,
    modelsDir: "good",
    pageDir: null,
    demoDir: null,
    host: "web",
    inference: join(import.meta.dirname, "faulty-inference.ts"),
    officer: "A. Officer",
    ...options,
  });
  const events: StationEvent[] = [];
  const listeners = new Set<() => void>();
  station.services.subscribe((event) => {
    events.push(event);
    for (const listener of listeners) listener();
  });

  const call: TestStation["call"] = async (method, params) => {
    const response = await station.fetch(
      new Request(`${ORIGIN}/rpc/${method}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(params),
      }),
    );
    const body: unknown = await response.json();
    const refused = rpcErrorSchema.safeParse(body);
    if (refused.success) throw fromErrorBody(refused.data.error);
    const result = typeof body === "object" && body !== null && "result" in body ? body.result : undefined;
    // looked up by the same name as the type
    return METHODS[method].result.parse(result) as ResultOf<typeof method>;
  };

  const heard: TestStation["heard"] = (find) =>
    new Promise((resolve) => {
      let seen = 0;
      const look = (): void => {
        while (seen < events.length) {
          const event = events[seen];
          seen += 1;
          const found = event && find(event);
          if (found === null || found === undefined || found === false) continue;
          listeners.delete(look);
          return resolve(found);
        }
      };
      listeners.add(look);
      look();
    });

  return {
    station,
    folder,
    events,
    call,
    heard,
    get: (path, headers = {}) => station.fetch(new Request(`${ORIGIN}${path}`, { headers })),
    bring: async (files) => {
      const handles: string[] = [];
      for (const [name, bytes] of Object.entries(files)) {
        const response = await station.fetch(
          new Request(`${ORIGIN}/upload/${encodeURIComponent(name)}`, { method: "PUT", body: Buffer.from(bytes) }),
        );
        const { handle } = (await response.json()) as { handle: string };
        handles.push(handle);
      }
      const { jobId } = await call("scan.import", { handles });
      return heard((event) => event.type === "import-done" && event.jobId === jobId && event);
    },
    screened: (scanId, after = null) =>
      heard((event) => {
        if (event.type !== "entry" || event.entry.scan.id !== scanId || event.entry.scan.state !== "ready") return null;
        return event.entry.screening && event.entry.screening.id !== after && event.entry;
      }),
  };
};
