"""Materials that look-alikes come in, by what is sold, and how one is drawn."""

import numpy as np

from ...items import Item, Part, Solid
from ...materials import draw_material
from ...shapes import Shape, wall

STONES = ("marble", "quartz", "soapstone", "porcelain", "earthenware", "glass")
PLASTICS = ("pvc", "acrylic", "abs", "resin", "polyethylene", "nylon", "pom", "polycarbonate", "pet")
WOODS = ("wood", "hard wood", "nut shell")
METALS = ("brass", "aluminium", "steel")
FAKES = ("filled resin", "resin", "pvc", "bone", "antler", "nut shell")
"""What is sold as ivory."""

CARVED = (
    *STONES,
    "plaster",
    "filled resin",
    "filled resin",
    "resin",
    "bone",
    "bone",
    "antler",
    *WOODS,
    "pvc",
    "acrylic",
)
CARVED = (*CARVED, "abs", "brass", "aluminium")
BEADS = (
    *WOODS,
    *STONES,
    "resin",
    "filled resin",
    "acrylic",
    "abs",
    "bone",
    "steel",
    "polyethylene",
    "coral",
    "sea shell",
)
BANGLES = ("pvc", "pvc", "acrylic", "resin", "filled resin", "bone", "abs", *WOODS, "glass", "quartz", *METALS)
HORNS = ("resin", "pvc", "polyethylene", "abs", "rubber", "nylon", "acrylic", *WOODS, "porcelain", "plaster")
PLATES = ("chips", "leather", "wood", "abs", "pet", "polypropylene", "chocolate", "nylon", "cardboard", "earthenware")
PLATES = (*PLATES, "polycarbonate", "sea shell", "nut shell", "acrylic", "pom")
LUMPS = (
    "chocolate",
    "soap",
    "candle wax",
    "rubber",
    "plaster",
    "salt",
    "toothpaste",
    "ptfe",
    *PLASTICS,
    *WOODS,
    *STONES,
)


def pick(names, rng: np.random.Generator) -> str:
    """One of the names; a name given twice is drawn twice as often."""
    return str(names[int(rng.integers(len(names)))])


def solid(
    kind: str,
    form: tuple[Shape, tuple[float, float, float]],
    material: str,
    pose: str,
    rng: np.random.Generator,
    hollow: float = 0.0,
) -> Item:
    """An object of one part; with the chance `hollow` only its wall of 1.5 to 4 mm."""
    shape, half = form
    if rng.random() < hollow:
        shape = wall(shape, rng.uniform(1.5, 4))
    return Solid(kind, (Part(shape, draw_material(material, rng)),), half, pose, 0, material)
