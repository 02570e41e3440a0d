import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { StationEvent } from "../../contract/events.ts";
import type { ResultOf } from "../../contract/methods.ts";
import type { ScanDetail } from "../../contract/worklist.ts";
import { useImports } from "../features/import/import-store.ts";
import { useRefusals } from "../features/worklist/refusal-store.ts";
import { applyEventsToWorklist } from "./apply-events.ts";
import { useConnection } from "./connection-store.ts";
import { followEvents } from "./events.ts";
import { queryKeys } from "./queries.ts";

/** Events are shown together every so often, so that a busy station costs a few renders a second and no more. */
const FLUSH_MS = 100;
/** After an event met a list that was just being fetched, the list is fetched once more: the answer may be the older one. */
const SETTLE_MS = 1000;

type Worklist = { pages: ResultOf<"worklist.list">[]; pageParams: unknown[] };

const saysMore = (known: ScanDetail, next: ScanDetail["entry"]): boolean =>
  known.entry.decision?.id !== next.decision?.id || known.entry.seizureId !== next.seizureId;

const showEvents = (client: QueryClient, events: readonly StationEvent[]): void => {
  client.setQueryData<Worklist>(queryKeys.worklist, (list) => (list ? (applyEventsToWorklist(list, events) as Worklist) : list));
  for (const event of events) {
    if (event.type === "entry") {
      const key = queryKeys.scan(event.entry.scan.id);
      const known = client.getQueryData<ScanDetail>(key);
      if (!known) continue;
      client.setQueryData<ScanDetail>(key, { ...known, entry: event.entry });
      if (saysMore(known, event.entry)) void client.invalidateQueries({ queryKey: key });
    } else if (event.type === "progress") {
      if (event.scanId) {
        client.setQueryData<ScanDetail>(queryKeys.scan(event.scanId), (known) =>
          known
            ? {
                ...known,
                entry: { ...known.entry, progress: { jobId: event.jobId, step: event.step, fraction: event.fraction } },
              }
            : known,
        );
      }
      useImports.getState().noteProgress(event.jobId, event.step, event.fraction);
    } else if (event.type === "models") {
      client.setQueryData<ResultOf<"station.info">>(queryKeys.info, (info) => (info ? { ...info, models: event.models } : info));
    } else if (event.type === "import-refused") {
      useRefusals.getState().add(event.path, event.error);
    } else if (event.type === "import-done") {
      useImports.getState().noteDone(event.jobId, event.scanIds, event.refused);
    }
  }
};

/** Follows the station's events while the page lives, and fetches everything again after a gap. */
export const useStationEvents = (): void => {
  const client = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    let waiting: StationEvent[] = [];
    let flushTimer: ReturnType<typeof setTimeout> | undefined;
    let settleTimer: ReturnType<typeof setTimeout> | undefined;

    const flush = (): void => {
      flushTimer = undefined;
      const events = waiting;
      waiting = [];
      if (client.isFetching({ queryKey: queryKeys.worklist }) > 0) {
        clearTimeout(settleTimer);
        settleTimer = setTimeout(() => void client.invalidateQueries({ queryKey: queryKeys.worklist }), SETTLE_MS);
      }
      showEvents(client, events);
    };

    void followEvents({
      signal: stop.signal,
      onEvent: (event) => {
        if (event.type === "hello") return;
        waiting.push(event);
        flushTimer ??= setTimeout(flush, FLUSH_MS);
      },
      onLive: (again) => {
        useConnection.setState({ state: "live" });
        useImports.getState().noteGap(again);
        // Also on the first connection: a query may have given up before the station was there.
        void client.invalidateQueries({ predicate: (query) => again || query.state.status === "error" });
      },
      onLost: (why) => useConnection.setState({ state: why === "refused" ? "refused" : "lost" }),
    });

    return () => {
      stop.abort();
      clearTimeout(flushTimer);
      clearTimeout(settleTimer);
    };
  }, [client]);
};
