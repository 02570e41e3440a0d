"""Game pieces, keys and seals: piano keys, billiard balls, dice, dominoes, mahjong tiles, chess men, chips."""

import numpy as np

from ....classes import IVORY, SCALES
from ...family import Family
from ...forms import Form, rod_form, slab_form
from ...forms_cut import disc_form
from ...forms_skin import mesh_rod, of_mesh
from ...forms_turned import sphere_of_rings, turned_bar, turned_disc, turned_piece
from ...items import Item, Part, Pile, Solid
from ...materials import draw_material
from ...shapes import box, cone, cylinder, ellipsoid, melt, minus, moved, random_rotation, sphere, torus, turned, union
from ...shapes_loft import loft
from ...shapes_section import extrude, regular, sweep
from .kinds import families, heaps, kind_of
from .matter import pick, texture_of

Rng = np.random.Generator
TILES = ("filled resin", "resin", "abs", "acrylic", "bone", "hard wood", "pom")


def wedge(a: float, half: float, c: float, rng: Rng, corner: float = 4.0) -> Form:
    """A lofted tile with soft corners and a slightly domed face."""
    section = regular(40, 1.0, corner)
    scale = np.array([0.05, 0.85, 0.97, 1, 1, 1, 0.97, 0.85, 0.05])
    y = np.array([-1, -0.98, -0.85, -0.6, 0, 0.6, 0.85, 0.98, 1 + rng.uniform(0, 0.1)]) * half
    rings = [
        np.stack([section[:, 0] * a * s, np.full(40, h), section[:, 1] * c * s], 1)
        for s, h in zip(scale, y, strict=True)
    ]
    return of_mesh(loft(np.array(rings)), max(min(a, half, c) / 4, max(a, half, c) / 40))


def piano_keys(rng: Rng) -> Item:
    """A bundle of key tops, or keys with their wooden levers."""
    length, w, t = rng.uniform(45, 75), rng.uniform(10.5, 12), rng.uniform(0.8, 2.2)
    cover = pick(("filled resin", "resin", "acrylic", "bone", "abs"), rng)
    top = Part(box(length, t, w, 0.4), draw_material(cover, rng))
    parts = (top,)
    if rng.random() < 0.5:
        parts = (
            Part(moved(box(length, 7, w * 0.95), 0, -7 - t, 0), draw_material("wood", rng), 0, texture_of("wood", rng)),
            top,
        )
    half = (length + 1, t + 15 if len(parts) == 2 else t + 1, w + 1)
    key = Solid("piano keys", parts, half, "flat", 0, cover)
    n = int(rng.integers(4, 16))
    side = 2 * length + 20
    return Pile(
        "piano keys", (key,) * n, (rng.uniform(45, 80), side, side * rng.uniform(0.5, 1)), None, 0, cover, 0.0, n
    )


def lofted_keys(rng: Rng) -> Item:
    """Key tops in two pieces with the notch of the black keys, tied in a stack."""
    length, w, t = rng.uniform(45, 75), rng.uniform(10.5, 12), rng.uniform(0.9, 2.2)
    cover = pick(("filled resin", "resin", "acrylic", "bone", "abs"), rng)
    notch = rng.uniform(0.3, 0.6) * w
    outline = np.array(
        [[-length, -w], [length, -w], [length, w - notch], [-length * 0.1, w - notch], [-length * 0.1, w], [-length, w]]
    )
    key = extrude(outline, t * 0.95, t * 0.2, cells=160)
    n = int(rng.integers(3, 14))
    heights = (np.arange(n) - (n - 1) / 2) * t * 2.1
    stack = union(*(moved(key, rng.normal(0, 1.5), h, rng.normal(0, 0.7)) for h in heights))
    part = Part(stack, draw_material(cover, rng))
    return Solid("piano keys", (part,), (length + 8, n * t * 1.05 + 3, w + 5), "lies", 0, cover, 0.0, n)


