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
from ..shapes import Shape, ellipsoid, rotation_about
from ..shapes_noise import noisy
from . import _powder
from ._keratin import fibre_texture
from ._near import near_only
from ._plates import Plate, assembled, frame, placed
from ._strings import along, centred, crumpled, ring, settled, tangents


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
        size, n = scale_size(rng), int(rng.integers(10, 60))
        return heaped("pangolin scales", [make(size, rng) for _ in range(n)], size, rng)

    return item


def warped_heap(rng: np.random.Generator) -> Item:
    size, n = scale_size(rng), int(rng.integers(10, 50))
    return heaped("pangolin scales", templates(size, n, rng), size, rng)


def sack(make):
    def item(rng: np.random.Generator) -> Item:
        size, n = scale_size(rng), int(rng.integers(25, 80))
        wrap = draw_one_of(("polyethylene", "cloth", "paper"), rng)
        return heaped("sack of scales", [make(size, rng) for _ in range(n)], size, rng, wrap, 1.35)

    return item


def warped_sack(rng: np.random.Generator) -> Item:
    size, n = scale_size(rng), int(rng.integers(25, 65))
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


def skin_parts(spots: np.ndarray, outs: np.ndarray, backs: np.ndarray, size: float, plates, rng) -> list[Part]:
    """Scales at spots [n, 3] like roof tiles: lifted from the surface towards their free edge."""
    matter, texture = draw_material("scale", rng), fibre_texture(rng)
    lift = rng.uniform(0.15, 0.35)
    parts = []
    for (shape, half), spot, out, back in zip(plates, spots, outs, backs, strict=True):
        turn = frame(out, back) @ rotation_about(2, lift) @ rotation_about(1, rng.normal(0, 0.06))
        parts.append(placed(shape, half, turn, spot + out * size * 0.22, matter, texture))
    return parts


def flat_skin(rng: np.random.Generator) -> Item:
    """A dried piece of skin: leather bent like a gutter, with overlapping rows of scales."""
    size = float(np.exp(rng.uniform(np.log(10), np.log(24))))
    rows, columns = int(rng.integers(4, 9)), int(rng.integers(4, 10))
    reach = rng.uniform(3, 12) * size
    across = (np.arange(columns) - (columns - 1) / 2) * size * 1.25
    spots, outs = [], []
    for i in range(rows):
        a = (across + size * 0.62 * (i % 2)) / reach
        out = np.stack([0 * a, np.cos(a), np.sin(a)], 1)
        x = (i - (rows - 1) / 2) * size * 1.05
        spots.append(out * reach + [x, -reach, 0])
        outs.append(out)
    spots, outs = np.concatenate(spots), np.concatenate(outs)
    shift = (spots.max(axis=0) + spots.min(axis=0)) / 2
    backs = np.tile([1.0, 0, 0], (len(spots), 1))
    parts = skin_parts(spots - shift, outs, backs, size, [analytic(size, rng) for _ in spots], rng)
    thick, wide = rng.uniform(1.5, 3.5), np.abs(across).max() / reach + 0.5 * size / reach
    long = rows * size * 0.55 + size

    def leather(x, y, z):
        py, pz = y + shift[1] + reach, z + shift[2]
        d = np.abs(np.sqrt(py * py + pz * pz) - reach) - thick / 2
        arc = (np.abs(np.arctan2(pz, py)) - wide) * reach
        return np.maximum(np.maximum(d, arc), np.abs(x) - long)

    box = ((0.0, 0.0, 0.0), tuple(float(v) for v in np.abs(spots - shift).max(axis=0) + [2 * size, 4, size]))
    hide = Part(leather, draw_material("leather", rng), 0, None, box)
    return assembled("pangolin skin", parts, "lies", len(parts), "scale", 2 * size, (hide,))


