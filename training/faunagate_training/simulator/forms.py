"""Families of shapes that both wildlife objects and their look-alikes are made from.

Keeping form and material apart is what stops a model from learning "only ivory is a bead string":
every form here is drawn in wildlife matter and in wood, resin, glass, metal or stone.
Each function returns (shape, half sizes in mm).
"""

import numpy as np

from .shapes import (
    Shape,
    box,
    common,
    cone,
    cylinder,
    ellipsoid,
    melt,
    minus,
    moved,
    plane,
    random_rotation,
    rough,
    sphere,
    torus,
    tube_along,
    turned,
)

Form = tuple[Shape, tuple[float, float, float]]


def snug(form: Form) -> Form:
    """The form in the middle of a box that fits it, found on a coarse grid: less to paint, and it packs closer."""
    shape, half = form
    cell = max(half) / 13
    axes = [np.linspace(-h, h, max(3, int(np.ceil(2 * h / cell)) + 1), dtype=np.float32) for h in half]
    near = shape(*np.meshgrid(*axes, indexing="ij")) < 1.2 * cell
    if not near.any():
        return form
    low, high = [], []
    for axis, at in enumerate(axes):
        hit = at[near.any(axis=tuple(a for a in range(3) if a != axis))]
        low.append(float(hit[0]))
        high.append(float(hit[-1]))
    middle = [(a + b) / 2 for a, b in zip(low, high, strict=True)]
    size = [(b - a) / 2 + 1 for a, b in zip(low, high, strict=True)]
    return moved(shape, *(-m for m in middle)), (size[0], size[1], size[2])


def spine(length: float, bend: float, twist: float, n: int = 12) -> np.ndarray:
    """Points [n, 3] along an arc of `length` mm that turns by `bend` rad, centred on its mean."""
    s = np.linspace(0, 1, n)
    angle = bend * (s - 0.5)
    step = np.stack([np.sin(angle), np.cos(angle), np.sin(twist * s)], axis=1)
    step /= np.linalg.norm(step, axis=1, keepdims=True)
    points = np.cumsum(step, axis=0) * (length / n)
    return points - (points.max(axis=0) + points.min(axis=0)) / 2


def around(points: np.ndarray, radius: float) -> tuple[float, float, float]:
    return tuple(float(v) for v in np.abs(points).max(axis=0) + radius + 2)


def horn_form(length: float, base: float, bend: float, power: float, rng: np.random.Generator) -> Form:
    """A curved taper: tusk or horn. radius = base * (1 - s) ** power, rounded tip."""
    points = spine(length, bend, rng.normal(0, 0.15))
    s = np.linspace(0, 1, len(points))
    radii = np.maximum(base * (1 - s * 0.94) ** power, 1.5)
    squash = rng.uniform(0.9, 1.1)
    return tube_along(points, radii, squash), around(points, base * 1.15)


def pulp_cavity(length: float, base: float, bend: float, depth: float, open_to: float) -> Shape:
    """The hollow of a tusk or horn root: a cone along the same spine over `depth` of its length."""
    points = spine(length, bend, 0.0)
    keep = max(2, int(round(len(points) * depth)))
    s = np.linspace(0, 1, keep)
    radii = np.maximum(base * open_to * (1 - s), 0.6)
    start = points[0] + (points[0] - points[1]) * 1.5
    return tube_along(np.vstack([start, points[:keep]]), np.concatenate([[base * open_to], radii]))


def bangle_form(rng: np.random.Generator) -> Form:
    ring = rng.uniform(24, 38)
    across, along = rng.uniform(2.2, 7), rng.uniform(2.5, 14)
    shape = torus(ring, across, along, float(rng.choice([2.0, 2.5, 4.0])))
    return shape, (ring + across + 2, along + 2, ring + across + 2)


