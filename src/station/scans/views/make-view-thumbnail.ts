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
    const [top, bottom] = [
      Math.floor((y * height) / rows),
      Math.max(Math.floor((y * height) / rows) + 1, Math.floor(((y + 1) * height) / rows)),
    ];
    for (let x = 0; x < columns; x += 1) {
      const [left, right] = [
        Math.floor((x * width) / columns),
        Math.max(Math.floor((x * width) / columns) + 1, Math.floor(((x + 1) * width) / columns)),
      ];
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