def cube(rng: Rng) -> Form:
    """A die: pips drilled into a rounded cube."""
    a = rng.uniform(5, 11)
    pips = []
    for axis in range(3):
        for _ in range(int(rng.integers(1, 5))):
            at = rng.uniform(-0.6, 0.6, 3) * a
            at[axis] = a * rng.choice([-1, 1])
            pips.append(moved(sphere(a * 0.17), *at))
    return minus(box(a, a, a, a * rng.uniform(0.1, 0.35)), *pips), (a + 1, a + 1, a + 1)


def polyhedron(rng: Rng) -> Form:
    """A role-player's die: a twisted prism, or a rounded cube as a skin."""
    a = rng.uniform(6, 11)
    if rng.random() < 0.5:
        return wedge(a, a, a, rng, rng.uniform(3, 9))
    shape = extrude(regular(int(rng.integers(3, 9)), a), a * 0.8, a * 0.15, (0.6, 1.0), cells=64)
    return shape, (a * 1.1 + 1, a * 0.8 + 1, a * 1.1 + 1)


def tile(rng: Rng) -> Form:
    """A mahjong tile with an engraved face."""
    a, b, t = rng.uniform(9, 14), rng.uniform(12, 18), rng.uniform(5, 9)
    cuts = [
        moved(
            box(a * rng.uniform(0.1, 0.4), 1.2, rng.uniform(0.6, 1.2)),
            rng.normal(0, a * 0.3),
            t,
            rng.normal(0, b * 0.4),
        )
        for _ in range(5)
    ]
    return minus(box(a, t, b, 1.5), *cuts), (a + 1, t + 1, b + 1)


def soft_tile(rng: Rng) -> Form:
    return wedge(rng.uniform(9, 14), rng.uniform(5, 9), rng.uniform(12, 18), rng, rng.uniform(4, 8))


def domino(rng: Rng) -> Form:
    a, t = rng.uniform(10, 13), rng.uniform(2.8, 5)
    pips = [
        moved(sphere(1.8), rng.uniform(-0.7, 0.7) * a, t + 0.4, s * a + rng.uniform(-0.6, 0.6) * a)
        for s in (-1, 1)
        for _ in range(3)
    ]
    groove = moved(box(a, 0.7, 0.6), 0, t, 0)
    return minus(box(a, t, 2 * a, 1.2), groove, *pips), (a + 1, t + 1, 2 * a + 1)


def soft_domino(rng: Rng) -> Form:
    a = rng.uniform(10, 13)
    return wedge(a, rng.uniform(2.8, 5), 2 * a, rng, rng.uniform(5, 9))


def chess_man(rng: Rng) -> Form:
    """A man of cones, discs and a head."""
    h, r = rng.uniform(14, 45), rng.uniform(7, 15)
    head = moved(sphere(r * rng.uniform(0.4, 0.6)), 0, h * 0.75, 0)
    if rng.random() < 0.3:
        head = moved(ellipsoid(r * 0.65, r * 0.8, r * 0.35), r * 0.1, h * 0.7, 0)
    parts = [moved(cylinder(r, h * 0.12), 0, -h * 0.85, 0), moved(cone(r * 0.75, r * 0.35, h * 0.6), 0, -h * 0.2, 0)]
    parts += [moved(torus(r * 0.4, r * 0.2, r * 0.15), 0, h * 0.45, 0), head]
    return melt(r * 0.12, *parts), (r + 2, h + r * 0.5 + 2, r + 2)


def turned_man(rng: Rng) -> Form:
    return turned_piece(rng.uniform(28, 95), rng.uniform(7, 16), rng)


def ball(rng: Rng) -> Form:
    r = float(rng.choice([rng.uniform(25, 31), rng.uniform(14, 24)]))
    return sphere(r), (r + 1, r + 1, r + 1)


def turned_ball(rng: Rng) -> Form:
    return sphere_of_rings(float(rng.choice([rng.uniform(25, 31), rng.uniform(14, 24)])))


def chip(rng: Rng) -> Form:
    r = rng.uniform(14, 21)
    teeth = regular(48, r)
    notch = [regular(4, r * 0.1) + r * 0.85 * np.array([np.cos(a), np.sin(a)]) for a in np.arange(6) * np.pi / 3]
    return extrude((teeth, *notch) if rng.random() < 0.5 else teeth, rng.uniform(1.3, 2), 0.3, cells=80), (
        r + 1,
        3,
        r + 1,
    )


