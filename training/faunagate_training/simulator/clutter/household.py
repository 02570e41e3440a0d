"""Ordinary things people pack, built of the parts that X-rays see."""

import numpy as np

from ..forms import around, spine
from ..items import Item, Part, Pile, Solid
from ..materials import draw_material, draw_one_of
from ..shapes import (
    box,
    common,
    cone,
    cylinder,
    ellipsoid,
    inset,
    melt,
    minus,
    moved,
    plane,
    rotation_about,
    rough,
    sphere,
    torus,
    tube_along,
    turned,
    union,
    wall,
)


def bottle(rng: np.random.Generator) -> Item:
    """A bottle or jar lying or standing, partly full: the level is cut in the bottle's own frame."""
    r, h = rng.uniform(14, 42), rng.uniform(35, 130)
    neck = r * rng.uniform(0.3, 0.9)
    outer = melt(6.0, cylinder(r, h), moved(cylinder(neck, h * 0.25), 0, h * 1.1, 0))
    if rng.random() < 0.3:
        outer = melt(6.0, box(r, h, r * 0.6, 5), moved(cylinder(neck * 0.6, h * 0.2), 0, h * 1.1, 0))
    glass = rng.random() < 0.35
    shell = draw_one_of(("glass",) if glass else ("pet", "polyethylene", "polypropylene"), rng)
    thick = rng.uniform(1.8, 4.0) if glass else rng.uniform(0.6, 1.6)
    content = draw_one_of(
        ("water", "drink", "spirits", "oil", "shampoo", "cream", "powder", "sugar", "salt", "grain"), rng
    )
    tilt = rotation_about(0, rng.choice([0, np.pi / 2])) @ np.array([0, 1, 0])
    level = h * rng.uniform(0.0, 1.2) if tilt[1] > 0.5 else r * rng.uniform(0, 1.1)
    parts = (
        Part(wall(outer, thick), shell),
        Part(common(inset(outer, thick), plane(*tilt, level)), content),
        Part(
            moved(wall(cylinder(neck + 1.5, h * 0.12), 1.5), 0, h * 1.3, 0),
            draw_one_of(("polypropylene", "aluminium"), rng),
        ),
    )
    return Solid("bottle", parts, (r + 3, h * 1.45 + 4, r + 3), "lies")


def tube_of_paste(rng: np.random.Generator) -> Item:
    h, r = rng.uniform(45, 85), rng.uniform(12, 22)
    body = common(ellipsoid(r, h * 1.3, r * rng.uniform(0.4, 0.8)), plane(0, 1, 0, h), plane(0, -1, 0, h * 0.8))
    parts = (
        Part(body, draw_one_of(("cream", "toothpaste", "shampoo"), rng)),
        Part(moved(cylinder(r * 0.5, 8), 0, h + 4, 0), draw_material("polypropylene", rng)),
    )
    return Solid("tube", parts, (r + 2, h + 15, r + 2), "any")


def book(rng: np.random.Generator) -> Item:
    a, b, t = rng.uniform(50, 110), rng.uniform(70, 150), rng.uniform(5, 25)
    cover = draw_material("cardboard", rng).scaled(1.8)
    pages = draw_material("paper", rng)
    pitch = np.float32(2 * np.pi / rng.uniform(4, 9))
    texture = lambda x, y, z: 1 + 0.05 * np.sin(pitch * y)  # noqa: E731
    parts = (Part(box(a, t, b, 1), cover), Part(box(a - 3, t - 2, b - 3), pages, 0, texture))
    return Solid("book", parts, (a + 1, t + 1, b + 1), "lies")


