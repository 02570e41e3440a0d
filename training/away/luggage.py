"""Luggage: shells, their fittings, and the couch below; built straight into the grid of the scanner."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial.transform import Rotation

from away.clay import Clay, Sculpture, lattice_noise
from away.matter import draw_density
from away.scanner import Scanner
from away.space import Space

_LARGE = ("hard suitcase", "soft suitcase", "backpack", "sports bag", "cardboard box", "instrument case", "mail sack")
_SMALL = ("parcel", "padded envelope", "tin box", "handbag", "wooden box")
_SHELL = {
    "hard suitcase": (("polycarbonate", "ABS", "polypropylene"), (2.2, 3.6)),
    "soft suitcase": (("polyester cloth", "PET"), (1.5, 3.0)),
    "backpack": (("polyester cloth",), (2.0, 4.0)),
    "sports bag": (("polyester cloth", "PVC"), (0.8, 1.8)),
    "cardboard box": (("cardboard",), (4.0, 7.5)),
    "instrument case": (("ABS", "wood"), (3.0, 6.0)),
    "mail sack": (("polyester cloth", "polypropylene"), (0.8, 1.5)),
    "parcel": (("cardboard",), (2.5, 5.0)),
    "padded envelope": (("paper", "polyethylene"), (2.0, 3.5)),
    "tin box": (("steel", "aluminium"), (0.3, 0.9)),
    "handbag": (("leather", "PVC"), (1.5, 2.6)),
    "wooden box": (("wood",), (4.0, 7.0)),
}
_SOFT = ("soft suitcase", "backpack", "sports bag", "mail sack", "padded envelope", "handbag")


@dataclass(frozen=True)
class Luggage:
    """inside: bool [ny, nx, nz]; low, high: corners of the inside in mm (x, y, z)."""

    kind: str
    material: str
    inside: np.ndarray
    low: np.ndarray
    high: np.ndarray


def choose(rng: np.random.Generator, small: bool) -> tuple[str, np.ndarray]:
    """A kind of luggage and its outer size in mm (x across, y height, z along the belt)."""
    kind = str(rng.choice(_SMALL if small else _LARGE))
    if small:
        size = rng.uniform((110, 45, 100), (185, 100, 165))
        if kind == "padded envelope":
            size[1] = rng.uniform(35, 60)
    else:
        size = rng.uniform((290, 150, 240), (460, 270, 380))
    return kind, size


def _rounded(space: Space, size: np.ndarray, centre: np.ndarray, corner: float, bulge: float, rng) -> np.ndarray:
    """Signed distance to a rounded, bulging box in mm, float32 [ny, nx, nz]."""
    ny, nx, nz = space.room.shape
    places = [(np.arange(n) + 0.5) * s for n, s in zip((nx, ny, nz), space.spacing, strict=True)]
    over = [np.abs(p - c) - (e / 2 - corner) for p, c, e in zip(places, centre, size, strict=True)]
    x, y, z = (np.asarray(o, np.float32) for o in over)
    x, y, z = x[None, :, None], y[:, None, None], z[None, None, :]
    outside = np.sqrt(np.maximum(x, 0) ** 2 + np.maximum(y, 0) ** 2 + np.maximum(z, 0) ** 2)
    distance = outside + np.minimum(np.maximum(np.maximum(x, y), z), 0) - np.float32(corner)
    if bulge > 0:
        wave = lattice_noise((ny // 4 + 1, nx // 4 + 1, nz // 4 + 1), 90.0 / space.pixel / 4, rng) * np.float32(bulge)
        distance += np.repeat(np.repeat(np.repeat(wave, 4, 0), 4, 1), 4, 2)[:ny, :nx, :nz]
    return distance


def _couch(space: Space, top_mm: float, rng: np.random.Generator) -> str:
    """A belt on a curved or flat support, from `top_mm` down; its material."""
    ny, nx, _ = space.room.shape
    y = ((np.arange(ny) + 0.5) * space.pixel)[:, None]
    x = ((np.arange(nx) + 0.5) * space.pixel)[None, :] - nx * space.pixel / 2
    sag = rng.choice([0.0, 1.0]) * 12.0 * (1.0 - (2 * x / (nx * space.pixel)) ** 2) - 12.0
    depth = y - top_mm - np.maximum(12.0 + sag, 0.0) * 0.35
    layers = [("rubber", 1.1, 0.0, 2.2), (str(rng.choice(["polyethylene", "ABS", "PVC"])), 0.95, 2.2, 5.0)]
    for substance, density, start, end in layers:
        share = np.clip(0.5 - (np.abs(depth - (start + end) / 2) - (end - start) / 2) / space.pixel, 0, 1)
        space.pour(np.broadcast_to(share[..., None], space.room.shape), substance, density)
    return layers[1][0]


def _bars(rng: np.random.Generator, length: float, step: float) -> Sculpture:
    """The two tubes of a trolley handle with their joint."""
    wide = rng.uniform(90, 180)
    clay = Clay((length, wide + 20, 16), step, rng)
    metal = clay.paint("aluminium", 2.7)
    for side in (-wide / 2, wide / 2):
        tube = np.hypot((clay.y - side) / rng.uniform(1.0, 1.5), clay.z) <= 6.0
        hollow = np.hypot((clay.y - side) / 1.3, clay.z) <= 4.6
        clay.put(tube & ~hollow & (np.abs(clay.x) <= length / 2), metal)
    clay.put(clay.slab((8, wide / 2, 5), (length / 2 - 8, 0, 0)), clay.paint("ABS", 1.05))
    return clay.done("trolley handle", "aluminium")


def _wheel(rng: np.random.Generator, step: float) -> Sculpture:
    """A castor: tyre, hub and axle."""
    radius, wide = rng.uniform(17, 27), rng.uniform(9, 16)
    clay = Clay((2 * radius, 2 * radius, wide + 14), min(step, 0.8), rng)
    across = np.hypot(clay.x, clay.y)
    within = np.abs(clay.z) <= wide / 2
    clay.put((across <= radius) & within, clay.paint("rubber", 1.15))
    clay.put((across <= radius * 0.7) & within, clay.paint("polypropylene", 0.9))
    clay.put((across <= 2.5) & (np.abs(clay.z) <= wide / 2 + 6), clay.paint("steel", 7.8))
    return clay.done("wheel", "rubber")


def _zip(rng: np.random.Generator, low: np.ndarray, high: np.ndarray, step: float) -> Sculpture:
    """A zip around three sides: teeth of brass or plastic."""
    (x0, _, z0), (x1, _, z1) = low, high
    path = np.array([(x0, 0, z0), (x1, 0, z0), (x1, 0, z1), (x0, 0, z1)], float)
    path -= (path.max(0) + path.min(0)) / 2
    size = np.ptp(path, axis=0) + 8
    clay = Clay((size[0], 6, size[2]), max(step, 1.0), rng, 3e6)
    name = str(rng.choice(["brass", "POM", "POM"]))
    clay.put(clay.rope(path, 1.4), clay.paint(name, 3.2 if name == "brass" else 1.41))
    clay.put(clay.slab((6, 2, 2), (path[0, 0] + 20, 0, path[0, 2])), clay.paint("brass", 7.5))
    return clay.done("zip", name)


def build(space: Space, kind: str, size: np.ndarray, scanner: Scanner, rng: np.random.Generator) -> Luggage:
    """Builds a piece of luggage of `size` mm (x, y, z) into the grid, on the couch where the scanner has one."""
    ny, nx, nz = space.room.shape
    grid = np.array([nx, ny, nz]) * space.spacing
    floor = grid[1] - (10.0 if scanner.couch else 3.0) - 2.0
    centre = np.array([grid[0] / 2, floor - size[1] / 2, grid[2] / 2])
    materials, (thin, thick) = _SHELL[kind]
    material, wall = str(rng.choice(materials)), rng.uniform(thin, thick)
    soft = kind in _SOFT
    corner = rng.uniform(18, 45) if soft else rng.uniform(12, 30) if kind == "hard suitcase" else rng.uniform(1, 4)
    corner = min(corner, size.min() / 2.2)
    distance = _rounded(space, size, centre, corner, rng.uniform(1.5, 5.0) if soft else 0.0, rng)
    density = draw_density(rng, material) * (1.6 if material == "polyester cloth" else 1.0)
    if kind == "hard suitcase":
        rib = 1.2 * np.sign(np.sin(2 * np.pi * (np.arange(nx) * space.pixel) / rng.uniform(18, 45)))
        distance += rib[None, :, None].astype(np.float32)
    space.pour(np.clip(0.5 - (np.abs(distance + wall / 2) - wall / 2) / space.pixel, 0, 1), material, density)
    if scanner.couch:
        _couch(space, floor + 2.5, rng)
    inside = distance < -wall - 0.5 * space.pixel
    low, high = centre - size / 2 + wall, centre + size / 2 - wall
    if kind in ("hard suitcase", "soft suitcase"):
        flat = np.array([[1.0, 0, 0], [0, 0, 1.0], [0, -1.0, 0]])
        bars = _bars(rng, 0.75 * size[0], space.pixel * 0.5)
        space.add(bars, flat, np.array([centre[0], high[1] - 9.0, centre[2]]))
        for side_x in (-1, 1):
            for side_z in (-1, 1):
                spot = centre + np.array([side_x * (size[0] / 2 - 6), size[1] / 2 - 22, side_z * (size[2] / 2 - 40)])
                space.add(_wheel(rng, space.pixel), Rotation.random(random_state=rng).as_matrix(), spot)
    if kind in ("hard suitcase", "soft suitcase", "backpack", "sports bag", "handbag"):
        space.add(
            _zip(rng, low + 4, high - 4, space.pixel * 0.5),
            np.eye(3),
            centre + (0, rng.uniform(-0.3, 0.3) * size[1], 0),
        )
    return Luggage(kind, material, inside, low, high)
