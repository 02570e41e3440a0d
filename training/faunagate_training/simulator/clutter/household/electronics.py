"""Electronics built of parts: housings, boards with components, cells, coils, screens, cables."""

import numpy as np

from ...assembly import LYING_Z, assemble, at, brick, families, rod
from ...items import Item, Part
from ...materials import draw_material, draw_one_of
from ...shapes import (
    box,
    common,
    cylinder,
    moved,
    sphere,
    torus,
    tube_along,
    wall,
)
from ...shapes_section import extrude, helix, lathe, regular, smooth_curve, sweep

CASE = ("abs", "polycarbonate", "abs", "aluminium")
CHIPS = ("circuit board", "filled resin", "brass", "steel", "aluminium", "earthenware", "abs", "zinc")


def board(a: float, c: float, y: float, rng: np.random.Generator, count: int | None = None) -> list[Part]:
    """A circuit board of half sizes a by c at height y, with chips, cans, connectors and heat sinks on it."""
    parts = [brick(a, 0.8, c, draw_material("circuit board", rng), (0.0, y, 0.0))]
    for _ in range(count or int(rng.integers(6, 22))):
        x, z = rng.uniform(-0.85, 0.85) * a, rng.uniform(-0.85, 0.85) * c
        h = rng.uniform(0.7, 4.0)
        matter = draw_one_of(CHIPS, rng).scaled(rng.uniform(0.4, 1))
        if rng.random() < 0.3:
            parts.append(rod(rng.uniform(1.5, 4.5), h * 1.5, matter, (x, y + h * 1.5, z)))
        else:
            parts.append(brick(*(rng.uniform(1.5, 7), h, rng.uniform(1.5, 8)), matter, (x, y + h, z)))
    return parts


def cell(rng: np.random.Generator, centre: tuple, turn=LYING_Z, r: float = 7.0, half: float = 25.0) -> list[Part]:
    """An alkaline or lithium cell: steel can, filling, a cap."""
    inner = draw_one_of(("alkaline cell", "battery"), rng)
    return [rod(r, half, draw_material("steel", rng), centre, turn), rod(r - 0.4, half - 0.6, inner, centre, turn)]


def phone(rng: np.random.Generator) -> Item:
    a, t, c = rng.uniform(30, 42), rng.uniform(3.2, 5.5), rng.uniform(62, 85)
    parts = [at(wall(box(a, t, c, 4), 1.0), (a, t, c), draw_one_of(("aluminium", "abs", "glass"), rng))]
    parts += board(a - 4, c * 0.3, 0.0, rng, 6)
    parts.append(brick(a * 0.7, t - 1.4, c * 0.45, draw_material("battery", rng), (0.0, 0.0, c * 0.25)))
    parts.append(brick(a - 1.5, 0.5, c - 2, draw_material("glass", rng), (0.0, t - 0.6, 0.0)))
    return assemble("phone", parts)