def shoe(rng: np.random.Generator) -> Item:
    length, w, h = rng.uniform(110, 155), rng.uniform(38, 50), rng.uniform(35, 60)
    upper = common(
        melt(
            30,
            moved(ellipsoid(length, h, w), 0, -h * 0.2, 0),
            moved(ellipsoid(length * 0.45, h * 1.6, w * 0.8), -length * 0.5, 0, 0),
        ),
        plane(0, -1, 0, h * 0.5),
    )
    sole = box(length, rng.uniform(5, 14), w, 14)
    parts = [
        Part(wall(upper, rng.uniform(2, 4)), draw_one_of(("leather", "cloth", "rubber"), rng).scaled(0.9)),
        Part(moved(sole, 0, -h * 0.62, 0), draw_one_of(("rubber", "foam", "rubber"), rng).scaled(rng.uniform(0.5, 1))),
    ]
    if rng.random() < 0.4:
        parts.append(
            Part(moved(box(length * 0.3, 0.8, w * 0.25), -length * 0.1, -h * 0.45, 0), draw_material("steel", rng))
        )
    if rng.random() < 0.4:
        parts.append(
            Part(
                moved(rough(ellipsoid(length * 0.5, h * 0.4, w * 0.6), 5, 30, rng), length * 0.2, 0, 0),
                draw_material("cloth", rng),
            )
        )
    return Solid("shoe", tuple(parts), (length + 4, h * 1.7 + 4, w + 4), "lies")


