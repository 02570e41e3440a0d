/** Bytes [start, end). */
export type ByteRange = { readonly start: number; readonly end: number };

/**
 * What a `Range` header asks of `size` bytes (RFC 9110, 14.1.2): one range, "unsatisfiable" (answer 416), or null where the
 * header is absent, in another unit, malformed or asks for several, all of which a server may answer with the whole.
 */
export const parseRange = (header: string | null, size: number): ByteRange | "unsatisfiable" | null => {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "");
  if (!match) return null;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return null;
  if (first === "") {
    const length = Math.min(size, Number(last));
    return length === 0 ? "unsatisfiable" : { start: size - length, end: size };
  }
  const start = Number(first);
  const end = last === "" ? size : Math.min(size, Number(last) + 1);
  if (last !== "" && Number(last) < start) return null;
  return start >= size ? "unsatisfiable" : { start, end };
};
