import { afterEach, describe, expect, it, vi } from "vitest";
import type { StationEvent } from "../../contract/events.ts";
import { followEvents, readEvents } from "./events.ts";

const streamOf = (chunks: readonly string[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      const encoder = new TextEncoder();
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk));
      controller.close();
    },
  });

const collect = async (chunks: readonly string[]): Promise<StationEvent[]> => {
  const events: StationEvent[] = [];
  await readEvents(streamOf(chunks), (event) => events.push(event));
  return events;
};

describe("readEvents", () => {
  it("joins lines that arrive in pieces", async () => {
    const events = await collect(['{"type":"hel', 'lo","version":"0.1.0"}\n{"type":"hello",', '"version":"0.1.1"}\n']);
    expect(events.map((event) => (event.type === "hello" ? event.version : ""))).toEqual(["0.1.0", "0.1.1"]);
  });

  it("skips what it does not know and goes on", async () => {
    const events = await collect(['{"type":"tomorrow"}\nnot json\n\n{"type":"hello","version":"1"}\n']);
    expect(events).toEqual([{ type: "hello", version: "1" }]);
  });

  it("drops a last line that never ended", async () => {
    expect(await collect(['{"type":"hello","version":"1"}'])).toEqual([]);
  });
});

describe("followEvents", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("tells a station that does not answer from one that does not know the page", async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    const answers = [
      () => Promise.reject(new TypeError("down")),
      async () => new Response(null, { status: 403 }),
      async () => new Response('{"type":"hello","version":"1"}\n'),
    ];
    vi.stubGlobal("fetch", async () => (answers.shift() ?? (() => Promise.reject(new TypeError("end"))))());
    vi.useFakeTimers();
    const ended = followEvents({
      signal: stop.signal,
      onEvent: (event) => seen.push(event.type),
      onLive: (again) => seen.push(again ? "live again" : "live"),
      onLost: (why) => seen.push(why),
    });
    await vi.advanceTimersByTimeAsync(2000);
    stop.abort();
    await vi.advanceTimersByTimeAsync(10_000);
    await ended;
    vi.useRealTimers();
    expect(seen.slice(0, 5)).toEqual(["silent", "refused", "live", "hello", "silent"]);
  });
});
