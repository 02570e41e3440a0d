"""Forms cut, bent and pressed: extruded outlines, sweeps and rough primitives. Each returns (shape, half sizes in mm).

Look-alikes of training bags are made of these and of the forms in `forms`; those held out for the
test are made by `forms_turned` and `forms_skin` (lathe, meshes, metaballs).
"""

import numpy as np

from .forms import Form, around
from .shapes import box, common, ellipsoid, melt, minus, moved, plane, sphere, tube_along
from .shapes_noise import bent, cracked, noisy
from .shapes_section import blob, extrude, regular, sweep


def half_of(outline: np.ndarray, height: float) -> tuple[float, float, float]:
    a, c = np.abs(outline).max(axis=0)
    return float(a) + 2, height + 2, float(c) + 2


def pressed_plate(size: float, thickness: float, rng: np.random.Generator, curve: float = 1.0, wobble=0.2) -> Form:
    """A bent, slightly wavy plate of irregular outline: crisp, leather, bark, dried slice."""
    outline = blob(size / 2, wobble, 4, rng) * [1, rng.uniform(0.55, 1)]
    bend = rng.normal(0, curve / size)
    shape = bent(extrude(outline, thickness / 2, thickness * 0.35, cells=64), bend)
    shape = noisy(shape, thickness * 0.2, size * 0.5, 2, rng)
    a, _, c = half_of(outline, 0)
    sag = abs(bend) * a * a / 2
    return shape, (a + 1, min(sag, a) + thickness + 2, c + 1)


def petal_plate(size: float, thickness: float, rng: np.random.Generator) -> Form:
    """A drop- or leaf-shaped plate, straight or arched lengthways, thicker in the middle."""
    s = np.linspace(0, 1, 24)
    width = size * rng.uniform(0.2, 0.48) * np.sin(np.pi * s ** rng.uniform(0.6, 1.5)) ** rng.uniform(0.5, 1.0)
    side = np.stack([(s - 0.5) * size, width], 1)
    outline = np.vstack([side, side[-2:0:-1] * [1, -1]])
    bend = rng.normal(0, 0.9 / size)
    plate = bent(extrude(outline, thickness / 2, thickness * 0.45, cells=72), bend)
    sag = abs(bend) * size * size / 8
    return plate, (size / 2 + 2, sag + thickness + 2, float(np.abs(width).max()) + 2)


def disc_form(radius: float, half: float, rng: np.random.Generator, sides: int = 0) -> Form:
    """A flat disc or polygon with rounded edges, at times with a hole."""
    outline = regular(sides or 48, radius)
    loops = (outline, regular(24, radius * rng.uniform(0.1, 0.3))) if rng.random() < 0.25 else outline
    return extrude(loops, half, min(half, radius) * rng.uniform(0.1, 0.6), cells=72), (radius + 2, half + 2, radius + 2)


def animal_form(length: float, rng: np.random.Generator, relief: float = 0.04) -> Form:
    """A four-legged body of ellipsoids and tapered tubes: trunk, neck, head, ears, legs, tail."""
    a = length / 2
    b, c = a * rng.uniform(0.28, 0.5), a * rng.uniform(0.25, 0.42)
    parts = [ellipsoid(a * 0.62, b, c)]
    neck = np.array([a * 0.5, b * 0.3, 0])
    head = neck + np.array([a * rng.uniform(0.2, 0.4), b * rng.uniform(-0.2, 1.1), 0])
    size = a * rng.uniform(0.15, 0.28)
    parts += [tube_along(np.stack([neck, head]), np.array([b * 0.6, size * 0.7])), moved(sphere(size), *head)]
    parts.append(moved(ellipsoid(size * 0.8, size * 0.5, size * 0.5), head[0] + size, head[1] - size * 0.2, 0))
    leg = b * rng.uniform(0.9, 1.7)
    for sx in (-0.42, 0.42):
        for sz in (-0.55, 0.55):
            hip = np.array([sx * a, -b * 0.3, sz * c])
            foot = hip + [rng.normal(0, 0.1) * a, -leg, rng.normal(0, 0.1) * c]
            parts.append(
                tube_along(np.stack([hip, (hip + foot) / 2 + [0.03 * a, 0, 0], foot]), a * np.array([0.13, 0.1, 0.09]))
            )
    tail = np.array(
        [
            [-a * 0.55, b * 0.3, 0],
            [-a * 0.8, b * rng.uniform(-0.6, 0.6), 0],
            [-a * 0.98, -b * 0.5, rng.normal(0, 0.3) * c],
        ]
    )
    parts.append(tube_along(tail, a * np.array([0.1, 0.07, 0.03])))
    for sz in (-1, 1):
        parts.append(moved(sphere(size * rng.uniform(0.2, 0.4)), head[0] - size * 0.2, head[1] + size, sz * size * 0.6))
    shape = noisy(melt(a * 0.08, *parts), a * relief * 0.5, a * 0.4, 3, rng)
    low, high = -b * 0.3 - leg - a * 0.1, max(head[1] + size * 1.5, b)
    middle = (low + high) / 2
    width = max(c, a * 0.3) * 1.25
    return moved(shape, 0, -middle, 0), (max(a, head[0] + size * 1.9) + 3, (high - low) / 2 + 3, width + 3)


