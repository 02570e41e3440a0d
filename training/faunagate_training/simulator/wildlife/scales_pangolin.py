"""Pangolin scales: heaps, sacks, layers, single ones, on skin, strung, ground.

Scales are 15 to 75 mm long and 1 to 4 mm thick, thickest at the root, domed and ridged; the small Asian and tree
pangolins have some hundreds of 20 to 40 mm, the giant pangolin up to 75 mm (Wang et al. 2016, "Pangolin armor",
Acta Biomaterialia 41:60).
"""

import numpy as np

from ...classes import SCALES
from ..family import Family
from ..forms_cut import petal_plate
from ..forms_skin import mesh_plate
from ..items import Item, Part, Pile, Solid
from ..materials import draw_material, draw_one_of
from ..shapes import Shape, rotation_about
from . import _powder
from ._keratin import fibre_texture
from ._plates import Plate, assembled, placed
from ._strings import centred, settled


def scale_size(rng: np.random.Generator) -> float:
    """Half length in mm of the scales of one animal."""
    return float(np.exp(rng.uniform(np.log(9), np.log(34))))


def scale(size: float, rng: np.random.Generator) -> Plate:
    length = size * rng.uniform(0.75, 1.2)
    width = length * rng.uniform(0.55, 1.05)
    thick = np.clip(length * rng.uniform(0.06, 0.12), 1.0, 4.2)
    bow, cup = rng.uniform(0.1, 0.7) / length, rng.uniform(0.2, 0.9) / width
    return Plate(length, width, thick, bow, cup, rng.uniform(1.2, 3.0), rng.uniform(0.3, 0.8), rng.uniform(1.2, 3))


def analytic(size: float, rng: np.random.Generator) -> tuple[Shape, tuple]:
    plate = scale(size, rng)
    return plate.shape(), plate.half()


def petals(size: float, rng: np.random.Generator) -> tuple[Shape, tuple]:
    length = size * rng.uniform(1.5, 2.4)
    return petal_plate(length, float(np.clip(length * rng.uniform(0.04, 0.08), 1.2, 4)), rng)


def templates(size: float, n: int, rng: np.random.Generator) -> list:
    """n plates of few warped skins in several sizes (held-out geometry)."""
    made = [mesh_plate(2 * size, max(1.8, size * rng.uniform(0.1, 0.18)), rng, 0.12, 0.12) for _ in range(4)]
    out = []
    for _ in range(n):
        shape, half = made[int(rng.integers(4))]
        s = float(rng.uniform(0.75, 1.2))
        out.append(
            (lambda x, y, z, shape=shape, s=s: shape(x / s, y / s, z / s) * s, tuple(v * float(s) for v in half))
        )
    return out


def members(plates: list, rng: np.random.Generator) -> tuple[Solid, ...]:
    """Loose scales, each of its own specimen."""
    base = draw_material("scale", rng)
    parts = [(Part(s, base.scaled(rng.uniform(0.97, 1.03)), SCALES), half) for s, half in plates]
    return tuple(Solid("scale", (part,), half, "lies", SCALES, "scale") for part, half in parts)


def heaped(kind: str, plates: list, size: float, rng: np.random.Generator, wrap=None, steep: float = 1.0) -> Pile:
    """Scales poured in a heap or container."""
    n = len(plates)
    side = size * np.sqrt(n) * rng.uniform(0.75, 1.4, 2) / steep + 1.5 * size
    height = size * rng.uniform(3, 6) * steep + 30
    inner = (float(height), float(side[0]), float(side[1]))
    return Pile(kind, members(plates, rng), inner, wrap, SCALES, "scale", 2 * size, n)


def heap(make):
    def item(rng: np.random.Generator) -> Item:
        size, n = scale_size(rng), int(rng.integers(8, 45))
        return heaped("pangolin scales", [make(size, rng) for _ in range(n)], size, rng)

    return item


def warped_heap(rng: np.random.Generator) -> Item:
    size, n = scale_size(rng), int(rng.integers(8, 40))
    return heaped("pangolin scales", templates(size, n, rng), size, rng)


def sack(make):
    def item(rng: np.random.Generator) -> Item:
        size, n = scale_size(rng), int(rng.integers(18, 55))
        wrap = draw_one_of(("polyethylene", "cloth", "paper"), rng)
        return heaped("sack of scales", [make(size, rng) for _ in range(n)], size, rng, wrap, 1.35)

    return item


def warped_sack(rng: np.random.Generator) -> Item:
    size, n = scale_size(rng), int(rng.integers(18, 50))
    wrap = draw_one_of(("polyethylene", "cloth", "paper"), rng)
    return heaped("sack of scales", templates(size, n, rng), size, rng, wrap, 1.35)