def button_phone(rng: np.random.Generator) -> Item:
    a, t, c = rng.uniform(20, 28), rng.uniform(6, 10), rng.uniform(50, 70)
    shape = extrude(regular(40, 1.0, 3.5) * [a, c], t, t * 0.7)
    parts = [at(wall(shape, 1.5), (a, t, c), draw_one_of(CASE, rng)), *board(a * 0.7, c * 0.7, 1.0, rng, 8)]
    parts.append(brick(a * 0.7, 2.2, c * 0.35, draw_material("battery", rng), (0.0, -t * 0.4, c * 0.3)))
    for i in range(12):
        x, z = (i % 3 - 1) * a * 0.45, (i // 3) * c * 0.16
        parts.append(brick(a * 0.16, 1.0, c * 0.05, draw_material("rubber", rng), (x, t * 0.8, z)))
    return assemble("phone", parts)


def laptop(rng: np.random.Generator) -> Item:
    a, t, c = rng.uniform(95, 125), rng.uniform(7, 12), rng.uniform(140, 175)
    parts = [at(wall(box(a, t, c, 3), 1.1), (a, t, c), draw_one_of(("aluminium", "abs"), rng))]
    parts += board(a * 0.5, c * 0.6, -t * 0.4, rng, 24)
    parts.append(brick(a - 4, 1.1, c - 4, draw_material("glass", rng), (0.0, t * 0.6, 0.0)))
    for i in range(int(rng.integers(3, 7))):
        cell_c = ((0.55 * a), -t * 0.3, (i - 2.5) * c * 0.3)
        parts.append(brick(a * 0.22, t * 0.4, c * 0.13, draw_material("battery", rng), cell_c))
    parts.append(rod(16, t * 0.5, draw_material("aluminium", rng).scaled(0.5), (-a * 0.6, -t * 0.2, c * 0.6)))
    return assemble("laptop", parts)


def tablet(rng: np.random.Generator) -> Item:
    """A computer in one slab: long cells of round section, a fin-like heat sink, a tapered case."""
    a, t, c = rng.uniform(85, 115), rng.uniform(5, 9), rng.uniform(120, 165)
    shape = extrude(regular(60, 1.0, 9.0) * [a, c], t, 2, (0.94, 1.0))
    parts = [at(wall(shape, 1.3), (a, t, c), draw_one_of(("aluminium", "polycarbonate"), rng))]
    for i in range(int(rng.integers(3, 7))):
        parts += cell(rng, (a * 0.6, 0.0, (i - 2.5) * c * 0.28), LYING_Z, t * 0.6, c * 0.13)
    fins = lambda x, y, z: np.maximum(box(20, t * 0.6, 30)(x, y, z), np.abs((x % 4) - 2) - 0.7)  # noqa: E731
    parts.append(at(fins, (20, t * 0.6, 30), draw_material("aluminium", rng), (-a * 0.5, 0.0, 0.0)))
    parts += [
        brick(a - 3, 0.9, c - 3, draw_material("glass", rng), (0.0, t - 1.5, 0.0)),
        *board(a * 0.4, c * 0.5, -1.0, rng, 16),
    ]
    return assemble("laptop", parts)


def charger(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(16, 32), rng.uniform(11, 20), rng.uniform(22, 60)
    parts = [
        at(wall(box(a, b, c, 5), 2.0), (a, b, c), draw_one_of(CASE, rng)),
        *board(a * 0.8, c * 0.8, -b * 0.5, rng, 10),
    ]
    parts.append(brick(a * 0.35, b * 0.45, a * 0.35, draw_material("steel", rng).scaled(0.9), (0.0, 0.0, c * 0.3)))
    parts.append(rod(a * 0.28, b * 0.4, draw_material("brass", rng).scaled(0.6), (0.0, 0.0, c * 0.3)))
    for s in (-1, 1):
        parts.append(brick(1.0, 3, 9, draw_material("brass", rng), (s * 7.0, 0.0, -c - 8)))
    return assemble("charger", parts)


def coil_charger(rng: np.random.Generator) -> Item:
    """A round power supply with a toroid, or a desk charger."""
    r, h = rng.uniform(22, 42), rng.uniform(8, 18)
    hull = lathe(np.array([[0, -h], [r, -h], [r, h * 0.4], [r * 0.8, h], [0, h]]))
    parts = [at(wall(hull, 2.0), (r, h, r), draw_one_of(CASE, rng)), *board(r * 0.6, r * 0.6, -h * 0.6, rng, 9)]
    parts.append(
        at(torus(r * 0.45, r * 0.16, h * 0.3), (r, h, r), draw_material("steel", rng).scaled(0.7), (0.0, 2.0, 0.0))
    )
    wound = helix(regular(10, 1.2), r * 0.5, 1.6, 6)
    parts.append(at(wound, (r * 0.6, 8, r * 0.6), draw_material("brass", rng).scaled(0.8)))
    return assemble("charger", parts)


def cable(rng: np.random.Generator) -> Item:
    r, ring, n = rng.uniform(1.5, 3.2), rng.uniform(25, 55), int(rng.integers(24, 40))
    angle = np.linspace(0, 2 * np.pi * rng.uniform(2, 4), n)
    wide = ring * (1 + 0.1 * rng.standard_normal(n))
    points = np.stack([wide * np.cos(angle), rng.normal(0, r, n), 0.7 * ring * np.sin(angle)], 1)
    reach = (ring * 1.35, 5 * r, ring)
    copper = draw_material("brass", rng).scaled(0.55)
    parts = [at(tube_along(points, np.full(n, r)), reach, draw_one_of(("pvc", "rubber"), rng))]
    parts.append(at(tube_along(points, np.full(n, r * 0.5)), reach, copper))
    plug = tuple(float(v) for v in points[0])
    return assemble("cable", [*parts, brick(8, 5, 17, draw_one_of(("abs", "pvc"), rng), plug, 2)], "flat")


def spiral_cable(rng: np.random.Generator) -> Item:
    """A coiled cord or a hank tied in the middle."""
    r = rng.uniform(1.4, 2.6)
    copper, skin = draw_material("brass", rng).scaled(0.5), draw_one_of(("pvc", "rubber"), rng)
    if rng.random() < 0.5:
        ring, turns = rng.uniform(6, 10), rng.uniform(10, 22)
        shape, size = (lambda q: helix(regular(10, q), ring, 2.3 * r, turns)), (ring + r, 1.3 * r * turns + 4, ring + r)
    else:
        t = np.linspace(0, 2 * np.pi * 4, 34)
        points = np.stack([60 * np.cos(t), r * np.sin(3 * t), (6 + 14 * np.abs(np.cos(t))) * np.sin(t)], 1)
        shape, size = (lambda q: sweep(regular(10, q), points, n=90)), (66, 3 * r + 4, 26)
    parts = [at(shape(r), size, skin), at(shape(r * 0.5), size, copper)]
    parts.append(brick(6, 4, 12, draw_one_of(("abs", "pvc", "zinc"), rng), (0.0, 0.0, size[2]), 1))
    return assemble("cable", parts)


def camera(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(45, 65), rng.uniform(30, 45), rng.uniform(18, 30)
    parts = [
        at(wall(box(a, b, c, 6), 1.8), (a, b, c), draw_one_of(("abs", "aluminium"), rng)),
        *board(a * 0.8, c * 0.7, 0.0, rng, 12),
    ]
    barrel, depth = rng.uniform(20, 32), rng.uniform(15, 40)
    parts.append(
        at(
            wall(cylinder(barrel, depth), 2),
            (barrel, depth, barrel),
            draw_material("aluminium", rng),
            (0.0, 0.0, -c - depth),
            LYING_Z,
        )
    )
    for k in np.linspace(-0.7, 0.7, int(rng.integers(3, 7))):
        lens = common(moved(sphere(60), 0, -56, 0), moved(sphere(60), 0, 56, 0))
        parts.append(at(lens, (28, 5, 28), draw_material("glass", rng), (0.0, 0.0, -c - depth + k * depth), LYING_Z))
    parts += cell(rng, (a * 0.7, 0.0, 0.0), np.eye(3), 7, b * 0.7)
    return assemble("camera", parts)


def lathe_camera(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(45, 65), rng.uniform(28, 42), rng.uniform(16, 28)
    body = extrude(smooth_curve(np.array([[-a, -c], [a, -c], [a, c], [a * 0.5, c * 1.5], [-a, c]]), 48, True), b, 4)
    parts = [
        at(wall(body, 2), (a * 1.4, b, c * 2), draw_one_of(("abs", "aluminium"), rng)),
        *board(a * 0.7, c * 0.5, -b * 0.4, rng, 12),
    ]
    r, d = rng.uniform(20, 30), rng.uniform(15, 35)
    barrel = lathe(np.array([[r, -d], [r * 1.1, -d * 0.2], [r, d], [r - 2.5, d], [r - 2.5, -d]]))
    parts.append(
        at(barrel, (r * 1.1, d, r * 1.1), draw_one_of(("aluminium", "brass"), rng), (0.0, 0.0, -c - d), LYING_Z)
    )
    for k in np.linspace(-0.6, 0.8, int(rng.integers(2, 6))):
        lens = lathe(np.array([[0, -4], [r * 0.5, -2.8], [r - 2.5, 0], [r * 0.5, 2], [0, 3]]))
        parts.append(at(lens, (r, 5, r), draw_material("glass", rng), (0.0, 0.0, -c - d + k * d), LYING_Z))
    parts.append(brick(a * 0.2, b * 0.7, c * 0.5, draw_material("battery", rng), (a * 0.65, 0.0, 0.0)))
    return assemble("camera", parts)


FAMILIES = (
    *families("phone", (phone,), (button_phone,), 1.4),
    *families("laptop", (laptop,), (tablet,), 0.7),
    *families("charger", (charger,), (coil_charger,), 1.2),
    *families("cable", (cable,), (spiral_cable,), 1.6),
    *families("camera", (camera,), (lathe_camera,), 0.6),
)
