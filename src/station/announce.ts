import type { StationEvent } from "../contract/events.ts";

/** Tells every page what is now the case. Never fails, never waits for a listener, steers nothing. */
export type Announce = (event: StationEvent) => void;

export type Announcements = {
  readonly announce: Announce;
  /** Gives the function that ends the subscription. */
  readonly subscribe: (listener: (event: StationEvent) => void) => () => void;
};

export const createAnnouncements = (log: (line: string) => void): Announcements => {
  const listeners = new Set<(event: StationEvent) => void>();
  return {
    announce: (event) => {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (thrown) {
          log(`a listener failed on ${event.type}: ${String(thrown)}`);
        }
      }
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
