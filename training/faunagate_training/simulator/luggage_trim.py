"""What luggage has besides walls: wheels, handles, rods, zips, frames, locks, straps, dividers, tape."""

from functools import partial

import numpy as np

from .assembly import LYING_X, LYING_Z, at
from .items import Part
from .materials import draw_material, draw_one_of
from .shapes import box, cylinder, torus, tube_along, turned, wall

Half = tuple[float, float, float]

fit = partial(at, room=2.0)
"""Makes a part that is painted as far as 2 mm around what it reaches."""


def wheels(half: Half, rng: np.random.Generator) -> list[Part]:
    hx, hy, hz = half
    r, wide = rng.uniform(15, 26), rng.uniform(7, 12)
    tyre, hub, axle = draw_one_of(("rubber", "nylon"), rng), draw_material("abs", rng), draw_material("steel", rng)
    places = [(sx * (hx - r - 8), -hy + r + 4, hz - r - 4) for sx in (-1, 1)]
    if rng.random() < 0.4:
        places += [(x, hy - r - 4, z) for x, _, z in places]
    parts = []
    for c in places:
        parts.append(fit(wall(box(wide + 8, r + 4, r + 4, 6), 2.5), (wide + 8, r + 4, r + 4), hub, c))
        parts.append(fit(turned(cylinder(r, wide), LYING_X), (wide, r, r), tyre, c))
        parts.append(fit(turned(cylinder(r * 0.62, wide + 0.5), LYING_X), (wide, r, r), hub, c))
        parts.append(fit(turned(cylinder(rng.uniform(2.5, 4), wide + 6), LYING_X), (wide + 6, 4, 4), axle, c))
    return parts


def pull_rods(half: Half, depth: float, rng: np.random.Generator) -> list[Part]:
    """A telescopic handle: two tubes, one in the other, along the bottom, with a grip at the end."""
    hx, hy, hz = half
    metal = draw_one_of(("aluminium", "aluminium", "steel"), rng)
    plastic = draw_one_of(("abs", "nylon"), rng)
    r, y = rng.uniform(5, 8), -hy + depth + 9
    parts = []
    for s in (-1, 1):
        x = s * hx * rng.uniform(0.3, 0.45)
        parts.append(fit(turned(wall(cylinder(r, hz - 14), 1.2), LYING_Z), (r, r, hz), metal, (x, y, 0)))
        parts.append(fit(turned(wall(cylinder(r - 2.2, hz * 0.5), 1.0), LYING_Z), (r, r, hz), metal, (x, y, -hz * 0.4)))
        parts.append(fit(box(r + 4, r + 3, 14, 2), (r + 4, r + 3, 14), plastic, (x, y, -hz + 16)))
    parts.append(fit(box(hx * 0.45, 9, 11, 5), (hx * 0.45, 9, 11), plastic, (0, y, -hz + 10)))
    return parts


def carry_handle(half: Half, rng: np.random.Generator) -> Part:
    hx, hy, hz = half
    wide = rng.uniform(40, 65)
    path = np.array([[hx - 3, 0, -wide], [hx + 7, 0, -wide * 0.6], [hx + 7, 0, wide * 0.6], [hx - 3, 0, wide]])
    shape = tube_along(path, np.full(4, rng.uniform(3.5, 6)))
    return Part(
        shape, draw_one_of(("abs", "nylon", "leather", "rubber"), rng), 0, None, ((hx, 0, 0), (16, 10, wide + 10))
    )


def frame_rods(half: Half, rng: np.random.Generator) -> Part:
    """The wire or fibre-glass frame along the edges of a soft case."""
    hx, hy, hz = (h - 7 for h in half)
    corner = np.array([[-hx, -hz], [hx, -hz], [hx, hz], [-hx, hz], [-hx, -hz]])
    rods = [tube_along(np.insert(corner, 1, s * hy, axis=1), np.full(5, rng.uniform(1.2, 2.4))) for s in (-1, 1)]
    shape = lambda x, y, z: np.minimum(rods[0](x, y, z), rods[1](x, y, z))  # noqa: E731
    return Part(shape, draw_one_of(("steel", "polypropylene", "glass"), rng))


def trim_of(kind: str, half: Half, depth: float, rng: np.random.Generator) -> tuple[Part, ...]:
    """The trim of a kind of luggage; `depth` is the thickness of its walls in mm."""
    hx, hy, hz = half
    parts: list[Part] = []
    if kind in ("hard case", "soft case"):
        if rng.random() < 0.8:
            parts += wheels(half, rng) + pull_rods(half, depth, rng)
        parts.append(carry_handle(half, rng))
    if kind == "hard case" and rng.random() < 0.5:
        for s in (-0.5, 0.5):
            parts.append(
                fit(box(7, 12, 14, 2), (7, 12, 14), draw_one_of(("zinc", "abs", "steel"), rng), (hx - 4, 0, s * hz))
            )
    if kind == "soft case" and rng.random() < 0.5:
        parts.append(frame_rods(half, rng))
    if kind == "backpack":
        for s in (-1, 1):
            x = s * hx * 0.4
            strap = box(hx * 0.16, 5, hz * 0.7, 4)
            parts.append(fit(strap, (hx * 0.16, 5, hz * 0.7), draw_material("foam", rng).scaled(2), (x, hy + 2, 0)))
            buckle = wall(box(14, 3, 10, 2), 3)
            parts.append(fit(buckle, (14, 3, 10), draw_one_of(("pom", "nylon", "steel"), rng), (x, hy + 4, hz * 0.5)))
    if kind == "handbag":
        for s in (-1, 1):
            ring = torus(9, 1.8, 1.8)
            parts.append(
                fit(
                    ring,
                    (12, 3, 12),
                    draw_one_of(("brass", "zinc", "steel"), rng),
                    (s * hx * 0.5, hy * 0.3, -hz * 0.97),
                )
            )
        parts.append(fit(box(6, 6, 10, 2), (6, 6, 10), draw_one_of(("brass", "zinc"), rng), (0, hy * 0.6, -hz * 0.95)))
    if kind in ("parcel", "small parcel"):
        tape = draw_one_of(("polypropylene", "paper"), rng)
        for s in (-1, 1):
            parts.append(fit(box(24, 0.4, hz), (24, 1, hz), tape, (0, s * (hy + 0.3), 0)))
        for sx in (-1, 1):
            parts.append(
                fit(
                    box(hx * 0.49, 2.4, hz - 4),
                    (hx * 0.49, 3, hz),
                    draw_material("cardboard", rng),
                    (sx * hx * 0.5, hy - depth - 3, 0),
                )
            )
    if kind == "instrument case":
        for s in (-1, 1):
            parts.append(
                fit(
                    box(6, 9, 9, 1), (6, 9, 9), draw_one_of(("zinc", "steel", "brass"), rng), (hx - 3, 0, s * hz * 0.45)
                )
            )
    return tuple(parts)