def turned_chip(rng: Rng) -> Form:
    return turned_disc(rng.uniform(14, 21), rng.uniform(1.4, 2), rng)


def bar_of(rng: Rng) -> Form:
    return turned_bar(rng.uniform(45, 240), rng.uniform(3.5, 12), rng)


def lofted_bar(rng: Rng) -> Form:
    return mesh_rod(rng.uniform(50, 150), rng.uniform(6, 13), rng)


def twisted_bar(rng: Rng) -> Form:
    half, r = rng.uniform(25, 80), rng.uniform(5, 11)
    path = np.array([[0, -half, 0], [rng.normal(0, 2), 0, 0], [0, half, 0]])
    shape = sweep(regular(int(rng.choice([4, 6, 30])), r), path, rng.uniform(0.7, 1, 4), rng.normal(0, 3))
    return shape, (r + 6, half + 2, r + 4)


def seal(rng: Rng) -> Form:
    """A seal stamp: a bar with a carved knob and an engraved foot."""
    a, half = rng.uniform(5, 12), rng.uniform(18, 36)
    knob = turned(ellipsoid(a * 1.1, a * 0.8, a * 0.9), random_rotation(rng))
    cuts = [moved(box(a * 0.8, 0.8, 0.6), 0, -half, s * a * 0.4) for s in (-1, 0, 1)]
    return minus(melt(2, box(a, half, a, 1), moved(knob, 0, half, 0)), *cuts), (a + 3, half + a * 1.2 + 2, a + 3)


def tablet(rng: Rng) -> Form:
    return wedge(rng.uniform(12, 42), rng.uniform(1.6, 6), rng.uniform(10, 32), rng, rng.uniform(2.5, 8))


RODS = ("filled resin", "bone", "acrylic", "pvc", "hard wood", "soapstone", "porcelain", "brass", "pom")

FAMILIES: tuple[Family, ...] = (
    *families("piano keys", IVORY, {"blocks": piano_keys}, {"notched": lofted_keys}, 0.6),
    *kind_of(
        "billiard ball",
        IVORY,
        ("resin", "resin", "filled resin", "acrylic"),
        {"sphere": ball},
        {"turned": turned_ball},
        0.5,
    ),
    *heaps(
        "dice",
        IVORY,
        ("acrylic", "resin", "bone", "hard wood", "abs"),
        {"drilled": cube},
        {"polyhedra": polyhedron},
        (2, 14),
        0.5,
    ),
    *heaps("mahjong tiles", IVORY, TILES, {"engraved": tile}, {"domed": soft_tile}, (14, 70), 0.5, 0.2),
    *heaps("dominoes", IVORY, TILES, {"drilled": domino}, {"domed": soft_domino}, (12, 28), 0.5, 0.2),
    *heaps(
        "chess set",
        IVORY,
        ("hard wood", "abs", "resin", "filled resin", "bone", "soapstone"),
        {"built": chess_man},
        {"turned": turned_man},
        (16, 32),
        0.8,
        0.3,
    ),
    *heaps(
        "poker chips",
        SCALES,
        ("abs", "filled resin", "resin"),
        {"cut": chip},
        {"turned": turned_chip},
        (15, 60),
        0.6,
        0.3,
    ),
    *heaps(
        "guitar picks",
        SCALES,
        ("nylon", "abs", "pom", "resin", "pvc"),
        {"cut": lambda rng: disc_form(rng.uniform(12, 16), rng.uniform(0.4, 1.1), rng, 3)},
        {"domed": lambda rng: wedge(rng.uniform(11, 14), rng.uniform(0.6, 1.2), rng.uniform(12, 16), rng, 1.6)},
        (6, 40),
        0.4,
        0.6,
    ),
    *kind_of(
        "rod or handle",
        IVORY,
        RODS,
        {"plain": rod_form, "twisted": twisted_bar, "seal": seal},
        {"turned": bar_of, "lofted": lofted_bar},
        0.9,
    ),
    *kind_of("slab", IVORY, (*RODS, "marble", "wood"), {"plain": slab_form, "tile": tile}, {"domed": tablet}, 0.7),
)
