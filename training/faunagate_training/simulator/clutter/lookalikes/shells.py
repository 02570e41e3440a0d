"""What is taken for giant clam or coral: souvenir shells, oysters, limestone, lava, plaster, sponges, sugar."""

import numpy as np

from ....classes import SHELL
from ...family import Family
from ...forms import Form
from ...forms_cut import stone_form
from ...forms_skin import flowing_lump, mesh_lump, mesh_plate, of_mesh
from ...forms_turned import turned_vessel
from ...shapes import box, common, cone, cylinder, ellipsoid, melt, minus, moved, plane, sphere, tube_along, wall
from ...shapes_loft import icosphere, loft, moved_mesh
from ...shapes_noise import grid_of_bars, gyroid, metaballs, noisy, pores, stretched
from ...shapes_section import helix_path, lathe, regular
from .kinds import families, formed, heaps, kind_of

Rng = np.random.Generator


def snail(rng: Rng) -> Form:
    """A coiled shell of overlapping hollow tubes that widen along a helix."""
    size = rng.uniform(14, 90)
    turns = rng.uniform(2.5, 5)
    n = int(turns * 14)
    s = np.linspace(0.08, 1, n)
    grow = s ** rng.uniform(1.5, 2.5)
    a = np.linspace(0, 2 * np.pi * turns, n)
    points = (
        np.stack([0.28 * grow * np.cos(a), -0.75 * grow * rng.uniform(0.5, 1.2), 0.28 * grow * np.sin(a)], 1) * size
    )
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    points = points - middle
    radii = size * 0.25 * grow + 0.5
    shell = minus(tube_along(points, radii), tube_along(points[1:], np.maximum(radii[1:] - max(1.2, size * 0.03), 0.3)))
    half = np.abs(points).max(axis=0) + radii.max() + 2
    return noisy(shell, size * 0.008, size * 0.15, 2, rng), tuple(float(h) for h in half)


def skin_snail(rng: Rng) -> Form:
    """A coiled shell lofted along a helix, its mouth bored out."""
    size, turns = rng.uniform(14, 90), rng.uniform(2.5, 4.5)
    n = int(turns * 22)
    path = helix_path(1.0, 0.0, turns, 0.0, n)
    grow = np.linspace(0.1, 1, n) ** 2
    path = path * (0.3 * size * grow)[:, None]
    path[:, 1] = -size * rng.uniform(0.4, 0.9) * grow
    section = regular(16, 1.0)
    rings = []
    for p, g, a in zip(path, grow, np.linspace(0, 2 * np.pi * turns, n), strict=True):
        out = np.array([np.cos(a), 0, np.sin(a)])
        r = 0.28 * size * g + 0.4
        rings.append(p + r * (section[:, :1] * out + section[:, 1:] * np.array([0, 1.15, 0])))
    shape, half = of_mesh(loft(np.array(rings)), max(size / 40, 0.6))
    return wall(shape, max(1.4, size * 0.05)), half


def cone_shell(rng: Rng) -> Form:
    h = rng.uniform(14, 55)
    r = h * rng.uniform(0.4, 0.65)
    outer = melt(r * 0.2, cone(r * 0.15, r, h * 0.8), moved(cone(r, r * 0.15, h * 0.18), 0, h * 0.9, 0))
    slit = moved(box(r * 0.12, h * 0.8, r), r * 0.35, -h * 0.1, r)
    return minus(wall(outer, max(1.2, r * 0.15)), slit), (r + 3, h * 1.15 + 3, r + 3)


def turned_cone(rng: Rng) -> Form:
    h = rng.uniform(28, 110)
    return turned_vessel(h, h * rng.uniform(0.2, 0.33), max(1.2, h * 0.03), rng)


def half_shell(rng: Rng) -> Form:
    """A ribbed valve: clam, scallop or cockle, of a size far below giant clam or as a soap dish."""
    a = rng.uniform(14, 75)
    b, c = a * rng.uniform(0.3, 0.55), a * rng.uniform(0.8, 1.1)
    ribs, depth, thick = int(rng.integers(10, 30)), rng.uniform(0.0, 0.05), max(1.6, a * rng.uniform(0.05, 0.09))
    dome = ellipsoid(a, b, c)

    def ribbed(x, y, z):
        angle = np.arctan2(z, x + a)
        return dome(x, y, z) + np.float32(a * depth) * np.cos(2 * ribs * angle)

    shape = common(wall(ribbed, thick), plane(0, -1, 0, -b * 0.05))
    return moved(shape, 0, -b * 0.5, 0), (a * 1.08 + 2, b * 0.62 + 3, c * 1.08 + 2)


