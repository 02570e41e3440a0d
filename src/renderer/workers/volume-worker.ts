/** The worker's entry: fetches blobs and prepares them, so that the page's thread never waits for either. */
import { summarise } from "../../imaging/colour/window-level.ts";
import { packLabels } from "./pack-labels.ts";
import { huMap, packVolume } from "./pack-volume.ts";
import { summaryInUnits } from "./volume.ts";
import { BlobError, fetchBlob } from "./fetch-blob.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";

// The page's types know `postMessage` as a window's; with the options object both kinds are called alike.
const post = (message: FromWorker, transfer: Transferable[] = []): void => postMessage(message, { transfer });

const running = new Map<number, AbortController>();

/** Progress is told at most this often, in bytes. */
const PROGRESS_BYTES = 4 * 1024 * 1024;

const answer = async (request: Exclude<ToWorker, { type: "cancel" }>, signal: AbortSignal): Promise<void> => {
  let told = 0;
  const bytes = await fetchBlob(request.url, request.bytes, {
    signal,
    onProgress: (received) => {
      if (received - told < PROGRESS_BYTES) return;
      told = received;
      post({ type: "progress", id: request.id, received });
    },
  });
  if (signal.aborted) return;
  if (request.type === "mask") {
    const packed = request.packDims ? packLabels(bytes, request.dims, request.packDims) : null;
    const buffers = packed ? [packed.labels.buffer, packed.glow.buffer, packed.blocks.buffer] : [];
    post({ type: "mask", id: request.id, mask: bytes, packed }, [...new Set([bytes.buffer, ...buffers])]);
    return;
  }
  const voxels = new Int16Array(bytes.buffer);
  const { channel, pack, dims } = request;
  const summary = summaryInUnits(summarise(voxels, channel.padding), channel);
  const packed = pack ? packVolume(voxels, dims, huMap(channel, summary), channel.padding, pack.format, pack.blockSide) : null;
  post(
    { type: "voxels", id: request.id, voxels, summary, packed },
    packed ? [bytes.buffer, packed.data.buffer, packed.blocks.buffer] : [bytes.buffer],
  );
};

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === "cancel") {
    running.get(data.id)?.abort();
    running.delete(data.id);
    return;
  }
  const controller = new AbortController();
  running.set(data.id, controller);
  answer(data, controller.signal)
    .catch((thrown: unknown) => {
      if (controller.signal.aborted) return;
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      post({ type: "failed", id: data.id, message, status: thrown instanceof BlobError ? thrown.status : null });
    })
    .finally(() => running.delete(data.id));
});
