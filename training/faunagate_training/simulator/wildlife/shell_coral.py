"""Coral: branching and brain coral, porous; red coral as twigs and beads."""

from functools import partial

import numpy as np

from ...classes import SHELL
from ..family import Family
from ..forms import string_path
from ..items import Item, Part, Solid
from ..materials import draw_material
from ..shapes import common, ellipsoid, minus, plane
from ..shapes_noise import Noise
from ._loft import ANGLES, loft
from ._lumps import Lumps
from ._many import heap, solid_of
from ._soup import Soup, rod_bounds


def porous(rng: np.random.Generator, wavelength: float, depth: float):
    """Density of a skeleton with pores near the voxel: bands of growth and grain."""
    noise = Noise(wavelength, 2, rng)
    depth = np.float32(depth)
    return lambda x, y, z: np.clip(1 + depth * noise(x, y, z), 0.3, 1.5)


def tree(size: float, thick: float, spread: float, flat: float, rng: np.random.Generator) -> list[tuple]:
    """Branches (a, b, ra, rb) of a colony that grows upwards from the origin; flat < 1 makes a fan."""
    twigs: list[tuple] = []
    tips = [(np.zeros(3), np.array([0.0, 1.0, 0.0]), thick, 0)]
    while tips and len(twigs) < 260:
        at, way, r, depth = tips.pop(0)
        if depth > 7 or r < thick * 0.16 or at[1] > size:
            continue
        way = way + rng.normal(0, 0.22, 3) * [1, 0.5, flat]
        way /= np.linalg.norm(way)
        end = at + way * size * rng.uniform(0.1, 0.2)
        twigs.append((at, end, r, r * 0.86))
        for _ in range(int(rng.choice([1, 2, 2, 3]))):
            turn = way + rng.normal(0, spread, 3) * [1, 0.6, flat]
            tips.append((end, turn / np.linalg.norm(turn), r * rng.uniform(0.68, 0.92), depth + 1))
    return twigs


def branching(rng: np.random.Generator) -> Item:
    """Staghorn, cauliflower or fan: rods from a growing tree on a foot of rock."""
    size = rng.uniform(50, 190)
    soup = Soup()
    for a, b, ra, rb in tree(
        size, size * rng.uniform(0.035, 0.09), rng.uniform(0.4, 0.8), rng.choice([1, 1, 0.15]), rng
    ):
        soup.rod(a, b, ra, rb)
    soup.ball((0, 0, 0), (size * 0.2, size * 0.06, size * 0.2))
    part = Part(soup.flesh(size * 0.015), draw_material("coral", rng), SHELL, porous(rng, 3.0, 0.2))
    return solid_of("coral", [part], rod_bounds(soup), SHELL, "coral", "any", 2.0 + size * 0.01)


def brain(rng: np.random.Generator) -> Item:
    """A dome with winding ridges and a porous inside, often broken."""
    a = rng.uniform(28, 85)
    b, c = a * rng.uniform(0.6, 0.95), a * rng.uniform(0.75, 1)
    ridges = Noise(rng.uniform(14, 30), 1, rng, 0.5, True)
    deep = np.float32(rng.uniform(2.0, 4.5))
    lump = ellipsoid(a, b, c)

    def skin(x, y, z):
        d = lump(x, y, z)
        near = np.abs(d) < 12
        out = np.array(d, np.float32)
        out[near] = (d[near] - deep * ridges(x[near], y[near], z[near])) * 0.8
        return out

    cuts = [plane(0, -1, 0, b * rng.uniform(0.0, 0.5))]
    if rng.random() < 0.4:
        cuts.append(plane(*rng.standard_normal(3), a * rng.uniform(0.1, 0.5)))
    part = Part(common(skin, *cuts), draw_material("coral", rng), SHELL, porous(rng, rng.uniform(2.5, 6), 0.3))
    return Solid("coral", (part,), (a + 5, b + 5, c + 5), "any", SHELL, "coral")


