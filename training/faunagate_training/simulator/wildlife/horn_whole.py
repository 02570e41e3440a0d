"""Rhinoceros horns: front and rear, whole, worn; tips and cups carved of them.

Front horns of 20 to 50 cm with a base of 12 to 18 cm, rear horns shorter, flattened from side to side; the base is
dished where it sat on the nose and frays into fibres; the middle is denser by calcium and melanin.
"""

import numpy as np

from ..family import Family
from ..forms_skin import mesh_horn
from ..forms_turned import turned_vessel
from ..items import Item
from ..shapes import Shape, common, inset, minus, moved, plane, sphere
from ..shapes_noise import noisy
from ._keratin import horn_solid
from ._near import fitted, snug
from ._spine import Course, Spine, bent_spine, body, hollow, oval, spiral_spine, swept


def fraying(base: float, rng: np.random.Generator):
    """Relief: furrows along the fibres, ragged and swollen near the base."""
    n, phase, deep = int(rng.integers(18, 50)), rng.uniform(0, 6.3, 3), rng.uniform(0.01, 0.05) * base
    skirt, lobes = rng.uniform(0, 0.1) * base, int(rng.integers(2, 5))

    def relief(s, angle, depth):
        near = np.exp(-s / (0.6 * base))
        lines = np.sin(n * angle + phase[0]) + 0.7 * np.sin(1.7 * n * angle + 0.03 * s + phase[1])
        return deep * lines * (0.25 + near) * 0.5 + skirt * near * np.cos(lobes * angle + phase[2])

    return relief


def horn_of(spine: Spine, radius, section, base: float, rng, dish: float, kind: str = "rhino horn") -> Item:
    """A swept horn with its dished base, fibres and core."""
    dome = rng.uniform(1.0, 1.8) * base
    middle = dish * base - np.sqrt(max(dome**2 - base**2, 0.0)) if dome > base else 0.0

    def dished(s, u, v):
        return np.sqrt(u * u + v * v + (s - min(middle, 0)) ** 2) - dome * min(1.0, 0.6 + dish)

    cuts: tuple[Course, ...] = (dished,) if dish > 0 else ()
    shape = swept(spine, body(spine, radius, section, fraying(base, rng)), *cuts)
    width, reach = rng.uniform(0.35, 0.6), spine.length * rng.uniform(0.6, 0.97)

    def core(s):
        return radius(s) * width * np.clip((reach - s) / (0.2 * reach), 0, 1)

    inner = swept(spine, hollow(core, 0.0, spine.length), *cuts)
    return horn_solid(kind, shape, snug(shape, spine.half(base * 1.35)), rng, "lies", inner, spine)


def front(rng: np.random.Generator) -> Item:
    """A front horn: broad base, quick taper, swept back."""
    length = float(np.exp(rng.uniform(np.log(120), np.log(420))))
    base = float(np.clip(length * rng.uniform(0.17, 0.3), 26, 75))
    spine = bent_spine(length, rng.uniform(0.3, 1.3), rng, 0.05)
    shoulder, power = rng.uniform(0.1, 0.35), rng.uniform(0.7, 1.1)

    def radius(s):
        t = np.clip(s / length, 0, 1)
        return np.maximum(base * ((1 - shoulder) * (1 - 0.97 * t) ** power + shoulder * np.exp(-9 * t)), 1.5)

    return horn_of(spine, radius, oval(rng.uniform(0.75, 1.0), 0.0), base, rng, rng.uniform(0, 0.35))


def rear(rng: np.random.Generator) -> Item:
    """A rear horn: short, straight, flattened."""
    length = rng.uniform(60, 260)
    base = float(np.clip(length * rng.uniform(0.28, 0.5), 24, 72))
    spine = bent_spine(length, rng.uniform(0.0, 0.5), rng, 0.05)
    power = rng.uniform(0.6, 1.0)

    def radius(s):
        return np.maximum(base * (1 - 0.96 * np.clip(s / length, 0, 1)) ** power, 2)

    return horn_of(spine, radius, oval(rng.uniform(0.5, 0.75), 0.0), base, rng, rng.uniform(0, 0.3))


def worn(rng: np.random.Generator) -> Item:
    """A blunt, rubbed or trimmed horn."""
    length = rng.uniform(70, 240)
    base = float(np.clip(length * rng.uniform(0.25, 0.45), 26, 75))
    spine = spiral_spine(length, rng.uniform(0.1, 0.9), 0.0, 0.1)
    keep, blunt = rng.uniform(0.3, 0.6), rng.uniform(4, 12)

    def radius(s):
        t = np.clip(s / length, 0, 1)
        return base * (1 - (1 - keep) * t**0.8) * np.sqrt(np.clip((1 - t) * blunt, 0.004, 1))

    return horn_of(spine, radius, oval(rng.uniform(0.7, 1.1), 0.0), base, rng, rng.uniform(0, 0.4))


def skinned(rng: np.random.Generator) -> Item:
    """A horn as a lofted skin with fibrous noise, scooped at its base (held-out geometry)."""
    length = float(np.exp(rng.uniform(np.log(110), np.log(400))))
    base = float(np.clip(length * rng.uniform(0.18, 0.36), 26, 78))
    shape, half = mesh_horn(length, base, rng, rng.uniform(0, 0.03))
    shape = noisy(shape, base * 0.03, base * 0.25, 3, rng, stretch=(1, 6, 1))
    low = -half[1]
    core = inset(shape, base * rng.uniform(0.35, 0.55))
    if rng.random() < 0.7:
        x = probe(shape, half, low + base * 0.25)
        scoop = moved(sphere(base * 1.2), x, low - base * rng.uniform(0.6, 0.95), 0)
        shape, core = minus(shape, scoop), minus(core, scoop)
    half = snug(shape, tuple(v * 1.05 for v in half))
    return horn_solid("rhino horn", shape, half, rng, "lies", core)


