/** Packings of TIFF strips and tiles. Each fills a target of known size and never writes or runs beyond it. */
import { StationError } from "../../../contract/station-error.ts";
import { memorySource } from "../sibling.ts";
import { openInflater } from "../voxels/inflate.ts";

const short = (name: string, got: number, wanted: number): StationError =>
  new StationError("format.truncated", `${name}: a strip or tile of ${got} instead of ${wanted} bytes`);

const CLEAR = 256;
const END = 257;

/** LZW as in TIFF 6.0, section 13: codes of 9 to 12 bits, most significant bit first, widened one code early. */
export const unpackLzw = (name: string, packed: Uint8Array, target: Uint8Array): void => {
  if (packed.length >= 2 && packed[0] === 0 && ((packed[1] ?? 0) & 1) === 1)
    throw new StationError("format.unsupported", `${name}: LZW with the old bit order`);
  const prefix = new Uint16Array(4096);
  const suffix = new Uint8Array(4096);
  const lengths = new Uint16Array(4096);
  for (let n = 0; n < 256; n += 1) {
    suffix[n] = n;
    lengths[n] = 1;
  }
  let next = 258;
  let width = 9;
  let before = -1;
  let written = 0;
  let held = 0;
  let bits = 0;
  /** Writes the string of a code backwards, cut to the target; gives its first byte. */
  const emit = (code: number): number => {
    const length = lengths[code] ?? 0;
    let at = written + length - 1;
    let link = code;
    for (let n = length; n > 1; n -= 1) {
      if (at < target.length) target[at] = suffix[link] ?? 0;
      link = prefix[link] ?? 0;
      at -= 1;
    }
    const first = suffix[link] ?? 0;
    if (at < target.length) target[at] = first;
    written += length;
    return first;
  };
  for (let at = 0; written < target.length;) {
    while (bits < width && at < packed.length) {
      held = ((held << 8) | (packed[at] ?? 0)) & 0xffffff;
      at += 1;
      bits += 8;
    }
    if (bits < width) break;
    const code = (held >>> (bits - width)) & ((1 << width) - 1);
    bits -= width;
    if (code === END) break;
    if (code === CLEAR) {
      next = 258;
      width = 9;
      before = -1;
      continue;
    }
    if (before === -1) {
      if (code > 255) throw new StationError("format.corrupt", `${name}: LZW begins with code ${code}`);
      emit(code);
    } else {
      if (code > next || (code === next && next > 4095))
        throw new StationError("format.corrupt", `${name}: LZW code ${code} of ${next}`);
      // A full table stays as it is until the next clear code.
      if (next < 4096) {
        prefix[next] = before;
        lengths[next] = (lengths[before] ?? 0) + 1;
      }
      if (code < next) {
        const first = emit(code);
        if (next < 4096) suffix[next] = first;
      } else {
        // The string is the one before and its own first byte again.
        let link = before;
        while (link > 255) link = prefix[link] ?? 0;
        suffix[next] = link;
        emit(code);
      }
      if (next < 4096) next += 1;
    }
    before = code;
    if (next >= 511 && width < 12) width = next >= 2047 ? 12 : next >= 1023 ? 11 : 10;
  }
  if (written < target.length) throw short(name, written, target.length);
};

/** PackBits as in TIFF 6.0, section 9. */
export const unpackPackBits = (name: string, packed: Uint8Array, target: Uint8Array): void => {
  let written = 0;
  for (let at = 0; at < packed.length && written < target.length;) {
    const head = packed[at] ?? 0;
    at += 1;
    if (head < 128) {
      const run = packed.subarray(at, Math.min(at + head + 1, at + target.length - written));
      target.set(run, written);
      written += run.length;
      at += head + 1;
    } else if (head > 128) {
      const end = Math.min(written + 257 - head, target.length);
      if (at >= packed.length) break;
      target.fill(packed[at] ?? 0, written, end);
      written = end;
      at += 1;
    }
  }
  if (written < target.length) throw short(name, written, target.length);
};

/** Deflate with zlib's wrapper. `whole` says that nothing but the checksum may follow. */
export const unpackDeflate = (name: string, packed: Uint8Array, target: Uint8Array, whole: boolean): void => {
  const inflater = openInflater(memorySource(name, packed), 0, packed.length, "zlib");
  const got = inflater.read(target);
  if (got < target.length) throw short(name, got, target.length);
  if (whole) inflater.finish();
};
