"""Whole tusks of elephants, from juveniles of 10 cm to 60 cm, and of mammoths.

Sizes: juvenile and female tusks are 3 to 8 cm thick; the pulp cavity is a cone over a tenth to two thirds
of the length (longest in the young), with a nerve canal of 1 to 3 mm to the tip (Espinoza and Mann 1991).
"""

import numpy as np

from ..family import Family
from ..items import Item
from ..shapes import minus
from ..shapes_noise import noisy
from ..shapes_section import regular, smooth_curve, sweep
from ._dentine import cracks_along, ivory_solid, tusk_texture
from ._near import fitted, snug
from ._spine import Course, Spine, bent_spine, body, hollow, oval, spine_through, spiral_spine, swept, upright


def tusk_length(rng: np.random.Generator) -> float:
    """mm; small tusks are more often smuggled in luggage than large ones fit in."""
    return float(np.exp(rng.triangular(np.log(95), np.log(160), np.log(600))))


def base_radius(length: float, rng: np.random.Generator) -> float:
    return float(np.clip(length * rng.uniform(0.055, 0.125), 8, 48))


def taper(length: float, base: float, power: float, blunt: float):
    """Radius along a tusk: (1 - t) ** power of the base radius, ending in a tip of `blunt` mm."""

    def radius(s):
        t = np.clip(s / length, 0, 1)
        return np.maximum(base * (1 - 0.97 * t) ** power, blunt * np.sqrt(np.clip((1 - t) * 12, 0, 1)) + 0.05)

    return radius


def pulp(length: float, radius, rng: np.random.Generator) -> Course:
    """The pulp cavity: a cone from the base, then the nerve canal towards the tip."""
    depth = length * rng.uniform(0.12, 0.65)
    mouth, power, canal = rng.uniform(0.6, 0.93), rng.uniform(0.7, 1.3), rng.uniform(0.5, 1.4)
    reach = length * rng.uniform(0.7, 0.97)

    def wide(s):
        t = np.clip(s / depth, 0, 1)
        return np.maximum(radius(s) * mouth * (1 - t) ** power, np.where(s < reach, canal, 0.0))

    return hollow(wide, -1e3, reach)


def finish(kind: str, spine: Spine, radius, base: float, solid: Course, rng, cracks: tuple[int, int], **more) -> Item:
    """Hollow, crack, texture a tusk and fit its box."""
    cuts = [pulp(spine.length, radius, rng)]
    n = int(rng.integers(*cracks))
    if n:
        cuts.append(cracks_along(spine.length, base, n, rng))
    rind = rng.uniform(0.8, 3.5) if rng.random() < 0.7 else 0.0
    texture = tusk_texture(spine, radius, rng, rind)
    shape = swept(spine, solid, *cuts)
    return ivory_solid(kind, shape, snug(shape, spine.half(base * 1.25)), rng, "lies", texture, **more)


def arched(rng: np.random.Generator) -> Item:
    """A tusk in one gentle bow with an oval section and shallow furrows."""
    length = tusk_length(rng)
    base = base_radius(length, rng)
    spine = bent_spine(length, rng.uniform(0.15, 1.3), rng)
    radius = taper(length, base, rng.uniform(0.45, 0.9), rng.uniform(1.5, 4))
    lobes = ((int(rng.integers(3, 8)), rng.uniform(0, 0.03), rng.uniform(0, 6)),)
    solid = body(spine, radius, oval(rng.uniform(0.85, 1.2), rng.uniform(0, 3), lobes))
    return finish("tusk", spine, radius, base, solid, rng, (0, 5))


def spiral(rng: np.random.Generator) -> Item:
    """A tusk on a logarithmic spiral that also lifts out of its plane; the root end is worn ragged."""
    length = tusk_length(rng)
    base = base_radius(length, rng)
    spine = spiral_spine(length, rng.uniform(0.5, 1.9), rng.uniform(-0.3, 0.3), rng.uniform(-0.25, 0.35))
    radius = taper(length, base, rng.uniform(0.5, 1.0), rng.uniform(1, 3))
    ragged, phase = rng.uniform(0, base * 0.3), rng.uniform(0, 6)

    def relief(s, angle, depth):
        low = ragged * (1 + np.sin(2 * angle + phase) * 0.6 + 0.4 * np.sin(5 * angle))
        return np.where(s < low, -(low - s), 0.0)

    solid = body(spine, radius, oval(rng.uniform(0.88, 1.15), rng.uniform(0, 3)), relief)
    return finish("tusk", spine, radius, base, solid, rng, (0, 6))


def stubby(rng: np.random.Generator) -> Item:
    """A short, worn or broken tusk: blunt facet at the tip, root sawn at a slant."""
    length = rng.uniform(90, 280)
    base = float(np.clip(length * rng.uniform(0.1, 0.17), 12, 42))
    spine = bent_spine(length, rng.uniform(0.05, 0.6), rng, 0.05)
    power, keep, blunt = rng.uniform(0.5, 1.2), rng.uniform(0.2, 0.6), rng.uniform(4, 20)

    def radius(s):
        t = np.clip(s / length, 0, 1)
        return base * (1 - (1 - keep) * t**power) * np.sqrt(np.clip((1 - t) * blunt + 0.02, 0, 1))

    slant, facet, way = rng.uniform(0, 0.6), rng.uniform(0.1, 0.7), rng.uniform(0, 6)

    def relief(s, angle, depth):
        lift = np.maximum(0, slant * base * (1 + np.cos(angle - way)) - s)
        worn = np.maximum(0, (s - length + facet * base) - base * 0.4 * (1 - np.cos(angle + way)))
        return -(lift + 0.7 * worn)

    solid = body(spine, radius, oval(rng.uniform(0.9, 1.15), 0.0), relief)
    return finish("tusk", spine, radius, base, solid, rng, (0, 4))


