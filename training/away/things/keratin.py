"""Rhinoceros horn, pangolin scales and hawksbill scutes."""

import numpy as np

from away.clay import Clay, Sculpture
from away.things.common import Maker, daub, grade, shade
from away.things.forms import cone_horn, heap, plate


def _fibres(clay: Clay, mask: np.ndarray, core: np.ndarray) -> None:
    """Keratin with a denser, calcified core and slow changes along the fibres."""
    shade(clay, mask, clay.noise(16, 2), grade(clay, "horn", 0.97, 1.03, 4, item=True))
    shade(clay, mask & core, clay.noise(8, 2), grade(clay, "horn core", 0.98, 1.04, 4, item=True))


def rhino_horn(rng: np.random.Generator, step: float) -> Sculpture:
    """Whole horn: wide concave base, solid, curved to a blunt tip, dense core."""
    long = float(rng.uniform(110, 280))
    clay, body, line, radii = cone_horn(rng, step, long, long * rng.uniform(0.2, 0.34), rng.uniform(0.25, 0.9))
    body = body | clay.rope(line[:4], radii[:4] * rng.uniform(1.0, 1.12))
    hollow = radii[0] * rng.uniform(0.5, 0.75)
    body &= ~clay.blob((0.6 * hollow, hollow, hollow), 2.0, line[0] - (radii[0] * 0.9, 0, 0))
    _fibres(clay, body, clay.rope(line[2:50], np.maximum(radii[2:50] * 0.45, 1.0)))
    return clay.done("rhino horn", "horn", label="horn")


def horn_piece(rng: np.random.Generator, step: float) -> Sculpture:
    """Sawn piece or tip of a horn."""
    long = float(rng.uniform(120, 240))
    clay, body, line, radii = cone_horn(rng, step, long, long * rng.uniform(0.18, 0.3), rng.uniform(0.2, 0.8))
    cut = float(np.quantile(line[:, 0], rng.uniform(0.2, 0.75)))
    keep = (clay.x > cut) if rng.random() < 0.5 else (np.abs(clay.x - cut) < rng.uniform(15, 35))
    body = body & keep & (clay.z > line[:, 2].min() - rng.uniform(0.0, 1.0) * radii[0])
    _fibres(clay, body, clay.rope(line, np.maximum(radii * 0.45, 1.0)))
    return clay.done("horn piece", "horn", label="horn")


def horn_disc(rng: np.random.Generator, step: float) -> Sculpture:
    """Discs sawn for dagger hilts or cups."""
    number, radius, thick = int(rng.integers(1, 5)), rng.uniform(18, 40), rng.uniform(8, 22)
    clay = Clay((2.3 * radius, 2.3 * radius, number * (thick + 2)), min(step, 1.0), rng)
    clay.warp(1.2, 25)
    across = np.hypot(clay.x, clay.y * rng.uniform(0.8, 1.0))
    body = (across < radius) & (np.mod(clay.z + number * (thick + 2) / 2, thick + 2) < thick)
    if rng.random() < 0.3:
        body = body & ~((across < radius - 6) & (np.abs(clay.z) < number * (thick + 2) / 2 - 6))
    _fibres(clay, body, across < 0.45 * radius)
    return clay.done("horn discs", "horn", label="horn", count=number)


def pangolin_scales(rng: np.random.Generator, step: float) -> Sculpture:
    """Heap of pangolin scales, loose or in a bag."""
    size, thick = rng.uniform(28, 52), rng.uniform(1.8, 4.2)
    masks = [plate(rng, step, size * rng.uniform(0.7, 1.2), thick, pointed=True) for _ in range(4)]
    clay, number = heap(rng, step, masks, int(rng.integers(15, 60)), rng.uniform(55, 85))
    daub(clay, "pangolin scale", item=True)
    return clay.done("pangolin scales", "pangolin scale", label="scales", count=number)


def scutes(rng: np.random.Generator, step: float) -> Sculpture:
    """Hawksbill scutes, large thin plates, stacked."""
    size, thick = rng.uniform(70, 125), rng.uniform(1.5, 4.0)
    masks = [plate(rng, step, size * rng.uniform(0.8, 1.1), thick, pointed=False) for _ in range(3)]
    clay, number = heap(rng, step, masks, int(rng.integers(4, 14)), rng.uniform(75, 100), upright=0.12)
    daub(clay, "scute", item=True)
    return clay.done("hawksbill scutes", "scute", label="scales", count=number)


def pangolin_skin(rng: np.random.Generator, step: float) -> Sculpture:
    """Scales still on skin: overlapping rows on a bent sheet."""
    size, rows, columns = rng.uniform(22, 34), int(rng.integers(3, 6)), int(rng.integers(3, 6))
    pitch = 0.62 * size
    clay = Clay((rows * pitch + size, columns * pitch + size, 34), min(step, 0.8), rng, 4e6)
    sheet = 6 * np.sin(clay.x / rng.uniform(28, 45)) * np.cos(clay.y / rng.uniform(35, 60))
    clay.put(
        (np.abs(clay.z - sheet + 4) < 1.2)
        & (np.abs(clay.x) < rows * pitch / 2)
        & (np.abs(clay.y) < columns * pitch / 2),
        daub(clay, "leather"),
    )
    keratin = daub(clay, "pangolin scale", item=True)
    for i in range(rows):
        for j in range(columns):
            x0, y0 = (i - (rows - 1) / 2) * pitch, (j - (columns - 1) / 2 + 0.5 * (i % 2)) * pitch
            x, y = clay.x - x0, clay.y - y0
            leaf = (x / (0.6 * size)) ** 2 + (y / (0.45 * size)) ** 2 < 1
            clay.put(leaf & (np.abs(clay.z - sheet - 0.18 * (x + 0.5 * size)) < 1.3), keratin)
    return clay.done("pangolin skin", "pangolin scale", label="scales", count=rows * columns)


HORN_MAKERS: tuple[Maker, ...] = (rhino_horn, horn_piece, horn_piece, horn_disc)
SCALE_MAKERS: tuple[Maker, ...] = (pangolin_scales, pangolin_scales, scutes, pangolin_skin)
