/** A blob could not be fetched whole. `retryable` faults were retried before this was thrown. */
export class BlobError extends Error {
  override readonly name = "BlobError";
  readonly status: number | null;

  constructor(message: string, status: number | null = null) {
    super(message);
    this.status = status;
  }
}

export type FetchBlobOptions = {
  readonly signal: AbortSignal;
  readonly onProgress?: (received: number) => void;
  readonly fetcher?: typeof fetch;
  /** Attempts in all, and the pause before each further one in ms. */
  readonly attempts?: number;
  readonly pauseMs?: number;
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(new DOMException("aborted", "AbortError"));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
  });

/** Asks for what is still missing; gives how many bytes are there afterwards. Throws `BlobError` for answers that no retry mends. */
const readInto = async (url: string, into: Uint8Array, from: number, options: FetchBlobOptions): Promise<number> => {
  const fetcher = options.fetcher ?? fetch;
  const response = await fetcher(url, {
    signal: options.signal,
    headers: from > 0 ? { Range: `bytes=${from}-` } : {},
    credentials: "same-origin",
  });
  if (response.status >= 500) throw new TypeError(`the station answered ${response.status}`);
  if (!response.ok || !response.body) throw new BlobError(`the station answered ${response.status}`, response.status);
  // A host may ignore the range and send everything: then what was there is simply written again.
  let at = response.status === 206 ? from : 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return at;
    if (at + value.length > into.length) {
      await reader.cancel();
      throw new BlobError(`more than the promised ${into.length} bytes`);
    }
    into.set(value, at);
    at += value.length;
    options.onProgress?.(at);
  }
};

/**
 * Exactly `bytes` bytes of a blob. A connection that breaks is taken up again where it broke (`Range`), up to `attempts`
 * times; a blob that is longer or shorter than promised is an error, never a picture.
 */
export const fetchBlob = async (url: string, bytes: number, options: FetchBlobOptions): Promise<Uint8Array<ArrayBuffer>> => {
  const into = new Uint8Array(bytes);
  const attempts = options.attempts ?? 4;
  let received = 0;
  let fault = "";
  const keep = { ...options, onProgress: (at: number) => ((received = at), options.onProgress?.(at)) };
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (attempt > 0) await pause((options.pauseMs ?? 250) * 2 ** (attempt - 1), options.signal);
    try {
      received = await readInto(url, into, received, keep);
      if (received === bytes) return into;
      fault = `ended after ${received} of ${bytes} bytes`;
    } catch (thrown) {
      if (thrown instanceof BlobError || options.signal.aborted) throw thrown;
      fault = thrown instanceof Error ? thrown.message : String(thrown);
    }
  }
  throw new BlobError(fault);
};
