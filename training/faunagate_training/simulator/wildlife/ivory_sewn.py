"""Ivory beads sewn on clothing: rows, fringes, embroidery."""

import numpy as np

from ...classes import IVORY
from ..family import Family
from ..items import Item, Part, Solid
from ..materials import draw_material
from ..shapes import Shape, box, moved
from ..shapes_noise import Noise
from ._beads import DISC, FACETED, MELON, ROUND, TURNED, Beads, bead_row, turned_profile
from ._near import near_only
from ._strings import along, settled, tangle
from .ivory_beads import beads_solid


def sewn(rng: np.random.Generator) -> Item:
    """Beads sewn in rows on a flat or wavy piece of clothing."""
    diameter = float(np.exp(rng.uniform(np.log(4), np.log(12))))
    across, along_it = int(rng.integers(2, 7)), int(rng.integers(6, 26))
    gap_x, gap_z = diameter * rng.uniform(1.05, 2.4), diameter * rng.uniform(1.05, 1.8)
    i, j = (v.ravel() for v in np.mgrid[:across, :along_it])
    x, z = (i - (across - 1) / 2) * gap_x, (j - (along_it - 1) / 2) * gap_z
    x = x + (j % 2) * gap_x * float(rng.choice([0.0, 0.5]))
    wave, deep = rng.uniform(0.01, 0.04), rng.uniform(0, 8)
    thick = rng.uniform(1.5, 5)

    def lift(z):
        return deep * np.sin(wave * z)

    centres = np.stack([x, lift(z) + (thick + diameter) / 2, z], axis=1)
    style = int(rng.choice([ROUND, ROUND, DISC, FACETED, MELON]))
    axes = np.tile([0.0, 1.0, 0.0] if style == DISC else [0.0, 0.0, 1.0], (len(x), 1))
    beads = bead_row(centres, axes, np.full(len(x), diameter), style, rng)
    sheet = box(np.abs(x).max() + 25, thick / 2, np.abs(z).max() + 25, thick / 3)
    half = (np.abs(x).max() + 26, deep + thick / 2 + diameter + 1, np.abs(z).max() + 26)
    return on_cloth(beads, lambda x, y, z: sheet(x, y - lift(z), z), half, diameter, rng)


def fringe(rng: np.random.Generator) -> Item:
    """Strands of beads hanging side by side from a hem or collar, laid flat."""
    diameter = float(np.exp(rng.uniform(np.log(4), np.log(9))))
    strands, most = int(rng.integers(4, 16)), int(rng.integers(4, 12))
    pitch = diameter * rng.uniform(1.2, 2.6)
    reach = rng.uniform(0.0, 0.5)
    spots = []
    for i in range(strands):
        x = (i - (strands - 1) / 2) * pitch
        n = max(2, int(most * (1 - reach * abs(2 * i / (strands - 1) - 1))))
        sway = np.cumsum(rng.normal(0, 0.03, n)) * diameter
        spots.append(np.stack([x + sway, np.zeros(n), np.arange(n) * diameter * 1.05], axis=1))
    spots = np.concatenate(spots)
    shift = (spots.max(axis=0) + spots.min(axis=0)) / 2
    thick = rng.uniform(2, 6)
    centres = spots - shift
    axes = np.tile([0.0, 0.0, 1.0], (len(centres), 1))
    style = int(rng.choice([ROUND, ROUND, FACETED]))
    beads = bead_row(centres, axes, np.full(len(centres), diameter), style, rng)
    wide, low = np.abs(centres[:, 0]).max() + diameter, centres[:, 2].min()
    hem = moved(box(wide, thick / 2, 14, thick / 3), 0, 0, low - 14 - diameter / 2)
    half = (wide + 1, max(thick / 2, diameter * 0.6) + 1, np.abs(centres[:, 2]).max() + 30 + diameter)
    return on_cloth(beads, hem, half, diameter, rng)


def on_cloth(beads: Beads, cloth: Shape, half, diameter: float, rng, profile=None) -> Item:
    """Beads with the cloth under them."""
    part = Part(near_only(cloth), draw_material("cloth", rng))
    parts = (part, *beads_solid("", beads, diameter, rng, profile).parts)
    half = tuple(float(v) for v in half)
    return Solid("sewn beads", parts, half, "lies", IVORY, "ivory", diameter, len(beads.radii))


def sewn_fabric(rng: np.random.Generator) -> Item:
    """A scroll or rosette of turned beads embroidered on a crumpled piece of cloth (held-out geometry)."""
    diameter = float(np.exp(rng.uniform(np.log(4), np.log(11))))
    n = int(rng.integers(15, 80))
    if rng.random() < 0.5:
        k = np.arange(1, n + 1)
        r, a = diameter * 0.78 * np.sqrt(k) * rng.uniform(0.9, 1.3), k * 2.39996
        x, z = r * np.cos(a), r * np.sin(a)
    else:
        curve = tangle(n * diameter * 1.3, diameter, rng) * [1, 0, 1]
        x, _, z = settled(along(curve, np.full(n - 1, diameter * 1.25))[0], np.full(n, diameter * 1.1), False, 25).T
    thick = rng.uniform(2, 5)
    hills = Noise(rng.uniform(60, 160), 2, rng)
    high = rng.uniform(2, 9)

    def lift(x, z):
        return high * hills(np.asarray(x, np.float32), np.zeros_like(x, np.float32), np.asarray(z, np.float32))

    profile, length = turned_profile(rng)
    centres = np.stack([x, lift(x, z) + (thick + diameter) / 2, z], axis=1)
    r = np.full(n, diameter / 2)
    values = (centres, np.tile([1.0, 0.0, 0.0], (n, 1)), r, r * length, r * 0.15)
    beads = Beads(*(np.ascontiguousarray(v, np.float32) for v in values), TURNED)
    edge = np.hypot(x, z).max() + diameter + rng.uniform(8, 40)

    def cloth(x, y, z):
        return np.maximum(np.abs(y - lift(x, z)) - thick / 2, np.sqrt(x * x + z * z) - edge)

    half = (edge + 1, high * 1.8 + thick / 2 + diameter * 1.6, edge + 1)
    return on_cloth(beads, cloth, half, diameter, rng, profile)


FAMILIES = (
    Family("beads.sewn", "sewn beads", sewn, 0.8),
    Family("beads.fringe", "sewn beads", fringe, 0.4),
    Family("beads.embroidered", "sewn beads", sewn_fabric, 0.8, held_out=True),
)
