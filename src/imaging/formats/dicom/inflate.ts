import { Inflate } from "fflate";
import { StationError } from "../../../contract/station-error.ts";
import type { ByteSource } from "../format.ts";

const PIECE_BYTES = 16 * 1024;

/**
 * Inflates the first `wanted` bytes of the raw deflate stream that begins at `start` (PS3.5 A.5), in pieces, so that no
 * more than `wanted` plus one piece's output (16 MiB) is ever held. Fewer bytes come back where the stream ends first.
 */
export const inflatePrefix = (source: ByteSource, start: number, wanted: number): Uint8Array => {
  const chunks: Uint8Array[] = [];
  const state = { total: 0, final: false };
  const inflate = new Inflate((chunk, last) => {
    chunks.push(chunk);
    state.total += chunk.length;
    state.final = state.final || last;
  });
  try {
    for (let position = start; position < source.size; position += PIECE_BYTES) {
      if (state.total >= wanted || state.final) break;
      const piece = source.read(position, Math.min(PIECE_BYTES, source.size - position));
      inflate.push(piece, position + PIECE_BYTES >= source.size);
    }
  } catch (thrown) {
    // The end of a cut-off stream is an error to the library; what came before it is still good.
    if (thrown instanceof StationError) throw thrown;
    if (state.total === 0)
      throw new StationError("format.corrupt", `the deflated data set cannot be unpacked: ${String(thrown)}`);
  }
  const { total } = state;
  const out = new Uint8Array(Math.min(total, wanted));
  let filled = 0;
  for (const chunk of chunks) {
    if (filled >= out.length) break;
    const part = chunk.subarray(0, out.length - filled);
    out.set(part, filled);
    filled += part.length;
  }
  return out;
};
