import type { ByteSource } from "../format.ts";

/** Random access to the bytes of a data set, whether they lie in the file as they are or were inflated from it. */
export type ByteWindow = {
  /** Bytes; for inflated data the length of what was inflated. */
  readonly size: number;
  /** Bytes [offset, offset + length), shorter only at the end. A view: valid until the next call. */
  readonly at: (offset: number, length: number) => Uint8Array;
};

const CHUNK_BYTES = 32 * 1024;

/** Reads a file in chunks, so that walking its headers costs one or two reads and never touches the pixels. */
export const windowOnSource = (source: ByteSource): ByteWindow => {
  let start = 0;
  let chunk: Uint8Array = new Uint8Array(0);
  return {
    size: source.size,
    at: (offset, length) => {
      const end = Math.min(offset + length, source.size);
      if (offset >= end) return new Uint8Array(0);
      if (offset < start || end > start + chunk.length) {
        start = offset;
        chunk = source.read(offset, Math.min(Math.max(length, CHUNK_BYTES), source.size - offset));
      }
      return chunk.subarray(offset - start, Math.min(end - start, chunk.length));
    },
  };
};

/** A window on bytes that are in memory. */
export const windowOnBytes = (bytes: Uint8Array): ByteWindow => ({
  size: bytes.length,
  at: (offset, length) => bytes.subarray(Math.min(offset, bytes.length), Math.min(offset + length, bytes.length)),
});
