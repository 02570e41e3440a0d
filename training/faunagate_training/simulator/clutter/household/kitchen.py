"""Cookware, crockery, glass, cutlery, and tins and boxes in which other things lie."""

import numpy as np

from ...assembly import LYING_Z, assemble, at, brick, families, rod
from ...items import Item, Part
from ...materials import draw_material, draw_one_of
from ...shapes import box, common, cone, cylinder, ellipsoid, minus, moved, plane, torus, tube_along, turned, wall
from ...shapes_section import blob, extrude, lathe, regular, sweep

WARE = ("porcelain", "earthenware", "glass", "porcelain")
FILLS = ("grain", "powder", "sugar", "foam", "cloth", "salt", "paper")


def pouring(rng: np.random.Generator):
    """What is poured round things in a tin or box: mostly nothing."""
    if rng.random() < 0.45:
        return None
    return draw_one_of(FILLS, rng).scaled(rng.uniform(0.4, 1))


def bowl_of(profile: np.ndarray, thick: float) -> np.ndarray:
    """Outline of a vessel's wall: an outer (radius, y) line from the bottom's middle to the rim, and back inside."""
    inner = profile.copy()
    inner[:, 0] = np.maximum(inner[:, 0] - thick, 0)
    inner[:-1, 1] += thick
    return np.vstack([profile, inner[::-1]])