def skin_valve(rng: Rng) -> Form:
    return mesh_plate(rng.uniform(30, 140), rng.uniform(2.5, 7), rng, 0.35, 0.06)


def oyster(rng: Rng) -> Form:
    """A leafy, irregular valve."""
    shape, half = half_shell(rng)
    amplitude = half[0] * 0.02
    return noisy(shape, amplitude, half[0] * 0.4, 3, rng), tuple(h + amplitude * 2 for h in half)


def skin_oyster(rng: Rng) -> Form:
    size = rng.uniform(45, 140)
    shape, half = mesh_plate(size, rng.uniform(4, 10), rng, 0.2, 0.25)
    return noisy(shape, size * 0.012, size * 0.1, 3, rng), tuple(h + size * 0.03 for h in half)


def stone(rng: Rng) -> Form:
    return stone_form(rng.uniform(25, 120), rng, 0.07)


def skin_stone(rng: Rng) -> Form:
    return mesh_lump(rng.uniform(25, 120), rng, 0.3)


def porous(rng: Rng) -> Form:
    size = rng.uniform(25, 110)
    shape, half = stone_form(size, rng, 0.07)
    return pores(shape, size * rng.uniform(0.08, 0.25), rng.uniform(0.2, 0.5), rng), half


def skin_porous(rng: Rng) -> Form:
    """A displaced ball with a labyrinth of walls."""
    size = rng.uniform(25, 110)
    shape, half = mesh_lump(size, rng, 0.2)
    cell = size * rng.uniform(0.1, 0.3)
    return common(shape, gyroid(cell, cell * rng.uniform(0.25, 0.45))), half


def bush(rng: Rng) -> Form:
    """A branching ornament cast in resin or plaster: imitation coral."""
    size = rng.uniform(40, 130)
    parts, tips = [], [(np.array([0, -size * 0.45, 0]), np.array([0.0, 1, 0]), size * 0.09)]
    for _ in range(4):
        grown = []
        for at, heading, r in tips[:12]:
            for _ in range(2):
                d = heading + rng.normal(0, 0.5, 3)
                d /= np.linalg.norm(d)
                end = at + d * size * rng.uniform(0.13, 0.24)
                end = np.clip(end, -size * 0.48, size * 0.48)
                parts.append(tube_along(np.stack([at, end]), np.array([r, r * 0.75])))
                grown.append((end, d, r * 0.75))
        tips = grown
    shape = melt(size * 0.02, *parts[:30])
    return shape, (size * 0.6, size * 0.6, size * 0.6)


def skin_bush(rng: Rng) -> Form:
    """Imitation coral as branches that flow together."""
    size = rng.uniform(40, 130)
    centres, radii = [], []
    for _ in range(int(rng.integers(5, 10))):
        at, d = np.array([0, -size * 0.42, 0]), np.array([0, 1.0, 0]) + rng.normal(0, 0.6, 3)
        r = size * rng.uniform(0.06, 0.1)
        for _ in range(12):
            d = d / np.linalg.norm(d) + rng.normal(0, 0.25, 3)
            at = at + d / np.linalg.norm(d) * r * 1.2
            centres.append(np.clip(at, -size * 0.45, size * 0.45))
            radii.append(r)
            r *= 0.97
    return metaballs(np.array(centres), np.array(radii) * 0.8), (size * 0.62, size * 0.62, size * 0.62)


def sponge(rng: Rng) -> Form:
    h = rng.uniform(20, 60, 3)
    shape = box(*h, 6) if rng.random() < 0.5 else ellipsoid(*h)
    return pores(shape, rng.uniform(5, 14), rng.uniform(0.3, 0.5), rng), tuple(float(v) + 2 for v in h)


def skin_sponge(rng: Rng) -> Form:
    shape, half = flowing_lump(rng.uniform(50, 130), rng, 6)
    cell = rng.uniform(6, 13)
    return common(shape, gyroid(cell, cell * 0.35)), half


def lattice_block(rng: Rng) -> Form:
    """A filter or a printed lattice."""
    h = rng.uniform(15, 45, 3)
    pitch = rng.uniform(5, 12)
    return common(box(*h, 1), grid_of_bars(pitch, pitch * rng.uniform(0.15, 0.3))), tuple(float(v) + 2 for v in h)


