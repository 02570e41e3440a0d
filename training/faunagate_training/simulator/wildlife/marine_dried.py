"""Dried sea cucumber, abalone, fish maw and manta gill plates."""

from functools import partial

import numpy as np

from ...classes import MARINE
from ..family import Family
from ..items import Item, Part, Solid
from ..materials import draw_material
from ..shapes import common, plane
from ..shapes_noise import Noise
from ..shapes_section import blob, extrude
from ._body import air, marbled
from ._loft import ANGLES, loft, section
from ._lumps import Lumps
from ._many import extent, heap, solid_of
from ._memo import shared
from ._soup import Soup, rod_bounds
from ._thin import as_distance, sheet_cover, thin_wall, voxel_size


def slug_line(length: float, rng: np.random.Generator, n: int = 24) -> np.ndarray:
    t = np.linspace(-0.5, 0.5, n)
    bow, sway = rng.normal(0, 0.16) * length, rng.normal(0, 0.12) * length
    return np.stack([t * length, bow * (4 * t * t - 0.5) * 0.5, sway * np.sin(3 * t)], 1)


def sea_cucumber(way: str, length: float, rng: np.random.Generator) -> Solid:
    """A wrinkled slug with papillae, a thick wall around a shrunken hollow, often slit."""
    girth = length * rng.uniform(0.11, 0.19)
    line = slug_line(length, rng)
    t = np.linspace(-1, 1, len(line))
    radii = girth * np.maximum(1 - np.abs(t) ** rng.uniform(2.2, 4), 0.08) ** 0.5
    spiky = rng.random() < 0.55
    if way == "skinned":
        fine = np.stack([np.interp(np.linspace(0, 23, 96), np.arange(24), line[:, j]) for j in range(3)], 1)
        r = np.interp(np.linspace(0, 23, 96), np.arange(24), radii)
        a = np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)[None]
        k = np.arange(96)[:, None]
        folds = (
            1
            + 0.07 * np.sin(k * rng.uniform(0.5, 1.1) + 1.5 * np.sin(a * 2))
            + 0.04 * rng.standard_normal((96, ANGLES))
        )
        if spiky:
            thorns = np.maximum(np.cos(3 * a + 0.5) * np.cos(k * rng.uniform(0.7, 1.1)), 0) ** 5
            folds = folds + rng.uniform(0.2, 0.5) * thorns
        skin = loft(fine, section(r, r * rng.uniform(0.65, 0.95), 2.3, 0.8) * folds)
    elif way == "joined":
        soup = Soup().chain(line, radii)
        for _ in range(int(rng.integers(50, 110)) if spiky else 25):
            k, a = int(rng.integers(1, 23)), rng.uniform(0, 2 * np.pi)
            ray = np.array([rng.normal(0, 0.2), np.sin(a), np.cos(a)])
            tip = line[k] + ray * radii[k] * (rng.uniform(1.1, 1.4) if spiky else 1.02)
            soup.rod(
                line[k] + ray * radii[k] * 0.8, tip, girth * (0.13 if spiky else 0.3), girth * (0.04 if spiky else 0.2)
            )
        skin = soup.flesh(girth * 0.12)
    else:
        lumps = Lumps().trail(line, radii * 0.85, rng.uniform(0.7, 1.0))
        for _ in range(int(rng.integers(30, 70))):
            k = int(rng.integers(1, 23))
            ray = rng.standard_normal(3)
            ray *= radii[k] * 0.85 / np.linalg.norm(ray)
            lumps.add(line[k] + ray, girth * rng.uniform(0.1, 0.3, 3))
        skin = lumps.shape()
    skin = shared(skin)
    inside = Soup().chain(line[3:21], radii[3:21] * rng.uniform(0.25, 0.62)).flesh()
    hollow = common(inside, lambda x, y, z: skin(x, y, z) + np.float32(girth * 0.12))
    body = Part(skin, draw_material("sea cucumber", rng), MARINE, marbled(rng, 0.1, girth * 0.7))
    parts = [body, Part(hollow, air(rng), MARINE)]
    if rng.random() < 0.5:
        parts.append(Part(thin_wall(skin, 0.6), draw_material("sea cucumber", rng).scaled(1.15), MARINE))
    return solid_of("sea cucumber", parts, extent(line, radii * 1.55), MARINE, "dried sea cucumber")


def cucumbers(way: str, rng: np.random.Generator) -> Item:
    """One of 4 to 18 cm, or a bag of many of about one size."""
    if rng.random() < 0.25:
        return sea_cucumber(way, rng.uniform(50, 180), rng)
    length = rng.uniform(40, 120)
    return heap("sea cucumber", lambda g: sea_cucumber(way, length * g.uniform(0.8, 1.2), g), (5, 20), rng, loose=0.75)


