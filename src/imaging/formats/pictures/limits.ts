/** What a projection may claim before any memory is taken. */
import { StationError } from "../../../contract/station-error.ts";
import { MAX_DIM } from "../voxels/limits.ts";

/** 8192 × 8192, and cargo of 30,000 lines of 4096. */
export const MAX_PICTURE_PIXELS = 2 ** 27;
/** Smaller than this in both directions is an icon. */
const ICON = 32;

/** Throws `format.lying-header` for what no picture has, `format.not-an-image` for icons. */
export const checkPictureSize = (name: string, width: number, height: number): void => {
  const whole = Number.isSafeInteger(width) && Number.isSafeInteger(height) && width >= 1 && height >= 1;
  if (!whole || width > MAX_DIM || height > MAX_DIM || width * height > MAX_PICTURE_PIXELS)
    throw new StationError("format.lying-header", `${name}: a picture of ${width} × ${height}`);
  if (width < ICON && height < ICON) throw new StationError("format.not-an-image", `${name}: an icon of ${width} × ${height}`);
};

/** Dots per metre that programs write without meaning them: 72, 96, 150, 300 and 600 per inch. */
const USUAL_PER_INCH = [72, 96, 100, 120, 150, 200, 240, 300, 400, 600, 1200];

/** mm per pixel from pixels per metre, where they are meant. */
export const pixelMmOf = (perMetreX: number, perMetreY: number): readonly [number, number] | null => {
  const usual = USUAL_PER_INCH.some((dpi) => Math.abs(perMetreX - dpi / 0.0254) < 1.5);
  const [x, y] = [1000 / perMetreX, 1000 / perMetreY];
  const meant = !usual && x >= 0.01 && x <= 50 && y >= 0.01 && y <= 50;
  return meant ? [x, y] : null;
};
