"""Musical instruments and sports things."""

import numpy as np

from ...assembly import LYING_Z, assemble, at, ball, brick, families, rod
from ...items import Item
from ...materials import draw_material, draw_one_of
from ...shapes import (
    box,
    common,
    cylinder,
    ellipsoid,
    inset,
    moved,
    plane,
    sphere,
    torus,
    union,
    wall,
)
from ...shapes_section import extrude, lathe, regular, smooth_curve, sweep


def flute(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(8, 14), rng.uniform(90, 165)
    tube = at(
        wall(cylinder(r, h), rng.uniform(1, 4)), (r, h, r), draw_one_of(("wood", "hard wood", "brass", "abs"), rng)
    )
    keys = [
        rod(r * 0.5, 2, draw_one_of(("brass", "steel"), rng), (0.0, float(y), r + 1), LYING_Z)
        for y in rng.uniform(-0.8, 0.6, 6) * h
    ]
    return assemble("flute", [tube, *keys])


def turned_flute(rng: np.random.Generator) -> Item:
    h, r = rng.uniform(70, 160), rng.uniform(8, 14)
    y = np.linspace(-h, h, 30)
    wide = r * (1 + 0.5 * np.exp(-(((y + h) / 18) ** 2)) + 0.25 * np.exp(-((y / 8) ** 2)))
    body = lathe(np.vstack([np.stack([wide, y], 1), np.stack([np.full(30, r * 0.55), y[::-1]], 1)]))
    parts = [at(body, (r * 1.6, h, r * 1.6), draw_one_of(("wood", "hard wood", "abs", "acrylic"), rng))]
    parts.append(
        at(
            lathe(np.array([[r * 1.05, -4], [r * 1.3, -4], [r * 1.3, 4], [r * 1.05, 4]])),
            (r * 1.4, 5, r * 1.4),
            draw_one_of(("brass", "zinc"), rng),
            (0.0, h * 0.4, 0.0),
        )
    )
    return assemble("flute", parts)


def ukulele(rng: np.random.Generator) -> Item:
    s, wood = rng.uniform(0.6, 0.95), draw_one_of(("wood", "hard wood"), rng)
    hull = union(cylinder(85 * s, 30 * s), moved(cylinder(65 * s, 30 * s), 0, 0, -100 * s))
    parts = [
        at(wall(hull, 2.5), (90 * s, 30 * s, 170 * s), wood),
        brick(20 * s, 9 * s, 110 * s, wood, (0.0, 24 * s, -260 * s), 4),
    ]
    for x in np.linspace(-12, 12, 4) * s:
        parts.append(
            at(
                cylinder(0.4, 230 * s),
                (0.6, 230 * s, 0.6),
                draw_one_of(("nylon", "steel"), rng),
                (float(x), 36 * s, -130 * s),
                LYING_Z,
            )
        )
        parts.append(rod(3, 10, draw_material("steel", rng), (float(x) * 2, 26 * s, -365 * s)))
    return assemble("string instrument", parts, "flat", hollow=lambda x, y, z: inset(hull, 4)(x, y, z))


def violin(rng: np.random.Generator) -> Item:
    s, wood = rng.uniform(0.6, 0.85), draw_one_of(("wood", "hard wood"), rng)
    half = (
        np.array([[0, -180], [70, -165], [82, -110], [52, -60], [55, -10], [100, 60], [102, 120], [60, 170], [0, 178]])
        * s
    )
    outline = smooth_curve(np.vstack([half, (half[1:-1] * [-1, 1])[::-1]]), 90, True)
    hull = extrude(outline, 19 * s, 6)
    neck = sweep(regular(20, 12 * s, 2.5), np.array([[0, 16, -170], [0, 20, -260], [0, 14, -320], [0, -10, -345]]) * s)
    parts = [at(wall(hull, 3), (110 * s, 19 * s, 190 * s), wood), at(neck, (16, 40, 365 * s), wood)]
    parts.append(rod(3, 17 * s, draw_material("wood", rng), (14 * s, 0.0, 20 * s)))
    return assemble("string instrument", parts, "flat", hollow=lambda x, y, z: hull(x, y, z) + 5)


def drum(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(45, 85), rng.uniform(30, 75)
    shell = lambda x, y, z: np.maximum(np.abs(np.sqrt(x * x + z * z) - r + 3) - 3, np.abs(y) - h)  # noqa: E731
    parts = [at(shell, (r, h, r), draw_one_of(("wood", "hard wood", "brass"), rng))]
    for s in (-1, 1):
        parts.append(rod(r, 0.6, draw_one_of(("leather", "pet"), rng), (0.0, s * h, 0.0)))
        parts.append(at(torus(r + 2, 2, 3), (r + 5, 4, r + 5), draw_one_of(("steel", "wood"), rng), (0.0, s * h, 0.0)))
    return assemble("drum", parts, "flat", hollow=cylinder(r - 7, h - 2))


def goblet_drum(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(40, 75), rng.uniform(55, 110)
    line = np.array([[r * 0.7, -h], [r * 0.4, -h * 0.3], [r * 0.5, h * 0.1], [r, h * 0.6], [r, h]])
    wall_line = np.vstack([line, (line - [5, 0])[::-1]])
    parts = [
        at(lathe(wall_line), (r, h, r), draw_one_of(("wood", "earthenware", "aluminium"), rng)),
        rod(r, 0.6, draw_material("leather", rng), (0.0, h, 0.0)),
    ]
    inside = lathe(np.array([[0, h * 0.1], [r * 0.5 - 8, h * 0.1], [r - 9, h * 0.6], [r - 9, h - 3], [0, h - 3]]))
    return assemble("drum", parts, "lies", hollow=inside)


def harmonica(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(45, 70), rng.uniform(9, 13), rng.uniform(12, 16)
    k = np.float32(rng.uniform(7, 9))
    comb = lambda x, y, z: np.maximum(box(a, b * 0.5, c)(x, y, z), k * 0.3 - np.abs((x % k) - k / 2))  # noqa: E731
    parts = [
        at(comb, (a, b, c), draw_one_of(("wood", "abs"), rng)),
        at(wall(box(a, b, c, 3), 0.8), (a, b, c), draw_material("steel", rng)),
    ]
    return assemble("harmonica", [*parts, brick(a - 3, 0.8, c - 2, draw_material("brass", rng), (0.0, b * 0.5, 0.0))])


def bells(rng: np.random.Generator) -> Item:
    """Hand bells, cymbals, a tambourine."""
    r, metal = rng.uniform(18, 45), draw_one_of(("brass", "steel", "brass"), rng)
    line = np.array([[0, 1.0], [0.35, 0.95], [0.5, 0.3], [0.7, -0.4], [1.0, -0.8]]) * r
    shell = lathe(np.vstack([line, (line * [0.9, 0.95])[::-1]]))
    parts = [at(shell, (r, r, r), metal), ball(r * 0.2, metal, (0.0, -r * 0.4, 0.0))]
    grip = lathe(np.array([[0, 0], [5, 2], [8, 25], [4, 45], [0, 46]]))
    return assemble("harmonica", [*parts, at(grip, (9, 48, 9), draw_one_of(("wood", "leather"), rng), (0.0, r, 0.0))])


def dumbbell(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(18, 32), rng.uniform(40, 75)
    metal = draw_one_of(("steel", "zinc", "plaster"), rng)
    parts = [rod(r * 0.4, h, metal)]
    return assemble("weights", parts + [rod(r, h * 0.28, metal, (0.0, s * h * 0.75, 0.0)) for s in (-1, 1)])


def kettle_weight(rng: np.random.Generator) -> Item:
    r = rng.uniform(24, 42)
    body = common(sphere(r), plane(0, -1, 0, r * 0.8))
    bow = sweep(
        regular(16, r * 0.2),
        np.array([[-0.6, 0.6, 0], [-0.75, 1.4, 0], [0, 1.8, 0], [0.75, 1.4, 0], [0.6, 0.6, 0]]) * r,
    )
    metal = draw_one_of(("steel", "zinc"), rng)
    return assemble("weights", [at(body, (r, r, r), metal), at(bow, (r * 1.1, r * 2.2, r * 0.3), metal)])


def bat(rng: np.random.Generator) -> Item:
    a, t, c = rng.uniform(65, 80), rng.uniform(3, 6), rng.uniform(70, 85)
    face = lambda x, y, z: np.maximum(ellipsoid(a, 1e3, c)(x, y * 0, z), np.abs(y) - t)  # noqa: E731
    parts = [
        at(face, (a, t, c), draw_material("wood", rng)),
        brick(13, 11, 50, draw_one_of(("wood", "leather"), rng), (0.0, 0.0, c + 42), 6),
    ]
    return assemble("racket", [*parts, at(wall(face, 1.5), (a, t, c), draw_material("rubber", rng))])


def racket(rng: np.random.Generator) -> Item:
    a, c, metal = rng.uniform(70, 100), rng.uniform(80, 115), draw_one_of(("aluminium", "nylon", "wood"), rng)
    rim = smooth_curve(np.array([[np.cos(t) * a, 0, np.sin(t) * c] for t in np.linspace(0, 2 * np.pi, 24)]), 48)
    parts = [
        at(sweep(regular(12, 5), rim, n=48), (a + 6, 6, c + 6), metal),
        rod(9, 60, metal, (0.0, 0.0, c + 58), LYING_Z),
    ]
    for x in np.arange(-a + 12, a - 10, 12.0):
        half = float(c * np.sqrt(1 - (x / a) ** 2))
        parts.append(rod(0.6, half, draw_material("nylon", rng), (float(x), 0.0, 0.0), LYING_Z))
    return assemble("racket", parts)


FAMILIES = (
    *families("flute", (flute,), (turned_flute,), 0.6),
    *families("string instrument", (ukulele,), (violin,), 0.4),
    *families("drum", (drum,), (goblet_drum,), 0.4),
    *families("harmonica", (harmonica,), (bells,), 0.5),
    *families("weights", (dumbbell,), (kettle_weight,), 0.4),
    *families("racket", (bat,), (racket,), 0.4),
)