def few(rng: np.random.Generator) -> Item:
    """One to six scales side by side or on one another."""
    size, n = scale_size(rng), int(rng.integers(1, 7))
    matter, texture = draw_material("scale", rng), fibre_texture(rng)
    parts = []
    for i in range(n):
        plate = scale(size, rng)
        turn = rotation_about(1, rng.uniform(0, 6.3))
        at = [rng.normal(0, size * 0.5), i * (plate.thick + plate.half()[1] * 0.35), rng.normal(0, size * 0.5)]
        parts.append((plate, turn, at))
    ats = centred(np.array([p[2] for p in parts]))
    placed_parts = [placed(p.shape(), p.half(), t, c, matter, texture) for (p, t, _), c in zip(parts, ats, strict=True)]
    return assembled("few scales", placed_parts, "lies", n, "scale", 2 * size)


def few_petals(rng: np.random.Generator) -> Item:
    size, n = scale_size(rng), int(rng.integers(2, 8))
    return heaped("few scales", [petals(size, rng) for _ in range(n)], size, rng)


def few_warped(rng: np.random.Generator) -> Item:
    size, n = scale_size(rng), int(rng.integers(2, 8))
    return heaped("few scales", templates(size, n, rng), size, rng)


def layer(rng: np.random.Generator) -> Item:
    """Scales laid out flat in rows, overlapping a little, as packed between clothes or in a lining."""
    size = scale_size(rng)
    rows, columns = int(rng.integers(2, 6)), int(rng.integers(3, 9))
    matter, texture = draw_material("scale", rng), fibre_texture(rng)
    parts = []
    for i in range(rows):
        for j in range(columns):
            p = scale(size, rng)
            lean = rotation_about(2, rng.uniform(0.0, 0.2)) @ rotation_about(1, rng.normal(0, 0.25))
            at = [
                (i - (rows - 1) / 2) * size * 1.6,
                rng.uniform(0, 2),
                (j - (columns - 1) / 2 + 0.5 * (i % 2)) * size * 1.6,
            ]
            parts.append(placed(p.shape(), p.half(), lean, at, matter, texture))
    return assembled("scale layer", parts, "lies", len(parts), "scale", 2 * size)


def spread(rng: np.random.Generator) -> Item:
    """Scales scattered flat, none on another."""
    size, n = scale_size(rng), int(rng.integers(8, 40))
    reach = size * np.sqrt(n) * 1.1
    spots = np.stack([rng.uniform(-reach, reach, n), np.zeros(n), rng.uniform(-reach, reach, n)], 1)
    spots = settled(spots, np.full(n, 1.9 * size), False, 25) * [1, 0.15, 1]
    matter = draw_material("scale", rng)
    parts = []
    for at in spots:
        p = scale(size, rng)
        turn = rotation_about(1, rng.uniform(0, 6.3)) @ rotation_about(2, rng.normal(0, 0.1))
        parts.append(placed(p.shape(), p.half(), turn, at, matter))
    return assembled("scale layer", parts, "lies", n, "scale", 2 * size)


def warped_layer(rng: np.random.Generator) -> Item:
    """A flat packing of warped plates in a spiral (held-out geometry)."""
    size, n = scale_size(rng), int(rng.integers(8, 36))
    k = np.arange(n) + 0.5
    r, a = size * 1.0 * np.sqrt(k) * rng.uniform(0.95, 1.2), k * 2.39996
    matter = draw_material("scale", rng)
    parts = []
    for (shape, half), x, z in zip(templates(size, n, rng), r * np.cos(a), r * np.sin(a), strict=True):
        turn = rotation_about(1, rng.uniform(0, 6.3)) @ rotation_about(0, rng.normal(0, 0.12))
        parts.append(placed(shape, half, turn, (x, rng.uniform(-2, 2), z), matter))
    return assembled("scale layer", parts, "lies", n, "scale", 2 * size)


def ground(make):
    return lambda rng: make("ground scales", SCALES, "scale", rng)


FAMILIES = (
    Family("pangolin.heap", "pangolin scales", heap(analytic), 1.0),
    Family("pangolin.petals", "pangolin scales", heap(petals), 0.5),
    Family("pangolin.warped", "pangolin scales", warped_heap, 1.0, held_out=True),
    Family("pangolin.sack", "sack of scales", sack(analytic), 0.7),
    Family("pangolin.sack-petals", "sack of scales", sack(petals), 0.3),
    Family("pangolin.sack-warped", "sack of scales", warped_sack, 0.7, held_out=True),
    Family("pangolin.few", "few scales", few, 0.7),
    Family("pangolin.few-petals", "few scales", few_petals, 0.3),
    Family("pangolin.few-warped", "few scales", few_warped, 0.7, held_out=True),
    Family("pangolin.layer", "scale layer", layer, 0.5),
    Family("pangolin.spread", "scale layer", spread, 0.4),
    Family("pangolin.layer-warped", "scale layer", warped_layer, 0.6, held_out=True),
    Family("pangolin.ground-jar", "ground scales", ground(_powder.jar), 0.2),
    Family("pangolin.ground-bag", "ground scales", ground(_powder.bag), 0.2),
    Family("pangolin.ground-pot", "ground scales", ground(_powder.turned_jar), 0.2, held_out=True),
    Family("pangolin.ground-parcel", "ground scales", ground(_powder.lump), 0.2, held_out=True),
)
