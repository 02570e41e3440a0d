"""Ivory for play and music: dice, dominoes, mah-jong tiles, counters, the coverings of piano keys."""

import numpy as np

from ..family import Family
from ..items import Item
from ..materials import draw_material
from ..shapes import Shape, box, common, cylinder, minus, moved, plane, rotation_about, sphere, turned, union
from ..shapes_noise import Noise, noisy
from ..shapes_section import extrude, regular
from ._dentine import ivory_solid, mount
from ._near import fitted

PIPS = ((), ((0, 0),), ((-1, -1), (1, 1)), ((-1, -1), (0, 0), (1, 1)), ((-1, -1), (-1, 1), (1, -1), (1, 1)))


def die(a: float, rng: np.random.Generator) -> Shape:
    """A cube with drilled pips on four faces."""
    cube = common(box(a, a, a, a * 0.15), sphere(a * rng.uniform(1.4, 1.75)))
    pip = sphere(a * 0.2)
    cuts = []
    for face in range(4):
        turn = rotation_about(face % 3, np.pi / 2 * (face + 1))
        cuts += [turned(moved(pip, i * a * 0.5, a, j * a * 0.5), turn) for i, j in PIPS[face + 1]]
    return minus(cube, *cuts)


def dice(rng: np.random.Generator) -> Item:
    """Dice of 8 to 20 mm, loose or in a row."""
    a, n = rng.uniform(4, 10), int(rng.integers(1, 7))
    single = die(a, rng)
    wide = int(np.ceil(np.sqrt(n)))
    parts = []
    for i in range(n):
        row, column = divmod(i, wide)
        turn = rotation_about(1, rng.uniform(0, 6.3)) @ rotation_about(int(rng.integers(3)), np.pi / 2)
        parts.append(moved(turned(single, turn), column * a * 3.0, 0, row * a * 3.0))
    shape, half = fitted(union(*parts), (wide * 3 * a + a, a * 2, wide * 3 * a + a))
    return ivory_solid("dice", shape, half, rng, "lies", count=n)


def polyhedral_dice(rng: np.random.Generator) -> Item:
    """Old long dice and teetotums: prisms with cut ends."""
    r, half, sides = rng.uniform(4, 8), rng.uniform(6, 20), int(rng.integers(4, 9))
    planes = [plane(np.cos(t), rng.uniform(0, 0.2), np.sin(t), r) for t in np.arange(sides) * 2 * np.pi / sides]
    shape = common(*planes, plane(0, 1, 0, half), plane(0, -1, 0, half))
    shape, box_half = fitted(shape, (r * 2, half + 0.5, r * 2))
    return ivory_solid("dice", shape, box_half, rng)


def rounded_dice(rng: np.random.Generator) -> Item:
    """A superellipsoid die with noisy, worn faces (held-out geometry)."""
    a, p = rng.uniform(4.5, 10), rng.uniform(4, 9)

    def blunt(x, y, z):
        return ((np.abs(x / a) ** p + np.abs(y / a) ** p + np.abs(z / a) ** p + 1e-9) ** (1 / p) - 1) * a * 0.8

    pips = [moved(cylinder(a * 0.14, a * 0.3), i * a * 0.5, a, j * a * 0.5) for i, j in PIPS[int(rng.integers(1, 5))]]
    shape = minus(noisy(blunt, 0.12, a, 2, rng), *pips)
    return ivory_solid("dice", shape, (a * 1.05, a * 1.05, a * 1.05), rng)


def domino_set(rng: np.random.Generator, tile: Shape, half, n: int) -> Item:
    """Tiles in rows, stacked as in their box."""
    across, deep = int(rng.integers(2, 8)), int(rng.integers(1, 4))
    parts = []
    for i in range(n):
        layer, rest = divmod(i, across * deep)
        row, column = divmod(rest, across)
        at = (column * (2 * half[0] + 0.4), layer * (2 * half[1] + 0.2), row * (2 * half[2] + 0.5))
        parts.append(moved(tile, *(float(v + rng.normal(0, 0.15)) for v in at)))
    layers = (n - 1) // (across * deep) + 1
    reach = (across * 2 * half[0] + 6, layers * 2 * half[1] + 4, deep * 2 * half[2] + 6)
    mid = [(across - 1) * half[0], (layers - 1) * half[1], (deep - 1) * half[2]]
    shape, box_half = fitted(moved(union(*parts), *(-float(m) for m in mid)), tuple(float(v) / 2 + 3 for v in reach))
    return ivory_solid("dominoes", shape, box_half, rng, "lies", count=n)


def dominoes(rng: np.random.Generator) -> Item:
    a, t, b = rng.uniform(7, 12), rng.uniform(1.8, 4), rng.uniform(14, 25)
    pips = [moved(sphere(a * 0.2), i * a * 0.5, t, j * a * 0.5 + b / 2) for i, j in PIPS[4]]
    pips += [moved(sphere(a * 0.2), i * a * 0.5, t, j * a * 0.5 - b / 2) for i, j in PIPS[3]]
    tile = minus(box(a, t, b, 0.8), *pips)
    return domino_set(rng, tile, (a, t, b), int(rng.integers(4, 20)))


