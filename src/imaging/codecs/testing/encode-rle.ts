/** DICOM RLE (PS3.5 annex G) of little endian samples, for tests of the decoder. */
const packBits = (bytes: Uint8Array): number[] => {
  const out: number[] = [];
  for (let at = 0; at < bytes.length;) {
    let run = 1;
    while (run < 128 && at + run < bytes.length && bytes[at + run] === bytes[at]) run += 1;
    if (run > 1) out.push(257 - run, bytes[at] ?? 0);
    else out.push(0, bytes[at] ?? 0);
    at += run;
  }
  return out.length % 2 === 0 ? out : [...out, 128];
};

export const encodeRle = (bytes: Uint8Array, width: number): Uint8Array => {
  const segments = Array.from({ length: width }, (_, segment) =>
    packBits(bytes.filter((_byte, i) => i % width === width - 1 - segment)),
  );
  const head = new DataView(new ArrayBuffer(64));
  head.setUint32(0, width, true);
  let offset = 64;
  segments.forEach((segment, i) => {
    head.setUint32(4 + 4 * i, offset, true);
    offset += segment.length;
  });
  return Uint8Array.from([...new Uint8Array(head.buffer), ...segments.flat()]);
};
