/** Between a picture, row by row, and the tiles in which a level is kept. */
import { TILE, VALIDITY, VIEW_PADDING } from "../../contract/radiograph.ts";

type Samples = Int16Array | Uint8Array;

/** What fills tiles beyond the picture's edge. */
const fillOf = (samples: Samples): number => (samples instanceof Int16Array ? VIEW_PADDING : VALIDITY.outside);

/** Copies one tile of the picture into `target` of TILE × TILE. */
export const cutTile = <S extends Samples>(
  samples: S,
  width: number,
  height: number,
  column: number,
  row: number,
  target: S,
): void => {
  const [left, top] = [column * TILE, row * TILE];
  const columns = Math.min(TILE, width - left);
  const rows = Math.min(TILE, height - top);
  if (columns < TILE || rows < TILE) target.fill(fillOf(samples));
  for (let y = 0; y < rows; y += 1) {
    const from = (top + y) * width + left;
    target.set(samples.subarray(from, from + columns), y * TILE);
  }
};

/** Puts one tile where it lies in the picture. */
export const pasteTile = <S extends Samples>(
  tile: S,
  column: number,
  row: number,
  picture: S,
  width: number,
  height: number,
): void => {
  const [left, top] = [column * TILE, row * TILE];
  const columns = Math.min(TILE, width - left);
  const rows = Math.min(TILE, height - top);
  for (let y = 0; y < rows; y += 1) picture.set(tile.subarray(y * TILE, y * TILE + columns), (top + y) * width + left);
};

/** A whole level from its file's samples. */
export const levelFromTiles = <S extends Samples>(file: S, width: number, height: number, picture: S): S => {
  const across = Math.ceil(width / TILE);
  const down = Math.ceil(height / TILE);
  for (let n = 0; n < across * down; n += 1)
    pasteTile(
      file.subarray(n * TILE * TILE, (n + 1) * TILE * TILE) as S,
      n % across,
      Math.floor(n / across),
      picture,
      width,
      height,
    );
  return picture;
};
