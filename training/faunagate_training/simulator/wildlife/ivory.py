"""Ivory: tusks and their pieces, blocks, bangles, carvings, rods, strings and heaps of beads."""

import numpy as np

from ...classes import IVORY
from ..family import Family
from ..forms import (
    bangle_form,
    bead_form,
    chunk_form,
    figurine_form,
    horn_form,
    netsuke_form,
    pulp_cavity,
    rod_form,
    slab_form,
    string_path,
)
from ..items import Item, Part, Pile, Solid
from ..materials import draw_material
from ..shapes import common, minus, moved, plane, random_rotation, scattered, turned, union


def growth_texture(rng: np.random.Generator):
    """Faint density layers of dentine, one to three percent, several mm apart."""
    wave = rng.standard_normal(3)
    wave = (wave / np.linalg.norm(wave) * 2 * np.pi / rng.uniform(4, 12)).astype(np.float32)
    depth = np.float32(rng.uniform(0.005, 0.03))
    return lambda x, y, z: 1 + depth * np.sin(wave[0] * x + wave[1] * y + wave[2] * z)


def one(kind: str, shape, half, rng, pose: str = "any", diameter: float = 0.0) -> Solid:
    part = Part(shape, draw_material("ivory", rng), IVORY, growth_texture(rng))
    return Solid(kind, (part,), half, pose, IVORY, "ivory", diameter)


def tusk(rng: np.random.Generator) -> Item:
    length = rng.uniform(90, 330)
    base = np.clip(length * rng.uniform(0.06, 0.13), 7, 34)
    bend = rng.uniform(0.2, 1.3)
    shape, half = horn_form(length, base, bend, rng.uniform(0.5, 0.9), rng)
    hollow = pulp_cavity(length, base, bend, rng.uniform(0.15, 0.6), rng.uniform(0.5, 0.85))
    return one("tusk", minus(shape, hollow), half, rng, "lies")


def section(rng: np.random.Generator) -> Item:
    """A sawn length of tusk, from the hollow or the solid part."""
    length = rng.uniform(25, 130)
    base = rng.uniform(11, 38)
    bend = rng.uniform(0, 0.3)
    shape, half = horn_form(length * 1.6, base, bend, rng.uniform(0.2, 0.5), rng)
    cut = common(shape, plane(0, 1, 0, length / 2), plane(0, -1, 0, length / 2))
    if rng.random() < 0.55:
        cut = minus(cut, pulp_cavity(length * 1.6, base, bend, 1.0, rng.uniform(0.3, 0.8)))
    return one("tusk section", cut, (half[0], length / 2 + 3, half[2]), rng)


def block(rng: np.random.Generator) -> Item:
    shape, half = chunk_form(rng.uniform(18, 75), rng)
    return one("block", shape, half, rng)


def slab(rng: np.random.Generator) -> Item:
    shape, half = slab_form(rng)
    return one("slab", shape, half, rng)


def rod(rng: np.random.Generator) -> Item:
    shape, half = rod_form(rng)
    return one("rod", shape, half, rng)


def bangle(rng: np.random.Generator) -> Item:
    shape, half = bangle_form(rng)
    if rng.random() < 0.3:
        n = int(rng.integers(2, 5))
        step = 2 * (half[1] - 1.5)
        offsets = (np.arange(n) - (n - 1) / 2) * step
        stack = union(*(moved(shape, rng.normal(0, 1), float(o), rng.normal(0, 1)) for o in offsets))
        return one("bangle", stack, (half[0] + 3, half[1] * n + 2, half[2] + 3), rng, "lies")
    return one("bangle", shape, half, rng)


def carving(rng: np.random.Generator) -> Item:
    if rng.random() < 0.65:
        shape, half = figurine_form(rng.uniform(35, 150), rng)
    else:
        shape, half = netsuke_form(rng.uniform(24, 60), rng)
    return one("figurine", shape, half, rng)


def beads_of(material: str, label: int, kind: str, rng: np.random.Generator) -> Item:
    """A string (coiled, crumpled) or a pouch of 6 to 16 mm beads of any material."""
    diameter = rng.uniform(6, 16)
    style = int(rng.choice([0, 0, 0, 1, 2]))
    n = int(np.clip(rng.uniform(250, 900) / diameter, 18, 90))
    specimen = draw_material(material, rng)
    if rng.random() < 0.3:
        members = []
        for _ in range(min(n, 50)):
            shape, half = bead_form(diameter * rng.uniform(0.97, 1.03), style, rng)
            members.append(Solid(kind, (Part(shape, specimen, label),), half, "any", label, material))
        side = diameter * rng.uniform(3.5, 6)
        return Pile(kind, tuple(members), (side, side, side), None, label, material, diameter, len(members))
    path = string_path(n, diameter * rng.uniform(1.02, 1.15), rng)
    shapes = [
        turned(bead_form(diameter * (1 + 0.03 * rng.standard_normal()), style, rng)[0], random_rotation(rng))
        for _ in path
    ]
    part = Part(scattered(shapes, path, diameter * 0.8 + 3), specimen, label)
    half = tuple(float(v) for v in np.abs(path).max(axis=0) + diameter)
    return Solid(kind, (part,), half, "flat", label, material, diameter, len(path))


FAMILIES = (
    Family("section.plain", "tusk section", section, 0.8),
    Family("block.plain", "block", block, 0.8),
    Family("slab.plain", "slab", slab, 0.4),
    Family("rod.plain", "rod", rod, 0.6),
    Family("bangle.plain", "bangle", bangle, 1.3),
    Family("carving.plain", "figurine", carving, 1.5),
)

PIECES = (
    *("tusk", "mammoth tusk", "tusk section", "tusk tip", "raw piece", "block", "slab"),
    *("hippo tooth", "walrus tusk", "warthog tusk"),
)
BEADS = ("bead string", "bead bracelet", "bead necklace", "mixed beads", "loose beads", "sewn beads")
WORKED = (
    *("seal", "chopsticks", "rod", "bangle", "ring", "figurine", "netsuke", "pendant"),
    *("carved tusk", "puzzle ball", "dice", "dominoes", "comb", "knife handle", "piano keys"),
)
IVORY_KIND_OF = {
    **{kind: "tusk-or-piece" for kind in PIECES},
    **{kind: "worked" for kind in WORKED},
    **{kind: "beads" for kind in BEADS},
}
"""kind of object: what the evaluation calls it."""
