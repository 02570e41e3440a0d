"""Keratin things: what horn is like inside, and objects of ivory's forms made of horn or scute instead."""

from dataclasses import replace

import numpy as np

from ...classes import HORN
from ..items import Part, Solid
from ..materials import draw_material
from ..shapes import Shape
from ._dentine import Texture
from ._near import near_only
from ._spine import Spine


def fibre_texture(rng: np.random.Generator, spine: Spine | None = None) -> Texture:
    """Filaments of some tenths of a mm seen as streaks along the horn, and yearly zones across them.

    Density varies by one to four percent (Hieronymus, Witmer and Ridgely 2006, "Structure of white rhinoceros
    horn investigated by X-ray computed tomography", J. Morphol. 267:1172). Without a spine they run along y.
    """
    waves = (rng.standard_normal((3, 2)) * 2 * np.pi / rng.uniform(2.5, 9)).tolist()
    phases, depth = rng.uniform(0, 6.3, 3).tolist(), rng.uniform(0.008, 0.022)
    zone, zones = 2 * np.pi / rng.uniform(12, 50), rng.uniform(0.0, 0.02)

    def texture(x, y, z):
        s, u, v = (y, x, z) if spine is None else spine.locate(x, y, z)
        factor = 1 + zones * np.sin(zone * s + 0.05 * u)
        for (a, b), phase in zip(waves, phases, strict=True):
            factor = factor + depth * np.sin(a * u + b * v + phase)
        return factor.astype(np.float32)

    return texture


def horn_solid(
    kind: str,
    shape: Shape,
    half: tuple[float, float, float],
    rng: np.random.Generator,
    pose: str = "any",
    core: Shape | None = None,
    spine: Spine | None = None,
    count: int = 1,
    extra: tuple[Part, ...] = (),
    steepness: float = 1.3,
) -> Solid:
    """An object of rhino horn; `core` (within the shape) is its denser, calcium-rich middle, mostly present."""
    texture = fibre_texture(rng, spine)
    outer = near_only(shape, steepness)
    parts = [Part(outer, draw_material("keratin", rng), HORN, texture)]
    if core is not None and rng.random() < 0.85:
        parts.append(Part(near_only(core, steepness), draw_material("horn core", rng), HORN, texture))
    return Solid(kind, (*parts, *extra), half, pose, HORN, "keratin", 0.0, count)


def recast(item: Solid, kind: str, label: int, recipe: str, rng: np.random.Generator) -> Solid:
    """The same object, its labelled parts made of another wildlife matter."""
    matter = draw_material(recipe, rng)
    parts = tuple(replace(p, material=matter, label=label) if p.label else p for p in item.parts)
    return replace(item, kind=kind, parts=parts, label=label, material=recipe)


def clumpy(rng: np.random.Generator) -> Texture:
    """Packing of a powder: loose and pressed places some mm across."""
    waves = (rng.standard_normal((4, 3)) * 2 * np.pi / rng.uniform(6, 30)).tolist()
    depth = rng.uniform(0.02, 0.08)
    return lambda x, y, z: 1 + depth * sum(np.sin(a * x + b * y + c * z + i) for i, (a, b, c) in enumerate(waves)) / 2