def mahjong(rng: np.random.Generator) -> Item:
    """Thick tiles with engraved faces."""
    a, t, b = rng.uniform(9, 13), rng.uniform(5, 8), rng.uniform(12, 18)
    signs = Noise(a * 0.6, 2, rng)
    solid = box(a, t, b, 1.5)

    def tile(x, y, z):
        face = np.where(signs(x, np.zeros_like(y), z) > 0.25, t - 0.8 - y, np.float32(9))
        return np.maximum(solid(x, y, z), -face)

    return domino_set(rng, tile, (a, t, b), int(rng.integers(3, 14)))


def counters(rng: np.random.Generator) -> Item:
    """Gaming counters cut by drawn outlines: fish, ovals, bars, in a pile of rows (held-out geometry)."""
    a, b, t = rng.uniform(7, 13), rng.uniform(12, 24), rng.uniform(1.2, 4)
    outline = regular(48, 1.0, rng.uniform(2.2, 6)) * [a, b]
    tile = extrude(outline, t, t * 0.4)
    return domino_set(rng, tile, (a, t, b), int(rng.integers(4, 18)))


def key_tops(heads: int, tails: int, thick: float, rng: np.random.Generator, layered: bool) -> tuple[Shape, tuple]:
    """Ivory coverings of piano keys: heads 50 x 23 mm, tails 95 x 12 mm, in rows or stacks."""
    parts = []
    for i in range(heads + tails):
        head = i < heads
        size = (11.5, thick / 2, 25.0) if head else (rng.uniform(5.5, 7), thick / 2, 47.0)
        j = i if head else i - heads
        if layered:
            at = (rng.normal(0, 0.8), j * (thick + 0.15), rng.normal(0, 1) + (0 if head else 76))
        else:
            at = (j * 23.6, 0.0, 0 if head else 73.0)
        parts.append(moved(box(*size, 0.2), *(float(v) for v in at)))
    n = max(heads, tails)
    span = (15.0, n * (thick + 0.2) / 2 + 2, 80.0) if layered else (n * 12 + 2, thick + 1, 80.0)
    mid = (
        (0.0, (n - 1) * (thick + 0.15) / 2, 38.0 if tails else 0)
        if layered
        else ((n - 1) * 11.8, 0.0, 38.0 if tails else 0)
    )
    return fitted(moved(union(*parts), *(-float(v) for v in mid)), span)


def piano_keys(rng: np.random.Generator) -> Item:
    """Stripped key coverings in a stack."""
    n, thick = int(rng.integers(6, 26)), rng.uniform(0.9, 1.8)
    tails = n if rng.random() < 0.5 else 0
    shape, half = key_tops(n, tails, thick, rng, True)
    return ivory_solid("piano keys", shape, half, rng, "lies", count=n + tails)


def keyboard(rng: np.random.Generator) -> Item:
    """Coverings still on their wooden keys, side by side."""
    n, thick = int(rng.integers(3, 13)), rng.uniform(1.0, 1.8)
    shape, half = key_tops(n, n, thick, rng, False)
    wood = mount(moved(box(half[0], 7, half[2], 0.5), 0, -thick / 2 - 7, 0), draw_material("wood", rng))
    return ivory_solid("piano keys", shape, (half[0], 16.0, half[2]), rng, "lies", count=2 * n, extra=(wood,))


def fanned_keys(rng: np.random.Generator) -> Item:
    """Coverings with a notch, cut by a drawn outline, spread like a hand of cards (held-out geometry)."""
    n, thick = int(rng.integers(4, 16)), rng.uniform(1.0, 2.0)
    outline = np.array(
        [[-11.5, -73], [11.5, -73], [11.5, -23], [4.5, -23], [4.5, 73], [-8, 73], [-8, -23], [-11.5, -23]]
    )
    key = extrude(outline, thick / 2, 0.2, cells=180)
    step = rng.uniform(0.02, 0.12)
    parts = [
        moved(turned(key, rotation_about(1, (i - n / 2) * step)), 0, float((i - (n - 1) / 2) * (thick + 0.2)), 0)
        for i in range(n)
    ]
    shape, half = fitted(union(*parts), (75.0, n * (thick + 0.2) / 2 + 1, 75.0))
    return ivory_solid("piano keys", shape, half, rng, "lies", count=n)


FAMILIES = (
    Family("dice.cube", "dice", dice, 0.35),
    Family("dice.prism", "dice", polyhedral_dice, 0.15),
    Family("dice.worn", "dice", rounded_dice, 0.35, held_out=True),
    Family("dominoes.pips", "dominoes", dominoes, 0.2),
    Family("dominoes.mahjong", "dominoes", mahjong, 0.2),
    Family("dominoes.counters", "dominoes", counters, 0.25, held_out=True),
    Family("piano.stack", "piano keys", piano_keys, 0.15),
    Family("piano.keyboard", "piano keys", keyboard, 0.15),
    Family("piano.fanned", "piano keys", fanned_keys, 0.2, held_out=True),
)
