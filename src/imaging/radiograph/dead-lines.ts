/** Failed detector elements: lines along the belt that see nothing while their neighbours do. */
import { VALIDITY } from "../../contract/radiograph.ts";

export type DeadLines = { readonly rows: readonly number[]; readonly columns: readonly number[] };

/** More neighbouring lines than this are an object, not a defect. */
const WIDEST = 2;
/** Share of a line that must be opaque, and that its neighbours must not reach. */
const ALL = 0.999;
const SOME = 0.5;

const findAlong = (opaque: Uint32Array, length: number): readonly number[] => {
  const dead: number[] = [];
  for (let line = 0; line < opaque.length;) {
    if ((opaque[line] ?? 0) < ALL * length) {
      line += 1;
      continue;
    }
    let end = line;
    while (end < opaque.length && (opaque[end] ?? 0) >= ALL * length) end += 1;
    const before = line > 0 ? (opaque[line - 1] ?? 0) : 0;
    const after = end < opaque.length ? (opaque[end] ?? 0) : 0;
    if (end - line <= WIDEST && before < SOME * length && after < SOME * length) for (let n = line; n < end; n += 1) dead.push(n);
    line = end;
  }
  return dead;
};

/** Lines between which each pixel of a dead line is filled in: the nearest living one on either side. */
const neighbours = (line: number, dead: ReadonlySet<number>, count: number): readonly [number, number] => {
  let before = line - 1;
  while (dead.has(before)) before -= 1;
  let after = line + 1;
  while (dead.has(after)) after += 1;
  const [low, high] = [before >= 0 ? before : after, after < count ? after : before];
  return [low, high];
};

/**
 * Marks dead lines in `validity` and fills their attenuation in from the nearest living lines, in place. Pictures of fewer than
 * 16 lines are left alone.
 */
export const mendDeadLines = (attenuation: Int16Array, validity: Uint8Array, width: number, height: number): DeadLines => {
  if (width < 16 || height < 16) return { rows: [], columns: [] };
  const inRow = new Uint32Array(height);
  const inColumn = new Uint32Array(width);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 1) {
      if (validity[at] !== VALIDITY.opaque) continue;
      inRow[y] = (inRow[y] ?? 0) + 1;
      inColumn[x] = (inColumn[x] ?? 0) + 1;
    }
  }
  const rows = findAlong(inRow, width);
  const columns = findAlong(inColumn, height);
  const mend = (lines: readonly number[], count: number, length: number, perLine: number, perPixel: number): void => {
    const dead = new Set(lines);
    for (const line of lines) {
      const [low, high] = neighbours(line, dead, count);
      const part = high === low ? 0 : (line - low) / (high - low);
      for (let n = 0; n < length; n += 1) {
        const at = line * perLine + n * perPixel;
        const a = attenuation[low * perLine + n * perPixel] ?? 0;
        const b = attenuation[high * perLine + n * perPixel] ?? 0;
        attenuation[at] = Math.round(a + (b - a) * part);
        validity[at] = VALIDITY.dead;
      }
    }
  };
  mend(rows, height, width, width, 1);
  mend(columns, width, height, 1, width);
  return { rows, columns };
};
