"""Keratin horn: whole horns with a hollowed base and denser core, tips, discs, chunks."""

import numpy as np

from ...classes import HORN
from ..forms import chunk_form, horn_form
from ..items import Item, Part, Solid
from ..materials import draw_material
from ..shapes import common, cylinder, inset, minus, moved, plane, rough, sphere


def fibre_texture(rng: np.random.Generator):
    """Filaments along the horn: a few percent of density across, nearly constant along."""
    k = np.float32(2 * np.pi / rng.uniform(3, 8))
    depth = np.float32(rng.uniform(0.01, 0.04))
    return lambda x, y, z: 1 + depth * np.sin(k * x) * np.sin(k * z)


def parts_of(shape, core_depth: float, rng: np.random.Generator) -> tuple[Part, ...]:
    skin = Part(shape, draw_material("keratin", rng), HORN, fibre_texture(rng))
    if rng.random() < 0.7:
        return (skin, Part(inset(shape, core_depth), draw_material("horn core", rng), HORN, fibre_texture(rng)))
    return (skin,)


def whole(rng: np.random.Generator) -> Item:
    length = rng.uniform(110, 330)
    base = np.clip(length * rng.uniform(0.16, 0.34), 26, 70)
    bend = rng.uniform(0.2, 1.1)
    shape, half = horn_form(length, base, bend, rng.uniform(0.7, 1.2), rng)
    low = -half[1] + base * rng.uniform(0.4, 0.9)
    shape = common(rough(shape, base * 0.04, base * 0.8, rng), plane(0, -1, 0, -low))
    if rng.random() < 0.6:
        shape = minus(shape, moved(sphere(base * 1.2), 0, low - base * rng.uniform(0.75, 1.0), 0))
    return Solid("horn", parts_of(shape, base * 0.35, rng), half, "lies", HORN, "keratin")


def tip(rng: np.random.Generator) -> Item:
    length, base = rng.uniform(45, 120), rng.uniform(12, 32)
    shape, half = horn_form(length, base, rng.uniform(0, 0.6), rng.uniform(0.5, 1.0), rng)
    shape = common(shape, plane(0, -1, 0, half[1] - base * 1.0))
    return Solid("horn tip", parts_of(shape, base * 0.4, rng), half, "any", HORN, "keratin")


def disc(rng: np.random.Generator) -> Item:
    radius, half = rng.uniform(18, 60), rng.uniform(4, 16)
    shape = rough(cylinder(radius, half), radius * 0.06, radius, rng)
    return Solid(
        "horn disc",
        parts_of(shape, radius * 0.3, rng),
        (radius * 1.1 + 2, half + 4, radius * 1.1 + 2),
        "any",
        HORN,
        "keratin",
    )


def chunk(rng: np.random.Generator) -> Item:
    size = rng.uniform(30, 95)
    shape, half = chunk_form(size, rng)
    return Solid("horn piece", parts_of(shape, size * 0.2, rng), half, "any", HORN, "keratin")


MAKERS = {"horn": (whole, 1.3), "horn tip": (tip, 0.9), "horn disc": (disc, 0.8), "horn piece": (chunk, 1.0)}
