import type { StationEvent } from "../../contract/events.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

const HEARTBEAT_MS = 15_000;

/** A reader that is this far behind is let go: the page connects again and asks for what it needs. */
const MAX_WAITING = 4096;

/** Newer news of the same thing replaces older news that was not yet read. */
const subjectOf = (event: StationEvent, serial: number): string => {
  if (event.type === "entry") return `entry ${event.entry.scan.id}`;
  if (event.type === "progress") return `progress ${event.jobId}`;
  if (event.type === "models" || event.type === "hello") return event.type;
  return `${event.type} ${serial}`;
};

const nobody = (): void => undefined;

export type EventStreams = {
  /** Answers `GET /events`. */
  readonly open: () => Response;
  /** Ends every stream. */
  readonly close: () => void;
};

export const createEventStreams = (options: {
  readonly version: string;
  readonly subscribe: (listener: (event: StationEvent) => void) => () => void;
}): EventStreams => {
  const streams = new Set<() => void>();
  const hello: StationEvent = { type: "hello", version: options.version };

  const open = (): Response => {
    const waiting = new Map<string, StationEvent>();
    let serial = 0;
    let ended = false;
    let wake = nobody;
    const push = (event: StationEvent): void => {
      const subject = subjectOf(event, (serial += 1));
      waiting.delete(subject);
      waiting.set(subject, event);
      if (waiting.size > MAX_WAITING) end();
      wake();
    };
    const unsubscribe = options.subscribe(push);
    const heartbeat = setInterval(push, HEARTBEAT_MS, hello);
    heartbeat.unref();
    const end = (): void => {
      ended = true;
      unsubscribe();
      clearInterval(heartbeat);
      streams.delete(end);
      wake();
    };
    streams.add(end);
    push(hello);

    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        if (waiting.size === 0 && !ended) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        if (ended) return controller.close();
        const lines = [...waiting.values()].map((event) => `${JSON.stringify(event)}\n`).join("");
        waiting.clear();
        controller.enqueue(encoder.encode(lines));
      },
      cancel: end,
    });
    return new Response(body, {
      headers: { ...SECURITY_HEADERS, "content-type": "application/x-ndjson; charset=utf-8", "cache-control": "no-store" },
    });
  };

  return {
    open,
    close: () => {
      for (const end of streams) end();
    },
  };
};
