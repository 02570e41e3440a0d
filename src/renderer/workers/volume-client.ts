import { BlobError } from "./fetch-blob.ts";
import type { FromWorker, MaskReply, MaskRequest, ToWorker, VoxelsReply, VoxelsRequest } from "./protocol.ts";

type Waiting = {
  readonly resolve: (reply: VoxelsReply | MaskReply) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: (received: number) => void;
};

const waiting = new Map<number, Waiting>();
let worker: Worker | null = null;
let lastId = 0;

const settle = (id: number): Waiting | undefined => {
  const found = waiting.get(id);
  waiting.delete(id);
  return found;
};

const onReply = ({ data }: MessageEvent<FromWorker>): void => {
  if (data.type === "progress") waiting.get(data.id)?.onProgress(data.received);
  else if (data.type === "failed") settle(data.id)?.reject(new BlobError(data.message, data.status));
  else settle(data.id)?.resolve(data);
};

/** The one worker of the page. One that dies fails what it was asked, and the next request starts another. */
const theWorker = (): Worker => {
  if (worker) return worker;
  worker = new Worker(new URL("./volume-worker.ts", import.meta.url), { type: "module", name: "volumes" });
  worker.addEventListener("message", onReply);
  worker.addEventListener("error", (event) => {
    worker?.terminate();
    worker = null;
    for (const id of waiting.keys()) settle(id)?.reject(new BlobError(event.message || "the volume worker stopped"));
  });
  return worker;
};

export type RequestOptions = { readonly signal: AbortSignal; readonly onProgress?: (received: number) => void };

const send = (
  make: (id: number) => Exclude<ToWorker, { type: "cancel" }>,
  options: RequestOptions,
): Promise<VoxelsReply | MaskReply> =>
  new Promise((resolve, reject) => {
    options.signal.throwIfAborted();
    const id = ++lastId;
    const target = theWorker();
    const cancel = (): void => {
      settle(id)?.reject(new DOMException("aborted", "AbortError"));
      target.postMessage({ type: "cancel", id } satisfies ToWorker, []);
    };
    options.signal.addEventListener("abort", cancel, { once: true });
    const done =
      <T>(then: (value: T) => void) =>
      (value: T): void => {
        options.signal.removeEventListener("abort", cancel);
        then(value);
      };
    waiting.set(id, { resolve: done(resolve), reject: done(reject), onProgress: options.onProgress ?? (() => {}) });
    target.postMessage(make(id), []);
  });

/** Voxels of one level. Rejects with `BlobError`, or an `AbortError` when the signal was raised. */
export const requestVoxels = async (
  request: Omit<VoxelsRequest, "type" | "id">,
  options: RequestOptions,
): Promise<VoxelsReply> => {
  const reply = await send((id) => ({ ...request, type: "voxels", id }), options);
  if (reply.type !== "voxels") throw new BlobError("the worker answered something else");
  return reply;
};

/** A label mask. Rejects like `requestVoxels`. */
export const requestMask = async (request: Omit<MaskRequest, "type" | "id">, options: RequestOptions): Promise<MaskReply> => {
  const reply = await send((id) => ({ ...request, type: "mask", id }), options);
  if (reply.type !== "mask") throw new BlobError("the worker answered something else");
  return reply;
};
