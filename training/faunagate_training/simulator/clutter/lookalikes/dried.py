"""What is taken for dried marine products: mushrooms, ginger, squid, dried vegetables, rolls of dough, beans."""

import numpy as np

from ....classes import MARINE
from ...family import Family
from ...forms import Form, around
from ...forms_cut import pressed_plate, stone_form
from ...forms_skin import flowing_lump, mesh_lump, mesh_plate, of_mesh
from ...forms_turned import closed_profile
from ...shapes import cone, ellipsoid, melt, minus, moved, sphere, torus, tube_along
from ...shapes_loft import joined, loft_along
from ...shapes_noise import Noise, noisy, pores
from ...shapes_section import lathe, smooth_curve, sweep
from .kinds import heaps, kind_of

Rng = np.random.Generator
DRY = ("chips", "leather", "wood", "grain", "bread")


def mushroom(rng: Rng) -> Form:
    """A dried cap, wrinkled and curled, with a stub of stem."""
    r = rng.uniform(12, 34)
    cap = minus(ellipsoid(r, r * rng.uniform(0.35, 0.6), r), moved(sphere(r * 1.2), 0, -r * 1.05, 0))
    stem = moved(cone(r * 0.18, r * 0.25, r * rng.uniform(0.2, 0.5)), rng.normal(0, r * 0.1), -r * 0.2, 0)
    shape = noisy(melt(r * 0.15, cap, stem), r * 0.06, r * 0.5, 3, rng, 0.6, True)
    return shape, (r * 1.2 + 2, r * 0.85 + 2, r * 1.2 + 2)


def turned_mushroom(rng: Rng) -> Form:
    r = rng.uniform(12, 34)
    t = rng.uniform(2, 4)
    high = r * rng.uniform(0.3, 0.6)
    points = np.array(
        [[0, high], [r * 0.5, high * 0.9], [r * 0.9, high * 0.4], [r, 0], [r - t, 0], [r * 0.5, high * 0.9 - t]]
    )
    points = np.vstack([points, [[r * 0.2, high * 0.8 - t], [r * 0.18, -r * 0.4], [0, -r * 0.4]]])
    return lathe(points, int(rng.integers(3, 9)), 0.08), (r * 1.1 + 2, r * 0.6 + 2, r * 1.1 + 2)


def mushroom_slice(rng: Rng) -> Form:
    return mesh_plate(rng.uniform(20, 60), rng.uniform(2, 4), rng, 0.3, 0.3)


def ginger(rng: Rng) -> Form:
    """A rhizome: knobs along branching axes, ringed."""
    size = rng.uniform(30, 100)
    parts, points = [], [np.zeros(3)]
    for _ in range(int(rng.integers(3, 8))):
        start = points[int(rng.integers(len(points)))]
        d = rng.standard_normal(3) * [1, 0.3, 0.8]
        end = start + d / np.linalg.norm(d) * size * rng.uniform(0.18, 0.35)
        r = size * rng.uniform(0.08, 0.14)
        parts += [tube_along(np.stack([start, end]), np.array([r, r * 0.8])), moved(sphere(r * 1.05), *end)]
        points.append(end)
    box = np.array(points)
    middle = (box.max(axis=0) + box.min(axis=0)) / 2
    shape = moved(noisy(melt(size * 0.05, *parts), size * 0.012, size * 0.12, 2, rng), *(-middle))
    return shape, around(box - middle, size * 0.2)


def flowing_ginger(rng: Rng) -> Form:
    return flowing_lump(rng.uniform(35, 100), rng, int(rng.integers(7, 16)))


