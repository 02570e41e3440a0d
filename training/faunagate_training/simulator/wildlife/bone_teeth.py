"""Canine teeth and claws of big cats, bears and crocodiles: single, paired, in bags and strung."""

from functools import partial

import numpy as np

from ...classes import BONE
from ..family import Family
from ..items import Item, Part, Solid
from ..materials import draw_material
from ..shapes import Shape, common, plane
from ..shapes_noise import bent
from ..shapes_section import extrude, lathe
from ._body import air
from ._loft import ANGLES, loft
from ._many import extent, heap, solid_of
from ._memo import shared
from ._soup import Soup
from ._thin import thin_wall


def arc(length: float, bend: float, n: int = 14) -> np.ndarray:
    """Points [n, 3] along x from root to tip, the tip bending downwards by `bend` rad."""
    a = np.linspace(0, bend, n) ** 1.2 / max(bend, 1e-3) ** 0.2
    step = np.stack([np.cos(a), -np.sin(a), np.zeros(n)], 1) * (length / (n - 1))
    return np.vstack([np.zeros(3), np.cumsum(step[:-1], axis=0)])


ROOT = ([0, 0.06, 0.3, 0.5, 0.62, 0.85, 0.97, 1], [0.35, 0.62, 0.95, 1.0, 0.92, 0.5, 0.2, 0.05])
"""Profile of a canine from the root's end to the tip: share of the length, radius."""


def canine_shape(way: str, length: float, r: float, bend: float, rng: np.random.Generator) -> tuple[Shape, np.ndarray]:
    line = arc(length, bend)
    radii = np.maximum(r * np.interp(np.linspace(0, 1, len(line)), *ROOT), 0.4)
    if way == "joined":
        return Soup().chain(line, radii).flesh(0.4), extent(line, r * 1.1)
    if way == "skinned":
        a = np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)[None]
        flat = 1 - rng.uniform(0.05, 0.14) * np.cos(2 * a)
        return loft(line, radii[:, None] * flat, np.array([0, 0, 1.0])), extent(line, r * 1.25)
    s = np.array(ROOT[0])
    profile = np.stack([np.array(ROOT[1]) * r, s * length], 1)
    profile = np.vstack([[0, 0], profile, [0, length]])
    cone = lathe(profile, int(rng.integers(0, 4)), 0.05)
    upright = bent(lambda x, y, z: cone(z, x + np.float32(length / 2), y), -bend / length)
    drop = length * bend / 8 + 2
    return upright, np.array(
        [[-length / 2 - 1, -drop * 1.2 - r * 1.2, -r * 1.2], [length / 2 + 1, drop + r * 1.2, r * 1.2]]
    )


def canine(way: str, rng: np.random.Generator) -> Solid:
    """Dentine with a pulp cavity, an enamel cap on the crown."""
    length = rng.uniform(28, 115)
    r = length * rng.uniform(0.09, 0.14)
    bend = rng.uniform(0.5, 1.1)
    shape, bounds = canine_shape(way, length, r, bend, rng)
    shape = shared(shape)
    line = arc(length, bend)
    start = line[0][0] if way != "turned" else -length / 2
    crown = plane(-1, 0, 0, -(start + length * rng.uniform(0.46, 0.56)))
    cap = common(thin_wall(shape, rng.uniform(0.5, 1.3)), crown)
    centre = (
        line
        if way != "turned"
        else np.stack(
            [
                line[:, 0] / line[-1, 0] * length - length / 2,
                -0.5 * (np.linspace(-1, 1, len(line)) ** 2) * length * bend / 4,
                0 * line[:, 0],
            ],
            1,
        )
    )
    pulp = Soup().chain(centre[:9], r * rng.uniform(0.15, 0.45) * np.linspace(1, 0.25, 9))
    parts = [
        Part(shape, draw_material("dentine", rng), BONE),
        Part(common(pulp.flesh(), shape), air(rng), BONE),
        Part(cap, draw_material("enamel", rng), BONE),
    ]
    return solid_of("canine tooth", parts, bounds, BONE, "tooth", "any", 1.0)


def claw(way: str, rng: np.random.Generator) -> Solid:
    """A hooked, flat sheath of horn over a bone core, often with the last phalanx."""
    length = rng.uniform(24, 85)
    deep, bend = length * rng.uniform(0.14, 0.22), rng.uniform(1.3, 2.1)
    line = arc(length, bend, 18)
    t = np.linspace(0, 1, 18)
    high = deep * np.maximum((1 - t) ** 0.75, 0.06)
    thin = rng.uniform(0.38, 0.6)
    if way == "skinned":
        a = np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)[None]
        table = high[:, None] / np.sqrt(np.sin(a) ** 2 + (np.cos(a) / thin) ** 2)
        shape = loft(line, table)
    elif way == "joined":
        soup = Soup()
        steps = np.gradient(line, axis=0)
        for p, h, step in zip(line, high, steps, strict=True):
            f = step / np.linalg.norm(step)
            up = np.array([-f[1], f[0], 0])
            soup.ball(p, (max(h * 0.8, length / 18), h, h * thin), np.stack([f, up, np.cross(f, up)], 1))
        shape = soup.flesh(deep * 0.2)
    else:
        steps = np.gradient(line, axis=0)
        steps /= np.linalg.norm(steps, axis=1, keepdims=True)
        out = np.stack([-steps[:, 1], steps[:, 0]], 1)
        outline = np.vstack([line[:, :2] + out * high[:, None], (line[:, :2] - out * high[:, None])[::-1]])
        plate = extrude(outline, deep * thin * 0.95, deep * thin * 0.9)
        shape = lambda x, y, z: plate(x, z, y)  # noqa: E731
    core = Soup().chain(line[:11] - [length * 0.05, 0, 0], high[:11] * 0.6 * thin**0.5)
    core.chain(line[:11], high[:11] * 0.45)
    bounds = extent(line, deep * 1.1)
    bone = draw_material("dry bone", rng)
    parts = [Part(shape, draw_material("keratin", rng), BONE), Part(common(core.flesh(1.0), shape), bone, BONE)]
    if rng.random() < 0.5:
        knuckle = Soup().rod((-length * 0.28, -deep * 0.3, 0), (length * 0.05, 0, 0), deep * 0.55, deep * 0.75)
        parts.insert(0, Part(knuckle.flesh(), bone.scaled(0.8), BONE))
        bounds[0] = np.minimum(bounds[0], [-length * 0.28 - deep * 0.6, -deep, -deep * 0.8])
    return solid_of("claw", parts, bounds, BONE, "claw", "any", 1.0)


MAKE = {"canine tooth": canine, "claw": claw}


def several(kind: str, way: str, rng: np.random.Generator) -> Item:
    """One, or a small bag of them."""
    if rng.random() < 0.4:
        return MAKE[kind](way, rng)
    return heap(kind, lambda g: MAKE[kind](way, g), (2, 14), rng, ("polyethylene", "cloth", "paper"), 0.8)


def _three(kind: str) -> tuple[Family, ...]:
    short = kind.split()[0]
    ways = ("joined", "skinned", "turned")
    return tuple(Family(f"{short}.{way}", kind, partial(several, kind, way), 0.8, way == "turned") for way in ways)


FAMILIES = (*_three("canine tooth"), *_three("claw"))