def abalone_one(way: str, size: float, rng: np.random.Generator) -> Solid:
    """Dried meat: a thick oval cushion with a frilled rim."""
    a, b, c = size / 2, size * rng.uniform(0.2, 0.3), size * rng.uniform(0.33, 0.42)
    n = 22
    t = np.linspace(-0.98, 0.98, n)
    line = np.stack([t * a, np.zeros(n), np.zeros(n)], 1)
    round_ = np.sqrt(1 - t * t)
    if way == "skinned":
        angle = np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)[None]
        rim = 1 + rng.uniform(0.1, 0.2) * np.exp(-((np.sin(angle) + 0.25) ** 2) * 18) * (
            1 + 0.3 * np.sin(np.arange(n)[:, None] * 1.9)
        )
        skin = loft(line, section(c * round_, b * round_, 2.2, 0.55) * rim)
    elif way == "joined":
        soup = Soup().ball((0, 0, 0), (a * 0.85, b, c * 0.85)).ball((0, b * 0.3, 0), (a * 0.5, b * 0.9, c * 0.5))
        for angle in np.linspace(0, 2 * np.pi, 26, endpoint=False):
            at = np.array([np.cos(angle) * a * 0.85, -b * 0.25 + rng.normal(0, 0.06) * b, np.sin(angle) * c * 0.85])
            soup.ball(at, size * 0.085)
        skin = soup.flesh(size * 0.06)
    else:
        lumps = Lumps()
        for _ in range(16):
            p = rng.normal(0, 0.33, 3) * [a, b * 0.5, c]
            lumps.add(p, np.array([a, b, c]) * rng.uniform(0.3, 0.5))
        for angle in np.linspace(0, 2 * np.pi, 18, endpoint=False):
            lumps.add([np.cos(angle) * a * 0.8, -b * 0.35, np.sin(angle) * c * 0.8], size * rng.uniform(0.05, 0.09))
        skin = lumps.shape()
    part = Part(skin, draw_material("dried flesh", rng), MARINE, marbled(rng, 0.05, size * 0.3))
    bounds = np.array([[-a, -b, -c], [a, b * 1.25, c]]) * 1.2
    return solid_of("abalone", [part], bounds, MARINE, "dried abalone")


def abalone(way: str, rng: np.random.Generator) -> Item:
    size = rng.uniform(30, 95)
    return heap("abalone", lambda g: abalone_one(way, size * g.uniform(0.85, 1.15), g), (3, 14), rng, loose=0.7)


def rolled(a: float, b: float, rng: np.random.Generator, turns: float) -> np.ndarray:
    """Outline of a sheet rolled up by `turns`, as a closed polygon [n, 2]."""
    angle = np.linspace(0, 2 * np.pi * turns, 60)
    r = a * (0.35 + 0.65 * angle / angle[-1]) * (1 + 0.08 * np.sin(3 * angle))
    path = np.stack([r * np.cos(angle), r * np.sin(angle) * b / a], 1)
    thick = max(a * 0.04, 0.8)
    normal = np.gradient(path, axis=0)[:, ::-1] * [1, -1]
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    return np.vstack([path + normal * thick / 2, (path - normal * thick / 2)[::-1]])


def maw(way: str, size: float, rng: np.random.Generator) -> Solid:
    """Dried swim bladder: tube, warped sheet, or a roll."""
    thick = rng.uniform(1.0, 4.5)
    matter = draw_material("swim bladder", rng)
    if way == "tube":
        line = slug_line(size, rng, 30)
        t = np.linspace(0, 1, 30)
        r = size * rng.uniform(0.08, 0.16) * np.interp(t, [0, 0.08, 0.4, 0.85, 1], [0.5, 0.95, 1.0, 0.5, 0.12])
        k, a = np.arange(30)[:, None], np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)[None]
        folds = 1 + 0.06 * np.sin(5 * a + k * 0.2) + 0.05 * np.cos(k * 0.9)
        skin = loft(line, section(r, r * rng.uniform(0.3, 0.9)) * folds)
        shape = common(thin_wall(skin, thick), plane(-1, 0, 0, size * 0.46))
        return solid_of("fish maw", [Part(shape, matter, MARINE)], extent(line, r * 1.15), MARINE, "swim bladder")
    if way == "sheet":
        outline = extrude(blob(size / 2, 0.3, 5, rng) * [1, rng.uniform(0.4, 0.8)], 60)
        warp = Noise(size * 0.7, 1, rng)
        lift, bow = np.float32(size * rng.uniform(0.04, 0.1)), rng.uniform(0.2, 0.9) / size

        def sheet(x, y, z):
            voxel = voxel_size(x, y, z)
            level = lift * warp(x, 0 * y, z) + np.float32(bow) * z * z
            cover = sheet_cover((y - level) * 0.85, thick, voxel)
            return as_distance(np.minimum(cover, np.clip(0.5 - outline(x, y * 0, z) / voxel, 0, 1)), voxel)

        high = float(lift * 1.8 + bow * (size * 0.65) ** 2) + thick
        half = (size * 0.62, high, size * 0.62)
        return Solid("fish maw", (Part(sheet, matter, MARINE),), half, "lies", MARINE, "swim bladder")
    radius = size * rng.uniform(0.12, 0.2)
    roll = extrude(
        rolled(radius, radius * rng.uniform(0.5, 1), rng, rng.uniform(0.8, 2.2)),
        size / 2,
        0.4,
        (1.0, rng.uniform(0.45, 1)),
    )
    half = (radius * 1.15 + 3, size / 2 + 2, radius * 1.15 + 3)
    return Solid("fish maw", (Part(roll, matter, MARINE),), half, "lies", MARINE, "swim bladder")