def figurine_form(height: float, rng: np.random.Generator) -> Form:
    """A carved figure: base, body, head, limbs and ornaments melted together, with relief."""
    h = height / 2
    w = h * rng.uniform(0.28, 0.6)
    parts = [moved(ellipsoid(w, h * 0.6, w * rng.uniform(0.6, 1)), 0, -h * 0.15, 0)]
    parts.append(moved(sphere(w * rng.uniform(0.4, 0.7)), w * rng.normal(0, 0.15), h * 0.6, 0))
    if rng.random() < 0.7:
        parts.append(moved(cylinder(w * rng.uniform(0.8, 1.1), h * 0.1), 0, -h * 0.88, 0))
    for _ in range(int(rng.integers(1, 6))):
        a = rng.uniform(0, 2 * np.pi)
        start = np.array([np.cos(a) * w * 0.7, rng.uniform(-0.6, 0.5) * h, np.sin(a) * w * 0.7])
        end = start + rng.normal(0, 0.4, 3) * np.array([w, h, w])
        end = np.clip(end, [-w * 1.3, -h * 0.95, -w * 1.3], [w * 1.3, h * 0.95, w * 1.3])
        parts.append(tube_along(np.stack([start, end]), np.array([w, w * 0.6]) * rng.uniform(0.15, 0.35)))
    shape = melt(w * 0.25, *parts)
    shape = rough(shape, w * rng.uniform(0.02, 0.1), max(4.0, w * rng.uniform(0.3, 0.8)), rng)
    return shape, (w * 1.7 + 2, h * 1.05 + 2, w * 1.7 + 2)


def netsuke_form(size: float, rng: np.random.Generator) -> Form:
    """A compact rounded carving, sometimes pierced."""
    a, b, c = size / 2 * rng.uniform(0.6, 1, 3)
    lumps = [ellipsoid(a, b, c)]
    for _ in range(int(rng.integers(1, 5))):
        d = rng.standard_normal(3)
        d = d / np.linalg.norm(d) * np.array([a, b, c]) * 0.7
        lumps.append(moved(sphere(size * rng.uniform(0.12, 0.25)), *d))
    shape = rough(melt(size * 0.1, *lumps), size * 0.03, size * 0.3, rng)
    if rng.random() < 0.5:
        shape = minus(shape, turned(cylinder(rng.uniform(1, 3), size), random_rotation(rng)))
    return shape, (a * 1.4 + 2, b * 1.4 + 2, c * 1.4 + 2)


def chunk_form(size: float, rng: np.random.Generator) -> Form:
    """A broken or sawn piece: a box or ellipsoid cut by random planes."""
    h = size / 2 * rng.uniform(0.45, 1.0, 3)
    core = box(*h, 2.0) if rng.random() < 0.5 else ellipsoid(*h)
    cuts = []
    for _ in range(int(rng.integers(2, 6))):
        n = rng.standard_normal(3)
        n /= np.linalg.norm(n)
        cuts.append(plane(*n, float(np.abs(n) @ h) * rng.uniform(0.35, 0.8)))
    return rough(common(core, *cuts), 0.4, 9.0, rng), tuple(float(v) + 2 for v in h)


def rod_form(rng: np.random.Generator) -> Form:
    """Seal stamps, chopsticks, handles, pipes."""
    style = rng.integers(4)
    if style == 0:
        a, half = rng.uniform(5, 10), rng.uniform(22, 38)
        return box(a, half, a, 1.0), (a + 2, half + 2, a + 2)
    if style == 1:
        a, half = rng.uniform(5, 11), rng.uniform(22, 40)
        return cylinder(a, half), (a + 2, half + 2, a + 2)
    if style == 2:
        a, half = rng.uniform(3, 4.5), rng.uniform(90, 125)
        return cone(a, a * 0.5, half), (a + 2, half + 2, a + 2)
    a, half = rng.uniform(7, 13), rng.uniform(35, 70)
    return rough(cone(a, a * rng.uniform(0.6, 1), half), 0.8, 20, rng), (a + 3, half + 3, a + 3)