def cast_block(rng: Rng) -> Form:
    """A plaster cast: hand, foot, bandage shell or ornament."""
    long, r = rng.uniform(50, 150), rng.uniform(18, 40)
    outer = tube_along(np.array([[-long / 2, 0, 0], [0, r * 0.3, 0], [long / 2, 0, 0]]), r * rng.uniform(0.7, 1.1, 3))
    shape = noisy(outer, r * 0.04, r * 0.6, 3, rng)
    if rng.random() < 0.6:
        shape = wall(shape, rng.uniform(4, 9))
    return shape, (long / 2 + r * 1.2 + 3, r * 1.5 + 4, r * 1.3 + 4)


def skin_cast(rng: Rng) -> Form:
    v, f = icosphere(3)
    size = rng.uniform(30, 75)
    shape, half = of_mesh(moved_mesh((v, f), 0, None, size * rng.uniform(0.4, 1, 3)), size / 24)
    shape = noisy(shape, size * 0.03, size * 0.4, 3, rng)
    return minus(shape, lathe(np.array([[0, 0], [size * 0.3, 0], [size * 0.4, size], [0, size]]))), tuple(
        h + size * 0.08 for h in half
    )


def cube(rng: Rng) -> Form:
    a = rng.uniform(7, 12)
    return noisy(box(a, a, a * rng.uniform(0.7, 1), 1), 0.4, 5, 3, rng), (a + 2, a + 2, a + 2)


def skin_crystal(rng: Rng) -> Form:
    return mesh_lump(rng.uniform(10, 28), rng, 0.25, True)


def disc_with_hole(rng: Rng) -> Form:
    r, half = rng.uniform(15, 50), rng.uniform(5, 20)
    return noisy(minus(cylinder(r, half), cylinder(r * 0.3, half + 2)), r * 0.03, r * 0.4, 3, rng), (
        r * 1.1 + 2,
        half + 4,
        r * 1.1 + 2,
    )


def round_stone(rng: Rng) -> Form:
    r = rng.uniform(15, 45)
    return noisy(sphere(r), r * 0.03, r * 0.5, 4, rng), (r * 1.1 + 2,) * 3


def scaled(form: Form, factor: float) -> Form:
    shape, half = form
    return stretched(shape, factor, factor, factor), (half[0] * factor, half[1] * factor, half[2] * factor)


ROCK = ("marble", "coral", "quartz", "earthenware", "plaster")

FAMILIES: tuple[Family, ...] = (
    *kind_of(
        "souvenir shell",
        SHELL,
        ("sea shell", "sea shell", "porcelain", "resin", "plaster"),
        {"tubes": snail},
        {"lofted": skin_snail},
        1.0,
    ),
    *heaps(
        "small shells",
        SHELL,
        ("sea shell",),
        {"valves": lambda rng: scaled(half_shell(rng), 0.4)},
        {"skin": lambda rng: scaled(skin_valve(rng), 0.4)},
        (10, 40),
        0.8,
    ),
    *kind_of(
        "cone shell", SHELL, ("sea shell", "sea shell", "porcelain"), {"cone": cone_shell}, {"turned": turned_cone}, 0.7
    ),
    *kind_of(
        "scallop or dish",
        SHELL,
        ("sea shell", "porcelain", "glass", "filled resin", "soapstone"),
        {"ribbed": half_shell},
        {"skin": skin_valve},
        0.8,
    ),
    *heaps("oyster shells", SHELL, ("sea shell",), {"leafy": oyster}, {"skin": skin_oyster}, (2, 8), 0.7, 0.6),
    *kind_of("limestone", SHELL, ("marble",), {"rough": stone, "round": round_stone}, {"skin": skin_stone}, 0.8),
    *kind_of("porous stone", SHELL, ROCK, {"pores": porous}, {"labyrinth": skin_porous}, 0.9),
    *kind_of(
        "imitation coral",
        SHELL,
        ("resin", "filled resin", "plaster", "porcelain", "pvc"),
        {"bush": bush},
        {"flowing": skin_bush},
        0.8,
    ),
    *kind_of(
        "plaster cast", SHELL, ("plaster",), {"shell": cast_block, "disc": disc_with_hole}, {"bored": skin_cast}, 0.7
    ),
    *kind_of(
        "sponge",
        SHELL,
        ("foam", "rubber", "cardboard"),
        {"pores": sponge, "lattice": lattice_block},
        {"labyrinth": skin_sponge},
        0.5,
    ),
    *heaps("sugar lumps", SHELL, ("sugar", "salt"), {"cubes": cube}, {"skin": skin_crystal}, (8, 60), 0.5, 0.8),
    *families(
        "stone",
        SHELL,
        {"rough": formed("stone", stone, ("quartz", "earthenware", "soapstone"))},
        {"skin": formed("stone", skin_stone, ("quartz", "earthenware", "soapstone"))},
        0.5,
    ),
)
