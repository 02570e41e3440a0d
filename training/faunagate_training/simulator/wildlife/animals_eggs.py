"""Eggs: shell, white, yolk and air cell; single, and many in a vest, a tray or a box."""

from dataclasses import replace
from functools import partial

import numpy as np

from ...classes import ANIMAL
from ..family import Family
from ..items import Item, Part, Pile, Solid
from ..materials import draw_material
from ..shapes import Shape, common, moved, plane, sphere
from ..shapes_section import lathe
from ._body import air
from ._memo import shared
from ._soup import Soup
from ._thin import thin_wall


def turned(length: float, wide: float, rng: np.random.Generator) -> Shape:
    """A profile with a blunt and a pointed end, turned about y."""
    t = np.linspace(-1, 1, 40)
    point = rng.uniform(0.05, 0.3)
    r = wide / 2 * np.sqrt(1 - t * t) * (1 - point * t * 0.6 - 0.08 * t * t)
    return lathe(np.stack([np.maximum(r, 0), t * length / 2], 1))


def balled(length: float, wide: float, rng: np.random.Generator) -> Shape:
    """Two balls and a cone between them, melted."""
    big, small = wide / 2, wide / 2 * rng.uniform(0.8, 0.97)
    reach = length / 2
    return Soup().rod((0, -(reach - big), 0), (0, max(reach - small, 0.1), 0), big, small).flesh()


def formula(length: float, wide: float, rng: np.random.Generator) -> Shape:
    """A superellipsoid whose width shifts towards one end, slightly dented: soft shells."""
    power, point = np.float32(rng.uniform(1.85, 2.35)), np.float32(rng.uniform(0.0, 0.18))
    dent, way = np.float32(rng.uniform(0, 0.05)), rng.standard_normal(3)
    way = (way / np.linalg.norm(way)).astype(np.float32)

    def distance(x, y, z):
        u = y * np.float32(2 / length)
        r = np.sqrt(x * x + z * z) * np.float32(2 / wide) * (1 + point * u)
        q = (np.abs(u) ** power + r**power) ** (1 / power)
        far = np.sqrt(x * x + y * y + z * z) + np.float32(1e-3)
        hollow = dent * np.maximum((x * way[0] + y * way[1] + z * way[2]) / far - 0.6, 0)
        return (q - 1 + hollow) / np.maximum(q, 0.1) * far

    return distance


SHAPES = {"turned": turned, "balled": balled, "formula": formula}


def egg(way: str, length: float, rng: np.random.Generator, reptile: bool = False) -> Solid:
    """One egg, fresh or brooded (an embryo's shadow in place of the yolk)."""
    wide = length * (rng.uniform(0.55, 0.97) if reptile else rng.uniform(0.68, 0.82))
    shape = shared(SHAPES[way](length, wide, rng))
    thick = length * rng.uniform(0.0055, 0.0095) * (0.7 if reptile else 1.0)
    yolk = moved(sphere(wide * rng.uniform(0.24, 0.36)), *(rng.normal(0, 0.05, 3) * wide))
    level = length * rng.uniform(0.28, 0.46)
    parts = [
        Part(shape, draw_material("egg white", rng), ANIMAL),
        Part(common(yolk, shape), draw_material("yolk", rng), ANIMAL),
    ]
    if not reptile:
        parts.append(Part(common(shape, plane(0, 1, 0, -level)), air(rng), ANIMAL))
    shell = draw_material("egg shell", rng)
    parts.append(Part(thin_wall(shape, float(thick)), shell.scaled(0.6) if reptile else shell, ANIMAL))
    return Solid("egg", tuple(parts), (wide / 2 + 1.5, length / 2 + 1.5, wide / 2 + 1.5), "any", ANIMAL, "egg", wide)


def eggs(way: str, rng: np.random.Generator) -> Item:
    """One egg of 2 to 9 cm, or a clutch."""
    length, reptile = rng.uniform(20, 85), rng.random() < 0.3
    if rng.random() < 0.3:
        return egg(way, length, rng, reptile)
    length = min(length, 62)
    n = int(rng.integers(3, 19))
    one = partial(egg, way)
    members = tuple(replace(one(length * rng.uniform(0.94, 1.06), rng, reptile), kind="eggs") for _ in range(n))
    across = int(np.ceil(np.sqrt(n * rng.uniform(0.6, 1.3))))
    side = length * (across * 0.92 + 0.4)
    wrap = draw_material(str(rng.choice(["cloth", "cardboard", "polyethylene"])), rng) if rng.random() < 0.7 else None
    return Pile("eggs", members, (length * 3.2, side, side), wrap, ANIMAL, "egg", members[0].diameter_mm, n)


FAMILIES = tuple(Family(f"eggs.{way}", "eggs", partial(eggs, way), 0.8, way == "formula") for way in SHAPES)