def slab_form(rng: np.random.Generator) -> Form:
    a, b, t = rng.uniform(12, 45), rng.uniform(10, 35), rng.uniform(2.0, 8)
    return box(a, t, b, 1.0), (a + 2, t + 2, b + 2)


def bead_form(diameter: float, style: int, rng: np.random.Generator) -> Form:
    """A pierced bead: round (0), barrel (1) or disc (2)."""
    r = diameter / 2
    hole = cylinder(rng.uniform(0.4, 0.9), diameter)
    if style == 1:
        return minus(ellipsoid(r * 0.8, r * 1.2, r * 0.8), hole), (r + 1, r * 1.2 + 1, r + 1)
    if style == 2:
        return minus(cylinder(r, r * 0.5), hole), (r + 1, r * 0.5 + 1, r + 1)
    return minus(sphere(r), hole), (r + 1, r + 1, r + 1)


def string_path(n: int, pitch: float, rng: np.random.Generator) -> np.ndarray:
    """Points [n, 3] of a crumpled or coiled string lying roughly flat (y up), centred."""
    if rng.random() < 0.45:
        radius = n * pitch / (2 * np.pi)
        turns = max(1.0, np.ceil(radius / rng.uniform(30, 75)))
        angle = np.linspace(0, 2 * np.pi * turns, n, endpoint=False)
        r = n * pitch / (2 * np.pi * turns) * (1 + 0.12 * np.sin(angle * rng.integers(2, 5) + rng.uniform(0, 6)))
        layer = np.floor(angle / (2 * np.pi))
        points = np.stack([r * np.cos(angle), layer * pitch * 0.95, r * np.sin(angle) * rng.uniform(0.5, 1)], 1)
        return points - points.mean(axis=0)
    heading = rng.uniform(0, 2 * np.pi)
    turn = 0.0
    points = [np.zeros(3)]
    for _ in range(n * 6):
        if len(points) == n:
            break
        turn = 0.7 * turn + rng.normal(0, 0.28)
        centre = -0.02 * points[-1]
        heading += turn + 0.1 * np.arctan2(np.cos(heading) * centre[2] - np.sin(heading) * centre[0], 1.0)
        step = np.array([np.cos(heading), 0.0, np.sin(heading)]) * pitch
        candidate = points[-1] + step
        near = [p for p in points[:-1] if np.linalg.norm(p - candidate) < pitch * 0.95]
        if near:
            candidate = candidate + np.array([0, pitch * 0.9 + max(p[1] for p in near) - candidate[1], 0])
        elif candidate[1] > 0:
            candidate = candidate - np.array([0, min(candidate[1], pitch * 0.5), 0])
        points.append(candidate)
    path = np.array(points)
    return path - (path.max(axis=0) + path.min(axis=0)) / 2


def plate_form(size: float, thickness: float, rng: np.random.Generator) -> Form:
    """A thin curved plate: pangolin scale, crisp, leaf, plectrum, potsherd."""
    curve = size * rng.uniform(0.6, 2.0)
    length, width = size / 2, size / 2 * rng.uniform(0.6, 0.95)
    point = rng.uniform(1.0, 2.2)

    def outline(x, y, z):
        t = np.clip((x + length) / (2 * length), 0, 1)
        half_width = width * np.sqrt(np.maximum(1 - np.abs(2 * t - 1) ** point, 0)) + 0.01
        return np.maximum(np.abs(x) - length, np.abs(z) - half_width)

    def distance(x, y, z):
        bend = np.sqrt(x * x + (y + curve) ** 2 + (z * 1.1) ** 2) - curve
        thin = thickness / 2 * (1.15 - 0.5 * np.abs(z) / (width + 1e-3))
        return np.maximum(np.abs(bend) - thin, outline(x, y, z) * 0.9)

    sag = curve - np.sqrt(max(curve**2 - length**2, 0.0)) + thickness
    return distance, (length + 2, min(sag, length) + 2, width + 2)
