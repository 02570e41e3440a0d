import { requireShape, corrupt, type ExpectedImage } from "./coded-image.ts";

const findCodeStream = (bytes: Uint8Array): number => {
  const limit = Math.min(bytes.length - 4, 64 * 1024);
  for (let i = 0; i <= limit; i += 1) {
    if (bytes[i] === 0xff && bytes[i + 1] === 0x4f && bytes[i + 2] === 0xff && bytes[i + 3] === 0x51) return i;
  }
  throw corrupt("no JPEG 2000 code stream in the frame");
};

/** Checks the SIZ segment (ISO 15444-1 A.5.1) against the header, whether the stream is bare or in JP2 boxes. */
export const requireJpeg2000Shape = (bytes: Uint8Array, expected: ExpectedImage): void => {
  const start = findCodeStream(bytes) + 2;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  // Lsiz and Rsiz, then eight 32-bit sizes, Csiz, and three bytes per component.
  if (start + 43 > bytes.length) throw corrupt("the JPEG 2000 size segment is cut off");
  const columns = view.getUint32(start + 6) - view.getUint32(start + 14);
  const rows = view.getUint32(start + 10) - view.getUint32(start + 18);
  const tileColumns = view.getUint32(start + 22);
  const tileRows = view.getUint32(start + 26);
  requireShape(
    { columns, rows, components: view.getUint16(start + 38), precision: (view.getUint8(start + 40) & 0x7f) + 1 },
    expected,
  );
  if (tileColumns === 0 || tileRows === 0) throw corrupt("JPEG 2000 tiles without size");
  if (Math.ceil(columns / tileColumns) * Math.ceil(rows / tileRows) > 65535) throw corrupt("too many JPEG 2000 tiles");
};