def garment_roll(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(25, 55), rng.uniform(60, 150)
    pitch = np.float32(2 * np.pi / rng.uniform(5, 14))
    swirl = np.float32(rng.uniform(0, 1.5))
    texture = lambda x, y, z: 1 + 0.55 * np.sin(pitch * np.sqrt(x * x + z * z) + swirl * np.arctan2(z, x))  # noqa: E731
    shape = rough(ellipsoid(r, h * 1.2, r * rng.uniform(0.6, 1)), r * 0.12, r, rng)
    return Solid(
        "garment", (Part(shape, draw_material("cloth", rng), 0, texture),), (r * 1.2, h * 1.3, r * 1.2), "lies"
    )


def toilet_bag(rng: np.random.Generator) -> Item:
    members = tuple(
        maker(rng) for maker in rng.choice([bottle, tube_of_paste, soap, pen_case, comb], int(rng.integers(3, 7)))
    )
    members = tuple(m for m in members if isinstance(m, Solid) and max(m.half) < 110)
    return Pile("toilet bag", members, (90.0, 130.0, 220.0), draw_material("nylon", rng))


def soap(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(14, 22), rng.uniform(25, 40), rng.uniform(35, 50)
    return Solid(
        "soap",
        (Part(melt(3, box(b, a, c, 8)), draw_one_of(("soap", "candle wax"), rng)),),
        (b + 2, a + 2, c + 2),
        "lies",
    )


def candle(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(10, 38), rng.uniform(25, 100)
    return Solid("candle", (Part(cylinder(r, h), draw_material("candle wax", rng)),), (r + 2, h + 2, r + 2), "any")


def comb(rng: np.random.Generator) -> Item:
    a, t, c = rng.uniform(60, 100), rng.uniform(1.2, 2.5), rng.uniform(12, 22)
    material = draw_one_of(("abs", "nylon", "pom", "wood"), rng)
    k = rng.uniform(3, 6)

    def teeth(x, y, z):
        slots = np.abs((x % k) - k / 2) - k / 4
        return np.maximum(np.abs(y) - t, np.maximum(np.abs(x) - a, np.maximum(-z, slots)))

    return Solid(
        "comb",
        (
            Part(moved(box(a, t, c * 0.3, 1), 0, 0, -c * 0.3), material),
            Part(common(teeth, plane(0, 0, 1, c)), material),
        ),
        (a + 2, t + 2, c + 3),
        "any",
    )


def pen_case(rng: np.random.Generator) -> Item:
    parts = []
    for _ in range(int(rng.integers(2, 8))):
        dx, dz = rng.normal(0, 9, 2)
        r, h = rng.uniform(3, 5.5), rng.uniform(55, 80)
        parts.append(
            Part(moved(cylinder(r, h), dx, 0, dz), draw_one_of(("wood", "abs", "aluminium", "polycarbonate"), rng))
        )
        parts.append(Part(moved(cylinder(r * 0.35, h * 0.9), dx, 0, dz), draw_one_of(("brass", "abs", "drink"), rng)))
    return Solid("pens", tuple(parts), (34, 84, 34), "lies")


def phone(rng: np.random.Generator) -> Item:
    a, t, c = rng.uniform(32, 42), rng.uniform(3.5, 5.5), rng.uniform(65, 85)
    parts = (
        Part(wall(box(a, t, c, 4), 1.1), draw_one_of(("aluminium", "abs", "glass"), rng)),
        Part(box(a - 2, t - 1, c - 3), draw_material("circuit board", rng).scaled(0.8)),
        Part(moved(box(a * 0.6, t - 1.4, c * 0.5), 0, 0, c * 0.2), draw_material("battery", rng)),
        Part(moved(box(a - 2, 0.6, c - 3), 0, t - 1, 0), draw_material("glass", rng)),
    )
    return Solid("phone", parts, (a + 2, t + 2, c + 2), "lies")


def laptop(rng: np.random.Generator) -> Item:
    a, t, c = rng.uniform(95, 125), rng.uniform(7, 12), rng.uniform(140, 175)
    parts = [
        Part(wall(box(a, t, c, 3), 1.2), draw_one_of(("aluminium", "abs"), rng)),
        Part(moved(box(a * 0.9, t * 0.5, c * 0.9), 0, -t * 0.2, 0), draw_material("circuit board", rng).scaled(0.35)),
        Part(moved(box(a * 0.8, 1.3, c * 0.8), 0, t * 0.5, 0), draw_material("glass", rng)),
    ]
    for _ in range(int(rng.integers(3, 7))):
        parts.append(
            Part(
                moved(
                    box(rng.uniform(20, 35), t * 0.45, rng.uniform(20, 50)),
                    rng.uniform(-0.4, 0.4) * a,
                    -t * 0.2,
                    rng.uniform(-0.6, 0.6) * c,
                ),
                draw_one_of(("battery", "circuit board", "aluminium", "brass"), rng),
            )
        )
    return Solid("laptop", tuple(parts), (a + 2, t + 2, c + 2), "lies")


def appliance(rng: np.random.Generator) -> Item:
    """Razor, charger, camera, radio: plastic housing, board, coil, cells, screws."""
    a, b, c = rng.uniform(16, 50), rng.uniform(14, 35), rng.uniform(30, 75)
    parts = [
        Part(wall(box(a, b, c, 6), rng.uniform(1.5, 3)), draw_one_of(("abs", "polycarbonate", "aluminium"), rng)),
        Part(moved(box(a * 0.8, 1, c * 0.8), 0, -b * 0.4, 0), draw_material("circuit board", rng)),
    ]
    for _ in range(int(rng.integers(2, 9))):
        at = rng.uniform(-0.6, 0.6, 3) * (a, b, c)
        size = rng.uniform(2, 12)
        inner = [
            box(size, size * 0.7, size),
            cylinder(size * 0.7, size * 1.4),
            turned(cylinder(size * 0.7, size * 1.4), rotation_about(0, 1.57)),
            torus(size, size * 0.3, size * 0.4),
        ][int(rng.integers(4))]
        parts.append(
            Part(
                common(moved(inner, *at), box(a - 2, b - 2, c - 2)),
                draw_one_of(("alkaline cell", "battery", "brass", "steel", "aluminium", "abs", "earthenware"), rng),
            )
        )
    return Solid("appliance", tuple(parts), (a + 2, b + 2, c + 2), "lies")


def cable(rng: np.random.Generator) -> Item:
    r, ring = rng.uniform(1.6, 3.5), rng.uniform(28, 60)
    n = int(rng.integers(30, 55))
    angle = np.linspace(0, 2 * np.pi * rng.uniform(2, 4), n)
    points = np.stack(
        [
            ring * np.cos(angle) * (1 + 0.1 * rng.standard_normal(n)),
            rng.normal(0, r, n) + 3 * np.sin(angle * 0.3),
            ring * 0.7 * np.sin(angle),
        ],
        1,
    )
    parts = (
        Part(tube_along(points, np.full(n, r)), draw_one_of(("pvc", "rubber"), rng)),
        Part(tube_along(points, np.full(n, r * 0.5)), draw_material("brass", rng).scaled(0.55)),
        Part(moved(box(9, 6, 18, 2), *points[0]), draw_one_of(("abs", "pvc"), rng)),
    )
    return Solid("cable", parts, around(points, 20), "flat")


def tool(rng: np.random.Generator) -> Item:
    """Scissors, spanner, knife, screwdriver: a metal shaft and a grip."""
    half, r = rng.uniform(45, 110), rng.uniform(2, 6)
    blade = box(r * 1.6, half, r * 0.5, 0.4) if rng.random() < 0.6 else cylinder(r * 0.6, half)
    grip = moved(melt(3, cylinder(r * 2.2, half * 0.4)), 0, -half * 0.9, 0)
    return Solid(
        "tool",
        (
            Part(blade, draw_material("steel", rng)),
            Part(grip, draw_one_of(("abs", "hard wood", "rubber", "steel"), rng)),
        ),
        (r * 3 + 2, half * 1.4, r * 3 + 2),
        "any",
    )


def pan(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(50, 105), rng.uniform(18, 50)
    body = minus(cone(r * 0.85, r, h), moved(cone(r * 0.85 - 2, r - 2, h), 0, rng.uniform(2.0, 4), 0))
    return Solid(
        "pan",
        (Part(body, draw_one_of(("aluminium", "steel", "porcelain", "earthenware", "polypropylene"), rng)),),
        (r + 2, h + 2, r + 2),
        "lies",
    )


def can(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(25, 45), rng.uniform(20, 60)
    metal = draw_one_of(("steel", "aluminium"), rng)
    inner = draw_one_of(("drink", "meat", "grain", "powder", "fruit", "cream"), rng)
    return Solid(
        "can", (Part(cylinder(r, h), metal), Part(cylinder(r - 0.5, h - 0.5), inner)), (r + 2, h + 2, r + 2), "any"
    )


def carton(rng: np.random.Generator) -> Item:
    """A box of cardboard or plastic with loose goods inside."""
    a, b, c = rng.uniform(25, 80), rng.uniform(18, 60), rng.uniform(35, 100)
    content = draw_one_of(("grain", "powder", "foam", "cloth", "sugar", "bread", "paper"), rng).scaled(
        rng.uniform(0.3, 1)
    )
    level = b * rng.uniform(-0.2, 0.9)
    return Solid(
        "carton",
        (
            Part(box(a, b, c), draw_one_of(("cardboard", "polypropylene", "steel"), rng)),
            Part(inset(box(a, b, c), 1.3), draw_material("foam", rng).scaled(0.1)),
            Part(common(inset(box(a, b, c), 1.3), plane(0, 1, 0, level)), content),
        ),
        (a + 2, b + 2, c + 2),
        "flat",
    )


def fruit(rng: np.random.Generator) -> Item:
    r = rng.uniform(22, 50)
    shape = rough(ellipsoid(r, r * rng.uniform(0.8, 1.1), r), r * 0.05, r, rng)
    parts = [Part(shape, draw_material("fruit", rng))]
    if rng.random() < 0.5:
        parts.append(Part(ellipsoid(r * 0.25, r * 0.4, r * 0.25), draw_one_of(("nut shell", "hard wood", "lung"), rng)))
    return Solid("fruit", tuple(parts), (r * 1.2, r * 1.2, r * 1.2), "any")


def banana(rng: np.random.Generator) -> Item:
    points = spine(rng.uniform(130, 200), rng.uniform(0.8, 1.4), 0)
    r = rng.uniform(13, 20)
    radii = r * np.interp(np.linspace(0, 1, len(points)), [0, 0.15, 0.8, 1], [0.4, 1, 0.95, 0.25])
    return Solid("banana", (Part(tube_along(points, radii), draw_material("fruit", rng)),), around(points, r), "lies")


def bread_loaf(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(30, 50), rng.uniform(30, 45), rng.uniform(60, 110)
    return Solid(
        "bread",
        (Part(rough(box(a, b, c, 20), 2, 40, rng), draw_material("bread", rng)),),
        (a + 4, b + 4, c + 4),
        "lies",
    )


def glass_ware(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(22, 42), rng.uniform(35, 65)
    body = minus(cone(r * 0.7, r, h), moved(cone(r * 0.7 - 2.5, r - 2.5, h), 0, rng.uniform(3, 8), 0))
    return Solid(
        "cup",
        (Part(body, draw_one_of(("glass", "porcelain", "earthenware", "polycarbonate"), rng)),),
        (r + 2, h + 2, r + 2),
        "any",
    )


def plate_stack(rng: np.random.Generator) -> Item:
    r = rng.uniform(50, 100)
    material = draw_one_of(("porcelain", "earthenware", "polypropylene", "hard wood"), rng)
    n = int(rng.integers(1, 5))
    one = common(wall(ellipsoid(r, r * 0.35, r), 3.2), plane(0, 1, 0, 0))
    stack = union(*(moved(one, 0, i * 5.5, 0) for i in range(n)))
    return Solid("plates", (Part(stack, material),), (r + 2, r * 0.35 + 5.5 * n + 2, r + 2), "flat")


def keys_and_coins(rng: np.random.Generator) -> Item:
    members = []
    for _ in range(int(rng.integers(4, 16))):
        metal = draw_one_of(("brass", "steel", "zinc"), rng)
        if rng.random() < 0.6:
            r = rng.uniform(8, 13)
            members.append(Solid("coin", (Part(cylinder(r, 1.0), metal),), (r + 1, 2, r + 1), "lies"))
        else:
            members.append(
                Solid(
                    "key", (Part(union(box(2.5, 1, 20), moved(torus(9, 3, 1), 0, 0, 24)), metal),), (14, 3, 38), "lies"
                )
            )
    return Pile("coins", tuple(members), (30.0, 60.0, 80.0))


def hanger(rng: np.random.Generator) -> Item:
    w = rng.uniform(150, 200)
    points = np.array([[-w, 0, 0], [0, 0, 60], [w, 0, 0], [-w, 0, 0]])
    thick = rng.uniform(1.2, 5)
    return Solid(
        "hanger",
        (
            Part(
                tube_along(points, np.full(4, thick)),
                draw_one_of(("steel", "polypropylene", "wood"), rng) if thick > 2.5 else draw_material("steel", rng),
            ),
        ),
        (w + 6, 8, 66),
        "flat",
    )


def umbrella(rng: np.random.Generator) -> Item:
    half = rng.uniform(90, 140)
    return Solid(
        "umbrella",
        (
            Part(rough(cylinder(22, half), 4, 14, rng), draw_material("cloth", rng)),
            Part(cylinder(5, half), draw_material("aluminium", rng)),
            Part(cylinder(3.8, half), draw_material("foam", rng)),
            Part(moved(cylinder(14, 25), 0, -half - 10, 0), draw_material("abs", rng)),
        ),
        (30, half + 38, 30),
        "lies",
    )


def toy_ball(rng: np.random.Generator) -> Item:
    r = rng.uniform(18, 60)
    return Solid(
        "ball",
        (Part(wall(sphere(r), rng.uniform(1.5, 5)), draw_one_of(("rubber", "pvc", "leather"), rng)),),
        (r + 2, r + 2, r + 2),
        "any",
    )


MAKERS = {
    "bottle": (bottle, 3.0),
    "tube": (tube_of_paste, 2.0),
    "book": (book, 2.5),
    "shoe": (shoe, 2.5),
    "garment": (garment_roll, 4.0),
    "toilet bag": (toilet_bag, 0.8),
    "soap": (soap, 1.0),
    "candle": (candle, 0.7),
    "comb": (comb, 0.8),
    "pens": (pen_case, 0.8),
    "phone": (phone, 1.5),
    "laptop": (laptop, 0.6),
    "appliance": (appliance, 2.5),
    "cable": (cable, 1.5),
    "tool": (tool, 1.2),
    "pan": (pan, 0.6),
    "can": (can, 1.2),
    "carton": (carton, 2.0),
    "fruit": (fruit, 1.2),
    "banana": (banana, 0.6),
    "bread": (bread_loaf, 0.6),
    "cup": (glass_ware, 0.9),
    "plates": (plate_stack, 0.5),
    "coins": (keys_and_coins, 0.8),
    "hanger": (hanger, 0.4),
    "umbrella": (umbrella, 0.4),
    "ball": (toy_ball, 0.5),
}
"""kind: (maker, weight in the draw)"""