def probe(shape: Shape, half, y: float) -> float:
    """x of the middle of a shape at height y."""
    x = np.linspace(-half[0], half[0], 80, dtype=np.float32)
    inside = x[shape(x, np.full_like(x, y), np.zeros_like(x)) < 0]
    return float(inside.mean()) if inside.size else 0.0


def tip(rng: np.random.Generator) -> Item:
    """The end of a horn, sawn off."""
    length, base = rng.uniform(35, 150), rng.uniform(11, 38)
    spine = bent_spine(length, rng.uniform(0, 0.6), rng, 0.04)
    power = rng.uniform(0.5, 1.0)

    def radius(s):
        return np.maximum(base * (1 - 0.96 * np.clip(s / length, 0, 1)) ** power, 1)

    return horn_of(spine, radius, oval(rng.uniform(0.8, 1.1), 0.0), base, rng, 0.0, "horn tip")


def split_tip(rng: np.random.Generator) -> Item:
    """Half of a horn's end, split along its fibres."""
    length, base = rng.uniform(45, 160), rng.uniform(14, 42)
    spine = bent_spine(length, rng.uniform(0, 0.5), rng, 0.03)

    def radius(s):
        return np.maximum(base * (1 - 0.95 * np.clip(s / length, 0, 1)) ** 0.8, 1)

    whole = swept(spine, body(spine, radius, oval(0.9, 0.0), fraying(base, rng)))
    cut = noisy(plane(0, 0, 1, rng.uniform(-0.2, 0.3) * base), 0.8, 12, 2, rng, stretch=(1, 5, 1))
    half_horn = common(whole, cut)
    core = common(half_horn, swept(spine, hollow(lambda s: radius(s) * 0.5, 0.0, length * 0.8)))
    return horn_solid("horn tip", half_horn, snug(half_horn, spine.half(base * 1.1)), rng, "any", core, spine)


def skinned_tip(rng: np.random.Generator) -> Item:
    length, base = rng.uniform(40, 150), rng.uniform(12, 36)
    shape, half = mesh_horn(length, base, rng, rng.uniform(0, 0.03))
    return horn_solid("horn tip", shape, half, rng, "any", inset(shape, base * 0.45))


def libation_cup(rng: np.random.Generator) -> Item:
    """A cup carved from the wide end of a horn: flared, hollow, carved outside."""
    length, base = rng.uniform(55, 140), rng.uniform(30, 72)
    spine = bent_spine(length, rng.uniform(0, 0.4), rng, 0.03)
    foot, wall = rng.uniform(0.35, 0.6), rng.uniform(3, 8)
    n, rows, deep = int(rng.integers(3, 9)), rng.uniform(0.05, 0.2), rng.uniform(0, 4)
    solid = rng.uniform(0.55, 0.85) * length

    def radius(s):
        return base * (1 - (1 - foot) * np.clip(s / length, 0, 1) ** 0.8)

    def relief(s, angle, depth):
        return deep * np.cos(n * angle + rows * s) * np.cos(1.7 * rows * s) * np.clip(s / 8, 0, 1) - 0.5 * deep

    def bowl(s):
        return np.maximum(radius(s) - wall, 0.5) * np.sqrt(np.clip(1 - s / solid, 0, 1) + 1e-4)

    shape = swept(spine, body(spine, radius, oval(rng.uniform(0.7, 1), 0.0), relief), hollow(bowl, -1e3, solid))
    shape, half = fitted(shape, spine.half(base * 1.3), 1.5)
    return horn_solid("horn cup", shape, half, rng, "lies", steepness=1.6)


def beaker(rng: np.random.Generator) -> Item:
    """A plain tumbler or bowl with a thin wall."""
    h, r, wall = rng.uniform(18, 60), rng.uniform(20, 55), rng.uniform(2, 5)
    flare = rng.uniform(-0.1, 0.5)

    def cup(x, y, z):
        t = np.clip(y / h * 0.5 + 0.5, 0, 1)
        rho, outer = np.sqrt(x * x + z * z), r * (1 - flare * (1 - t) ** 1.5)
        inside = np.maximum(rho - outer + wall, -y - h + wall * 1.3)
        return np.maximum(np.maximum(np.maximum(rho - outer, np.abs(y) - h) * 0.9, -inside), -99)

    return horn_solid("horn cup", cup, (r + 1, h + 1, r + 1), rng, "lies")


def turned_cup(rng: np.random.Generator) -> Item:
    """A cup turned from a drawn profile (held-out geometry)."""
    shape, half = turned_vessel(rng.uniform(40, 110), rng.uniform(24, 55), rng.uniform(3, 7), rng)
    shape = noisy(shape, rng.uniform(0.2, 1.2), 14, 3, rng)
    return horn_solid("horn cup", shape, tuple(v + 1 for v in half), rng, "lies")


FAMILIES = (
    Family("rhino.front", "rhino horn", front, 1.0),
    Family("rhino.rear", "rhino horn", rear, 0.7),
    Family("rhino.worn", "rhino horn", worn, 0.5),
    Family("rhino.skin", "rhino horn", skinned, 1.2, held_out=True),
    Family("horn.tip", "horn tip", tip, 0.7),
    Family("horn.tip-split", "horn tip", split_tip, 0.4),
    Family("horn.tip-skin", "horn tip", skinned_tip, 0.7, held_out=True),
    Family("horn.cup-carved", "horn cup", libation_cup, 0.4),
    Family("horn.cup-plain", "horn cup", beaker, 0.25),
    Family("horn.cup-turned", "horn cup", turned_cup, 0.45, held_out=True),
)