def pan(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(45, 100), rng.uniform(16, 45)
    metal = draw_one_of(("aluminium", "steel", "steel"), rng)
    thick = rng.uniform(1.0, 2.5) if metal.name == "steel" else rng.uniform(2, 4)
    body = minus(cylinder(r, h), moved(cylinder(r - thick, h), 0, thick, 0))
    grip = brick(45, 5, 9, draw_one_of(("abs", "wood", "steel"), rng), (r + 45, h * 0.4, 0.0), 4)
    return assemble(
        "pan",
        [at(body, (r, h, r), metal), grip],
        hollow=lambda x, y, z: cylinder(r - thick - 1, h - thick - 1)(x, y, z),
    )


def turned_pan(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(45, 95), rng.uniform(18, 50)
    line = np.array([[0, -h], [r * 0.6, -h], [r * 0.9, -h * 0.6], [r, h * 0.3], [r * 1.04, h]])
    metal = draw_one_of(("aluminium", "steel", "brass", "earthenware"), rng)
    parts = [at(lathe(bowl_of(line, rng.uniform(1.5, 4))), (r * 1.05, h, r * 1.05), metal)]
    for s in (-1, 1):
        ear = tube_along(
            np.array([[r, h * 0.4, -18], [r + 16, h * 0.4, 0], [r, h * 0.4, 18]]) * [s, 1, 1], np.full(3, 4.0)
        )
        parts.append(at(ear, (r + 22, h, 24), metal))
    inside = lathe(np.vstack([[0, -h + 6], line[1:] - [6, -6], [0, h - 6]]))
    return assemble("pan", parts, hollow=lambda x, y, z: np.maximum(inside(x, y, z), y - h + 8))


def mug(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(28, 44), rng.uniform(32, 60)
    thick, ware = rng.uniform(2.2, 4.5), draw_one_of((*WARE, "steel", "polycarbonate"), rng)
    body = minus(cone(r * 0.9, r, h), moved(cone(r * 0.9 - thick, r - thick, h), 0, thick * 1.3, 0))
    ear = minus(moved(turned(torus(h * 0.5, 4, 4), LYING_Z), r, 0, 0), cylinder(r - thick, h))
    return assemble("cup", [at(ear, (r + h * 0.6, h * 0.6, 6), ware), at(body, (r, h, r), ware)], "any")


def stemmed_glass(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(24, 42), rng.uniform(55, 90)
    outer = np.array(
        [
            [0, -h],
            [r * 0.8, -h],
            [r * 0.8, -h + 2],
            [4, -h + 8],
            [3.5, -h * 0.1],
            [r * 0.9, h * 0.25],
            [r, h * 0.6],
            [r * 0.85, h],
        ]
    )
    inner = np.array([[r * 0.85 - 1.8, h], [r - 2, h * 0.6], [r * 0.8, h * 0.3], [0, 0]])
    return assemble(
        "cup",
        [at(lathe(np.vstack([outer, inner])), (r, h, r), draw_one_of(("glass", "porcelain", "brass"), rng))],
        "any",
    )


def plates(rng: np.random.Generator) -> Item:
    r, ware = rng.uniform(50, 105), draw_one_of((*WARE, "polypropylene", "hard wood"), rng)
    one = common(wall(ellipsoid(r, r * 0.3, r), 3.4), plane(0, 1, 0, 0))
    n = int(rng.integers(1, 6))
    parts = [at(one, (r, r * 0.3, r), ware, (0.0, (i - n / 2) * 6.0, 0.0)) for i in range(n)]
    return assemble("plates", parts, "flat")


def rimmed_plates(rng: np.random.Generator) -> Item:
    r, ware, n = rng.uniform(50, 105), draw_one_of((*WARE, "brass", "steel"), rng), int(rng.integers(1, 6))
    line = np.array([[0, -3], [r * 0.6, -3], [r * 0.68, 5], [r, 9]])
    one = lathe(bowl_of(line, rng.uniform(2.2, 4.5)), int(rng.choice([0, 0, 8, 12])), 0.03)
    parts = [at(one, (r * 1.04, 13, r * 1.04), ware, (0.0, (i - n / 2) * 7.0, 0.0)) for i in range(n)]
    return assemble("plates", parts, "flat")


def cutlery(rng: np.random.Generator) -> Item:
    metal, parts = draw_one_of(("steel", "steel", "polypropylene", "brass"), rng), []
    for i in range(int(rng.integers(1, 7))):
        y, z = i * 3.0, float(rng.normal(0, 6))
        parts.append(
            at(
                tube_along(np.array([[-50, 0, 0], [50, 0, 0]]), np.array([4.0, 2.5]), 2.5),
                (56, 6, 6),
                metal,
                (0.0, y, z),
            )
        )
        if rng.random() < 0.5:
            parts.append(
                at(common(wall(ellipsoid(24, 7, 15), 1.3), plane(0, 1, 0, 0)), (24, 7, 15), metal, (70.0, y + 3, z))
            )
        else:
            parts += [brick(22, 0.8, 1.4, metal, (72.0, y, z + 5.0 * k)) for k in (-1, 0, 1)]
    return assemble("cutlery", parts)


def ladle(rng: np.random.Generator) -> Item:
    """A serving spoon, whisk or spatula: swept handle, turned bowl or a bundle of loops."""
    half, metal = rng.uniform(60, 115), draw_one_of(("steel", "wood", "nylon", "aluminium"), rng)
    stem = sweep(
        regular(16, 1.0, 3.0) * [5, 2.2],
        np.array([[-half, 8, 0], [-half * 0.4, 0, 0], [half * 0.4, 0, 0], [half, 10, 0]]),
    )
    parts = [at(stem, (half + 4, 18, 8), metal)]
    r = rng.uniform(18, 36)
    if rng.random() < 0.5:
        line = np.array([[0, -r * 0.5], [r * 0.6, -r * 0.4], [r * 0.95, 0], [r, r * 0.3]])
        parts.append(at(lathe(bowl_of(line, 1.8)), (r, r * 0.6, r), metal, (half + r * 0.8, 0.0, 0.0)))
    else:
        parts.append(
            at(extrude(blob(r, 0.15, 3, rng), 1.2), (r * 1.3, 1.5, r * 1.3), metal, (half + r * 0.8, 4.0, 0.0))
        )
    return assemble("cutlery", parts)


def closed_box(
    kind: str, hull, reach: tuple, matter, thick: float, rng, extra: tuple[Part, ...] = (), pose: str = "flat"
) -> Item:
    """A closed container with room for other things and sometimes something poured round them."""
    room = lambda x, y, z: hull(x, y, z) + thick + 0.5  # noqa: E731
    return assemble(kind, [at(wall(hull, thick), reach, matter), *extra], pose, hollow=room, fill=pouring(rng))


def biscuit_tin(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(35, 90), rng.uniform(20, 55), rng.uniform(45, 110)
    hull = box(a, b, c, 8)
    lid = at(
        wall(box(a + 1, b * 0.25, c + 1, 6), 0.6), (a + 1, b, c + 1), draw_material("steel", rng), (0.0, b * 0.76, 0.0)
    )
    return closed_box(
        "tin",
        hull,
        (a, b, c),
        draw_one_of(("steel", "aluminium"), rng),
        rng.uniform(0.3, 0.7),
        rng,
        (lid,) if rng.random() < 0.3 else (),
    )


def round_tin(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(30, 85), rng.uniform(18, 60)
    y = np.array([-1, -0.97, 0.7, 0.72, 1.0]) * h
    hull = lathe(np.vstack([[0, -h], np.stack([r * np.array([0.98, 1, 1, 1.02, 1.02]), y], 1), [0, h]]))
    return closed_box(
        "tin",
        hull,
        (r * 1.03, h, r * 1.03),
        draw_one_of(("steel", "aluminium", "brass"), rng),
        rng.uniform(0.3, 0.8),
        rng,
    )


def oval_tin(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(35, 80), rng.uniform(20, 50), rng.uniform(50, 110)
    hull = extrude(blob(1.0, 0.08, 4, rng) * [a, c], b, 2)
    return closed_box(
        "tin", hull, (a * 1.25, b, c * 1.25), draw_one_of(("steel", "aluminium"), rng), rng.uniform(0.3, 0.8), rng
    )


def food_box(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(35, 90), rng.uniform(20, 45), rng.uniform(45, 110)
    hull = box(a, b, c, 10)
    return closed_box(
        "plastic box",
        hull,
        (a, b, c),
        draw_one_of(("polypropylene", "polyethylene", "glass"), rng),
        rng.uniform(1.2, 2.5),
        rng,
    )


def tapered_tub(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(32, 80), rng.uniform(25, 60)
    hull = extrude(regular(40, r, rng.uniform(2.0, 6.0)), h, 4, (0.78, 1.0))
    lid = rod(r * 1.0, 2.0, draw_material("polypropylene", rng), (0.0, h, 0.0))
    return closed_box(
        "plastic box",
        hull,
        (r * 1.2, h, r * 1.2),
        draw_one_of(("polypropylene", "polyethylene"), rng),
        rng.uniform(1, 2),
        rng,
        (lid,),
    )


def teapot(rng: np.random.Generator) -> Item:
    r, ware = rng.uniform(40, 65), draw_one_of((*WARE, "steel", "brass"), rng)
    thick = 1.0 if ware.name in ("steel", "brass") else rng.uniform(3, 5)
    body = ellipsoid(r, r * 0.8, r)
    path = np.array([[r * 0.8, 0, 0], [r * 1.3, r * 0.3, 0], [r * 1.5, r * 0.7, 0]])
    spout = at(minus(tube_along(path, np.array([9.0, 7, 6])), body), (r * 1.7, r, 12), ware)
    ear = minus(moved(turned(torus(r * 0.5, 5, 5), LYING_Z), -r * 1.1, 0, 0), body)
    wall_part = at(wall(body, thick), (r, r * 0.8, r), ware)
    return assemble(
        "pot",
        [spout, at(ear, (r * 1.8, r, 8), ware), wall_part],
        "flat",
        hollow=lambda x, y, z: body(x, y, z) + thick + 1,
    )


def coffee_pot(rng: np.random.Generator) -> Item:
    r, h, ware = (
        rng.uniform(32, 55),
        rng.uniform(50, 85),
        draw_one_of(("aluminium", "steel", "porcelain", "earthenware"), rng),
    )
    line = np.array([[0, -h], [r, -h], [r * 0.8, 0], [r * 0.6, h * 0.2], [r * 0.95, h]])
    flutes = int(rng.choice([0, 8, 10]))
    parts = [at(lathe(bowl_of(line, rng.uniform(1.5, 4)), flutes, 0.04), (r * 1.05, h, r * 1.05), ware)]
    grip = sweep(
        regular(16, 1.0, 3.0) * [9, 6], np.array([[r * 0.8, h * 0.7, 0], [r + 28, h * 0.6, 0], [r + 22, -h * 0.4, 0]])
    )
    parts.append(at(grip, (r + 44, h, 12), draw_one_of(("abs", "wood"), rng)))
    inside = lathe(np.array([[0, -h + 8], [r - 9, -h + 8], [r * 0.8 - 8, -4], [0, -4]]))
    return assemble("pot", parts, "flat", hollow=inside)


def rolling_pin(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(14, 24), rng.uniform(60, 120)
    wood = draw_one_of(("wood", "hard wood"), rng)
    return assemble("wooden ware", [rod(r, h, wood), rod(r * 0.45, h * 1.5, wood)])


def cutting_board(rng: np.random.Generator) -> Item:
    a, t, c = rng.uniform(50, 90), rng.uniform(5, 12), rng.uniform(80, 140)
    outline = blob(1.0, 0.05, 3, rng) * [a, c]
    hole = regular(24, 8) + [0, c * 0.75]
    return assemble(
        "wooden ware",
        [
            at(
                extrude((outline, hole), t, 2),
                (a * 1.15, t, c * 1.15),
                draw_one_of(("wood", "hard wood", "polyethylene"), rng),
            )
        ],
    )


FAMILIES = (
    *families("pan", (pan,), (turned_pan,), 0.7),
    *families("cup", (mug,), (stemmed_glass,), 1.0),
    *families("plates", (plates,), (rimmed_plates,), 0.6),
    *families("cutlery", (cutlery,), (ladle,), 0.8),
    *families("tin", (biscuit_tin, round_tin), (oval_tin,), 1.2),
    *families("plastic box", (food_box,), (tapered_tub,), 1.2),
    *families("pot", (teapot,), (coffee_pot,), 0.5),
    *families("wooden ware", (rolling_pin,), (cutting_board,), 0.5),
)
