"""Bottles, jars, cans and pouches with what is in them, filled to a level."""

import numpy as np

from ...assembly import assemble, at, families, rod
from ...items import Content, Item
from ...materials import Material, draw_material, draw_one_of
from ...shapes import Shape, box, cone, cylinder, ellipsoid, inset, melt, moved, union, wall
from ...shapes_section import extrude, lathe, regular, smooth_curve

WET = ("water", "drink", "spirits", "oil", "shampoo", "cream")
DRY = ("sugar", "salt", "grain", "powder", "cream", "fruit")


def vessel(
    kind: str,
    outer: Shape,
    reach: tuple,
    thick: float,
    shell: Material,
    content: Material,
    full: float,
    extra=(),
    **more,
) -> Item:
    """A closed vessel: a wall of `thick` mm and a filling; `extra` parts are lids and necks."""
    near = ((0.0, 0.0, 0.0), tuple(r + 2.0 for r in reach))
    inner = Content(inset(outer, thick), content, full, near)
    return assemble(kind, [at(wall(outer, thick), reach, shell), *extra], contents=(inner,), **more)


def glassy(rng: np.random.Generator) -> tuple[Material, float]:
    """A bottle's wall: (material, thickness in mm)."""
    if rng.random() < 0.4:
        return draw_material("glass", rng), rng.uniform(1.8, 4.2)
    return draw_one_of(("pet", "polyethylene", "polypropylene"), rng), rng.uniform(0.5, 1.6)


