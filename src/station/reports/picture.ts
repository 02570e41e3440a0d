/** Pictures of a report: a grey PNG inside an SVG whose unit is the millimetre, with outlines, boxes and a scale bar over it. */
import { outlines } from "../../imaging/geometry/contour.ts";
import { greyPng } from "../scans/levels/png.ts";

/** Values from `from` (black) to `to` (white), in the channel's units. */
export type Window = { readonly from: number; readonly to: number };

export type Picture = {
  readonly columns: number;
  readonly rows: number;
  /** Size of a pixel, mm. */
  readonly pixelMm: readonly [number, number];
  /** Row by row; value = stored · slope + intercept. */
  readonly stored: Int16Array;
  readonly slope: number;
  readonly intercept: number;
  readonly window: Window;
  /** Of the window's numbers: "HU", or nothing for a scanner's own. */
  readonly units: string;
  readonly title: string;
  readonly letters: { readonly left: string; readonly right: string; readonly top: string; readonly bottom: string };
};

/** Something drawn over a picture, in its pixels. `tone` is a class of the page's style sheet. */
export type Mark =
  | { readonly kind: "outline"; readonly inside: (x: number, y: number) => boolean; readonly tone: string }
  | {
      readonly kind: "box";
      readonly from: readonly [number, number];
      readonly to: readonly [number, number];
      readonly tone: string;
      readonly text: string;
    };

const mm = (value: number): string => String(Math.round(value * 100) / 100);

/** The longest of these that is at most a third of the picture. */
const SCALE_BARS_MM = [500, 200, 100, 50, 20, 10, 5, 2, 1] as const;

const greyOf = ({ stored, slope, intercept, window }: Picture): Uint8Array => {
  const span = window.to - window.from;
  return Uint8Array.from(stored, (value) =>
    Math.max(0, Math.min(255, Math.round(((value * slope + intercept - window.from) / span) * 255))),
  );
};

const drawMark = (mark: Mark, { columns, rows, pixelMm: [px, py] }: Picture): string => {
  if (mark.kind === "box") {
    const [x, y] = [mark.from[0] * px, mark.from[1] * py];
    const [width, height] = [(mark.to[0] - mark.from[0]) * px, (mark.to[1] - mark.from[1]) * py];
    return `<rect class="mark ${mark.tone}" x="${mm(x)}" y="${mm(y)}" width="${mm(width)}" height="${mm(height)}"/><text class="tag ${mark.tone}" x="${mm(x)}" y="${mm(Math.max(8, y - 2))}">${mark.text}</text>`;
  }
  const path = outlines(mark.inside, columns, rows)
    .map((loop) => {
      const points = Array.from(
        { length: loop.length / 2 },
        (_, n) => `${mm((loop[2 * n] ?? 0) * px)} ${mm((loop[2 * n + 1] ?? 0) * py)}`,
      );
      return `M${points.join("L")}Z`;
    })
    .join("");
  return `<path class="mark ${mark.tone}" d="${path}"/>`;
};

/** An SVG element; all of its texts must be plain (no `<`, `&`). */
export const drawPicture = (picture: Picture, marks: readonly Mark[]): string => {
  const { columns, rows, pixelMm, letters, title } = picture;
  const [width, height] = [columns * pixelMm[0], rows * pixelMm[1]];
  const png = Buffer.from(greyPng(columns, rows, greyOf(picture))).toString("base64");
  const bar = SCALE_BARS_MM.find((length) => length <= width / 3) ?? 1;
  const size = mm(Math.max(width, height) / 24);
  const middle = { x: mm(width / 2), y: mm(height / 2) };
  return [
    `<figure><svg viewBox="0 0 ${mm(width)} ${mm(height)}" font-size="${size}" role="img" aria-label="${title}">`,
    `<image href="data:image/png;base64,${png}" width="${mm(width)}" height="${mm(height)}" preserveAspectRatio="none"/>`,
    ...marks.map((mark) => drawMark(mark, picture)),
    `<path class="bar" d="M${mm(width * 0.04)} ${mm(height * 0.96)}h${bar}"/>`,
    `<text class="note" x="${mm(width * 0.04)}" y="${mm(height * 0.94)}">${bar} mm</text>`,
    `<text class="note" x="${mm(width * 0.01)}" y="${middle.y}">${letters.left}</text>`,
    `<text class="note end" x="${mm(width * 0.99)}" y="${middle.y}">${letters.right}</text>`,
    `<text class="note" x="${middle.x}" y="${size}">${letters.top}</text>`,
    `<text class="note" x="${middle.x}" y="${mm(height * 0.99)}">${letters.bottom}</text>`,
    `</svg><figcaption>${title}; ${picture.window.from} to ${picture.window.to}${picture.units === "" ? "" : ` ${picture.units}`}</figcaption></figure>`,
  ].join("");
};
