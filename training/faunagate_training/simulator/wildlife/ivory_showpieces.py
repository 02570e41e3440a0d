"""Carved tusks and puzzle balls."""

import numpy as np

from ..family import Family
from ..forms_skin import mesh_horn
from ..items import Item
from ..materials import draw_one_of
from ..shapes import Shape, box, ellipsoid, melt, moved, random_rotation, sphere, tube_along, union
from ..shapes_noise import Noise, noisy
from ._dentine import ivory_solid, mount, tusk_texture
from ._near import fitted, snug
from ._spine import bent_spine, body, hollow, oval, spiral_spine, swept


def carved(rng: np.random.Generator) -> Item:
    """A tusk carved around with rows of figures, scrolls or scales in relief, a border and a plain tip."""
    length = float(np.exp(rng.uniform(np.log(120), np.log(480))))
    base = np.clip(length * rng.uniform(0.07, 0.13), 12, 44)
    spine = bent_spine(length, rng.uniform(0.2, 1.2), rng)
    power = rng.uniform(0.4, 0.9)

    def radius(s):
        return np.maximum(base * (1 - 0.95 * np.clip(s / length, 0, 1)) ** power, 1.5)

    rows, around = length / rng.uniform(14, 40), int(rng.integers(3, 9))
    deep = rng.uniform(0.05, 0.22) * base
    start, stop = rng.uniform(0, 0.15), rng.uniform(0.6, 1.0)
    style = int(rng.integers(3))

    def relief(s, angle, depth):
        t = s / length
        a, b = angle * around + 0.8 * np.sin(2 * np.pi * t * 3), 2 * np.pi * t * rows
        if style == 0:
            form = np.cos(a) * (0.6 + 0.4 * np.cos(b)) + 0.35 * np.cos(3 * a + b) * np.cos(2 * b)
        elif style == 1:
            form = np.cos(a + b) + np.cos(a - b)
        else:
            form = 1 - 2 * np.abs(((a + np.pi * np.round(b / (2 * np.pi))) / (2 * np.pi)) % 1 - 0.5) + np.cos(b) * 0.5
        here = np.clip((t - start) * 30, 0, 1) * np.clip((stop - t) * 30, 0, 1)
        return deep * (np.clip(form, -1, 1) - 1) * 0.5 * here

    depth = length * rng.uniform(0.2, 0.7)
    mouth = rng.uniform(0.4, 0.75)

    def pulp(s):
        return radius(s) * mouth * np.clip(1 - s / depth, 0, 1)

    shape = swept(spine, body(spine, radius, oval(rng.uniform(0.9, 1.1), 0.0), relief), hollow(pulp, -1e3, depth))
    half = snug(shape, spine.half(base * 1.15))
    texture = tusk_texture(spine, radius, rng)
    return ivory_solid("carved tusk", shape, half, rng, "lies", texture, steepness=1.5)


def procession(rng: np.random.Generator) -> Item:
    """A bridge of elephants: a row of animals carved from the arch of a tusk, on a strip left below."""
    length = rng.uniform(120, 380)
    n = int(rng.integers(4, 11))
    spine = bent_spine(length, rng.uniform(0.3, 1.1), rng, 0.0)
    step = length / n
    parts = []
    ground = np.array([p for p in spine.points])
    parts.append(tube_along(ground, np.full(len(ground), step * 0.16)))
    for i in range(n):
        k = (i + 0.5) / n * (len(ground) - 1)
        p = np.array([np.interp(k, np.arange(len(ground)), ground[:, a]) for a in range(3)])
        nearby = ground[min(int(k) + 1, len(ground) - 1)] - ground[int(k)]
        ahead = nearby / np.linalg.norm(nearby)
        up = np.array([-ahead[1], ahead[0], 0])
        size = step * (0.95 - 0.5 * abs(i / max(n - 1, 1) - 0.4))
        middle = p + up * size * 0.75
        parts.append(moved(sphere(size * 0.38), *middle))
        trunk = np.array([middle + ahead * size * 0.3, middle + ahead * size * 0.55 - up * size * 0.35])
        parts.append(tube_along(trunk, np.array([0.22, 0.1]) * size))
        for side in (-0.22, 0.22):
            leg = np.array([middle + ahead * side * size, p + ahead * side * size])
            parts.append(tube_along(leg, np.array([0.17, 0.13]) * size))
    shape, half = fitted(melt(step * 0.06, *parts), spine.half(step * 1.7))
    extra = ()
    if rng.random() < 0.3:
        wood = draw_one_of(("hard wood", "wood"), rng)
        extra = (mount(moved(box(half[0] * 0.3, half[1] * 0.9, half[2], 2), half[0] * 1.25, 0, 0), wood),)
        half = (half[0] * 1.6, half[1], half[2])
    return ivory_solid("carved tusk", shape, half, rng, "lies", extra=extra, steepness=1.4)


