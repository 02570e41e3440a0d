"""Teeth sold as ivory besides tusks of elephants: hippopotamus, walrus, warthog.

Shapes and sizes after Espinoza and Mann 1991: hippo canines curve through up to half a circle, are triangular
with a worn facet and reach 40 cm, incisors are straight pegs; walrus tusks are long, flat ovals with a core of
marbled secondary dentine; warthog tusks curve strongly and are grooved and squarish.
"""

import numpy as np

from ..family import Family
from ..forms_skin import folds, of_mesh
from ..items import Item
from ..shapes import minus
from ..shapes_loft import loft_along
from ..shapes_section import sweep
from ._dentine import cracks_along, ivory_solid, tusk_texture
from ._near import snug
from ._spine import bent_spine, body, hollow, oval, spiral_spine, swept, upright


def tooth(kind: str, spine, radius, base: float, section, depth: float, recipe: str, rng, relief=None) -> Item:
    """A swept tooth with a pulp cone over `depth` of its length."""
    mouth = rng.uniform(0.45, 0.8)

    def pulp(s):
        return radius(s) * mouth * np.clip(1 - s / (spine.length * depth), 0, 1)

    cuts = [hollow(pulp, -1e3, spine.length * depth)]
    if rng.random() < 0.5:
        cuts.append(cracks_along(spine.length, base, int(rng.integers(1, 4)), rng))
    shape = swept(spine, body(spine, radius, section, relief), *cuts)
    texture = tusk_texture(spine, radius, rng, rng.uniform(0.5, 2.5))
    return ivory_solid(kind, shape, snug(shape, spine.half(base * 1.45)), rng, "lies", texture, recipe)


def worn(length: float, facet: float, way: float):
    """Relief of an occlusal facet: the last `facet` of the tooth ground away on one side."""

    def relief(s, angle, depth):
        return -np.maximum(0, (s - length * (1 - facet)) * 0.45) * np.maximum(0, np.cos(angle - way))

    return relief


def hippo_canine(rng: np.random.Generator) -> Item:
    length = rng.uniform(110, 420)
    base = np.clip(length * rng.uniform(0.06, 0.1), 10, 32)
    spine = spiral_spine(length, rng.uniform(1.2, 2.8), rng.uniform(-0.1, 0.1), rng.uniform(-0.05, 0.1))
    end = rng.uniform(0.5, 0.85)

    def radius(s):
        t = np.clip(s / length, 0, 1)
        return base * (1 - (1 - end) * t) * np.sqrt(np.clip((1 - t) * 9, 0.003, 1))

    lobes = ((3, rng.uniform(0.08, 0.16), 0.0), (9, rng.uniform(0, 0.04), rng.uniform(0, 6)))
    section = oval(rng.uniform(0.85, 1.1), 0.4, lobes)
    facet = worn(length, rng.uniform(0.15, 0.4), rng.uniform(0, 6))
    return tooth("hippo tooth", spine, radius, base, section, rng.uniform(0.2, 0.5), "hippo ivory", rng, facet)


def hippo_incisor(rng: np.random.Generator) -> Item:
    length = rng.uniform(80, 330)
    base = np.clip(length * rng.uniform(0.06, 0.12), 9, 30)
    spine = bent_spine(length, rng.uniform(0, 0.25), rng, 0.02)

    def radius(s):
        return base * np.sqrt(np.clip((1 - s / length) * 4, 0.003, 1))

    section = oval(rng.uniform(0.9, 1.1), 0.0, ((12, rng.uniform(0, 0.03), 0.0),))
    facet = worn(length, rng.uniform(0.05, 0.3), rng.uniform(0, 6))
    return tooth("hippo tooth", spine, radius, base, section, rng.uniform(0.15, 0.45), "hippo ivory", rng, facet)


def walrus(rng: np.random.Generator) -> Item:
    length = rng.uniform(150, 600)
    base = np.clip(length * rng.uniform(0.05, 0.08), 12, 36)
    spine = bent_spine(length, rng.uniform(0.2, 0.8), rng, 0.03)
    power = rng.uniform(0.3, 0.6)

    def radius(s):
        return np.maximum(base * (1 - 0.985 * np.clip(s / length, 0, 1)) ** power, 0.5)

    lobes = ((2, rng.uniform(0, 0.06), 0.0), (4, rng.uniform(0.02, 0.06), rng.uniform(0, 6)))
    section = oval(rng.uniform(1.35, 1.8), rng.uniform(0, 3), lobes)
    return tooth("walrus tusk", spine, radius, base, section, rng.uniform(0.15, 0.35), "walrus ivory", rng)


