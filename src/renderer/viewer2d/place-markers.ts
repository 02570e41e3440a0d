import type { Point } from "../../imaging/geometry/plane-view.ts";

/** A marker wants its lower left corner at `at`. Lengths in CSS px. */
export type MarkerWish = { readonly id: string; readonly caption: string; readonly at: Point; readonly first: boolean };

const HEIGHT = 18;
const GAP = 3;
const EDGE = { top: 28, bottom: 28, side: 6, right: 16 } as const;

/** Wide enough for 11 px Inter; a marker that turns out narrower does no harm. */
const widthOf = (caption: string): number => 18 + caption.length * 6.1;

type Rect = { readonly left: number; readonly top: number; readonly width: number };

const overlap = (a: Rect, b: Rect): boolean =>
  a.left < b.left + b.width + GAP && b.left < a.left + a.width + GAP && Math.abs(a.top - b.top) < HEIGHT + GAP;

const within = (x: number, low: number, high: number): number => Math.min(Math.max(low, x), Math.max(low, high));

/**
 * Upper left corners by id, all inside `size` and none over another while there is room: one that would lie over another
 * moves to the nearest free height. Markers that are `first` keep their place. `unit`: factor on the markers' own size.
 */
export const placeMarkers = (wishes: readonly MarkerWish[], size: Point, unit = 1): ReadonlyMap<string, Point> => {
  // Worked out at unit 1 and scaled at the end.
  const [paneWidth, paneHeight] = [size[0] / unit, size[1] / unit];
  const placed = new Map<string, Rect>();
  const lowest = paneHeight - EDGE.bottom - HEIGHT;
  for (const { id, caption, at } of wishes.toSorted((a, b) => Number(b.first) - Number(a.first))) {
    const width = widthOf(caption);
    const left = within(at[0] / unit, EDGE.side, paneWidth - width - EDGE.right);
    const wanted = within(at[1] / unit - HEIGHT, EDGE.top, lowest);
    const free = (top: number): boolean =>
      top >= EDGE.top && top <= lowest && ![...placed.values()].some((other) => overlap({ left, top, width }, other));
    let top = wanted;
    for (let tries = 0; tries < paneHeight && !free(top); tries++)
      top = wanted + (tries % 2 === 0 ? -1 : 1) * (Math.floor(tries / 2) + 1) * 2;
    placed.set(id, { left, top: free(top) ? top : wanted, width });
  }
  return new Map([...placed].map(([id, { left, top }]) => [id, [left * unit, top * unit]]));
};
