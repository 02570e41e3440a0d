import { StationError } from "../../../contract/station-error.ts";
import { corrupt } from "../coded-image.ts";

/** By the next 16 bits: length of the code · 256 + its symbol; 0 where no code begins so. */
export type HuffmanTable = Uint16Array;

/** Builds the table of a DHT segment (ITU T.81 annex C): 16 counts of code lengths, then the symbols. */
export const huffmanTable = (counts: Uint8Array, symbols: Uint8Array): HuffmanTable => {
  const table = new Uint16Array(65536);
  let code = 0;
  let symbol = 0;
  for (let length = 1; length <= 16; length += 1) {
    for (let i = 0; i < (counts[length - 1] ?? 0); i += 1) {
      const first = code << (16 - length);
      const end = first + (1 << (16 - length));
      if (end > 65536) throw corrupt("an impossible JPEG Huffman table");
      table.fill(length * 256 + (symbols[symbol] ?? 0), first, end);
      symbol += 1;
      code += 1;
    }
    code <<= 1;
  }
  return table;
};

/** Reads entropy-coded bits; past the end it gives zeros, which `requireEnough` finds out. */
export type BitReader = {
  /** The next symbol of a Huffman code. */
  readonly symbol: (table: HuffmanTable) => number;
  /** `count` bits (0 to 16) as an unsigned number. */
  readonly bits: (count: number) => number;
  /** A number of `category` bits with its sign (T.81 F.2.2.1 EXTEND). */
  readonly signed: (category: number) => number;
  /** Goes on behind the next restart marker. */
  readonly restart: () => void;
  /** Throws `format.truncated` when more bits were asked for than there are. */
  readonly requireEnough: () => void;
};

export const bitReader = (bytes: Uint8Array, start: number): BitReader => {
  let at = start;
  let held = 0;
  let count = 0;
  let padding = 0;

  const fill = (): void => {
    while (count <= 16) {
      let byte = 0;
      if (at >= bytes.length) padding += 8;
      else {
        byte = bytes[at] ?? 0;
        if (byte !== 0xff) at += 1;
        else if (bytes[at + 1] === 0) at += 2;
        else {
          // A marker: the data ends here. Its bytes stay for whoever reads segments.
          byte = 0;
          padding += 8;
        }
      }
      held = (held << 8) | byte;
      count += 8;
    }
  };

  const bits = (wanted: number): number => {
    if (wanted === 0) return 0;
    if (count < wanted) fill();
    count -= wanted;
    return (held >>> count) & ((1 << wanted) - 1);
  };

  return {
    bits,
    symbol: (table) => {
      if (count < 16) fill();
      const entry = table[(held >>> (count - 16)) & 0xffff] ?? 0;
      if (entry === 0) throw corrupt("a bit pattern that is no JPEG Huffman code");
      count -= entry >> 8;
      return entry & 255;
    },
    signed: (category) => {
      if (category === 0) return 0;
      const value = bits(category);
      return value < 1 << (category - 1) ? value - (1 << category) + 1 : value;
    },
    restart: () => {
      held = 0;
      count = 0;
      padding = 0;
      while (at + 1 < bytes.length && !(bytes[at] === 0xff && (bytes[at + 1] ?? 0) >= 0xd0 && (bytes[at + 1] ?? 0) <= 0xd7))
        at += 1;
      at += 2;
    },
    requireEnough: () => {
      if (padding - count > 7) throw new StationError("format.truncated", "the JPEG data ends before its image does");
    },
  };
};
