import { describe, expect, it } from "vitest";
import type { StationEvent } from "../../contract/events.ts";
import { readEvents } from "./events.ts";

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
