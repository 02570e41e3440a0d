"""What smuggled animals are put in: socks, tape, tubes, boxes. None of it is labelled."""

from dataclasses import replace

import numpy as np

from ..items import Part, Solid
from ..materials import draw_material, draw_one_of
from ..shapes import Shape, box, common, inset, plane, union
from ._thin import thin_wall


def bare(solid: Solid, flesh: Shape, rng: np.random.Generator) -> Solid:
    return solid


def _around(solid: Solid, parts: list[Part], room: tuple[float, float, float]) -> Solid:
    half = tuple(max(a, b) for a, b in zip(solid.half, room, strict=True))
    return replace(solid, parts=(*parts, *solid.parts), half=half)


def sock(solid: Solid, flesh: Shape, rng: np.random.Generator) -> Solid:
    """Cloth that follows the body at some distance."""
    loose, thick = rng.uniform(1.5, 7), rng.uniform(0.6, 2.2)
    part = Part(thin_wall(inset(flesh, -loose), thick), draw_material("cloth", rng))
    return _around(solid, [part], tuple(h + loose + thick for h in solid.half))


def taped(solid: Solid, flesh: Shape, rng: np.random.Generator) -> Solid:
    """Bands of tape around the body across its long axis."""
    axis = int(np.argmax(solid.half))
    long = solid.half[axis]
    bands = []
    for _ in range(int(rng.integers(1, 4))):
        at, wide = rng.uniform(-0.5, 0.5) * long, rng.uniform(12, 40)
        normal = np.eye(3)[axis]
        bands.append(common(plane(*normal, at + wide / 2), plane(*(-normal), wide / 2 - at)))
    skin = thin_wall(inset(flesh, -0.4), 0.4)
    part = Part(common(union(*bands), skin), draw_one_of(("pvc", "polypropylene"), rng))
    return _around(solid, [part], tuple(h + 1.0 for h in solid.half))


def tube(solid: Solid, flesh: Shape, rng: np.random.Generator) -> Solid:
    """A tube of cardboard or plastic along the long axis; it fits the body it is chosen for."""
    axis = int(np.argmax(solid.half))
    across = [i for i in range(3) if i != axis]
    radius = max(solid.half[i] for i in across) * rng.uniform(1.0, 1.15) + 1
    long = solid.half[axis] * rng.uniform(1.0, 1.15)
    thick = rng.uniform(0.8, 2.5)

    def distance(x, y, z):
        v = (x, y, z)
        round_ = np.sqrt(v[across[0]] ** 2 + v[across[1]] ** 2) - radius - thick
        return round_

    wall = common(thin_wall(distance, thick), plane(*np.eye(3)[axis], long), plane(*(-np.eye(3)[axis]), long))
    room = [radius + thick + 1] * 3
    room[axis] = long + 1
    material = draw_one_of(("cardboard", "paper", "pvc", "polypropylene"), rng)
    return _around(solid, [Part(wall, material)], tuple(room))


def crate(solid: Solid, flesh: Shape, rng: np.random.Generator) -> Solid:
    """A close box of cardboard, plastic or thin wood."""
    room = tuple(h * rng.uniform(1.02, 1.2) + 2 for h in solid.half)
    name, low, high = (("cardboard", 1.5, 4.0), ("polypropylene", 0.8, 1.8), ("wood", 2, 5))[int(rng.integers(3))]
    thick = rng.uniform(low, high)
    outer = tuple(r + thick for r in room)
    return _around(solid, [Part(thin_wall(box(*outer), thick), draw_material(name, rng))], tuple(o + 1 for o in outer))


def any_dress(rng: np.random.Generator, choices=((bare, 0.5), (sock, 0.25), (taped, 0.15), (tube, 0.1))):
    """One of the given ways by weight."""
    weights = np.array([w for _, w in choices])
    return choices[int(rng.choice(len(choices), p=weights / weights.sum()))][0]
