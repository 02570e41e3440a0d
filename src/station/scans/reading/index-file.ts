import { createHash } from "node:crypto";
import { serialize } from "node:v8";
import type { FormatId } from "../../../contract/scan.ts";
import { StationError, toStationError } from "../../../contract/station-error.ts";
import {
  type ByteSource,
  type Format,
  type IndexedFile,
  type OpenSibling,
  SNIFF_BYTES,
} from "../../../imaging/formats/format.ts";
import { createFileSources, slashed } from "./file-sources.ts";
import { checkUnchanged, type FileStamp, type OpenFile, openFile, readFully } from "./file-stamp.ts";

/** A file with the fingerprint of its bytes. */
export type Fingerprinted = FileStamp & { readonly sha256: string };

/**
 * What is known of a file once its headers were read. `packed` is the `IndexedFile` as bytes: the host only hands it on to the
 * planner, and bytes cost it nothing.
 */
export type FileIndex = Fingerprinted & {
  readonly formatId: FormatId;
  readonly packed: Uint8Array;
  /** The name the format knows it by. */
  readonly name: string;
  readonly siblings: readonly Fingerprinted[];
};

/** Files up to this size are read once, for fingerprint and headers together. */
const WHOLE_BYTES = 32 * 2 ** 20;
const CHUNK_BYTES = 4 * 2 ** 20;

// one buffer per worker thread, grown to the largest small file: a new one for each of 600 slices costs more than reading them
let scratch = new Uint8Array(0);

const scratchOf = (length: number): Uint8Array => {
  if (scratch.length < length) scratch = new Uint8Array(length);
  return scratch.subarray(0, length);
};

/** SHA-256 of the whole file, read in chunks. */
const hashInChunks = (file: OpenFile): string => {
  const hash = createHash("sha256");
  for (let at = 0; at < file.size; at += CHUNK_BYTES) {
    const chunk = scratchOf(Math.min(CHUNK_BYTES, file.size - at));
    readFully(file, chunk, at);
    hash.update(chunk);
  }
  return hash.digest("hex");
};

/** A source over a file whose first bytes were read already. */
const sourceWithKnown = (file: OpenFile, known: Uint8Array): ByteSource => ({
  name: slashed(file.path),
  size: file.size,
  read: (offset, length) => {
    const from = Math.max(0, Math.min(offset, file.size));
    const to = Math.max(from, Math.min(offset + length, file.size));
    // copies, because a reader may swap bytes in place in what it was given, and `known` is used again
    if (to <= known.length) return known.slice(from, to);
    const bytes = new Uint8Array(to - from);
    readFully(file, bytes, from);
    return bytes;
  },
});

const indexWith = (formats: readonly Format[], head: Uint8Array, source: ByteSource, sibling: OpenSibling): IndexedFile => {
  for (const format of formats) {
    if (!format.sniff(head, source.name)) continue;
    try {
      return format.index(source, sibling);
    } catch (thrown) {
      const error = toStationError(thrown, "format.corrupt");
      // it looked like this format and is not: the next may know it
      if (error.code !== "format.unknown") throw error;
    }
  }
  throw new StationError("format.unknown", `${source.name}: starts with ${Buffer.from(head.subarray(0, 16)).toString("hex")}`);
};

/** Fingerprints a file and reads its headers. Errors: any of `file.*`, `format.*`, `sidecar.*`, `geometry.*`. */
export const indexFile = (formats: readonly Format[], stamp: FileStamp): FileIndex => {
  if (stamp.size === 0) throw new StationError("file.empty", stamp.path);
  const file = openFile(stamp.path, stamp);
  const sources = createFileSources();
  try {
    const head = new Uint8Array(Math.min(SNIFF_BYTES, file.size));
    readFully(file, head, 0);
    const name = slashed(stamp.path);
    if (!formats.some((format) => format.sniff(head, name))) {
      throw new StationError("format.unknown", `${stamp.path}: starts with ${Buffer.from(head.subarray(0, 16)).toString("hex")}`);
    }
    let sha256: string;
    let known: Uint8Array = head;
    if (file.size <= WHOLE_BYTES) {
      known = scratchOf(file.size);
      readFully(file, known, 0);
      sha256 = createHash("sha256").update(known).digest("hex");
    } else {
      sha256 = hashInChunks(file);
    }
    const indexed = indexWith(formats, head, sourceWithKnown(file, known), sources.siblingsOf(stamp.path));
    const packed = serialize(indexed);
    checkUnchanged(file);
    const siblings = sources.openedSiblings().map((sibling) => {
      const other = openFile(sibling.path, sibling);
      try {
        return { ...sibling, sha256: hashInChunks(other) };
      } finally {
        other.close();
      }
    });
    return {
      path: stamp.path,
      size: file.size,
      mtimeMs: file.mtimeMs,
      sha256,
      formatId: indexed.formatId,
      name: indexed.name,
      packed,
      siblings,
    };
  } finally {
    file.close();
    sources.close();
  }
};