def maws(way: str, rng: np.random.Generator) -> Item:
    if rng.random() < 0.5:
        return maw(way, rng.uniform(60, 170), rng)
    size = rng.uniform(55, 120)
    return heap("fish maw", lambda g: maw(way, size * g.uniform(0.8, 1.2), g), (3, 9), rng, loose=0.35, flat=True)


def gill_plate(way: str, long: float, rng: np.random.Generator) -> Solid:
    """A curved strip of cartilage with a comb of filaments on both sides."""
    wide = long * rng.uniform(0.13, 0.24)
    a = np.linspace(-0.5, 0.5, 40) * rng.uniform(0.4, 1.6)
    line = np.stack([np.sin(a), 1 - np.cos(a), 0.03 * np.sin(4 * a)], 1) * long / max(a[-1] * 2, 0.3)
    line -= line.mean(axis=0)
    matter = draw_material("dried flesh", rng)
    spread = wide * np.maximum(1 - np.linspace(-1, 1, 40) ** 4, 0.1)
    rod = Soup().chain(line, long * 0.014)
    if way == "lofted":
        teeth = 1 + 0.5 * (np.arange(120) % 2)
        fine = np.stack([np.interp(np.linspace(0, 39, 120), np.arange(40), line[:, j]) for j in range(3)], 1)
        w = np.interp(np.linspace(0, 39, 120), np.arange(40), spread) * 0.66 * teeth
        comb = loft(fine, section(w, np.full(120, long * 0.008 + 1.0)), np.array([0, 1.0, 0]))
        bounds = extent(line, wide * 1.05)
        bounds[:, 1] = [line[:, 1].min() - 5, line[:, 1].max() + 5]
    else:
        combs = Soup()
        n = int(rng.integers(36, 60))
        for at in np.linspace(1, 38, n):
            k = int(at)
            p = line[k] + (line[k + 1] - line[k]) * (at - k)
            for sign in (-1, 1):
                tip = p + [rng.normal(0.12, 0.04) * wide, -0.2 * wide * rng.uniform(0, 1), sign * spread[k]]
                combs.chain(
                    np.stack([p, (p + tip) / 2 + [0, 0.05 * wide, 0], tip]), long * np.array([0.009, 0.007, 0.004])
                )
        comb, bounds = combs.bones(), rod_bounds(combs, rod)
    parts = [Part(comb, matter, MARINE), Part(rod.flesh(), draw_material("cartilage", rng), MARINE)]
    return solid_of("gill plates", parts, bounds, MARINE, "gill plate")


def gill_plates(way: str, rng: np.random.Generator) -> Item:
    if rng.random() < 0.4:
        return gill_plate(way, rng.uniform(90, 260), rng)
    long = rng.uniform(80, 170)
    return heap(
        "gill plates", lambda g: gill_plate(way, long * g.uniform(0.8, 1.2), g), (2, 7), rng, loose=0.4, flat=True
    )


def _three(kind: str, make, ways: tuple[str, str, str]) -> tuple[Family, ...]:
    return tuple(Family(f"{kind}.{way}", kind, partial(make, way), 1.0, way == ways[2]) for way in ways)


FAMILIES = (
    *_three("sea cucumber", cucumbers, ("skinned", "joined", "field")),
    *_three("abalone", abalone, ("skinned", "joined", "field")),
    *_three("fish maw", maws, ("tube", "sheet", "roll")),
    Family("gill plates.combed", "gill plates", partial(gill_plates, "combed"), 0.5),
    Family("gill plates.lofted", "gill plates", partial(gill_plates, "lofted"), 0.5, True),
)