def tail(rng: np.random.Generator) -> Item:
    """A tail or limb with its scales all around: a flattened cone of dried flesh or filling."""
    size = float(np.exp(rng.uniform(np.log(9), np.log(18))))
    length, base = size * rng.uniform(7, 12), size * rng.uniform(1.6, 2.8)
    flat = rng.uniform(0.5, 0.9)
    spots, outs = [], []
    n_rows = int(length / (size * 1.0))
    for i in range(n_rows):
        t = (i + 0.5) / n_rows
        r = base * (1 - 0.75 * t)
        n = max(4, int(2 * np.pi * r * (1 + flat) / 2 / (size * 1.2)))
        a = np.arange(n) / n * 2 * np.pi + 0.5 * (i % 2) * 2 * np.pi / n
        out = np.stack([0 * a, flat * np.cos(a), np.sin(a)], 1)
        spots.append(out * r + [(t - 0.5) * length, 0, 0])
        outs.append(np.stack([0 * a + 0.2, np.cos(a) / flat, np.sin(a)], 1))
    spots, outs = np.concatenate(spots), np.concatenate(outs)
    outs /= np.linalg.norm(outs, axis=1, keepdims=True)
    backs = np.tile([1.0, 0, 0], (len(spots), 1))
    parts = skin_parts(spots, outs, backs, size, [analytic(size, rng) for _ in spots], rng)

    def core(x, y, z):
        t = np.clip(x / length + 0.5, 0, 1)
        rho = np.sqrt((y / flat) ** 2 + z * z)
        return np.maximum((rho - base * (1 - 0.75 * t)) * flat, np.abs(x) - length / 2)

    box = ((0.0, 0.0, 0.0), (length / 2 + 1, base + 1, base + 1))
    filling = Part(near_only(core, 1.5), draw_one_of(("meat", "leather", "foam"), rng), 0, None, box)
    return assembled("pangolin skin", parts, "lies", len(parts), "scale", 2 * size, (filling,))


def curled_skin(rng: np.random.Generator) -> Item:
    """A back of scales over a lumpy rounded body, placed along a golden spiral (held-out geometry)."""
    size = float(np.exp(rng.uniform(np.log(10), np.log(20))))
    n = int(rng.integers(30, 75))
    body = size * np.array([rng.uniform(3.0, 4.5), rng.uniform(1.8, 2.8), rng.uniform(2.2, 3.2)])
    k = np.arange(n) + 0.5
    up = 1 - 1.25 * k / n
    a = k * 2.39996
    ball = np.stack([np.sqrt(1 - up**2) * np.cos(a), up, np.sqrt(1 - up**2) * np.sin(a)], 1)
    spots, outs = ball * body, ball / body
    outs /= np.linalg.norm(outs, axis=1, keepdims=True)
    backs = np.tile([1.0, 0, 0], (n, 1)) + rng.normal(0, 0.05, (n, 3))
    parts = skin_parts(spots, outs, backs, size, templates(size, n, rng), rng)
    core = noisy(ellipsoid(*(body * 0.97)), size * 0.15, size * 2, 2, rng)
    matter = draw_one_of(("meat", "foam", "leather"), rng)
    filling = Part(near_only(core), matter, 0, None, ((0.0, 0.0, 0.0), tuple(float(v) for v in body * 1.15)))
    return assembled("pangolin skin", parts, "lies", n, "scale", 2 * size, (filling,))


def strung(curve_of, make):
    """Drilled scales on a cord, lying against one another like a fan or as a necklace."""

    def item(rng: np.random.Generator) -> Item:
        size, n = scale_size(rng) * 0.7, int(rng.integers(6, 28))
        gap = size * rng.uniform(0.35, 1.3)
        spots, _ = along(curve_of(gap * n * 1.2, gap, rng), np.full(n - 1, gap))
        ways = tangents(spots)
        matter = draw_material("scale", rng)
        plates = make(size, n, rng)
        parts = []
        for (shape, half), spot, way in zip(plates, spots, ways, strict=True):
            out = way + [0, 0.6 + 0.2 * rng.normal(), 0]
            side = np.cross(way, [0.0, 1.0, 0.0]) + 1e-3
            parts.append(placed(shape, half, frame(out, side), spot + side * size * 0.6, matter))
        return assembled("scale string", parts, "flat", n, "scale", 2 * size)

    return item


def several(size: float, n: int, rng: np.random.Generator) -> list:
    return [analytic(size, rng) for _ in range(n)]


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
    Family("pangolin.skin", "pangolin skin", flat_skin, 0.4),
    Family("pangolin.tail", "pangolin skin", tail, 0.4),
    Family("pangolin.curled", "pangolin skin", curled_skin, 0.6, held_out=True),
    Family("pangolin.strung", "scale string", strung(ring, several), 0.25),
    Family("pangolin.cord", "scale string", strung(crumpled, several), 0.2),
    Family("pangolin.strung-warped", "scale string", strung(crumpled, templates), 0.3, held_out=True),
    Family("pangolin.ground-jar", "ground scales", ground(_powder.jar), 0.2),
    Family("pangolin.ground-bag", "ground scales", ground(_powder.bag), 0.2),
    Family("pangolin.ground-pot", "ground scales", ground(_powder.turned_jar), 0.2, held_out=True),
    Family("pangolin.ground-parcel", "ground scales", ground(_powder.lump), 0.2, held_out=True),
)
