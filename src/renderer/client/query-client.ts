import { QueryClient } from "@tanstack/react-query";
import { isUnreachable } from "./failure.ts";

/** Data stay fresh through the station's events; a query that got no answer tries again, one that was refused does not. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        networkMode: "always",
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (count, error) => isUnreachable(error) && count < 3,
        retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4000),
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