def pierced(rng: np.random.Generator) -> Item:
    """A tusk cut into an open lattice of windows around its hollow."""
    length = rng.uniform(110, 330)
    base = rng.uniform(14, 38)
    spine = spiral_spine(length, rng.uniform(0.3, 1.2), rng.uniform(-0.2, 0.2), 0.1)

    def radius(s):
        return np.maximum(base * (1 - 0.9 * np.clip(s / length, 0, 1)) ** 0.6, 2)

    wall = rng.uniform(0.25, 0.5)
    around, rows = int(rng.integers(4, 9)), length / rng.uniform(12, 26)
    open_to = rng.uniform(0.1, 0.5)

    def window(s, u, v):
        angle = np.arctan2(v, u)
        t = s / length
        form = np.cos(around * angle + np.pi * np.floor(t * rows)) * np.sin(np.pi * ((t * rows) % 1)) - open_to
        here = (t > 0.05) & (t < 0.8)
        return np.where(here, -form * radius(s) / around, np.float32(1e3))

    shape = swept(spine, body(spine, radius), hollow(lambda s: radius(s) * (1 - wall), -1e3, length * 0.85), window)
    return ivory_solid("carved tusk", shape, snug(shape, spine.half(base * 1.1)), rng, "lies", steepness=1.6)


def hewn(rng: np.random.Generator) -> Item:
    """A horn-like skin carved by ridged noise and hollowed (held-out geometry)."""
    length, base = rng.uniform(110, 360), rng.uniform(13, 38)
    shape, half = mesh_horn(length, base, rng, rng.uniform(0, 0.05))
    noise, deep = Noise(base * rng.uniform(0.5, 1.2), 3, rng, 0.5, True), rng.uniform(0.05, 0.12) * base

    def scooped(x, y, z):
        d = np.ascontiguousarray(shape(x, y, z), np.float32)
        near = np.abs(d) < deep * 2 + 3
        d[near] += deep * np.maximum(0, noise(x[near], y[near], z[near]) + 0.2)
        return d

    return ivory_solid("carved tusk", scooped, half, rng, "lies", steepness=1.6)


def directions(n: int) -> np.ndarray:
    """n directions spread evenly (golden spiral)."""
    k = np.arange(n) + 0.5
    y, a = 1 - 2 * k / n, np.pi * (1 + 5**0.5) * k
    return np.stack([np.sqrt(1 - y * y) * np.cos(a), y, np.sqrt(1 - y * y) * np.sin(a)], 1)


def shells(radius: float, count: int, thick: float, gap: float, holes: int, open_to: float, rng) -> Shape:
    """Nested hollow balls, each with round conical holes and turned its own way."""
    layers = []
    for i in range(count):
        outer = radius - i * (thick + gap)
        if outer < thick + 1:
            break
        layers.append((outer, (directions(holes) @ random_rotation(rng).T).astype(np.float32)))

    def distance(x, y, z):
        rho = np.sqrt(x * x + y * y + z * z)
        out = np.full(x.shape, 1e3, np.float32)
        for outer, axes in layers:
            near = (rho < outer + 0.75 * gap + 3) & (rho > outer - thick - 0.75 * gap - 3)
            px, py, pz, r = x[near], y[near], z[near], rho[near]
            best = np.full(r.shape, -2, np.float32)
            for a in axes:
                best = np.maximum(best, px * a[0] + py * a[1] + pz * a[2])
            angle = np.arccos(np.clip(best / np.maximum(r, 1e-3), -1, 1))
            shell = np.maximum(r - outer, outer - thick - r)
            out[near] = np.minimum(out[near], np.maximum(shell, (open_to - angle) * r))
        far = out > 1e2
        out[far] = np.maximum(rho[far] - radius, 3.0)
        return out

    return distance


