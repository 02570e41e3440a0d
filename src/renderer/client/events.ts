import { stationEventSchema, type StationEvent } from "../../contract/events.ts";

/** The station says hello every 15 s; a stream silent for longer than this is taken for dead. */
const SILENCE_MS = 40_000;
const BACK_OFF_MS = [500, 1000, 2000, 4000, 8000] as const;

/**
 * Reads a stream of JSON lines and hands over each event. A line that is no event of the contract is skipped: events only
 * announce, and a newer station may announce more. `onBytes` is called for every chunk, so that silence can be noticed.
 */
export const readEvents = async (
  body: ReadableStream<Uint8Array>,
  onEvent: (event: StationEvent) => void,
  onBytes: () => void = () => undefined,
): Promise<void> => {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onBytes();
    const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const event = parseLine(line);
      if (event) onEvent(event);
    }
  }
};

const parseLine = (line: string): StationEvent | null => {
  if (line.trim() === "") return null;
  try {
    const parsed = stationEventSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};

type Follow = {
  readonly onEvent: (event: StationEvent) => void;
  /** Called once the stream stands, `again` when there was one before: what happened between was missed. */
  readonly onLive: (again: boolean) => void;
  /** `refused`: the station answers but does not know this page, as after the station was started again. */
  readonly onLost: (why: "silent" | "refused") => void;
  readonly signal: AbortSignal;
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });

/** One connection, from open to end. Resolves with why it is no more. */
const followOnce = async ({ onEvent, signal }: Follow, onOpen: () => void): Promise<"silent" | "refused"> => {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE_MS);
  };
  try {
    heard();
    const response = await fetch("/events", { signal: AbortSignal.any([signal, silence.signal]), cache: "no-store" });
    if (response.status === 401 || response.status === 403) return "refused";
    if (!response.ok || !response.body) return "silent";
    onOpen();
    await readEvents(response.body, onEvent, heard);
    return "silent";
  } catch {
    // A broken line and a station that is gone look the same here, and are answered the same: try again.
    return "silent";
  } finally {
    clearTimeout(timer);
  }
};

/** Keeps following the station's events until `signal` aborts, with growing pauses while it does not answer. */
export const followEvents = async (follow: Follow): Promise<void> => {
  let tries = 0;
  let everLive = false;
  while (!follow.signal.aborted) {
    const why = await followOnce(follow, () => {
      tries = 0;
      follow.onLive(everLive);
      everLive = true;
    });
    if (follow.signal.aborted) return;
    follow.onLost(why);
    await pause(BACK_OFF_MS[Math.min(tries, BACK_OFF_MS.length - 1)] ?? 8000, follow.signal);
    tries += 1;
  }
};