def round_bottle(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(12, 44), rng.uniform(32, 125)
    neck = r * rng.uniform(0.25, 0.8)
    outer = melt(r * 0.4, cylinder(r, h), moved(cylinder(neck, h * 0.25), 0, h * 1.15, 0))
    cap = rod(neck + 1.8, 8, draw_one_of(("polypropylene", "aluminium"), rng), (0, h * 1.4, 0))
    shell, thick = glassy(rng)
    content = draw_one_of(WET, rng)
    return vessel("bottle", outer, (r + 2, h * 1.45, r + 2), thick, shell, content, rng.uniform(0, 1), (cap,))


def flat_bottle(rng: np.random.Generator) -> Item:
    a, h, c = rng.uniform(16, 45), rng.uniform(35, 110), rng.uniform(10, 26)
    outer = melt(8, box(a, h, c, min(a, c) * 0.6), moved(cone(c * 0.7, c * 0.4, h * 0.2), 0, h * 1.15, 0))
    cap = at(box(c * 0.6, 9, c * 0.6, 2), (c, 9, c), draw_material("polypropylene", rng), (0, h * 1.4, 0))
    shell, thick = glassy(rng)
    content = draw_one_of(WET, rng)
    return vessel("bottle", outer, (a + 2, h * 1.4, c + 2), thick, shell, content, rng.uniform(0, 1), (cap,))


def blown_bottle(rng: np.random.Generator) -> Item:
    """A profile drawn as a curve; sometimes lobed."""
    h = rng.uniform(45, 150)
    r = rng.uniform(13, 42) * np.array([0.9, *rng.uniform(0.75, 1.05, 3), rng.uniform(0.3, 0.5), 0.3])
    y = np.array([-1, -0.6, -0.1, 0.3, 0.72, 1.0]) * h
    curve = smooth_curve(np.stack([r, y], 1), 40)
    profile = np.vstack([[0, -h], curve, [0, h]])
    outer = lathe(profile, int(rng.choice([0, 0, 5, 6, 8])), 0.06)
    reach = (float(r.max()) * 1.15, h, float(r.max()) * 1.15)
    shell, thick = glassy(rng)
    cap = rod(float(r[-1]) + 2.5, 7, draw_one_of(("abs", "aluminium", "wood"), rng), (0, h - 3, 0))
    return vessel("bottle", outer, reach, thick, shell, draw_one_of(WET, rng), rng.uniform(0, 1), (cap,))


def plain_jar(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(18, 45), rng.uniform(18, 70)
    lid = rod(r + 1, 6, draw_one_of(("steel", "polypropylene", "abs"), rng).scaled(0.5), (0, h + 3, 0))
    shell, thick = glassy(rng)
    content = draw_one_of(DRY, rng)
    return vessel("jar", cylinder(r, h), (r, h, r), thick, shell, content, rng.uniform(0.2, 1), (lid,))


def faceted_jar(rng: np.random.Generator) -> Item:
    r, h, n = rng.uniform(20, 46), rng.uniform(20, 70), int(rng.integers(4, 9))
    outer = extrude(regular(n, r, turn=0.3), h, 4, (1.0, rng.uniform(0.75, 1.0)))
    lid = at(
        extrude(regular(n, r * 0.9), 6, 1), (r, 6, r), draw_one_of(("brass", "abs", "wood"), rng).scaled(0.6), (0, h, 0)
    )
    shell, thick = glassy(rng)
    return vessel("jar", outer, (r, h, r), thick, shell, draw_one_of(DRY, rng), rng.uniform(0.2, 1), (lid,))


def drinks_can(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(24, 42), rng.uniform(25, 80)
    metal, content = draw_one_of(("aluminium", "steel"), rng), draw_one_of(("drink", "meat", "fruit", "cream"), rng)
    return vessel("can", cylinder(r, h), (r, h, r), 0.35, metal, content, rng.uniform(0.85, 1))


def ribbed_can(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(24, 50), rng.uniform(16, 65)
    y = np.linspace(-h, h, 60)
    ribs = r + 0.9 * np.sin(y * rng.uniform(0.5, 0.9)) * (np.abs(y) < h * 0.7) - 2.0 * (np.abs(y) > h * 0.93)
    outer = lathe(np.vstack([[0, -h + 2], np.stack([ribs, y], 1), [0, h - 2]]))
    metal, content = draw_one_of(("steel", "aluminium"), rng), draw_one_of(("drink", "meat", "fruit", "grain"), rng)
    return vessel("can", outer, (r + 1, h, r + 1), 0.4, metal, content, rng.uniform(0.85, 1))


def spray_can(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(16, 28), rng.uniform(50, 100)
    outer = union(cylinder(r, h), moved(ellipsoid(r, 10, r), 0, h, 0))
    cap = at(wall(cylinder(r * 0.9, 14), 1.2), (r, 14, r), draw_material("polypropylene", rng), (0, h + 18, 0))
    metal = draw_one_of(("aluminium", "steel"), rng)
    return vessel("spray can", outer, (r, h + 10, r), 0.5, metal, draw_one_of(WET, rng), rng.uniform(0.2, 0.8), (cap,))


def domed_spray(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(15, 30), rng.uniform(50, 105)
    profile = np.array([[0, -h + 6], [r * 0.8, -h], [r, -h + 3], [r, h * 0.6], [r * 0.7, h * 0.75], [r * 0.3, h * 0.8]])
    outer = lathe(np.vstack([profile, [0, h * 0.8]]))
    nozzle = rod(r * 0.3, h * 0.1, draw_material("pom", rng), (0, h * 0.9, 0))
    metal = draw_one_of(("aluminium", "steel"), rng)
    return vessel("spray can", outer, (r, h, r), 0.5, metal, draw_one_of(WET, rng), rng.uniform(0.2, 0.8), (nozzle,))


def drink_box(rng: np.random.Generator) -> Item:
    a, h, c = rng.uniform(20, 48), rng.uniform(40, 110), rng.uniform(16, 35)
    outer, card = box(a, h, c), draw_material("cardboard", rng).scaled(1.6)
    return vessel(
        "drink carton", outer, (a, h, c), 0.6, card, draw_one_of(("drink", "water", "oil"), rng), rng.uniform(0.3, 1)
    )


def gabled_box(rng: np.random.Generator) -> Item:
    a, h, c = rng.uniform(30, 45), rng.uniform(60, 105), rng.uniform(25, 45)
    outline = np.array([[-a, -h], [a, -h], [a, h * 0.6], [2, h], [-2, h], [-a, h * 0.6]])
    outer = extrude(outline, c)
    near = ((0.0, 0.0, 0.0), (a + 2, c + 2, h + 2))
    inner = Content(inset(outer, 0.7), draw_one_of(("drink", "cream"), rng), rng.uniform(0.3, 1), near)
    card = at(wall(outer, 0.7), (a, c, h), draw_material("cardboard", rng).scaled(1.6))
    return assemble("drink carton", [card], contents=(inner,))


def sachet(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(25, 70), rng.uniform(7, 18), rng.uniform(30, 90)
    film, content = (
        draw_material("polyethylene", rng),
        draw_one_of(("shampoo", "cream", "grain", "powder", "sugar"), rng),
    )
    return vessel("sachet", ellipsoid(a, b, c), (a, b, c), 0.3, film, content, rng.uniform(0.7, 1))


def pillow_pack(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(25, 70), rng.uniform(7, 20), rng.uniform(30, 90)
    outer = extrude(regular(48, 1.0, 5.0) * [a, c], b, b * 0.9)
    film, content = draw_one_of(("pet", "aluminium"), rng), draw_one_of(("shampoo", "grain", "powder", "salt"), rng)
    return vessel("sachet", outer, (a, b, c), 0.2, film, content, rng.uniform(0.7, 1))


def thermos(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(28, 45), rng.uniform(80, 140)
    steel = draw_material("steel", rng)
    inner = Content(cylinder(r - 7, h - 12), draw_one_of(("drink", "water"), rng), rng.uniform(0, 0.9))
    parts = [at(wall(cylinder(r, h), 0.7), (r, h, r), steel), at(wall(cylinder(r - 6, h - 10), 0.7), (r, h, r), steel)]
    parts.append(rod(r * 0.7, 14, draw_material("polypropylene", rng), (0, h - 8, 0)))
    return assemble("flask", parts, contents=(inner,))


def lathe_flask(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(28, 45), rng.uniform(80, 140)

    def body(s):
        return lathe(np.array([[0, -h + s], [r - s, -h + s], [r - s, h * 0.5], [r * 0.6 - s, h * 0.8], [0, h * 0.8]]))

    steel = draw_material("steel", rng)
    parts = [at(wall(body(0.0), 0.8), (r, h, r), steel), at(wall(body(7.0), 0.8), (r, h, r), steel)]
    parts.append(rod(r * 0.55, h * 0.16, draw_one_of(("abs", "steel"), rng).scaled(0.4), (0, h * 0.92, 0)))
    content = Content(inset(body(7.0), 0.8), draw_one_of(("drink", "water"), rng), rng.uniform(0, 0.9))
    return assemble("flask", parts, contents=(content,))


FAMILIES = (
    *families("bottle", (round_bottle, flat_bottle), (blown_bottle,), 3.0),
    *families("jar", (plain_jar,), (faceted_jar,), 1.2),
    *families("can", (drinks_can,), (ribbed_can,), 1.2),
    *families("spray can", (spray_can,), (domed_spray,), 0.8),
    *families("drink carton", (drink_box,), (gabled_box,), 0.6),
    *families("sachet", (sachet,), (pillow_pack,), 1.0),
    *families("flask", (thermos,), (lathe_flask,), 0.4),
)
