import { describe, expect, it } from "vitest";
import { BlobError, fetchBlob } from "./fetch-blob.ts";

const bytes = Uint8Array.from({ length: 100 }, (_, at) => at);

type Answer = (from: number) => Response;

/** Streams real responses; each answer serves one attempt. */
const station = (...answers: Answer[]) => {
  const asked: (string | null)[] = [];
  const fetcher: typeof fetch = (_url, init) => {
    const range = new Headers(init?.headers).get("Range");
    asked.push(range);
    const answer = answers[asked.length - 1];
    if (!answer) return Promise.reject(new TypeError("asked too often"));
    try {
      return Promise.resolve(answer(Number(range?.match(/\d+/)?.[0] ?? 0)));
    } catch (thrown) {
      return Promise.reject(thrown);
    }
  };
  return { asked, fetcher };
};

const stream = (chunk: Uint8Array, breaks: boolean): ReadableStream<Uint8Array> => {
  let sent = false;
  return new ReadableStream({
    pull: (controller) => {
      if (!sent) controller.enqueue(chunk);
      else if (breaks) controller.error(new TypeError("connection lost"));
      else controller.close();
      sent = true;
    },
  });
};

const rest: Answer = (from) => new Response(bytes.slice(from), { status: from > 0 ? 206 : 200 });
const breaksAt =
  (end: number): Answer =>
  (from) =>
    new Response(stream(bytes.slice(from, end), true), { status: from > 0 ? 206 : 200 });

const short: Answer = (from) => new Response(bytes.slice(from, 60), { status: from > 0 ? 206 : 200 });
const down: Answer = () => {
  throw new TypeError("refused");
};

const get = (fetcher: typeof fetch, signal = new AbortController().signal) =>
  fetchBlob("/blob/x", 100, { signal, fetcher, pauseMs: 1 });

describe("fetching a blob", () => {
  it("gives exactly the bytes and tells its progress", async () => {
    const told: number[] = [];
    const { fetcher } = station(rest);
    const got = await fetchBlob("/blob/x", 100, {
      signal: new AbortController().signal,
      fetcher,
      onProgress: (received) => told.push(received),
    });
    expect(got).toEqual(bytes);
    expect(told.at(-1)).toBe(100);
  });

  it("goes on where a connection broke", async () => {
    const { asked, fetcher } = station(breaksAt(30), breaksAt(70), rest);
    expect(await get(fetcher)).toEqual(bytes);
    expect(asked).toEqual([null, "bytes=30-", "bytes=70-"]);
  });

  it("starts again when the host ignores ranges", async () => {
    const { fetcher } = station(breaksAt(30), () => new Response(bytes.slice(), { status: 200 }));
    expect(await get(fetcher)).toEqual(bytes);
  });

  it("refuses a blob that is too long or stays too short", async () => {
    const long = station(() => new Response(new Uint8Array(101)));
    await expect(get(long.fetcher)).rejects.toThrow(BlobError);
    await expect(get(station(short, short, short, short).fetcher)).rejects.toThrow("60 of 100");
  });

  it("retries a failing station, but not one that says no", async () => {
    const failing = station(() => new Response("", { status: 503 }), rest);
    expect(await get(failing.fetcher)).toEqual(bytes);
    const missing = station(() => new Response("", { status: 404 }), rest);
    await expect(get(missing.fetcher)).rejects.toMatchObject({ status: 404 });
    expect(missing.asked).toHaveLength(1);
  });

  it("gives up after its attempts", async () => {
    const { asked, fetcher } = station(down, down, down, down, rest);
    await expect(get(fetcher)).rejects.toThrow("refused");
    expect(asked).toHaveLength(4);
  });

  it("stops when it is cancelled between attempts", async () => {
    const controller = new AbortController();
    const { asked, fetcher } = station(() => {
      controller.abort();
      throw new TypeError("refused");
    }, rest);
    await expect(get(fetcher, controller.signal)).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });
});