def puzzle_ball(rng: np.random.Generator) -> Item:
    """Concentric balls cut free inside one another (3 to 9), each pierced by 14 holes."""
    radius, count = rng.uniform(16, 62), int(rng.integers(3, 10))
    thick, gap = rng.uniform(1.6, 4), rng.uniform(0.6, 2.2)
    shape = shells(radius, count, thick, gap, 14, rng.uniform(0.15, 0.32), rng)
    reach = radius + 1
    return ivory_solid("puzzle ball", shape, (reach, reach, reach), rng, steepness=1.3)


def hung_ball(rng: np.random.Generator) -> Item:
    """A puzzle ball in relief on a turned stand or under a chain and figure."""
    radius = rng.uniform(14, 40)
    ball = shells(radius, int(rng.integers(2, 6)), rng.uniform(2, 4), rng.uniform(0.8, 2.5), 12, 0.25, rng)
    ball = noisy(ball, rng.uniform(0.1, 0.8), radius * 0.3, 2, rng)
    stem, foot = rng.uniform(15, 60), radius * rng.uniform(0.5, 0.9)
    rings = int(rng.integers(2, 7))

    def stand(x, y, z):
        t = np.clip((-y - radius) / stem, 0, 1)
        r = foot * (0.25 + 0.75 * t**3) * (1 + 0.15 * np.cos(2 * np.pi * rings * t))
        return np.maximum((np.sqrt(x * x + z * z) - r) * 0.8, np.maximum(y + radius - 1, -y - radius - stem))

    figure = moved(ellipsoid(radius * 0.3, radius * 0.5, radius * 0.3), 0, radius * 1.35, 0)
    parts = [ball, stand] + ([figure] if rng.random() < 0.5 else [])
    shape, half = fitted(union(*parts), (radius * 1.1, radius * 2 + stem, radius * 1.1))
    return ivory_solid("puzzle ball", shape, half, rng, "lies", steepness=1.4)


def noise_ball(rng: np.random.Generator) -> Item:
    """Nested balls pierced by an irregular pattern of leaves (held-out geometry)."""
    radius, count = rng.uniform(18, 58), int(rng.integers(2, 7))
    thick, gap = rng.uniform(2, 4.5), rng.uniform(1.2, 3)
    noises = [Noise(radius * rng.uniform(0.5, 0.9), 2, rng) for _ in range(count)]
    level = rng.uniform(-0.05, 0.25)

    def distance(x, y, z):
        rho = np.sqrt(x * x + y * y + z * z)
        layer = np.clip(((radius - rho) / (thick + gap)).astype(int), 0, count - 1)
        out = np.empty(x.shape, np.float32)
        for i in range(count):
            here = layer == i
            outer = radius - i * (thick + gap)
            shell = np.maximum(rho[here] - outer, outer - thick - rho[here])
            scale = outer / np.maximum(rho[here], 1)
            pattern = noises[i](x[here] * scale, y[here] * scale, z[here] * scale)
            out[here] = np.maximum(shell, (pattern - level - 0.2) * radius * 0.18)
        return out

    core = sphere(max(2.0, radius - count * (thick + gap)))
    reach = radius + 1
    return ivory_solid("puzzle ball", union(distance, core), (reach, reach, reach), rng, steepness=1.6)


FAMILIES = (
    Family("carved.relief", "carved tusk", carved, 0.45),
    Family("carved.procession", "carved tusk", procession, 0.3),
    Family("carved.pierced", "carved tusk", pierced, 0.3),
    Family("carved.hewn", "carved tusk", hewn, 0.6, held_out=True),
    Family("ball.shells", "puzzle ball", puzzle_ball, 0.3),
    Family("ball.hung", "puzzle ball", hung_ball, 0.2),
    Family("ball.leaves", "puzzle ball", noise_ball, 0.35, held_out=True),
)
