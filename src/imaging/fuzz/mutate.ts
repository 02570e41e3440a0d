/** Damage to files: what disks, cables, bad writers and attackers do to them. Pure; all chance comes from `Random`. */
import { gunzipSync, gzipSync } from "fflate";
import { EXTREMES, FLOATS, TEXT_NUMBERS, WORDS } from "./hostile-values.ts";
import type { Random } from "./prng.ts";

export type FuzzFile = { readonly name: string; readonly bytes: Uint8Array };

/** Most bytes that a mutation may leave: seeds are small and stay so. */
const MAX_BYTES = 1 << 18;

const joined = (...parts: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};

/** Headers decide most, so most damage goes there. */
const place = (random: Random, length: number): number => {
  const reach = random.chance(0.75) ? Math.min(length, random.pick([64, 512, 1024, 4096])) : length;
  return random.below(Math.max(1, reach));
};

const setNumber = (bytes: Uint8Array, random: Random): Uint8Array => {
  const copy = bytes.slice();
  const width = random.pick([1, 2, 2, 4, 4, 4, 8]);
  if (copy.length < width) return copy;
  const at = Math.min(place(random, copy.length), copy.length - width) & (random.chance(0.7) ? ~(width - 1) : ~0);
  const view = new DataView(copy.buffer);
  const le = random.chance(0.6);
  if (width >= 4 && random.chance(0.3)) {
    if (width === 4) view.setFloat32(at, random.pick(FLOATS), le);
    else view.setFloat64(at, random.pick(FLOATS), le);
    return copy;
  }
  const value = random.pick(EXTREMES);
  if (width === 1) view.setUint8(at, value);
  else if (width === 2) view.setUint16(at, value, le);
  else if (width === 4) view.setUint32(at, value, le);
  else view.setBigInt64(at, random.chance(0.5) ? BigInt(value) : BigInt(value) << 32n, le);
  return copy;
};

const isDigit = (byte: number | undefined): boolean =>
  byte !== undefined && ((byte >= 48 && byte <= 57) || byte === 45 || byte === 46);

/** A number written in text becomes another: `DimSize = 24 20 16`, `sizes: 24 20 16`, decimal strings, JSON. */
const setTextNumber = (bytes: Uint8Array, random: Random): Uint8Array => {
  let from = place(random, bytes.length);
  while (from < bytes.length && !isDigit(bytes[from])) from += 1;
  while (from > 0 && isDigit(bytes[from - 1])) from -= 1;
  let to = from;
  while (isDigit(bytes[to])) to += 1;
  if (to === from) return bytes;
  const text = random.pick(TEXT_NUMBERS);
  return joined(
    bytes.subarray(0, from),
    Uint8Array.from(text, (char) => char.charCodeAt(0)),
    bytes.subarray(to),
  );
};

const putWord = (bytes: Uint8Array, random: Random): Uint8Array => {
  const word = Uint8Array.from(random.pick(WORDS), (char) => char.charCodeAt(0));
  const at = place(random, bytes.length);
  const over = random.chance(0.5) ? word.length : 0;
  return joined(bytes.subarray(0, at), word, bytes.subarray(Math.min(bytes.length, at + over)));
};

/** Swaps two lines of a text header, or drops or doubles one. */
const moveLine = (bytes: Uint8Array, random: Random): Uint8Array => {
  const starts = [0];
  for (let at = bytes.indexOf(10); at !== -1 && at < 2048 && starts.length < 64; at = bytes.indexOf(10, at + 1))
    starts.push(at + 1);
  if (starts.length < 3) return bytes;
  const line = (n: number): Uint8Array => bytes.subarray(starts[n] ?? 0, starts[n + 1] ?? bytes.length);
  const last = starts.length - 1;
  const a = random.below(last);
  const b = random.below(last);
  const way = random.below(3);
  const order = starts
    .map((_, n) => n)
    .flatMap((n) => (way === 0 ? [n === a ? b : n === b ? a : n] : n !== a ? [n] : way === 1 ? [] : [n, n]));
  return joined(...order.map(line));
};

type Mutation = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

const MUTATIONS: readonly [Mutation, ...Mutation[]] = [
  (bytes, random) => {
    const copy = bytes.slice();
    const at = place(random, copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
    return copy;
  },
  (bytes, random) => {
    const copy = bytes.slice();
    for (let n = 1 + random.below(8); n > 0; n -= 1) copy[place(random, copy.length)] = random.below(256);
    return copy;
  },
  setNumber,
  setNumber,
  setNumber,
  setTextNumber,
  setTextNumber,
  putWord,
  moveLine,
  // truncation
  (bytes, random) => bytes.slice(0, random.chance(0.5) ? place(random, bytes.length) : random.below(bytes.length + 1)),
  // a piece taken out, doubled, or replaced by a piece of another file
  (bytes, random) => {
    const at = place(random, bytes.length);
    return joined(bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + 1 + random.below(64))));
  },
  (bytes, random) => {
    const at = place(random, bytes.length);
    const length = 1 + random.below(512);
    return joined(bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at));
  },
  (bytes, random, other) => {
    const at = place(random, bytes.length);
    const from = place(random, other.length);
    const piece = other.subarray(from, from + 1 + random.below(1024));
    return joined(
      bytes.subarray(0, at),
      piece,
      bytes.subarray(Math.min(bytes.length, at + (random.chance(0.5) ? piece.length : 0))),
    );
  },
  // a run of one byte
  (bytes, random) => {
    const copy = bytes.slice();
    const at = place(random, copy.length);
    return copy.fill(random.pick([0, 255, 32, 0x80]), at, at + 1 + random.below(64));
  },
];

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Damages what is inside a packed file and packs it again, so that damage is not always the packing's. */
const inside = (bytes: Uint8Array, change: (inner: Uint8Array) => Uint8Array): Uint8Array => {
  try {
    return gzipSync(change(gunzipSync(bytes)), { mtime: 0, level: 1 });
  } catch {
    return change(bytes);
  }
};

const damage = (bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array => {
  let changed = bytes;
  for (let n = 1 + random.below(random.chance(0.7) ? 2 : 8); n > 0; n -= 1)
    changed = random.pick(MUTATIONS)(changed, random, other);
  return changed.length > MAX_BYTES && changed.length > bytes.length
    ? changed.slice(0, Math.max(MAX_BYTES, bytes.length))
    : changed;
};

/** One to all files of a group damaged, sometimes one lost or given another's name. */
export const mutated = (files: readonly FuzzFile[], random: Random, other: FuzzFile): readonly FuzzFile[] => {
  const target = random.below(files.length);
  const all = random.chance(0.1);
  const changed = files.map((file, n) => {
    if (!all && n !== target) return file;
    const change = (bytes: Uint8Array): Uint8Array => damage(bytes, random, other.bytes);
    return { name: file.name, bytes: isGzip(file.bytes) && random.chance(0.6) ? inside(file.bytes, change) : change(file.bytes) };
  });
  const fate = random.next();
  if (fate < 0.02 && changed.length > 1) return changed.filter((_, n) => n !== target);
  if (fate < 0.04)
    return changed.map((file, n) =>
      n === target ? { ...file, name: `${file.name}${/\.[a-z.]+$/.exec(other.name)?.[0] ?? ""}` } : file,
    );
  return changed;
};
