"""Pangolin scales and hawksbill scutes: all families."""

import numpy as np

from ..forms import plate_form
from ..items import Item, Part, Pile, Solid
from ..materials import draw_material
from . import scales_hawksbill, scales_pangolin, scales_skin

FAMILIES = (*scales_pangolin.FAMILIES, *scales_skin.FAMILIES, *scales_hawksbill.FAMILIES)


def plates_of(
    material: str, label: int, kind: str, rng: np.random.Generator, thickness: tuple[float, float] = (1.6, 4.5)
) -> Item:
    """A heap of curved plates of any material."""
    size = rng.uniform(18, 50)
    thick = rng.uniform(*thickness)
    n = int(rng.integers(18, 75))
    members = []
    for _ in range(n):
        shape, half = plate_form(size * rng.uniform(0.6, 1.3), thick * rng.uniform(0.7, 1.2), rng)
        part = Part(shape, draw_material(material, rng), label)
        members.append(Solid(kind, (part,), half, "lies", label, material))
    side = size * rng.uniform(1.6, 3.2, 2) + 12
    wrap = draw_material("polyethylene", rng) if rng.random() < 0.5 else None
    height = rng.uniform(30, 110)
    return Pile(kind, tuple(members), (height, float(side[0]), float(side[1])), wrap, label, material, size, n)
