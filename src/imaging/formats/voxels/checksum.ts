/** Running checksums of unpacked bytes. */

const POLYNOMIAL = 0xedb88320;

/** Four tables for four bytes at a time (the usual slicing of RFC 1952's CRC-32). */
const TABLES: readonly Int32Array[] = (() => {
  const tables = [new Int32Array(256), new Int32Array(256), new Int32Array(256), new Int32Array(256)] as const;
  for (let n = 0; n < 256; n += 1) {
    let c = n;
    for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? (c >>> 1) ^ POLYNOMIAL : c >>> 1;
    tables[0][n] = c;
  }
  for (let n = 0; n < 256; n += 1) {
    for (let t = 1; t < 4; t += 1) {
      const before = tables[t - 1]?.[n] ?? 0;
      const table = tables[t];
      if (table) table[n] = (before >>> 8) ^ (tables[0][before & 255] ?? 0);
    }
  }
  return tables;
})();

/** CRC-32 of RFC 1952; start with 0 and pass the result on. */
export const crc32 = (before: number, bytes: Uint8Array): number => {
  const [t0, t1, t2, t3] = TABLES as readonly [Int32Array, Int32Array, Int32Array, Int32Array];
  let c = ~before;
  let at = 0;
  for (const end = bytes.length - 3; at < end; at += 4) {
    c ^= (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);
    c = (t3[c & 255] ?? 0) ^ (t2[(c >>> 8) & 255] ?? 0) ^ (t1[(c >>> 16) & 255] ?? 0) ^ (t0[c >>> 24] ?? 0);
  }
  for (; at < bytes.length; at += 1) c = (c >>> 8) ^ (t0[(c ^ (bytes[at] ?? 0)) & 255] ?? 0);
  return ~c >>> 0;
};

/** Adler-32 of RFC 1950; start with 1 and pass the result on. */
export const adler32 = (before: number, bytes: Uint8Array): number => {
  let a = before & 0xffff;
  let b = before >>> 16;
  for (let at = 0; at < bytes.length;) {
    // 5552 is the most additions before 32 bits overflow.
    const end = Math.min(at + 5552, bytes.length);
    for (; at < end; at += 1) {
      a += bytes[at] ?? 0;
      b += a;
    }
    a %= 65_521;
    b %= 65_521;
  }
  return ((b << 16) | a) >>> 0;
};