def cucumber(rng: Rng) -> Form:
    """A dried gherkin, plantain, vanilla or rolled bark: a bent, wrinkled cylinder."""
    half, r = rng.uniform(22, 75), rng.uniform(5, 16)
    path = np.array([[0, -half, 0], [rng.normal(0, half * 0.2), 0, 0], [0, half, rng.normal(0, half * 0.1)]])
    s = np.linspace(-1, 1, 12)
    body = tube_along(smooth_curve(path, 12), r * np.sqrt(1 - 0.75 * s**2))
    return noisy(body, r * 0.08, r * 0.9, 3, rng, 0.6, True, (1, 2.5, 1)), (
        r * 1.4 + half * 0.25 + 3,
        half + r + 3,
        r * 1.4 + half * 0.15 + 3,
    )


def skin_cucumber(rng: Rng) -> Form:
    half, r = rng.uniform(22, 75), rng.uniform(5, 16)
    path = np.array([[0, -half, 0], [rng.normal(0, half * 0.2), 0, 0], [0, half, rng.normal(0, half * 0.1)]])
    ridges = 1 + rng.uniform(0.04, 0.15) * np.cos(
        int(rng.integers(4, 9)) * np.linspace(0, 2 * np.pi, 24, endpoint=False)
    )
    relief = ridges * (1 + 0.05 * rng.standard_normal((40, 24)))
    radii = r * np.array([0.2, 0.8, 1, rng.uniform(0.8, 1.1), 1, 0.75, 0.2])
    return of_mesh(loft_along(path, radii, rng.uniform(0.7, 1), 40, 24, relief), max(half / 30, 0.8))


def rolled(rng: Rng) -> Form:
    """Cinnamon, rolled bark or rolled fruit leather."""
    half, r, t = rng.uniform(25, 70), rng.uniform(4, 11), rng.uniform(0.9, 2)
    a = np.linspace(0, rng.uniform(1.2, 2.6) * 2 * np.pi, 60)
    mid = r - a / a[-1] * r * 0.6
    outline = np.vstack(
        [
            np.stack([(mid + t / 2) * np.cos(a), (mid + t / 2) * np.sin(a)], 1),
            np.stack([(mid - t / 2) * np.cos(a), (mid - t / 2) * np.sin(a)], 1)[::-1],
        ]
    )
    path = np.array([[0, -half, 0], [rng.normal(0, 2), 0, 0], [0, half, 0.0]])
    return sweep(outline, path, 1.0, rng.normal(0, 0.5), 12, 110), (r + 6, half + 3, r + 4)


def turned_roll(rng: Rng) -> Form:
    half, r = rng.uniform(25, 70), rng.uniform(4, 11)
    outer = closed_profile(r * rng.uniform(0.85, 1, 7), half)
    bore = outer * [0.55, 2.0]
    return minus(lathe(outer), lathe(bore)), (r * 1.15 + 2, half * 1.05 + 2, r * 1.15 + 2)


def squid(rng: Rng) -> Form:
    """A flattened, dried mantle with arms."""
    size = rng.uniform(80, 200)
    shape, half = pressed_plate(size * 0.7, rng.uniform(2.5, 5), rng, 0.5, 0.08)
    arms = []
    for k in range(6):
        z = (k - 2.5) * size * 0.05
        path = np.array(
            [
                [half[0] * 0.8, 0, z * 0.6],
                [half[0] + size * 0.1, rng.normal(0, 4), z],
                [half[0] + size * 0.25, rng.normal(0, 6), z * 1.6],
            ]
        )
        arms.append(tube_along(path, np.array([2.4, 2, 1.2])))
    body = melt(3, shape, *arms)
    return moved(body, -size * 0.12, 0, 0), (half[0] + size * 0.16 + 3, half[1] + 14, max(half[2], size * 0.26) + 3)


def skin_squid(rng: Rng) -> Form:
    size = rng.uniform(80, 190)
    mantle = loft_along(
        np.array([[-0.5, 0, 0], [0, 0.02, 0], [0.15, 0, 0]]) * size,
        size * np.array([0.02, 0.02, 0.022, 0.02, 0.018]),
        [3, 9, 10, 8, 6],
        30,
        20,
    )
    bodies = [mantle]
    for k in range(7):
        z = (k - 3) * size * 0.03
        end = np.array([size * rng.uniform(0.35, 0.5), rng.normal(0, 0.03) * size, z * 3])
        bodies.append(loft_along(np.stack([[size * 0.12, 0, z], end * 0.6, end]), np.array([3, 2.4, 1.2]), 1, 10, 8))
    return of_mesh(joined(*bodies), max(size / 90, 1.1))