def stone_form(size: float, rng: np.random.Generator, rough: float = 0.05) -> Form:
    """A pebble or lump: an ellipsoid or cut block with noise of several scales."""
    h = size / 2 * rng.uniform(0.5, 1.0, 3)
    core = ellipsoid(*h) if rng.random() < 0.6 else box(*(h * 0.85), size * 0.1)
    shape = noisy(core, size * rough * rng.uniform(0.4, 1.4), size * rng.uniform(0.3, 0.8), 4, rng)
    for _ in range(int(rng.integers(0, 3))):
        n = rng.standard_normal(3)
        n /= np.linalg.norm(n)
        shape = common(shape, plane(*n, float(np.abs(n) @ h) * rng.uniform(0.4, 0.8)))
    return shape, tuple(float(v) * (1 + 2.5 * rough) + 3 for v in h)


def swept_horn(length: float, base: float, rng: np.random.Generator, sides: int = 0) -> Form:
    """A solid horn swept along a curve that also winds; section oval or with edges and ridges."""
    turn = rng.uniform(0.2, 1.6)
    s = np.linspace(0, 1, 8)
    path = np.stack(
        [np.sin(turn * s) * length * 0.5, s * length * np.cos(turn * 0.35 * s), 0.1 * length * s**2 * rng.normal()], 1
    )
    path -= (path.min(axis=0) + path.max(axis=0)) / 2
    section = regular(sides, base) if sides else blob(base, rng.uniform(0, 0.12), 3, rng, 40)
    taper = 1 - 0.93 * s ** rng.uniform(0.8, 2.0)
    shape = noisy(sweep(section, path, taper, rng.normal(0, 1.0)), base * 0.03, base * 0.6, 2, rng)
    return shape, around(path, base * 1.3)


def swept_ring(ring: float, across: float, along: float, rng: np.random.Generator, gap: float = 0.0) -> Form:
    """A ring or open cuff bent from a bar of irregular section, at times twisted or faceted."""
    a = np.linspace(gap, 2 * np.pi - gap, 12)
    oval = rng.uniform(0.8, 1)
    path = np.stack([ring * np.cos(a), np.zeros(12), ring * oval * np.sin(a)], 1)
    section = regular(int(rng.choice([4, 6, 40])), 1.0, turn=rng.uniform(0, 1)) * [along, across]
    shape = sweep(section, path, rng.uniform(0.85, 1.1, 5), float(rng.choice([0.0, 6.283, 12.57])), 36)
    reach = ring + max(across, along) * 1.15 + 2
    return shape, (reach, max(across, along) * 1.2 + 2, reach)


def split_log(size: float, rng: np.random.Generator) -> Form:
    """A piece of dry, cracked wood, root or bark: part of a rough cylinder with cracks along it."""
    r, h = size * rng.uniform(0.2, 0.4), size / 2
    core = extrude(blob(r, 0.15, 4, rng), h, r * 0.15, (1.0, rng.uniform(0.7, 1)), rng.normal(0, 0.3 / h), cells=80)
    shape = noisy(core, r * 0.06, r * 0.7, 3, rng, stretch=(1, 5, 1))
    shape = cracked(shape, int(rng.integers(1, 5)), r * 0.06, r * 0.6, rng, 1)
    if rng.random() < 0.6:
        shape = common(shape, plane(1, 0, rng.normal(0, 0.3), r * rng.uniform(-0.3, 0.5)))
    return shape, (r * 1.4 + 2, h * 1.05 + 2, r * 1.4 + 2)


def pierced(form: Form, radius: float, rng: np.random.Generator) -> Form:
    """The form with a round hole through it along z, off its middle."""
    shape, half = form
    hole = moved(
        tube_along(np.array([[0, 0, -200.0], [0, 0, 200.0]]), np.full(2, radius)), 0, half[1] * rng.uniform(0.2, 0.7), 0
    )
    return minus(shape, hole), half
