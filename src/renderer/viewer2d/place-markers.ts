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

/**
 * Upper left corners by id, all inside `size` and none over another while there is room: one that would lie over another
 * moves to the nearest free height. Markers that are `first` keep their place.
 */
export const placeMarkers = (wishes: readonly MarkerWish[], size: Point): ReadonlyMap<string, Point> => {
  const placed = new Map<string, Rect>();
  const within = (x: number, low: number, high: number): number => Math.min(Math.max(low, x), Math.max(low, high));
  const lowest = size[1] - EDGE.bottom - HEIGHT;
  for (const { id, caption, at } of wishes.toSorted((a, b) => Number(b.first) - Number(a.first))) {
    const width = widthOf(caption);
    const left = within(at[0], EDGE.side, size[0] - width - EDGE.right);
    const wanted = within(at[1] - HEIGHT, EDGE.top, lowest);
    const free = (top: number): boolean =>
      top >= EDGE.top && top <= lowest && ![...placed.values()].some((other) => overlap({ left, top, width }, other));
    let top = wanted;
    for (let away = 0; away < size[1] && !free(top); away++)
      top = wanted + (away % 2 === 0 ? -1 : 1) * Math.ceil((away + 1) / 2) * 2;
    placed.set(id, { left, top: free(top) ? top : wanted, width });
  }
  return new Map([...placed].map(([id, { left, top }]) => [id, [left, top]]));
};
