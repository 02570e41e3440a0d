"""Soap, pastes, brushes, make-up, medicine, combs, candles."""

import numpy as np

from ...assembly import assemble, at, brick, bundle, families, rod
from ...items import Item, Pile
from ...materials import draw_material, draw_one_of
from ...shapes import box, common, cylinder, ellipsoid, plane, rough, wall
from ...shapes_noise import noisy
from ...shapes_section import blob, extrude, lathe, regular, sweep
from .kitchen import closed_box

PASTE = ("cream", "toothpaste", "shampoo", "toothpaste")


def paste_tube(rng: np.random.Generator) -> Item:
    h, r = rng.uniform(40, 80), rng.uniform(11, 22)
    body = common(ellipsoid(r, h * 1.3, r * rng.uniform(0.4, 0.8)), plane(0, 1, 0, h), plane(0, -1, 0, h * 0.8))
    parts = [
        at(body, (r, h, r), draw_one_of(PASTE, rng)),
        at(wall(body, 0.5), (r, h, r), draw_one_of(("polyethylene", "aluminium"), rng)),
    ]
    return assemble("tube", [*parts, rod(r * 0.5, 8, draw_material("polypropylene", rng), (0.0, h + 5, 0.0))], "any")


def crimped_tube(rng: np.random.Generator) -> Item:
    """Round at the cap, flat at the end."""
    h, r = rng.uniform(40, 80), rng.uniform(11, 22)
    body = lambda x, y, z: (np.sqrt((x / (1.3 - 0.3 * y / h)) ** 2 + (z / (0.52 + 0.48 * y / h)) ** 2) - r) * 0.5  # noqa: E731
    shape = common(body, plane(0, 1, 0, h), plane(0, -1, 0, h))
    lid = at(
        lathe(np.array([[0, -7], [r, -7], [r * 0.8, 7], [0, 7]])),
        (r, 7, r),
        draw_material("polypropylene", rng),
        (0.0, h + 6, 0.0),
    )
    return assemble("tube", [at(shape, (r * 1.6, h, r), draw_one_of(PASTE, rng)), lid], "any")


