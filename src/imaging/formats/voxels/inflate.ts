/**
 * Unpacks gzip or zlib piece by piece into memory that the caller owns, never further than asked: a bomb costs no more than the
 * image its header described. Checksums are verified, which fflate leaves to its caller.
 */
import { Gunzip, Unzlib } from "fflate";
import { StationError } from "../../../contract/station-error.ts";
import type { ByteSource } from "../format.ts";
import { adler32, crc32 } from "./checksum.ts";

export type Wrapper = "gzip" | "zlib";

export type Inflater = {
  /** Fills `target` from the front; gives how many bytes there were: fewer than asked only at the stream's end. */
  readonly read: (target: Uint8Array) => number;
  /** Passes over `count` bytes; gives how many there were. */
  readonly skip: (count: number) => number;
  /**
   * To be called when all that should be there was taken. Throws `format.bomb` when more than `SLACK_BYTES` follow and
   * `format.corrupt` when a checksum does not agree.
   */
  readonly finish: () => void;
};

/** Packed bytes handed to fflate at a time; deflate makes at most 1032 times as many (16.5 MB). */
const PIECE_BYTES = 16 * 1024;
/** Unpacked bytes after the image that are tolerated: some writers pad. */
export const SLACK_BYTES = 64 * 1024;
/** Members of a gzip file; blocked gzip has one per 64 KiB. */
const MAX_MEMBERS = 100_000;

const u32le = (bytes: Uint8Array): number =>
  ((bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8) | ((bytes[2] ?? 0) << 16) | ((bytes[3] ?? 0) << 24)) >>> 0;
const u32be = (bytes: Uint8Array): number =>
  (((bytes[0] ?? 0) << 24) | ((bytes[1] ?? 0) << 16) | ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0)) >>> 0;

/** Code 0 of fflate's errors is an unexpected end. */
const asStationError = (name: string, thrown: unknown): StationError => {
  if (thrown instanceof StationError) return thrown;
  const ended = thrown instanceof Error && "code" in thrown && thrown.code === 0;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new StationError(ended ? "format.truncated" : "format.corrupt", `${name}: ${detail}`);
};

/** Unpacks bytes [offset, offset + length) of `source`. */
export const openInflater = (source: ByteSource, offset: number, length: number, wrapper: Wrapper): Inflater => {
  const { name } = source;
  const end = offset + length;
  let at = offset;
  let sum = wrapper === "gzip" ? 0 : 1;
  let members = 0;
  let pending: Uint8Array[] = [];
  let pendingAt = 0;

  const corrupt = (detail: string): StationError => new StationError("format.corrupt", `${name}: ${detail}`);
  const checkCrc = (trailerAt: number): void => {
    if (u32le(source.read(trailerAt, 4)) !== sum) throw corrupt("the CRC-32 of the packed data does not agree");
  };
  const take = (chunk: Uint8Array): void => {
    if (chunk.length === 0) return;
    sum = wrapper === "gzip" ? crc32(sum, chunk) : adler32(sum, chunk);
    pending.push(chunk);
  };
  const openGunzip = (): Gunzip => {
    const gunzip = new Gunzip(take);
    gunzip.onmember = (memberAt) => {
      members += 1;
      if (members > MAX_MEMBERS) throw corrupt(`more than ${MAX_MEMBERS} gzip members`);
      checkCrc(offset + memberAt - 8);
      sum = 0;
    };
    return gunzip;
  };
  const stream = wrapper === "gzip" ? openGunzip() : new Unzlib(take);

  /** Whether there was another piece. */
  const pump = (): boolean => {
    if (at >= end) return false;
    const piece = source.read(at, Math.min(PIECE_BYTES, end - at));
    if (piece.length === 0) throw new StationError("format.truncated", `${name}: ends at ${at} of ${end} bytes`);
    at += piece.length;
    try {
      // fflate keeps what it is handed; a source may reuse its memory.
      stream.push(new Uint8Array(piece), at >= end);
    } catch (thrown) {
      throw asStationError(name, thrown);
    }
    return true;
  };

  /** Hands up to `count` bytes on, to `target` from `targetAt` or to nobody. */
  const drain = (count: number, target: Uint8Array | null): number => {
    let done = 0;
    while (done < count) {
      const chunk = pending[0];
      if (chunk === undefined) {
        if (!pump()) break;
        continue;
      }
      const some = Math.min(count - done, chunk.length - pendingAt);
      if (target) target.set(chunk.subarray(pendingAt, pendingAt + some), done);
      done += some;
      pendingAt += some;
      if (pendingAt === chunk.length) {
        pending = pending.slice(1);
        pendingAt = 0;
      }
    }
    return done;
  };

  return {
    read: (target) => drain(target.length, target),
    skip: (count) => drain(count, null),
    finish: () => {
      if (drain(SLACK_BYTES + 1, null) > SLACK_BYTES) {
        throw new StationError("format.bomb", `${name}: unpacks to more than ${SLACK_BYTES} bytes beyond its image`);
      }
      if (wrapper === "gzip") checkCrc(end - 8);
      else if (u32be(source.read(end - 4, 4)) !== sum) throw corrupt("the Adler-32 of the packed data does not agree");
    },
  };
};