def fingers(rng: np.random.Generator) -> Item:
    """Lobes and columns that flow together, pitted: one field, no branches."""
    size = rng.uniform(40, 130)
    lumps = Lumps()
    for _ in range(int(rng.integers(7, 22))):
        foot = np.clip(rng.normal(0, 0.2, 3), -0.28, 0.28) * size * [1, 0, 1]
        way = foot * rng.uniform(0.5, 2.0) / size + [0, 1, 0]
        r, long = size * rng.uniform(0.06, 0.13), size * rng.uniform(0.3, 0.9)
        lumps.trail(foot + np.linspace(0, 1, 5)[:, None] * way * long, r * np.array([1.1, 0.95, 0.9, 1.0, 1.15]))
    lumps.add((0, 0, 0), (size * 0.4, size * 0.13, size * 0.4))
    whole = lumps.shape()
    pits = Noise(rng.uniform(3.5, 7), 1, rng)
    deep = np.float32(rng.uniform(0.4, 1.6))

    def shape(x, y, z):
        d = np.array(whole(x, y, z), np.float32)
        near = np.abs(d) < 5
        d[near] += deep * np.maximum(pits(x[near], y[near], z[near]), 0)
        return d

    part = Part(shape, draw_material("coral", rng), SHELL, porous(rng, 4.0, 0.25))
    return solid_of("coral", [part], lumps.bounds(), SHELL, "coral", "any")


def red_twig(way: str, rng: np.random.Generator) -> Solid:
    """A branch of precious coral, dense and smooth."""
    size = rng.uniform(35, 110)
    twigs = tree(size, size * rng.uniform(0.05, 0.085), 0.6, rng.choice([0.2, 1.0]), rng)[: int(rng.integers(6, 40))]
    soup, lumps = Soup(), Lumps()
    for a, b, ra, rb in twigs:
        soup.rod(a, b, ra, rb)
        if way == "field":
            lumps.trail(
                np.stack([a, (a + b) / 2 + rng.normal(0, ra * 0.4, 3), b]), [ra, ra * rng.uniform(0.75, 1.2), rb]
            )
    shape = soup.flesh(1.0) if way == "joined" else lumps.shape()
    bounds = rod_bounds(soup) if way == "joined" else lumps.bounds()
    return solid_of(
        "red coral", [Part(shape, draw_material("red coral", rng), SHELL)], bounds, SHELL, "red coral", "any"
    )


def red_twigs(way: str, rng: np.random.Generator) -> Item:
    if rng.random() < 0.5:
        return red_twig(way, rng)
    return heap("red coral", lambda g: red_twig(way, g), (3, 9), rng, loose=0.5)


def red_beads(way: str, rng: np.random.Generator) -> Item:
    """A necklace of round beads, or of drilled bits of branch."""
    diameter = rng.uniform(4, 13)
    n = int(np.clip(rng.uniform(220, 700) / diameter, 18, 80))
    path = string_path(n, diameter * rng.uniform(1.02, 1.12), rng)
    steps = np.gradient(path, axis=0)
    half = tuple(float(v) for v in np.abs(path).max(axis=0) + diameter * 1.1 + 1)
    if way == "bits":
        t = np.linspace(-1, 1, 5)[:, None]
        table = np.ones((5, ANGLES))
        bits = []
        for p, step in zip(path[:45], steps, strict=False):
            side = np.cross(step, rng.standard_normal(3))
            side /= np.linalg.norm(side) + 1e-9
            bits.append(
                loft(p + t * side * diameter * rng.uniform(0.4, 0.9), table * diameter * rng.uniform(0.22, 0.36))
            )

        def shape(x, y, z):
            best = bits[0](x, y, z)
            for bit in bits[1:]:
                best = np.minimum(best, bit(x, y, z))
            return best

        n = len(bits)
    else:
        soup = Soup()
        for p, step in zip(path, steps, strict=True):
            r = diameter / 2 * rng.uniform(0.92, 1.05)
            along = step / (np.linalg.norm(step) + 1e-9)
            soup.rod(p - along * r * 0.25, p + along * r * 0.25, r * 0.85)
        shape = minus(soup.flesh(), Soup().chain(path, 0.5).flesh()) if diameter > 8 else soup.flesh()
    part = Part(shape, draw_material("red coral", rng), SHELL)
    return Solid("coral beads", (part,), half, "lies", SHELL, "red coral", diameter, n)


FAMILIES = (
    Family("coral.branching", "coral", branching),
    Family("coral.brain", "coral", brain),
    Family("coral.fingers", "coral", fingers, 1.0, True),
    Family("red-coral.joined", "red coral", partial(red_twigs, "joined"), 0.5),
    Family("red-coral.field", "red coral", partial(red_twigs, "field"), 0.5, True),
    Family("coral-beads.joined", "coral beads", partial(red_beads, "round"), 0.5),
    Family("coral-beads.bits", "coral beads", partial(red_beads, "bits"), 0.5, True),
)
