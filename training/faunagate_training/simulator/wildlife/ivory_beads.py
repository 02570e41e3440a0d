"""Ivory beads of 4 to 20 mm: strung, loose, among other beads, as bracelets and necklaces."""

import numpy as np

from ...classes import IVORY
from ..family import Family
from ..items import Item, Part, Pile, Solid
from ..materials import draw_material, draw_one_of
from ..shapes import cylinder, minus
from ..shapes_noise import noisy
from ..shapes_section import lathe
from ._beads import (
    BARREL,
    BICONE,
    CARVED,
    CUBE,
    DISC,
    FACETED,
    MELON,
    ROUND,
    TUBE,
    TURNED,
    Beads,
    bead_row,
    beads_shape,
    turned_profile,
)
from ._near import near_only
from ._strings import along, coil, crumpled, hank, ring, rows, settled, tangents, tangle

OTHERS = ("glass", "hard wood", "wood", "acrylic", "resin", "quartz", "nut shell", "porcelain", "abs", "marble")
STYLES = (ROUND, ROUND, ROUND, ROUND, BARREL, DISC, BICONE, FACETED, MELON, TUBE, CARVED, CUBE)


def bead_diameter(rng: np.random.Generator) -> float:
    """4 to 20 mm, smaller ones more often."""
    return float(np.exp(rng.triangular(np.log(4), np.log(7.5), np.log(20))))


def bead_count(diameter: float, rng: np.random.Generator) -> int:
    """As many as strings hold: 108 in a prayer string, 20 in a bracelet, what a length of 20 to 90 cm takes."""
    if rng.random() < 0.15:
        return 108
    return int(np.clip(rng.uniform(200, 900) / diameter, 10, 110))


def texture_of_beads(rng: np.random.Generator):
    """Beads are cut from different places: a few percent of density from bead to bead."""
    k, depth = rng.uniform(0.1, 0.4, 3), rng.uniform(0.005, 0.03)
    return lambda x, y, z: 1 + depth * np.sin(k[0] * x + 1) * np.sin(k[1] * z) * np.cos(k[2] * y)


def beads_solid(kind: str, beads: Beads, diameter: float, rng, profile=None, other: np.ndarray | None = None) -> Solid:
    """Strung beads as one solid; those of the mask `other` are of another matter and no wildlife."""
    mine = beads if other is None else beads.pick(~other)
    matter = draw_material("ivory", rng)
    parts = [Part(near_only(beads_shape(mine, profile), 1.1), matter, IVORY, texture_of_beads(rng))]
    if other is not None and other.any():
        matter = draw_one_of(OTHERS, rng)
        parts.append(Part(near_only(beads_shape(beads.pick(other), profile), 1.1), matter))
    return Solid(kind, tuple(parts), beads.half(), "flat", IVORY, "ivory", diameter, len(mine.radii))


