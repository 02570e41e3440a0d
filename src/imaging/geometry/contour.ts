/** A closed outline: x, y, x, y… in pixels, where pixel (0, 0) covers 0 to 1. The last point joins the first. */
export type Loop = Float32Array;

/**
 * Outlines of the pixels for which `inside` holds, in a picture of `width` × `height`. Outer outlines and holes are separate
 * loops (fill them with the even-odd rule). Corners are cut at the middle of the pixels' sides, so that steps look smooth
 * and no outline is further than half a pixel from the true edge.
 */
export const outlines = (inside: (x: number, y: number) => boolean, width: number, height: number): readonly Loop[] => {
  // Directed pixel sides with the inside on their right, by the corner that they start at. A corner has one, or two where
  // pixels touch diagonally.
  const corner = (x: number, y: number): number => y * (width + 1) + x;
  const sides = new Map<number, number[]>();
  const add = (from: number, to: number): void => {
    const there = sides.get(from);
    if (there) there.push(to);
    else sides.set(from, [to]);
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!inside(x, y)) continue;
      if (y === 0 || !inside(x, y - 1)) add(corner(x, y), corner(x + 1, y));
      if (x === width - 1 || !inside(x + 1, y)) add(corner(x + 1, y), corner(x + 1, y + 1));
      if (y === height - 1 || !inside(x, y + 1)) add(corner(x + 1, y + 1), corner(x, y + 1));
      if (x === 0 || !inside(x - 1, y)) add(corner(x, y + 1), corner(x, y));
    }
  }
  const loops: Loop[] = [];
  for (const start of sides.keys()) {
    while ((sides.get(start)?.length ?? 0) > 0) loops.push(follow(sides, start, width + 1));
  }
  return loops;
};

/** Takes one loop out of `sides`; its points are the middles of the sides. */
const follow = (sides: Map<number, number[]>, start: number, perRow: number): Loop => {
  const points: number[] = [];
  let from = start;
  let came = 0;
  do {
    const choices = sides.get(from);
    if (!choices || choices.length === 0) break;
    // Where two ways go on, the right turn keeps pixels that only touch at a corner apart.
    const rightTurn = came === 1 ? perRow : came === perRow ? -1 : came === -1 ? -perRow : 1;
    const at = Math.max(
      0,
      choices.findIndex((to) => to - from === rightTurn),
    );
    const to = choices.splice(at, 1)[0] ?? start;
    points.push(((from % perRow) + (to % perRow)) / 2, (Math.floor(from / perRow) + Math.floor(to / perRow)) / 2);
    came = to - from;
    from = to;
  } while (from !== start);
  return Float32Array.from(points);
};
