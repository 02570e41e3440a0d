"""Materials that look-alikes come in, by what is sold, and how one is drawn."""

import numpy as np

from ...forms import Form, snug
from ...items import Part, Solid
from ...materials import draw_material
from ...shapes import wall
from ...shapes_noise import Noise

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
    form: Form,
    material: str,
    pose: str,
    rng: np.random.Generator,
    hollow: float = 0.0,
) -> Solid:
    """An object of one part; with the chance `hollow` only its wall of 1.5 to 4 mm."""
    shape, half = snug(form)
    if rng.random() < hollow:
        shape = wall(shape, rng.uniform(1.5, 4))
    part = Part(shape, draw_material(material, rng), 0, texture_of(material, rng))
    return Solid(kind, (part,), half, pose, 0, material)


def texture_of(material: str, rng: np.random.Generator):
    """How the density of a material varies inside a piece: growth rings of wood, veins of stone, mottled filler."""
    if material in ("wood", "hard wood"):
        ox, oz = rng.normal(0, 40, 2).astype(np.float32)
        k, depth = np.float32(2 * np.pi / rng.uniform(1.5, 6)), np.float32(rng.uniform(0.03, 0.18))
        return lambda x, y, z: 1 + depth * np.sin(k * np.sqrt((x - ox) ** 2 + (z - oz + 0.04 * y) ** 2))
    if material in ("bone", "antler"):
        noise, depth = Noise(rng.uniform(3, 8), 2, rng), np.float32(rng.uniform(0.02, 0.1))
        return lambda x, y, z: 1 + depth * noise(x, y * np.float32(0.2), z)
    if material in ("marble", "soapstone", "filled resin", "plaster", "earthenware", "leather", "chocolate"):
        noise, depth = Noise(rng.uniform(6, 30), 3, rng), np.float32(rng.uniform(0.005, 0.05))
        return lambda x, y, z: 1 + depth * noise(x, y, z)
    return None
