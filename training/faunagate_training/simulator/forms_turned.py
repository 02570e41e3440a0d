"""Forms turned on a lathe: pawns, eggs, vases, beads, rings. Each returns (shape, half sizes in mm).

Kept for objects of test bags (see `forms_cut`).
"""

import numpy as np

from .forms import Form
from .shapes_section import lathe, regular, smooth_curve


def closed_profile(radii: np.ndarray, half: float, n: int = 60, smooth: bool = True) -> np.ndarray:
    """A body's outline (radius, y) from the radii at even heights -half..half, closed on the axis."""
    y = np.linspace(-half, half, len(radii))
    points = np.stack([np.asarray(radii, float), y], 1)
    if smooth:
        points = smooth_curve(points, n)
        points[:, 0] = np.maximum(points[:, 0], 0.3)
    return np.vstack([[0.0, points[0, 1]], points, [0.0, points[-1, 1]]])


def turned_piece(height: float, radius: float, rng: np.random.Generator) -> Form:
    """A chess man, finial, handle or vase: foot, waist, collars, head."""
    n = int(rng.integers(6, 11))
    radii = radius * rng.uniform(0.3, 0.8, n)
    radii[0] = radius
    radii[1] = radius * rng.uniform(0.7, 0.95)
    shape = lathe(closed_profile(radii, height / 2), *(_lobes(rng) if rng.random() < 0.25 else (0, 0.0)))
    reach = radius * 1.35 + 2
    return shape, (reach, height / 2 * 1.08 + 2, reach)


def _lobes(rng: np.random.Generator) -> tuple[int, float, float]:
    return int(rng.integers(5, 14)), rng.uniform(0.03, 0.12), rng.normal(0, 0.05)


def egg(height: float, rng: np.random.Generator) -> Form:
    """An egg, ball or onion."""
    t = np.linspace(-np.pi / 2, np.pi / 2, 48)
    skew, wide = rng.uniform(-0.25, 0.25), height / 2 * rng.uniform(0.65, 1.0)
    points = np.stack([wide * np.cos(t) * (1 + skew * np.sin(t)), height / 2 * np.sin(t)], 1)
    points[[0, -1], 0] = 0
    return lathe(points), (wide * 1.1 + 2, height / 2 + 2, wide * 1.1 + 2)


def turned_bead(diameter: float, rng: np.random.Generator) -> Form:
    """A pierced bead: bicone, barrel, wheel, drum or melon."""
    r, hole = diameter / 2, min(rng.uniform(0.5, 1.2), diameter * 0.15)
    style = int(rng.integers(5))
    long = r * rng.choice([0.5, 0.75, 1.0, 1.3])
    if style == 0:
        points = np.array([[hole, -long], [r, 0], [hole, long]])
    elif style == 1:
        points = np.array(
            [[hole, -long], [r * 0.8, -long], [r, -long * 0.5], [r, long * 0.5], [r * 0.8, long], [hole, long]]
        )
    else:
        t = np.linspace(-1, 1, 20)
        points = np.stack([hole + (r - hole) * (1 - np.abs(t) ** rng.uniform(1.6, 4)) ** 0.6, t * long], 1)
    lobes = (int(rng.integers(6, 12)), 0.08, 0.0) if style == 4 else (0, 0.0, 0.0)
    return lathe(points, *lobes, cells=56), (r * 1.1 + 1, float(long) + 1, r * 1.1 + 1)


def turned_ring(ring: float, across: float, along: float, rng: np.random.Generator) -> Form:
    """A bangle or finger ring with a moulded section: D-shaped, channelled, bevelled."""
    t = np.linspace(-1, 1, 24)
    style = int(rng.integers(4))
    if style == 0:
        outer = across * np.sqrt(np.maximum(1 - t**2, 0))
    elif style == 1:
        outer = across * (1 - 0.35 * np.cos(np.pi * t * 1.5) ** 2)
    elif style == 2:
        outer = across * (1 - 0.5 * np.abs(t))
    else:
        outer = across * (0.75 + 0.25 * np.cos(np.pi * t * int(rng.integers(2, 5))))
    points = np.vstack(
        [np.stack([ring + outer, t * along], 1), [[ring - across * 0.5, along], [ring - across * 0.5, -along]]]
    )
    lobes = (
        (int(rng.integers(8, 40)), rng.uniform(0.01, 0.04), rng.normal(0, 0.1)) if rng.random() < 0.3 else (0, 0.0, 0.0)
    )
    reach = (ring + across) * 1.05 + 2
    return lathe(points, *lobes), (reach, along + 2, reach)


def turned_disc(radius: float, half: float, rng: np.random.Generator) -> Form:
    """A counter, coin, button blank or lid: rim, dished face, foot ring."""
    rim, dish = half * rng.uniform(0.7, 1.0), half * rng.uniform(0.3, 1.0)
    points = np.array(
        [[0, -dish], [0.6, -dish], [0.75, -rim], [0.95, -rim], [1, -rim * 0.7], [1, rim * 0.7], [0.95, rim]]
    )
    points = np.vstack([points, [[0.75, rim], [0.6, dish], [0, dish]]]) * [radius, 1]
    return lathe(points, cells=96), (radius + 2, half + 2, radius + 2)


def turned_bar(length: float, radius: float, rng: np.random.Generator) -> Form:
    """A rod, pestle or chopstick with ends turned round or stepped."""
    radii = radius * np.concatenate([[0.5], rng.uniform(0.7, 1.0, 4), [rng.uniform(0.3, 0.9)]])
    return lathe(closed_profile(radii, length / 2)), (radius * 1.2 + 2, length / 2 * 1.05 + 2, radius * 1.2 + 2)


def turned_vessel(height: float, radius: float, wall: float, rng: np.random.Generator) -> Form:
    """A hollow body open above: cup, mortar, cone of a shell lamp."""
    radii = radius * np.array(
        [rng.uniform(0.4, 0.8), rng.uniform(0.7, 1), 1.0, rng.uniform(0.5, 0.9), rng.uniform(0.5, 1)]
    )
    outer = smooth_curve(np.stack([radii, np.linspace(-height / 2, height / 2, 5)], 1), 30)
    inner = outer[::-1] - [wall, 0]
    inner = inner[(inner[:, 0] > 0.5) & (inner[:, 1] > -height / 2 + wall)]
    points = np.vstack([[0, -height / 2], outer, inner, [0, -height / 2 + wall]])
    reach = float(outer[:, 0].max()) + 2
    return lathe(points), (reach, height / 2 + 3, reach)


def sphere_of_rings(radius: float) -> Form:
    """A true ball, turned."""
    circle = regular(96, radius, turn=-np.pi / 2)
    right = circle[circle[:, 0] > -1e-9]
    points = right[np.argsort(right[:, 1])]
    points[[0, -1], 0] = 0
    return lathe(points), (radius + 2, radius + 2, radius + 2)
