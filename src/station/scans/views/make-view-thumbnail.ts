import { writeFileSync } from "node:fs";
import { ATTENUATION_ENCODING, TILE, VIEW_PADDING } from "../../../contract/radiograph.ts";
import { greyPng } from "../levels/png.ts";
import { THUMBNAIL_MAX } from "../levels/project-thumbnail.ts";
import { fromWriteError, openFile, readFully } from "../reading/file-stamp.ts";

export type ViewThumbnailItem = {
  /** The attenuation's coarsest level: one tile. */
  readonly tilePath: string;
  readonly pngPath: string;
  readonly width: number;
  readonly height: number;
};

/** Attenuation that is drawn black: about what a briefcase of books holds back. */
const BLACK = 3;

/** Pixels [from, to) of a side of `length` that pixel `n` of `count` stands for: one at least. */
const spanOf = (n: number, count: number, length: number): readonly [from: number, to: number] => {
  const from = Math.floor((n * length) / count);
  return [from, Math.max(from + 1, Math.floor(((n + 1) * length) / count))];
};

/** As an X-ray console shows it: air white, what holds back black. The longer side has at most `THUMBNAIL_MAX` pixels. */
export const greyThumbnail = (
  tile: Int16Array,
  width: number,
  height: number,
): { width: number; height: number; grey: Uint8Array } => {
  const scale = Math.min(1, THUMBNAIL_MAX / Math.max(width, height));
  const columns = Math.max(1, Math.round(width * scale));
  const rows = Math.max(1, Math.round(height * scale));
  const grey = new Uint8Array(columns * rows);
  for (let y = 0; y < rows; y += 1) {
    const [top, bottom] = spanOf(y, rows, height);
    for (let x = 0; x < columns; x += 1) {
      const [left, right] = spanOf(x, columns, width);
      let sum = 0;
      let count = 0;
      for (let j = top; j < bottom; j += 1) {
        for (let i = left; i < right; i += 1) {
          const stored = tile[j * TILE + i] ?? VIEW_PADDING;
          if (stored === VIEW_PADDING) continue;
          sum += stored;
          count += 1;
        }
      }
      const attenuation = count === 0 ? BLACK : (sum / count) * ATTENUATION_ENCODING.slope + ATTENUATION_ENCODING.intercept;
      grey[y * columns + x] = Math.round(255 * Math.max(0, Math.min(1, 1 - attenuation / BLACK)));
    }
  }
  return { width: columns, height: rows, grey };
};

export const makeViewThumbnail = (item: ViewThumbnailItem): null => {
  const tile = new Int16Array(TILE * TILE);
  const file = openFile(item.tilePath);
  try {
    readFully(file, new Uint8Array(tile.buffer), 0);
  } finally {
    file.close();
  }
  const { width, height, grey } = greyThumbnail(tile, item.width, item.height);
  try {
    writeFileSync(item.pngPath, greyPng(width, height, grey));
  } catch (thrown) {
    throw fromWriteError(thrown, item.pngPath);
  }
  return null;
};