def slice_form(rng: Rng) -> Form:
    """A dried slice of carrot, apple, radish or citrus, at times with a hole."""
    r = rng.uniform(9, 34)
    shape, half = pressed_plate(2 * r, rng.uniform(1.5, 4), rng, 1.5, 0.08)
    if rng.random() < 0.3:
        shape = minus(shape, moved(torus(0.1, r * 0.25, 20), 0, 0, 0))
    return noisy(shape, 0.5, 6, 2, rng), (half[0] + 2, half[1] + 2, half[2] + 2)


def skin_slice(rng: Rng) -> Form:
    return mesh_plate(rng.uniform(18, 65), rng.uniform(1.6, 4), rng, 0.25, 0.15)


def puff(rng: Rng) -> Form:
    """Pork rind, popcorn or fried dough: swollen and porous."""
    shape, half = stone_form(rng.uniform(20, 60), rng, 0.1)
    return pores(shape, rng.uniform(5, 11), rng.uniform(0.25, 0.5), rng), half


def skin_puff(rng: Rng) -> Form:
    size = rng.uniform(20, 60)
    shape, half = mesh_lump(size, rng, 0.35)
    noise = Noise(size * 0.2, 2, rng)
    return lambda x, y, z: np.maximum(shape(x, y, z), (noise(x, y, z) - 0.3) * np.float32(size * 0.06)), half


def raisin(rng: Rng) -> Form:
    return stone_form(rng.uniform(8, 26), rng, 0.09)


def skin_raisin(rng: Rng) -> Form:
    return mesh_lump(rng.uniform(8, 26), rng, 0.3, True)


FAMILIES: tuple[Family, ...] = (
    *heaps(
        "dried mushrooms",
        MARINE,
        DRY,
        {"caps": mushroom},
        {"turned": turned_mushroom, "slices": mushroom_slice},
        (10, 45),
        0.9,
        0.9,
    ),
    *heaps(
        "dried ginger",
        MARINE,
        ("wood", "chips", "hard wood"),
        {"knobs": ginger},
        {"flowing": flowing_ginger},
        (2, 14),
        0.8,
        0.6,
    ),
    *heaps("dried squid", MARINE, ("leather", "chips"), {"pressed": squid}, {"skin": skin_squid}, (2, 9), 0.8, 0.8),
    *heaps("dried vegetables", MARINE, DRY, {"slices": slice_form}, {"skin": skin_slice}, (12, 60), 0.8, 0.9),
    *heaps(
        "dried roots",
        MARINE,
        ("wood", "chips", "leather", "chocolate"),
        {"wrinkled": cucumber},
        {"skin": skin_cucumber},
        (3, 20),
        0.9,
        0.6,
    ),
    *heaps(
        "cinnamon and rolls",
        MARINE,
        ("wood", "leather", "nut shell"),
        {"rolled": rolled},
        {"turned": turned_roll},
        (4, 24),
        0.5,
        0.6,
    ),
    *heaps("puffed food", MARINE, ("chips", "bread"), {"porous": puff}, {"skin": skin_puff}, (8, 35), 0.5, 0.9),
    *heaps(
        "dried fruit",
        MARINE,
        ("leather", "chocolate", "chips"),
        {"wrinkled": raisin},
        {"skin": skin_raisin},
        (20, 80),
        0.7,
        0.8,
    ),
    *kind_of(
        "single dried root",
        MARINE,
        ("wood", "leather", "chips"),
        {"wrinkled": cucumber, "knobs": ginger},
        {"skin": skin_cucumber, "flowing": flowing_ginger},
        0.5,
        "lies",
    ),
)
