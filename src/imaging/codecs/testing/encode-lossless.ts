/** A small lossless JPEG encoder (ITU T.81 annex H), for tests of the decoder. */

const bitWriter = (): { readonly put: (value: number, count: number) => void; readonly flush: () => number[] } => {
  let out: number[] = [];
  let held = 0;
  let count = 0;
  const byte = (value: number): void => {
    out.push(value);
    if (value === 0xff) out.push(0);
  };
  const put = (value: number, bits: number): void => {
    for (let bit = bits - 1; bit >= 0; bit -= 1) {
      held = (held << 1) | ((value >> bit) & 1);
      count += 1;
      if (count === 8) {
        byte(held);
        held = 0;
        count = 0;
      }
    }
  };
  return {
    put,
    flush: () => {
      for (let left = (8 - count) % 8; left > 0; left -= 1) put(1, 1);
      const done = out;
      out = [];
      return done;
    },
  };
};

const predict = (predictor: number, a: number, b: number, c: number): number =>
  [0, a, b, c, a + b - c, a + ((b - c) >> 1), b + ((a - c) >> 1), (a + b) >> 1][predictor] ?? a;

const u16 = (value: number): number[] => [value >> 8, value & 255];

export type LosslessOptions = {
  readonly precision: number;
  readonly predictor: number;
  readonly low?: number;
  readonly restartRows?: number;
};

/** Samples (row-major, unsigned) as a JPEG of process 14 whose 17 categories have codes of 5 bits each. */
export const encodeLossless = (samples: Uint16Array, columns: number, rows: number, options: LosslessOptions): Uint8Array => {
  const { precision, predictor, low = 0, restartRows = 0 } = options;
  const counts = Array.from({ length: 16 }, (_, i) => (i === 4 ? 17 : 0));
  const frame = [0xff, 0xd8, 0xff, 0xc3, ...u16(11), precision, ...u16(rows), ...u16(columns), 1, 1, 0x11, 0];
  const table = [0xff, 0xc4, ...u16(2 + 17 + 17), 0, ...counts, ...Array.from({ length: 17 }, (_, i) => i)];
  const restarts = restartRows > 0 ? [0xff, 0xdd, ...u16(4), ...u16(restartRows * columns)] : [];
  const scan = [0xff, 0xda, ...u16(8), 1, 1, 0, predictor, 0, low];
  const body: number[] = [];
  const writer = bitWriter();
  const at = (x: number, y: number): number => (samples[y * columns + x] ?? 0) >> low;
  for (let y = 0; y < rows; y += 1) {
    const restart = restartRows > 0 && y > 0 && y % restartRows === 0;
    if (restart) body.push(...writer.flush(), 0xff, 0xd0 + ((y / restartRows - 1) & 7));
    const fresh = y === 0 || restart;
    for (let x = 0; x < columns; x += 1) {
      let predicted = predict(predictor, at(x - 1, y), at(x, y - 1), at(x - 1, y - 1));
      if (fresh) predicted = x === 0 ? 1 << (precision - low - 1) : at(x - 1, y);
      else if (x === 0) predicted = at(x, y - 1);
      let difference = (at(x, y) - predicted) & 0xffff;
      if (difference > 32768) difference -= 65536;
      const category = difference === 32768 ? 16 : 32 - Math.clz32(Math.abs(difference));
      writer.put(category, 5);
      if (category > 0 && category < 16) writer.put(difference < 0 ? difference + (1 << category) - 1 : difference, category);
    }
  }
  return Uint8Array.from([...frame, ...table, ...restarts, ...scan, ...body, ...writer.flush(), 0xff, 0xd9]);
};
