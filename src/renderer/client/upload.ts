import { z } from "zod";
import { uploadUrl } from "../../contract/blob-url.ts";
import { StationError } from "../../contract/station-error.ts";
import { stationUnreachable } from "./failure.ts";
import { errorOf } from "./rpc.ts";

const answerSchema = z.union([
  z.object({ handle: z.string() }),
  z.object({ result: z.object({ handle: z.string() }) }).transform((body) => body.result),
]);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/**
 * Sends one file's bytes and gives its handle for `scan.import`. `name` may be a path inside a dropped folder.
 * Through XMLHttpRequest, because `fetch` does not tell how much was sent. Throws as `call` does, and `AbortError` when cancelled.
 */
export const uploadFile = (name: string, file: Blob, onSent: (bytes: number) => void, signal: AbortSignal): Promise<string> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    request.open("PUT", uploadUrl(name));
    request.upload.addEventListener("progress", (event) => onSent(event.loaded));
    request.addEventListener("load", () => {
      const body = parsed(request.responseText);
      const answer = answerSchema.safeParse(body);
      if (request.status < 300 && answer.success) resolve(answer.data.handle);
      else reject(errorOf(body) ?? new StationError("internal", `upload of ${name}: HTTP ${request.status}`));
    });
    request.addEventListener("error", () => reject(stationUnreachable(`upload of ${name}`)));
    request.addEventListener("abort", () => reject(new DOMException("cancelled", "AbortError")));
    request.addEventListener("loadend", () => signal.removeEventListener("abort", abort));
    if (signal.aborted) return reject(new DOMException("cancelled", "AbortError"));
    signal.addEventListener("abort", abort, { once: true });
    request.send(file);
  });
