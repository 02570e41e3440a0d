"""Ivory: all families of tusks, teeth, pieces, worked things and beads, and what kind of ivory each is."""

import numpy as np

from ..forms import bead_form, string_path
from ..items import Item, Part, Pile, Solid
from ..materials import draw_material
from ..shapes import random_rotation, scattered, turned
from . import (
    ivory_beads,
    ivory_carvings,
    ivory_games,
    ivory_jewellery,
    ivory_pieces,
    ivory_sewn,
    ivory_showpieces,
    ivory_teeth,
    ivory_tusks,
    ivory_worked,
)

FAMILIES = (
    *ivory_tusks.FAMILIES,
    *ivory_teeth.FAMILIES,
    *ivory_pieces.FAMILIES,
    *ivory_worked.FAMILIES,
    *ivory_games.FAMILIES,
    *ivory_jewellery.FAMILIES,
    *ivory_carvings.FAMILIES,
    *ivory_showpieces.FAMILIES,
    *ivory_beads.FAMILIES,
    *ivory_sewn.FAMILIES,
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
