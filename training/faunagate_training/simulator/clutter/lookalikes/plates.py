"""What is taken for pangolin scales and tortoiseshell: crisps, leaves, leather, bark, shingles, chips, nuts, fruit."""

import numpy as np

from ....classes import MARINE, SCALES
from ...family import Family
from ...forms import Form, plate_form
from ...forms_cut import petal_plate, pressed_plate, split_log, stone_form
from ...forms_skin import mesh_lump, mesh_plate, of_mesh
from ...shapes import box, common, ellipsoid, minus, moved, plane, sphere, wall
from ...shapes_loft import centred, height_field, loft_along
from ...shapes_noise import bent, noisy
from .kinds import FormMaker, heaps
from .matter import PLATES

Rng = np.random.Generator


def curved(size: tuple[float, float], thick: tuple[float, float]) -> FormMaker:
    return lambda rng: plate_form(rng.uniform(*size), rng.uniform(*thick), rng)


def pressed(size: tuple[float, float], thick: tuple[float, float], curve: float = 1.0) -> FormMaker:
    return lambda rng: pressed_plate(rng.uniform(*size), rng.uniform(*thick), rng, curve)


def petal(size: tuple[float, float], thick: tuple[float, float]) -> FormMaker:
    return lambda rng: petal_plate(rng.uniform(*size), rng.uniform(*thick), rng)


def skin(size: tuple[float, float], thick: tuple[float, float], cup: float = 0.15, lobes: float = 0.12) -> FormMaker:
    return lambda rng: mesh_plate(rng.uniform(*size), rng.uniform(*thick), rng, cup, lobes)


def saddle_crisp(rng: Rng) -> Form:
    """A pressed crisp of one shape, as sold in tubes."""
    a, c = rng.uniform(24, 32), rng.uniform(18, 24)
    n = 26
    x, z = np.meshgrid(np.linspace(-1, 1, n), np.linspace(-1, 1, n), indexing="ij")
    saddle = 7 * (x**2 - z**2)
    thick = rng.uniform(1.2, 1.8) * np.where(x**2 + z**2 < 0.95, 1, 0.15)
    return of_mesh(centred(height_field(saddle + thick / 2, saddle - thick / 2, 2 * a, 2 * c)), 1.0)


def shingle(rng: Rng) -> Form:
    a, c, t = rng.uniform(20, 45), rng.uniform(25, 60), rng.uniform(1.5, 4)
    return noisy(bent(box(a, t, c, 0.8), rng.normal(0, 0.004)), 0.5, 14, 3, rng, stretch=(1, 1, 4)), (
        a + 4,
        t + 9,
        c + 4,
    )


def chip(rng: Rng) -> Form:
    """A chip from an axe or a mill: a split sliver."""
    return split_log(rng.uniform(15, 45), rng)


def sliver(rng: Rng) -> Form:
    path = np.array([[-0.5, 0, 0], [0, rng.normal(0, 0.06), 0], [0.5, 0, 0.0]]) * rng.uniform(18, 50)
    return of_mesh(loft_along(path, rng.uniform(2, 6) * rng.uniform(0.3, 1, 5), rng.uniform(0.3, 0.6), 20, 8), 0.9)


def almond(rng: Rng) -> Form:
    a = rng.uniform(9, 14)
    return noisy(ellipsoid(a, a * rng.uniform(0.3, 0.42), a * rng.uniform(0.5, 0.62)), 0.3, 5, 2, rng), (
        a + 2,
        a * 0.5 + 2,
        a * 0.7 + 2,
    )


def skin_almond(rng: Rng) -> Form:
    a = rng.uniform(18, 28)
    path = np.array([[-0.5, 0, 0], [-0.1, 0.03, 0], [0.5, 0, 0.0]]) * a
    return of_mesh(loft_along(path, a * np.array([0.08, 0.24, 0.29, 0.2, 0.04]), 0.6, 20, 14), 0.8)


def pistachio(rng: Rng) -> Form:
    """Half a nut's shell."""
    a = rng.uniform(9, 17)
    b, c = a * rng.uniform(0.55, 0.8), a * rng.uniform(0.55, 0.85)
    shell = minus(ellipsoid(a, b, c), ellipsoid(a - 1.6, b - 1.6, c - 1.6), moved(box(2 * a, b, 2 * c), 0, b, 0))
    return moved(shell, 0, b * 0.5, 0), (a + 2, b * 0.6 + 2, c + 2)


def skin_shell(rng: Rng) -> Form:
    return mesh_plate(rng.uniform(18, 34), rng.uniform(1.5, 2.2), rng, 0.35, 0.04)