def lofted(rng: np.random.Generator, kind: str = "tusk", recipe: str = "ivory") -> Item:
    """A tusk as one drawn section swept on a spline through a few set points (held-out geometry)."""
    length = tusk_length(rng)
    base = base_radius(length, rng)
    bow, sway = rng.uniform(0.05, 0.3), rng.normal(0, 0.06)
    t = np.linspace(0, 1, 5)
    knots = np.stack([bow * np.sin(np.pi * t**1.2), t, sway * np.sin(2 * np.pi * t)], 1) * length
    knots += rng.normal(0, 0.012 * length, knots.shape)
    factors = np.interp(np.linspace(0, 1, 15), [0, 0.3, 0.75, 0.93, 1], [1, rng.uniform(0.85, 1.02), 0.5, 0.25, 0.04])
    knots = upright(smooth_curve(knots, 9))
    spine = spine_through(smooth_curve(knots, 28))
    outline = regular(40, base, rng.uniform(1.8, 2.5)) * [1, rng.uniform(0.8, 1.1)]
    outer = noisy(sweep(outline, knots, factors, rng.normal(0, 0.4)), rng.uniform(0.1, 0.7), base, 3, rng)
    deep = int(rng.integers(3, 8))
    closing = np.r_[np.linspace(1, 0.05, deep), np.full(15 - deep, 0.04)]
    cone = sweep(regular(24, base * rng.uniform(0.55, 0.8)), knots, closing)
    wide = rng.uniform(0.8, 1.2) * base

    def radius(s):
        return wide * np.interp(s / spine.length, np.linspace(0, 1, 15), factors)

    texture = tusk_texture(spine, radius, rng)
    shape = minus(outer, cone)
    return ivory_solid(kind, shape, snug(shape, spine.half(base * 1.3)), rng, "lies", texture, recipe)


def mammoth_radius(length: float, base: float, rng: np.random.Generator):
    return taper(length, base, rng.uniform(0.6, 1.0), 2.0)


def mammoth(rng: np.random.Generator) -> Item:
    """Mammoth ivory: strongly coiled, its rind weathered off in leaves, deep cracks, stained and leached."""
    length = float(np.exp(rng.uniform(np.log(180), np.log(600))))
    base = base_radius(length, rng)
    spine = spiral_spine(length, rng.uniform(1.5, 3.8), rng.uniform(-0.6, 0.6), rng.uniform(-0.1, 0.15), 40)
    radius = mammoth_radius(length, base, rng)
    shed = rng.uniform(0.5, 3.0)
    k, phase = rng.integers(1, 5), rng.uniform(0, 6)

    def relief(s, angle, depth):
        return np.where(np.sin(k * angle + s * 0.04 + phase) + 0.6 * np.sin(s * 0.09) > 0.5, -shed, 0.0)

    solid = body(spine, radius, oval(rng.uniform(0.85, 1.15), 1.0), relief)
    return finish("mammoth tusk", spine, radius, base, solid, rng, (2, 9), density=rng.uniform(0.85, 1.02))


def mammoth_slab(rng: np.random.Generator) -> Item:
    """A weathered length of mammoth tusk, split along its cones."""
    length, base = rng.uniform(80, 320), rng.uniform(18, 45)
    spine = bent_spine(length, rng.uniform(0.1, 0.7), rng)
    arc, inner = rng.uniform(0.9, 2.6), rng.uniform(0.2, 0.7)

    def radius(s):
        return np.full(np.shape(s), base)

    def relief(s, angle, depth):
        edge = (np.abs(angle) - arc * (1 + 0.12 * np.sin(s * 0.06))) * (base * 0.7)
        return -np.maximum(0, edge) - 0.8 * np.maximum(0, np.sin(s * 0.11 + 3 * angle))

    cuts = (hollow(lambda s: radius(s) * inner, -1e3, 1e3), cracks_along(length, base, 4, rng))
    shape, half = fitted(swept(spine, body(spine, radius, None, relief), *cuts), spine.half(base * 1.1))
    return ivory_solid("mammoth tusk", shape, half, rng, "any", density=rng.uniform(0.85, 1.02), steepness=1.6)


def mammoth_lofted(rng: np.random.Generator) -> Item:
    return lofted(rng, "mammoth tusk")


FAMILIES = (
    Family("tusk.arched", "tusk", arched, 1.0),
    Family("tusk.spiral", "tusk", spiral, 0.8),
    Family("tusk.stubby", "tusk", stubby, 0.7),
    Family("tusk.lofted", "tusk", lofted, 1.0, held_out=True),
    Family("mammoth.coiled", "mammoth tusk", mammoth, 0.35),
    Family("mammoth.split", "mammoth tusk", mammoth_slab, 0.35),
    Family("mammoth.lofted", "mammoth tusk", mammoth_lofted, 0.5, held_out=True),
)
