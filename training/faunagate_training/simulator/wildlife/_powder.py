"""Ground wildlife in jars, bags, vials and packets. Powder packs to 0.5 to 0.8 g/cm3."""

import numpy as np

from ..forms_skin import mesh_lump
from ..forms_turned import closed_profile
from ..items import Part, Solid
from ..materials import Material, draw_material, draw_one_of
from ..shapes import Shape, box, common, cylinder, ellipsoid, inset, minus, moved, plane, union, wall
from ..shapes_noise import noisy
from ..shapes_section import lathe
from ._keratin import clumpy
from ._near import near_only


def filled(kind: str, label: int, material: str, walls, inside: Shape, level: float, half, pose: str, rng) -> Solid:
    """A vessel of (shape, material) walls with powder of `inside` up to height y = `level`."""
    powder = common(inside, plane(rng.normal(0, 0.06), 1, rng.normal(0, 0.06), level))
    stuff = Part(near_only(powder), draw_material("horn powder", rng), label, clumpy(rng))
    parts = (*(Part(near_only(s), m) for s, m in walls), stuff)
    return Solid(kind, parts, half, pose, label, material)


def jar(kind: str, label: int, material: str, rng: np.random.Generator) -> Solid:
    """A straight jar or pill bottle of glass, plastic or tin with a screw lid."""
    r, half = rng.uniform(12, 45), rng.uniform(18, 75)
    made: Material = draw_one_of(("glass", "pet", "polypropylene", "polyethylene", "aluminium"), rng)
    thick = 2.2 if made.name == "glass" else 0.5 if made.name == "aluminium" else rng.uniform(0.8, 1.6)
    body = cylinder(r, half)
    lid = wall(moved(cylinder(r * 0.95, 7), 0, half + 5, 0), 1.4)
    walls = [(minus(body, inset(body, thick)), made), (lid, draw_one_of(("polypropylene", "aluminium"), rng))]
    level = half * rng.uniform(-0.5, 0.95)
    reach = (r + 1, half + 13, r + 1)
    return filled(kind, label, material, walls, inset(body, thick + 0.2), level, reach, "flat", rng)


def bag(kind: str, label: int, material: str, rng: np.random.Generator) -> Solid:
    """A slack plastic or cloth bag, flat on the ground."""
    a, b, c = rng.uniform(25, 80), rng.uniform(8, 28), rng.uniform(20, 70)
    pillow = noisy(ellipsoid(a, b, c), b * 0.12, a * 0.6, 3, rng)
    film = draw_one_of(("polyethylene", "cloth", "paper"), rng)
    skin = minus(inset(pillow, -0.8), inset(pillow, 0.2))
    neck = moved(box(a * 0.3, 2, 2.5, 1), a, 0, 0)
    reach = (a * 1.35, b * 1.3 + 2, c * 1.3 + 2)
    return filled(kind, label, material, [(union(skin, neck), film)], pillow, b, reach, "flat", rng)


def packets(kind: str, label: int, material: str, rng: np.random.Generator) -> Solid:
    """Folded paper packets of single doses, in a row."""
    n, a, t, c = int(rng.integers(2, 9)), rng.uniform(14, 28), rng.uniform(2, 5), rng.uniform(18, 40)
    one = box(a, t, c, t)
    stack = [moved(one, *rng.normal(0, 1.5, 1), float((i - (n - 1) / 2) * (2 * t + 0.8)), 0) for i in range(n)]
    powder = union(*stack)
    skin = minus(inset(powder, -0.5), powder)
    reach = (a + 7, n * (t + 0.5) + 2, c + 2)
    item = filled(kind, label, material, [(skin, draw_material("paper", rng))], powder, 999.0, reach, "lies", rng)
    return Solid(kind, item.parts, reach, "lies", label, material, 0.0, n)


def turned_jar(kind: str, label: int, material: str, rng: np.random.Generator) -> Solid:
    """A bellied pot or phial turned from a drawn profile (held-out geometry)."""
    r, half = rng.uniform(14, 42), rng.uniform(20, 65)
    radii = r * np.array([rng.uniform(0.6, 0.9), 1.0, rng.uniform(0.8, 1.0), rng.uniform(0.35, 0.7), 0.5])
    body = lathe(closed_profile(radii, half))
    made = draw_one_of(("glass", "porcelain", "pet", "hard wood", "earthenware"), rng)
    thick = rng.uniform(1.2, 4) if made.name != "pet" else 0.8
    reach = (r * 1.3 + 2, half * 1.1 + 2, r * 1.3 + 2)
    walls = [(minus(body, inset(body, thick)), made)]
    return filled(
        kind, label, material, walls, inset(body, thick + 0.2), half * rng.uniform(-0.4, 0.6), reach, "flat", rng
    )


def lump(kind: str, label: int, material: str, rng: np.random.Generator) -> Solid:
    """A knotted parcel of film as a displaced ball (held-out geometry)."""
    shape, half = mesh_lump(rng.uniform(40, 110), rng, 0.18)
    skin = minus(inset(shape, -0.8), shape)
    film = draw_one_of(("polyethylene", "cloth", "aluminium"), rng)
    film = film.scaled(0.1) if film.name == "aluminium" else film
    reach = tuple(v + 2 for v in half)
    return filled(kind, label, material, [(skin, film)], shape, 999.0, reach, "lies", rng)