def soap(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(12, 20), rng.uniform(22, 36), rng.uniform(32, 46)
    return assemble("soap", [brick(b, a, c, draw_material("soap", rng), round_by=8)])


def moulded_soap(rng: np.random.Generator) -> Item:
    a, c, t = rng.uniform(24, 36), rng.uniform(30, 46), rng.uniform(10, 18)
    shape = noisy(extrude(blob(1.0, 0.08, 4, rng) * [a, c], t, t * 0.6), 0.6, 15, 1, rng)
    return assemble("soap", [at(shape, (a * 1.25, t + 1, c * 1.25), draw_material("soap", rng))])


def candle(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(9, 36), rng.uniform(20, 95)
    parts = [rod(r, h, draw_material("candle wax", rng))]
    if rng.random() < 0.3:
        parts.append(
            at(
                wall(cylinder(r + 3, h + 4), 2.5),
                (r + 3, h + 4, r + 3),
                draw_one_of(("glass", "steel", "earthenware"), rng),
            )
        )
    return assemble("candle", parts, "any")


def twisted_candle(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(9, 28), rng.uniform(30, 110)
    shape = extrude(regular(40, r, rng.uniform(2, 6)), h, 2, (1.0, rng.uniform(0.5, 1.0)), rng.uniform(0, 0.06))
    return assemble("candle", [at(shape, (r * 1.25, h, r * 1.25), draw_material("candle wax", rng))], "any")


def comb(rng: np.random.Generator) -> Item:
    a, t, c, k = rng.uniform(55, 95), rng.uniform(1.2, 2.5), rng.uniform(12, 22), rng.uniform(3, 6)
    matter = draw_one_of(("abs", "nylon", "pom", "wood"), rng)

    def teeth(x, y, z):
        outline = np.maximum(np.maximum(np.abs(y) - t, np.abs(x) - a), np.maximum(-z, z - c))
        return np.maximum(outline, np.abs((x % k) - k / 2) - k / 4)

    return assemble(
        "comb", [brick(a, t, c * 0.3, matter, (0.0, 0.0, -c * 0.3), 1), at(teeth, (a, t, c), matter)], "any"
    )


def hair_brush(rng: np.random.Generator) -> Item:
    a, t, c = rng.uniform(18, 32), rng.uniform(5, 9), rng.uniform(35, 60)
    matter, pin = draw_one_of(("abs", "wood", "nylon"), rng), draw_one_of(("nylon", "steel"), rng)
    grip = sweep(
        regular(20, 9, 2.5), np.array([[0, 0, c - 4], [0, 2, c + 40], [0, -2, c + 95]]), np.array([0.7, 1.1, 0.8])
    )
    parts = [
        at(extrude(regular(32, 1.0, 2.4) * [a, c], t, t * 0.6), (a, t, c), matter),
        at(grip, (14, 14, c + 100), matter),
    ]
    for x in np.linspace(-0.7, 0.7, 5) * a:
        for z in np.linspace(-0.75, 0.75, 7) * c:
            parts.append(rod(0.8, 6, pin, (float(x), t + 5, float(z))))
    return assemble("comb", parts)


def toothbrush(rng: np.random.Generator) -> Item:
    half, matter = rng.uniform(75, 95), draw_one_of(("polypropylene", "acrylic", "wood"), rng)
    return assemble(
        "toothbrush",
        [
            brick(5, 3, half, matter, round_by=2),
            brick(4, 6, 12, draw_material("nylon", rng).scaled(0.5), (0.0, 7.0, half - 14)),
        ],
    )


def bent_toothbrush(rng: np.random.Generator) -> Item:
    half, matter = rng.uniform(75, 95), draw_one_of(("polypropylene", "acrylic", "abs"), rng)
    path = np.array([[0, 4, -half], [0, -2, -half * 0.3], [0, 3, half * 0.4], [0, 0, half]])
    stem = sweep(regular(16, 1.0, 2.3) * [5.5, 4], path, np.array([0.8, 1.3, 0.6, 1.0]))
    return assemble(
        "toothbrush",
        [
            at(stem, (9, 12, half + 3), matter),
            at(
                extrude(blob(6, 0.1, 3, rng), 5),
                (8, 5, 8),
                draw_material("nylon", rng).scaled(0.5),
                (0.0, 6.0, half - 10),
            ),
        ],
    )


def compact(rng: np.random.Generator) -> Item:
    """Powder, mirror, lid."""
    r, h = rng.uniform(20, 40), rng.uniform(5, 12)
    parts = [
        at(wall(cylinder(r, h), 1.5), (r, h, r), draw_one_of(("abs", "brass", "aluminium"), rng)),
        rod(r - 3, h * 0.4, draw_material("soapstone", rng).scaled(0.5), (0.0, -h * 0.4, 0.0)),
    ]
    return assemble("make-up", [*parts, rod(r - 3, 0.8, draw_material("glass", rng), (0.0, h * 0.6, 0.0))])


def palette(rng: np.random.Generator) -> Item:
    n, r = int(rng.integers(2, 7)), rng.uniform(7, 12)
    a, h = n * r + 4, rng.uniform(5, 9)
    parts = [
        at(
            extrude(regular(40, 1.0, 8.0) * [a, r * 1.7], h, 2),
            (a, h, r * 1.8),
            draw_one_of(("abs", "polycarbonate"), rng),
        )
    ]
    powder = draw_one_of(("soapstone", "candle wax", "salt"), rng).scaled(0.7)
    for i in range(n):
        parts.append(
            at(
                lathe(np.array([[0, -3], [r - 1, -3], [r - 1, 2], [0, 3]]), cells=48),
                (r, 3, r),
                powder,
                ((2 * i - n + 1) * r, h * 0.3, 0.0),
            )
        )
    return assemble("make-up", [*parts, brick(a * 0.8, 0.7, r, draw_material("glass", rng), (0.0, h - 1, 0.0))])


def lipsticks(rng: np.random.Generator) -> Item:
    groups = []
    for _ in range(int(rng.integers(1, 7))):
        r, h = rng.uniform(6, 10), rng.uniform(22, 38)
        case = at(wall(cylinder(r, h), 1.0), (r, h, r), draw_one_of(("brass", "aluminium", "abs"), rng))
        groups.append([case, rod(r * 0.6, h * 0.5, draw_material("candle wax", rng))])
    return bundle("lipsticks", groups, 21.0)


def brushes(rng: np.random.Generator) -> Item:
    groups = []
    for _ in range(int(rng.integers(1, 7))):
        h, r = rng.uniform(40, 80), rng.uniform(2, 4)
        line = np.array([[0, -h], [r * 0.6, -h], [r * 1.4, 0], [r, h * 0.7], [0, h * 0.7]])
        stem = at(lathe(line), (r * 1.5, h, r * 1.5), draw_one_of(("wood", "abs"), rng))
        tip = rod(r * 1.3, h * 0.16, draw_one_of(("nylon", "feather"), rng).scaled(0.6), (0.0, h * 0.85, 0.0))
        collar = rod(r * 1.2, h * 0.1, draw_material("brass", rng).scaled(0.4), (0.0, h * 0.62, 0.0))
        groups.append([stem, collar, tip])
    return bundle("lipsticks", groups, 12.0)


def blister(rng: np.random.Generator) -> Item:
    """Tablets in foil, several blisters in a box."""
    r, n, m = rng.uniform(3, 6), int(rng.integers(2, 4)), int(rng.integers(4, 7))
    chalk, parts = draw_one_of(("powder", "marble", "sugar"), rng).scaled(0.6), []
    layers = int(rng.integers(1, 4))
    for k in range(layers):
        y = (k - (layers - 1) / 2) * 6.0
        parts.append(brick(n * r * 1.5, 0.2, m * r * 1.5, draw_material("aluminium", rng).scaled(0.3), (0.0, y, 0.0)))
        parts += [
            rod(r, 1.8, chalk, ((2 * i - n + 1) * r * 1.3, y + 2, (2 * j - m + 1) * r * 1.3))
            for i in range(n)
            for j in range(m)
        ]
    a, h, c = n * r * 1.6, layers * 3.5 + 1, m * r * 1.6
    parts.append(at(wall(box(a, h, c), 0.7), (a, h, c), draw_material("cardboard", rng).scaled(1.6)))
    return assemble("medicine", parts)


def pill_bottle(rng: np.random.Generator) -> Item:
    r, members = rng.uniform(14, 24), []
    t = rng.uniform(3, 5.5)
    for _ in range(int(rng.integers(10, 40))):
        pill = lathe(np.array([[0, -0.6], [0.9, -0.4], [1, 0], [0.9, 0.4], [0, 0.6]]) * t, cells=36)
        members.append(
            assemble(
                "pill", [at(pill, (t, t * 0.6, t), draw_one_of(("powder", "marble", "oil"), rng).scaled(0.8))], "any"
            )
        )
    return Pile("medicine", tuple(members), (r * 2, r * 2, r * 2.6), draw_material("polyethylene", rng).scaled(2))


def toilet_bag(rng: np.random.Generator) -> Item:
    a, h, c = rng.uniform(40, 65), rng.uniform(25, 45), rng.uniform(75, 115)
    shape = rough(box(a, h, c, 18), 3, 60, rng)
    return assemble(
        "toilet bag",
        [at(wall(shape, rng.uniform(0.8, 2)), (a + 4, h + 4, c + 4), draw_one_of(("nylon", "pvc", "leather"), rng))],
        "flat",
        hollow=lambda x, y, z: shape(x, y, z) + 2.5,
    )


def roll_bag(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(38, 60), rng.uniform(70, 110)
    shape = extrude(blob(r, 0.06, 4, rng), h, 12)
    return assemble(
        "toilet bag",
        [at(wall(shape, rng.uniform(0.8, 2)), (r * 1.2, h, r * 1.2), draw_one_of(("nylon", "pvc", "cloth"), rng))],
        "lies",
        hollow=lambda x, y, z: shape(x, y, z) + 2.5,
    )


def powder_box(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(28, 50), rng.uniform(14, 30)
    return closed_box(
        "cream jar", cylinder(r, h), (r, h, r), draw_one_of(("abs", "glass", "acrylic"), rng), rng.uniform(1.5, 4), rng
    )


def turned_cream_jar(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(28, 50), rng.uniform(14, 30)
    hull = lathe(
        np.array([[0, -h], [r * 0.7, -h], [r, -h * 0.2], [r * 0.9, h * 0.5], [r * 0.9, h], [0, h]]),
        int(rng.choice([0, 6, 9])),
        0.05,
    )
    return closed_box(
        "cream jar",
        hull,
        (r * 1.06, h, r * 1.06),
        draw_one_of(("glass", "acrylic", "porcelain"), rng),
        rng.uniform(2, 4),
        rng,
    )


FAMILIES = (
    *families("tube", (paste_tube,), (crimped_tube,), 1.6),
    *families("soap", (soap,), (moulded_soap,), 0.8),
    *families("candle", (candle,), (twisted_candle,), 0.5),
    *families("comb", (comb,), (hair_brush,), 0.8),
    *families("toothbrush", (toothbrush,), (bent_toothbrush,), 0.6),
    *families("make-up", (compact,), (palette,), 0.8),
    *families("lipsticks", (lipsticks,), (brushes,), 0.5),
    *families("medicine", (blister,), (pill_bottle,), 0.7),
    *families("toilet bag", (toilet_bag,), (roll_bag,), 0.8),
    *families("cream jar", (powder_box,), (turned_cream_jar,), 0.6),
)
