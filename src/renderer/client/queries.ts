import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { ParamsInputOf, ResultOf } from "../../contract/methods.ts";
import type { ScanDetail, WorklistEntry } from "../../contract/worklist.ts";
import { compareEntries } from "../features/worklist/order.ts";
import { entriesOf } from "./apply-events.ts";
import { call } from "./rpc.ts";

export const queryKeys = {
  info: ["info"],
  worklist: ["worklist"],
  scan: (scanId: string) => ["scan", scanId],
  seizure: (seizureId: string) => ["seizure", seizureId],
  profiles: ["profiles"],
} as const;

const PAGE = 500;

export const useStationInfo = () =>
  useQuery({ queryKey: queryKeys.info, queryFn: ({ signal }) => call("station.info", {}, signal) });

export const useWorklist = () => {
  const query = useInfiniteQuery({
    queryKey: queryKeys.worklist,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => call("worklist.list", { limit: PAGE, before: pageParam }, signal),
    getNextPageParam: (last, pages) => {
      const loaded = pages.reduce((count, page) => count + page.entries.length, 0);
      return last.entries.length > 0 && loaded < last.total ? last.entries.at(-1)?.scan.importedUtc : undefined;
    },
  });
  const data = query.data;
  const entries = useMemo<readonly WorklistEntry[]>(() => (data ? entriesOf(data).toSorted(compareEntries) : []), [data]);
  return { ...query, entries, total: Math.max(data?.pages.at(-1)?.total ?? 0, entries.length) };
};

export const useScanDetail = (scanId: string | null) =>
  useQuery({
    queryKey: queryKeys.scan(scanId ?? ""),
    queryFn: ({ signal }) => call("scan.get", { scanId: scanId ?? "" }, signal),
    enabled: scanId !== null,
  });

export const useProfiles = () =>
  useQuery({ queryKey: queryKeys.profiles, queryFn: ({ signal }) => call("profile.list", {}, signal) });

const changeDetail = (client: QueryClient, scanId: string, change: (detail: ScanDetail) => ScanDetail): void => {
  client.setQueryData<ScanDetail>(queryKeys.scan(scanId), (detail) => (detail ? change(detail) : detail));
};

export const useReviewFinding = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (params: ParamsInputOf<"finding.review">) => call("finding.review", params),
    onSuccess: (review, { scanId }) =>
      changeDetail(client, scanId, (detail) => ({ ...detail, reviews: [...detail.reviews, review] })),
  });
};

export const useTakeDecision = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (params: ParamsInputOf<"decision.take">) => call("decision.take", params),
    onSuccess: async ({ decision, seizure }, { scanId }) => {
      changeDetail(client, scanId, (detail) => ({
        ...detail,
        decisions: [...detail.decisions.filter((other) => other.id !== decision.id), decision],
        seizure: seizure ?? detail.seizure,
        entry: { ...detail.entry, decision, seizureId: seizure?.id ?? detail.entry.seizureId },
      }));
      client.setQueryData<{ pages: ResultOf<"worklist.list">[]; pageParams: unknown[] }>(queryKeys.worklist, (list) =>
        list
          ? {
              ...list,
              pages: list.pages.map((page) => ({
                ...page,
                entries: page.entries.map((entry) =>
                  entry.scan.id === scanId ? { ...entry, decision, seizureId: seizure?.id ?? entry.seizureId } : entry,
                ),
              })),
            }
          : list,
      );
    },
    // Somebody decided in the meantime: show what they decided.
    onError: (_error, { scanId }) => client.invalidateQueries({ queryKey: queryKeys.scan(scanId) }),
  });
};

export const useStartScreening = () => useMutation({ mutationFn: (scanId: string) => call("screening.start", { scanId }) });

export const useCancelJob = () => useMutation({ mutationFn: (jobId: string) => call("job.cancel", { jobId }) });

export const useSaveSettings = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (params: ParamsInputOf<"station.settings">) => call("station.settings", params),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.info }),
  });
};