def spacing_of(style: int, diameters: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Distances [n - 1] of neighbours on a string: touching or knotted apart, or face to face for discs."""
    aspect = {BARREL: 1.3, DISC: 0.47, BICONE: 1.05, FACETED: 0.9, TUBE: 1.92, CUBE: 0.84}.get(style, 1.0)
    gap = float(rng.choice([1.01, 1.03, rng.uniform(1.05, 1.4)])) + (0.15 if style in (DISC, TUBE) else 0)
    return (diameters[1:] + diameters[:-1]) / 2 * aspect * gap


def strung(kind: str, curve_of, rng, graduated: float = 0.0, count: int = 0, mixed: bool = False) -> Item:
    """Beads along `curve_of(length, pitch, rng)`, then moved apart where the string crosses itself."""
    diameter = bead_diameter(rng)
    n = count or bead_count(diameter, rng)
    style = int(rng.choice(STYLES))
    sizes = diameter * (1 - graduated * np.abs(np.linspace(-1, 1, n)))
    pitches = spacing_of(style, sizes, rng)
    length = float(pitches.sum())
    widest = diameter * (1.4 if style == BARREL else 2.0 if style == TUBE else 1.0)
    centres, _ = along(curve_of(length, widest * 1.04, rng), pitches)
    if curve_of not in (ring, coil, rows):
        centres = settled(centres, np.full(n, pitches.mean()), True, 30)
    beads = bead_row(centres, tangents(centres), sizes, style, rng)
    other = rng.random(n) < rng.uniform(0.2, 0.8) if mixed else None
    if mixed:
        other[0], other[-1] = False, True
    return beads_solid(kind, beads, diameter, rng, other=other)


def string(rng: np.random.Generator) -> Item:
    return strung("bead string", [coil, crumpled, rows, hank][int(rng.integers(4))], rng)


def open_string(rng: np.random.Generator) -> Item:
    return strung("bead string", crumpled, rng, graduated=float(rng.choice([0.0, rng.uniform(0, 0.3)])))


def fallen(kind: str, rng: np.random.Generator, n: int = 0, graduated: float = 0.0, mixed: bool = False) -> Item:
    """A closed string that fell and settled, of beads turned on a lathe (held-out geometry)."""
    diameter = bead_diameter(rng)
    n = n or int(np.clip(rng.uniform(200, 900) / diameter, 10, 110))
    profile, length = turned_profile(rng)
    sizes = diameter * (1 - graduated * (0.5 - 0.5 * np.cos(np.linspace(0, 2 * np.pi, n))))
    pitches = sizes * max(length, 0.45) * rng.uniform(1.03, 1.2)
    curve = tangle(float(pitches.sum()), diameter, rng)
    centres, _ = along(curve, pitches[1:])
    bound = np.maximum(pitches, sizes if length >= 0.9 else pitches)
    centres = settled(centres, bound, True, 60, closed=True)
    r = sizes / 2
    holes = np.full(n, min(rng.uniform(0.4, 1.0), 0.25 * diameter / 2))
    values = (np.ascontiguousarray(v, np.float32) for v in (centres, tangents(centres), r, r * length, holes))
    beads = Beads(*values, TURNED)
    other = rng.random(n) < rng.uniform(0.2, 0.8) if mixed else None
    if mixed:
        other[0], other[-1] = False, True
    return beads_solid(kind, beads, diameter, rng, profile, other)


def bracelet(rng: np.random.Generator) -> Item:
    """Touching beads in a ring for a wrist (14 to 21 cm around)."""
    diameter = float(np.exp(rng.uniform(np.log(5), np.log(18))))
    n = max(8, int(rng.uniform(140, 215) / diameter))
    style = int(rng.choice([ROUND, ROUND, ROUND, FACETED, MELON, CARVED, CUBE]))
    a = np.linspace(0, 2 * np.pi, n, endpoint=False)
    radius = diameter * rng.uniform(1.0, 1.04) / (2 * np.sin(np.pi / n))
    squash = rng.uniform(0.0, 0.12)
    r = radius * (1 + squash * np.cos(2 * a)) * (1 + squash / 2)
    centres = np.stack([r * np.cos(a), 0.03 * diameter * np.sin(3 * a), r * np.sin(a)], axis=1)
    axes = np.stack([-np.sin(a), 0 * a, np.cos(a)], axis=1)
    beads = bead_row(centres, axes, np.full(n, diameter), style, rng)
    return beads_solid("bead bracelet", beads, diameter, rng)


def rows_bracelet(rng: np.random.Generator) -> Item:
    """Two to four rings of small beads side by side."""
    diameter, strands = rng.uniform(4, 9), int(rng.integers(2, 5))
    n = int(rng.uniform(150, 210) / diameter)
    a = np.tile(np.linspace(0, 2 * np.pi, n, endpoint=False), strands)
    row = np.repeat(np.arange(strands), n) - (strands - 1) / 2
    radius = diameter * 1.02 / (2 * np.sin(np.pi / n))
    centres = np.stack([radius * np.cos(a), row * diameter * 1.04, radius * np.sin(a)], axis=1)
    axes = np.stack([-np.sin(a), 0 * a, np.cos(a)], axis=1)
    beads = bead_row(centres, axes, np.full(n * strands, diameter), int(rng.choice([ROUND, BARREL, FACETED])), rng)
    if beads.style == BARREL:
        beads = Beads(beads.centres, beads.axes, beads.radii, beads.lengths * 0.7, beads.holes, BARREL)
    return beads_solid("bead bracelet", beads, diameter, rng)


def fallen_bracelet(rng: np.random.Generator) -> Item:
    return fallen("bead bracelet", rng, n=int(rng.integers(14, 30)))


def necklace(rng: np.random.Generator) -> Item:
    """A graduated necklace: the largest beads in the middle; laid open, coiled or crumpled."""
    n = int(rng.integers(45, 110))
    curve = [crumpled, coil, hank][int(rng.integers(3))]
    return strung("bead necklace", curve, rng, rng.uniform(0.25, 0.6), n)


def open_necklace(rng: np.random.Generator) -> Item:
    return strung("bead necklace", ring, rng, rng.uniform(0.2, 0.55), int(rng.integers(40, 90)))


def fallen_necklace(rng: np.random.Generator) -> Item:
    return fallen("bead necklace", rng, int(rng.integers(40, 100)), rng.uniform(0.2, 0.55))


def mixed_string(rng: np.random.Generator) -> Item:
    return strung("mixed beads", [coil, crumpled, ring, hank][int(rng.integers(4))], rng, mixed=True)


def mixed_fallen(rng: np.random.Generator) -> Item:
    return fallen("mixed beads", rng, mixed=True)


def single_bead(diameter: float, style: int, rng: np.random.Generator):
    """(shape, half sizes) of one bead."""
    axis = np.array([[0.0, 1.0, 0.0]])
    bead = bead_row(np.zeros((1, 3)), axis, np.array([diameter]), style, rng)
    return beads_shape(bead), bead.half()


def pouch(kind: str, bead_of, n_other: int, rng: np.random.Generator) -> Item:
    """Loose beads in a bag, box or pouch; `n_other` of them of another matter and no wildlife."""
    diameter = bead_diameter(rng)
    n = int(np.clip(rng.uniform(80, 420) / diameter, 6, 55))
    style = int(rng.choice(STYLES))
    ivory, other = draw_material("ivory", rng), draw_one_of(OTHERS, rng)
    members = []
    for i in rng.permutation(n + n_other):
        shape, half = bead_of(diameter * rng.uniform(0.95, 1.05), style, rng)
        matter, label = (ivory.scaled(rng.uniform(0.98, 1.02)), IVORY) if i < n else (other, 0)
        members.append(Solid("bead", (Part(shape, matter, label),), half, "any", label, matter.name, diameter))
    side = np.sqrt(n + n_other) * diameter * rng.uniform(0.5, 0.95, 2) + diameter
    height = diameter * rng.uniform(3, 8)
    wrap = [None, draw_material("polyethylene", rng), draw_material("cloth", rng)][int(rng.integers(3))]
    size = (float(height), float(side[0]), float(side[1]))
    return Pile(kind, tuple(members), size, wrap, IVORY, "ivory", diameter, n)


def turned_bead(diameter: float, style: int, rng: np.random.Generator):
    """One bead from a drawn profile with a rough skin (held-out geometry)."""
    profile, length = turned_profile(rng)
    r = diameter / 2
    shape = noisy(lathe(profile * r, int(rng.choice([0, 0, 6, 8])), 0.06, cells=48), 0.02 * r, r, 2, rng)
    if rng.random() < 0.7:
        shape = minus(shape, cylinder(rng.uniform(0.4, 0.9), r * 4))
    return shape, (r * 1.1 + 0.5, r * length * 1.1 + 0.5, r * 1.1 + 0.5)


def loose(rng: np.random.Generator) -> Item:
    return pouch("loose beads", single_bead, 0, rng)


def heaped(rng: np.random.Generator) -> Item:
    """Loose beads lying where they rolled, in one layer or a low heap."""
    diameter = bead_diameter(rng)
    n = int(np.clip(rng.uniform(80, 500) / diameter, 5, 70))
    reach = diameter * np.sqrt(n) * rng.uniform(0.35, 0.9)
    spots = np.stack([rng.uniform(-reach, reach, n), np.zeros(n), rng.uniform(-reach, reach, n)], axis=1)
    style = int(rng.choice([ROUND, ROUND, ROUND, FACETED, MELON, CARVED, CUBE]))
    sizes = diameter * rng.uniform(0.94, 1.0, n)
    centres = settled(spots, np.full(n, diameter * (1.25 if style == CUBE else 1.02)), False, 50)
    axes = rng.standard_normal((n, 3))
    axes /= np.linalg.norm(axes, axis=1, keepdims=True)
    return beads_solid("loose beads", bead_row(centres, axes, sizes, style, rng), diameter, rng)


def loose_turned(rng: np.random.Generator) -> Item:
    return pouch("loose beads", turned_bead, 0, rng)


def mixed_loose(rng: np.random.Generator) -> Item:
    return pouch("mixed beads", single_bead, int(rng.integers(8, 40)), rng)


def mixed_loose_turned(rng: np.random.Generator) -> Item:
    return pouch("mixed beads", turned_bead, int(rng.integers(8, 40)), rng)


FAMILIES = (
    Family("beads.string", "bead string", string, 1.6),
    Family("beads.open", "bead string", open_string, 0.8),
    Family("beads.fallen", "bead string", lambda rng: fallen("bead string", rng), 1.5, held_out=True),
    Family("beads.bracelet", "bead bracelet", bracelet, 0.9),
    Family("beads.rows", "bead bracelet", rows_bracelet, 0.4),
    Family("beads.bracelet-fallen", "bead bracelet", fallen_bracelet, 0.9, held_out=True),
    Family("beads.necklace", "bead necklace", necklace, 0.7),
    Family("beads.necklace-open", "bead necklace", open_necklace, 0.5),
    Family("beads.necklace-fallen", "bead necklace", fallen_necklace, 0.7, held_out=True),
    Family("beads.mixed-string", "mixed beads", mixed_string, 0.7),
    Family("beads.mixed-loose", "mixed beads", mixed_loose, 0.5),
    Family("beads.mixed-fallen", "mixed beads", mixed_fallen, 0.6, held_out=True),
    Family("beads.mixed-turned", "mixed beads", mixed_loose_turned, 0.5, held_out=True),
    Family("beads.loose", "loose beads", loose, 1.0),
    Family("beads.heaped", "loose beads", heaped, 0.6),
    Family("beads.loose-turned", "loose beads", loose_turned, 1.0, held_out=True),
)
