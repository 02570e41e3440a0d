"""Forms taken for horn in pieces: rods, blocks, lumps, granules, hooves, chews, discs, handles.

Their materials and families are in `horns`.
"""

import numpy as np

from ...forms import Form, chunk_form
from ...forms_cut import split_log, stone_form
from ...forms_skin import flowing_lump, mesh_lump, of_mesh
from ...forms_turned import turned_bar, turned_disc, turned_vessel
from ...shapes import box, common, cone, cylinder, melt, minus, moved, plane, sphere, tube_along
from ...shapes_loft import joined, loft_along
from ...shapes_mesh import Mesh
from ...shapes_noise import noisy
from ...shapes_section import blob, extrude, lathe, sweep

Rng = np.random.Generator


def plain_rod(rng: Rng) -> Form:
    r, half = rng.uniform(4, 30), rng.uniform(30, 120)
    return cylinder(r, half), (r + 2, half + 2, r + 2)


def sawn_stick(rng: Rng) -> Form:
    half, r = rng.uniform(30, 110), rng.uniform(5, 25)
    path = np.array([[rng.normal(0, 4), -half, 0], [0, 0, rng.normal(0, 4)], [0, half, 0.0]])
    return sweep(blob(r, 0.1, 3, rng), path, rng.uniform(0.8, 1, 3)), (r * 1.5 + 14, half + 12, r * 1.5 + 14)


def lathed_rod(rng: Rng) -> Form:
    return turned_bar(rng.uniform(60, 240), rng.uniform(5, 30), rng)


def block(rng: Rng) -> Form:
    return chunk_form(rng.uniform(25, 95), rng)


def pebble(rng: Rng) -> Form:
    return stone_form(rng.uniform(20, 90), rng)


def skin_pebble(rng: Rng) -> Form:
    return mesh_lump(rng.uniform(20, 90), rng, rng.uniform(0.08, 0.25))


def flowing(rng: Rng) -> Form:
    return flowing_lump(rng.uniform(25, 100), rng)


def prill(rng: Rng) -> Form:
    return stone_form(rng.uniform(5, 16), rng, 0.08)


def skin_prill(rng: Rng) -> Form:
    return flowing_lump(rng.uniform(6, 18), rng, 3)


def hoof(rng: Rng) -> Form:
    """A hoof or heel: an oblique cone, cleft at times, hollow above."""
    r, half = rng.uniform(25, 55), rng.uniform(20, 40)
    shape = common(extrude(blob(r, 0.1, 2, rng), half, 3, (1.0, 0.7)), plane(0.5, 1, 0, half * 0.9))
    shape = minus(shape, moved(cone(r * 0.4, r * 0.62, half * 0.5), 0, half * 0.6, 0))
    if rng.random() < 0.5:
        shape = minus(shape, box(2.5, 2 * half, r, 0))
    return shape, (r * 1.3 + 2, half + 2, r * 1.3 + 2)


def turned_hoof(rng: Rng) -> Form:
    return turned_vessel(rng.uniform(40, 80), rng.uniform(26, 52), rng.uniform(6, 14), rng)


def chew(rng: Rng) -> Form:
    """A chew of raw hide or nylon: a knotted bar, a braid or a bone."""
    half, r = rng.uniform(45, 110), rng.uniform(7, 15)
    knobs = [moved(sphere(r * rng.uniform(1.3, 1.7)), x, y, 0) for y in (-half, half) for x in (-r * 0.8, r * 0.8)]
    shape = noisy(melt(r * 0.6, cylinder(r, half), *knobs), 1.0, 14, 3, rng)
    return shape, (r * 2.8 + 3, half + r * 1.8 + 3, r * 1.8 + 3)


def braided_chew(rng: Rng) -> Form:
    half, r = rng.uniform(50, 110), rng.uniform(5, 9)
    y = np.linspace(-half, half, 24)
    bodies: list[Mesh] = []
    for k in range(3):
        a = y / half * rng.uniform(6, 8) + k * 2.094
        path = np.stack([r * np.cos(a), y, r * np.sin(a)], 1)
        bodies.append(loft_along(path, np.full(4, r), 0.7, 60, 10))
    return of_mesh(joined(*bodies), max(half / 45, 1.2))


def horn_disc(rng: Rng) -> Form:
    r, half = rng.uniform(15, 55), rng.uniform(3, 15)
    return noisy(cylinder(r, half), r * 0.04, r, 3, rng), (r * 1.15 + 2, half + 5, r * 1.15 + 2)


def turned_slice(rng: Rng) -> Form:
    return turned_disc(rng.uniform(15, 55), rng.uniform(3, 15), rng)


def pommel(rng: Rng) -> Form:
    """A knife or stick handle."""
    half, r = rng.uniform(40, 65), rng.uniform(9, 16)
    path = np.array([[0, -half, 0], [rng.normal(0, 5), 0, 0], [rng.normal(0, 10), half, 0.0]])
    shape = sweep(blob(r, 0.12, 2, rng) * [1, 0.7], path, rng.uniform(0.7, 1.2, 5))
    return minus(shape, tube_along(path, np.full(3, rng.uniform(1.5, 3.5)))), (r * 1.6 + 14, half + 3, r * 1.6 + 6)


def turned_pommel(rng: Rng) -> Form:
    half, r = rng.uniform(40, 65), rng.uniform(9, 16)
    y = np.linspace(-half, half, 9)
    outer = np.stack([r * rng.uniform(0.7, 1.1, 9), y], 1)
    return lathe(np.vstack([[2.5, -half], outer, [2.5, half]])), (r * 1.15 + 2, half + 2, r * 1.15 + 2)


def wood_log(rng: Rng) -> Form:
    return split_log(rng.uniform(50, 180), rng)