def walrus_short(rng: np.random.Generator) -> Item:
    """A worn or broken walrus tusk with a deep furrow along it."""
    length = rng.uniform(110, 280)
    base = np.clip(length * rng.uniform(0.08, 0.12), 12, 30)
    spine = spiral_spine(length, rng.uniform(0.2, 0.7), rng.uniform(-0.2, 0.2), 0.1)
    keep, way = rng.uniform(0.4, 0.75), rng.uniform(-3, 3)

    def radius(s):
        t = np.clip(s / length, 0, 1)
        return base * (1 - (1 - keep) * t) * np.clip((1 - t) * 14, 0.003, 1) ** 0.4

    def furrow(s, angle, depth):
        d = np.abs(np.angle(np.exp(1j * (angle - way))))
        return -0.12 * base * np.exp(-((d / 0.35) ** 2))

    section = oval(rng.uniform(1.25, 1.6), 0.0)
    return tooth("walrus tusk", spine, radius, base, section, rng.uniform(0.15, 0.4), "walrus ivory", rng, furrow)


def warthog(rng: np.random.Generator) -> Item:
    length = rng.uniform(70, 300)
    base = np.clip(length * rng.uniform(0.06, 0.1), 7, 20)
    spine = spiral_spine(length, rng.uniform(1.4, 3.0), rng.uniform(-0.5, 0.5), rng.uniform(0, 0.25))

    def radius(s):
        return np.maximum(base * (1 - 0.97 * np.clip(s / length, 0, 1)) ** 0.6, 0.4)

    section = oval(rng.uniform(1.1, 1.4), 0.0, ((4, rng.uniform(0.04, 0.1), 0.0), (2, 0.05, 1.5)))
    return tooth("warthog tusk", spine, radius, base, section, rng.uniform(0.3, 0.6), "hippo ivory", rng)


def boar(rng: np.random.Generator) -> Item:
    """A lower tusk: three-sided, sharp, an even curve."""
    length = rng.uniform(60, 180)
    base = rng.uniform(6, 13)
    spine = bent_spine(length, rng.uniform(1.2, 2.4), rng, 0.05)

    def radius(s):
        return base * np.clip(1.02 - s / length, 0.02, 1) ** 0.35

    section = oval(1.0, 0.0, ((3, rng.uniform(0.1, 0.2), 0.0),))
    facet = worn(length, 0.15, 0.0)
    return tooth("warthog tusk", spine, radius, base, section, rng.uniform(0.4, 0.7), "hippo ivory", rng, facet)


def lofted(kind: str, recipe: str, lengths, thick, turns, ratio: float, corners: int, rng) -> Item:
    """A tooth as a skin over ribbed rings along a circle's arc, its pulp swept out (held-out geometry)."""
    length = rng.uniform(*lengths)
    base = np.clip(length * rng.uniform(*thick), 7, 32)
    turn = rng.uniform(*turns)
    a = np.linspace(0, turn, 9)
    reach = length / turn
    path = upright(np.stack([reach * np.cos(a), reach * np.sin(a), reach * 0.06 * a * rng.normal()], 1))
    radii = base * np.interp(np.linspace(0, 1, 12), [0, 0.6, 0.85, 0.97, 1], [1, rng.uniform(0.75, 1), 0.6, 0.3, 0.06])
    around = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    relief = folds(40, 28, 0.03, 6, rng) * (1 + rng.uniform(0.05, 0.14) * np.cos(corners * around + rng.uniform(0, 6)))
    shape, half = of_mesh(loft_along(path, radii, ratio, 40, 28, relief), max(1.2, length / 90))
    hole = np.array([[np.cos(b), np.sin(b)] for b in np.linspace(0, 6.2, 16)]) * base * rng.uniform(0.35, 0.6) * ratio
    pulp = sweep(hole, path, np.r_[np.linspace(1, 0.05, 4), np.full(8, 0.02)], n=18)
    return ivory_solid(kind, minus(shape, pulp), half, rng, "lies", None, recipe)


def hippo_lofted(rng: np.random.Generator) -> Item:
    return lofted("hippo tooth", "hippo ivory", (90, 380), (0.07, 0.11), (0.2, 2.6), rng.uniform(0.8, 1), 3, rng)


def walrus_lofted(rng: np.random.Generator) -> Item:
    return lofted("walrus tusk", "walrus ivory", (130, 550), (0.06, 0.1), (0.2, 0.8), rng.uniform(0.5, 0.7), 2, rng)


def warthog_lofted(rng: np.random.Generator) -> Item:
    return lofted("warthog tusk", "hippo ivory", (60, 280), (0.07, 0.11), (1.2, 2.8), rng.uniform(0.7, 0.9), 4, rng)


FAMILIES = (
    Family("hippo.canine", "hippo tooth", hippo_canine, 0.35),
    Family("hippo.incisor", "hippo tooth", hippo_incisor, 0.25),
    Family("hippo.lofted", "hippo tooth", hippo_lofted, 0.35, held_out=True),
    Family("walrus.long", "walrus tusk", walrus, 0.2),
    Family("walrus.short", "walrus tusk", walrus_short, 0.2),
    Family("walrus.lofted", "walrus tusk", walrus_lofted, 0.25, held_out=True),
    Family("warthog.coiled", "warthog tusk", warthog, 0.25),
    Family("warthog.sharp", "warthog tusk", boar, 0.2),
    Family("warthog.lofted", "warthog tusk", warthog_lofted, 0.3, held_out=True),
)