def fruit_slice(rng: Rng) -> Form:
    size = rng.uniform(35, 80)
    shape, half = petal_plate(size, rng.uniform(2.5, 6), rng)
    return noisy(shape, 0.9, 12, 3, rng), (half[0] + 2, half[1] + 3, half[2] + 2)


def shard(rng: Rng) -> Form:
    """A sherd of a pot, tile or bottle."""
    r, thick = rng.uniform(35, 120), rng.uniform(2, 6)
    cuts = []
    for a in np.sort(rng.uniform(0, 2 * np.pi, int(rng.integers(3, 6)))):
        cuts.append(plane(float(np.cos(a)), 0, float(np.sin(a)), rng.uniform(8, 25)))
    piece = common(moved(wall(sphere(r), thick), 0, -r + thick / 2, 0), box(32, 20, 32), *cuts)
    return piece, (34, 20, 34)


def skin_shard(rng: Rng) -> Form:
    return mesh_plate(rng.uniform(25, 60), rng.uniform(3, 6), rng, 0.12, 0.3)


def pebble(rng: Rng) -> Form:
    return stone_form(rng.uniform(12, 30), rng, 0.04)


def skin_pebble(rng: Rng) -> Form:
    return mesh_lump(rng.uniform(12, 30), rng, 0.12)


FAMILIES: tuple[Family, ...] = (
    *heaps(
        "potato chips",
        SCALES,
        ("chips",),
        {"pressed": pressed((30, 60), (1.0, 2.2), 2.5), "curved": curved((30, 60), (1.0, 2.0))},
        {"skin": skin((30, 60), (1.4, 2.2), 0.25), "saddle": saddle_crisp},
        (15, 50),
        0.9,
        0.7,
    ),
    *heaps(
        "dry leaves",
        SCALES,
        ("wood", "cardboard"),
        {"petal": petal((40, 110), (0.6, 1.2))},
        {"skin": skin((40, 100), (1.3, 1.8), 0.2, 0.3)},
        (12, 45),
        0.6,
    ),
    *heaps(
        "leather pieces",
        SCALES,
        ("leather",),
        {"pressed": pressed((25, 80), (1.2, 3.5), 1.5), "curved": curved((20, 55), (1.4, 3))},
        {"skin": skin((25, 70), (1.5, 3.5), 0.25, 0.25)},
        (8, 40),
        0.8,
        0.3,
    ),
    *heaps(
        "bark",
        SCALES,
        ("wood", "nut shell"),
        {"pressed": pressed((25, 80), (2, 6), 2.5), "split": chip},
        {"skin": skin((25, 80), (2.5, 6), 0.3, 0.3)},
        (8, 40),
        0.6,
    ),
    *heaps(
        "roof shingles",
        SCALES,
        ("wood", "earthenware", "abs"),
        {"rough": shingle},
        {"skin": skin((50, 100), (3, 6), 0.05, 0.05)},
        (6, 20),
        0.4,
        0.1,
    ),
    *heaps(
        "wood chips",
        SCALES,
        ("wood", "hard wood"),
        {"split": chip, "pressed": pressed((15, 45), (2, 5))},
        {"sliver": sliver},
        (20, 70),
        0.7,
        0.7,
    ),
    *heaps("almonds", SCALES, ("nut shell", "chips"), {"rough": almond}, {"skin": skin_almond}, (25, 80), 0.6, 0.8),
    *heaps("nut shells", SCALES, ("nut shell",), {"halves": pistachio}, {"skin": skin_shell}, (20, 70), 0.5, 0.7),
    *heaps(
        "dried mango",
        SCALES,
        ("chips", "leather"),
        {"slices": fruit_slice},
        {"skin": skin((35, 80), (2.5, 5), 0.2, 0.25)},
        (6, 30),
        0.6,
        0.9,
    ),
    *heaps(
        "sherds", SCALES, ("earthenware", "porcelain", "glass"), {"cut": shard}, {"skin": skin_shard}, (4, 18), 0.5, 0.3
    ),
    *heaps(
        "plates of plastic",
        SCALES,
        PLATES,
        {"curved": curved((18, 50), (0.8, 4.5)), "petal": petal((20, 55), (1, 4))},
        {"skin": skin((18, 55), (1.4, 4.5))},
        (15, 70),
        1.1,
    ),
    *heaps(
        "pebbles",
        SCALES,
        ("quartz", "marble", "glass", "chocolate"),
        {"rough": pebble},
        {"skin": skin_pebble},
        (8, 40),
        0.4,
    ),
    *heaps(
        "gelatine sheets",
        MARINE,
        ("leather", "pet", "nylon"),
        {"sheets": pressed((60, 150), (0.6, 1.4), 0.6)},
        {"skin": skin((60, 140), (1.0, 1.6), 0.06, 0.05)},
        (4, 16),
        0.4,
        0.8,
    ),
)
