"""Watches, spectacles, coins and keys, jewellery of metal, boxes, pictures, vases, pens."""

import numpy as np

from ...assembly import LYING_X, LYING_Z, assemble, at, brick, bundle, families, rod
from ...items import Item, Pile
from ...materials import draw_material, draw_one_of
from ...shapes import (
    box,
    common,
    cylinder,
    ellipsoid,
    inset,
    melt,
    minus,
    moved,
    plane,
    torus,
    tube_along,
    wall,
)
from ...shapes_noise import noisy
from ...shapes_section import extrude, helix, lathe, regular, smooth_curve
from .kitchen import closed_box


def watch(rng: np.random.Generator) -> Item:
    r, metal = rng.uniform(14, 23), draw_one_of(("steel", "brass", "aluminium", "abs"), rng)
    strap = common(torus(30, 1.6, r * 0.55), plane(0, 0, -1, 20))
    parts = [
        at(strap, (34, r, 34), draw_one_of(("leather", "steel", "rubber"), rng).scaled(0.7)),
        at(wall(cylinder(r, 5), 2), (r, 5, r), metal, (0.0, 0.0, -30.0), LYING_Z),
    ]
    return assemble(
        "watch",
        [
            *parts,
            rod(r * 0.7, 2.5, draw_material("brass", rng).scaled(0.7), (0.0, 0.0, -30.0), LYING_Z),
            rod(r * 0.9, 1, draw_material("glass", rng), (0.0, 0.0, -35.0), LYING_Z),
        ],
    )


def pocket_watch(rng: np.random.Generator) -> Item:
    r, metal = rng.uniform(18, 28), draw_one_of(("brass", "steel", "zinc"), rng)
    case = lathe(np.array([[0, -6], [r * 0.8, -5], [r, 0], [r * 0.8, 5], [0, 6]]))
    links = helix(regular(8, 1.1), rng.uniform(16, 26), 1.5, 4, -2)
    parts = [
        at(wall(case, 1.2), (r, 6, r), metal),
        rod(r * 0.8, 2.2, draw_material("brass", rng).scaled(0.6)),
        at(links, (30, 6, 30), metal, (r + 20, 0.0, 0.0)),
    ]
    return assemble("watch", parts)


def spectacles(rng: np.random.Generator) -> Item:
    r, frame = rng.uniform(18, 26), draw_one_of(("abs", "steel", "acrylic", "aluminium"), rng)
    parts = []
    for s in (-1, 1):
        parts.append(at(torus(r, 1.5, 1.5), (r + 2, 2, r + 2), frame, (s * (r + 8), 0.0, 0.0)))
        parts.append(rod(r, 0.9, draw_one_of(("glass", "polycarbonate"), rng), (s * (r + 8), 0.0, 0.0)))
        parts.append(
            at(
                tube_along(np.array([[s * (2 * r + 8), 0, 0], [s * 10, 5, r * 0.2]]), np.full(2, 1.6)),
                (2 * r + 10, 8, r),
                frame,
            )
        )
    return assemble("spectacles", parts)


def spectacle_case(rng: np.random.Generator) -> Item:
    """A pair of glasses cut from sheet, in a hard case."""
    a, b, c = rng.uniform(75, 85), rng.uniform(16, 24), rng.uniform(26, 36)
    hull = extrude(regular(40, 1.0, 3.5) * [a, c], b, b * 0.7)
    frame, lens = draw_one_of(("abs", "acrylic"), rng), draw_one_of(("glass", "polycarbonate"), rng)
    parts = [at(wall(hull, 1.8), (a, b, c), draw_one_of(("abs", "steel", "leather"), rng))]
    for s in (-1, 1):
        rim = regular(32, 1.0, 3.0) * [24, 17]
        parts.append(at(extrude((rim, rim * 0.85), 2), (26, 2, 19), frame, (s * 30.0, -4.0, 0.0)))
        parts.append(at(extrude(rim * 0.85, 0.9), (24, 1, 17), lens, (s * 30.0, -4.0, 0.0)))
    return assemble("spectacles", parts)


def coins(rng: np.random.Generator) -> Item:
    members = []
    for _ in range(int(rng.integers(4, 20))):
        members.append(
            assemble(
                "coin",
                [rod(rng.uniform(8, 14), rng.uniform(0.8, 1.3), draw_one_of(("brass", "steel", "zinc"), rng))],
                "lies",
            )
        )
    return Pile("coins", tuple(members), (24.0, 50.0, 70.0))


def keys(rng: np.random.Generator) -> Item:
    members = []
    for _ in range(int(rng.integers(2, 9))):
        outline = np.array(
            [
                [-3, 0],
                [-3, 30],
                [3, 34],
                [3, 24],
                [2, 20],
                [3, 16],
                [2, 10],
                [3, 4],
                [3, 0],
                [10, -5],
                [10, -18],
                [-10, -18],
                [-10, -5],
            ]
        )
        hole = regular(16, 3) + [0, -13]
        members.append(
            assemble(
                "key",
                [at(extrude((outline, hole), 1.1), (11, 1.2, 36), draw_one_of(("brass", "steel", "zinc"), rng))],
                "lies",
            )
        )
    return Pile("coins", tuple(members), (22.0, 55.0, 85.0))


def necklace(rng: np.random.Generator) -> Item:
    n = int(rng.integers(16, 40))
    points = rng.uniform(-1, 1, (n, 3)) * [22, 4, 22]
    metal = draw_one_of(("brass", "zinc", "steel"), rng)
    chain = tube_along(points[np.argsort(np.arctan2(points[:, 0], points[:, 2]))], np.full(n, rng.uniform(0.6, 1.4)))
    return assemble(
        "metal jewellery",
        [at(chain, (25, 6, 25), metal), rod(rng.uniform(4, 11), 1.2, metal, (24.0, 0.0, 0.0))],
        "flat",
    )


def rings(rng: np.random.Generator) -> Item:
    members = []
    for _ in range(int(rng.integers(2, 12))):
        r = rng.uniform(7, 11)
        band = lathe(np.array([[r, -2], [r + 1.6, -1.5], [r + 1.6, 1.5], [r, 2]]) * [1, rng.uniform(0.5, 2)], cells=60)
        parts = [at(band, (r + 2, 4, r + 2), draw_one_of(("brass", "zinc", "steel"), rng))]
        if rng.random() < 0.5:
            parts.append(
                at(
                    extrude(regular(6, 3), 2.5),
                    (3, 3, 3),
                    draw_one_of(("glass", "quartz"), rng),
                    (r + 3, 0.0, 0.0),
                    LYING_X,
                )
            )
        members.append(assemble("ring", parts, "any"))
    return Pile("metal jewellery", tuple(members), (24.0, 45.0, 45.0))


def jewel_box(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(22, 60), rng.uniform(14, 35), rng.uniform(28, 75)
    return closed_box(
        "wooden box",
        box(a, b, c, 1),
        (a, b, c),
        draw_one_of(("wood", "hard wood", "leather", "brass"), rng),
        rng.uniform(2, 7),
        rng,
    )


def carved_box(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(28, 65), rng.uniform(16, 40)
    hull = noisy(extrude(regular(int(rng.choice([5, 6, 8, 40])), r), h, 3), 0.8, 12, 2, rng)
    return closed_box(
        "wooden box",
        hull,
        (r + 2, h + 2, r + 2),
        draw_one_of(("wood", "hard wood", "soapstone"), rng),
        rng.uniform(3, 7),
        rng,
    )


def picture(rng: np.random.Generator) -> Item:
    a, c, w = rng.uniform(45, 95), rng.uniform(60, 125), rng.uniform(6, 14)
    rim = at(
        minus(box(a, 7, c), box(a - w, 20, c - w)),
        (a, 7, c),
        draw_one_of(("wood", "aluminium", "resin", "brass"), rng).scaled(0.8),
    )
    parts = [
        rim,
        brick(a - 3, 1.1, c - 3, draw_material("glass", rng), (0.0, 3.0, 0.0)),
        brick(a - 3, 1.5, c - 3, draw_material("cardboard", rng).scaled(2)),
    ]
    return assemble("picture", parts)


def round_mirror(rng: np.random.Generator) -> Item:
    r = rng.uniform(40, 95)
    rim = lathe(np.array([[r - 8, -5], [r, -7], [r + 5, 0], [r, 7], [r - 8, 5]]), int(rng.choice([0, 8, 16])), 0.03)
    return assemble(
        "picture",
        [
            at(rim, (r * 1.1, 8, r * 1.1), draw_one_of(("wood", "brass", "abs", "resin"), rng)),
            rod(r - 5, 1.8, draw_material("glass", rng)),
        ],
    )


def vase(rng: np.random.Generator) -> Item:
    r, h, ware = (
        rng.uniform(22, 48),
        rng.uniform(40, 95),
        draw_one_of(("glass", "porcelain", "earthenware", "brass"), rng),
    )
    hull = melt(12, ellipsoid(r, h * 0.6, r), moved(cylinder(r * 0.45, h * 0.4), 0, h * 0.6, 0))
    thick = 1.2 if ware.name == "brass" else rng.uniform(2.5, 5)
    return assemble("vase", [at(wall(hull, thick), (r, h, r), ware)], "lies", hollow=inset(hull, thick + 1))


def lobed_vase(rng: np.random.Generator) -> Item:
    r, h, ware = (
        rng.uniform(22, 48),
        rng.uniform(40, 95),
        draw_one_of(("glass", "porcelain", "earthenware", "brass"), rng),
    )
    wide = r * np.array([0.6, rng.uniform(0.8, 1.0), 1.0, rng.uniform(0.4, 0.8), rng.uniform(0.35, 0.6), 0.7])
    curve = smooth_curve(np.stack([wide, np.linspace(-h, h, 6)], 1), 36)
    hull = lathe(np.vstack([[0, -h], curve, [0, h]]), int(rng.choice([0, 5, 8, 12])), 0.06, rng.uniform(0, 0.03))
    thick = 1.2 if ware.name == "brass" else rng.uniform(2.5, 5)
    return assemble(
        "vase", [at(wall(hull, thick), (r * 1.15, h, r * 1.15), ware)], "lies", hollow=inset(hull, thick + 1)
    )


def pens(rng: np.random.Generator) -> Item:
    groups = []
    for _ in range(int(rng.integers(2, 10))):
        r, h = rng.uniform(3, 5.5), rng.uniform(50, 72)
        case = draw_one_of(("wood", "abs", "aluminium", "polycarbonate"), rng)
        groups.append([rod(r, h, case), rod(r * 0.35, h * 0.95, draw_one_of(("brass", "abs", "drink"), rng))])
    return bundle("pens", groups, 11.5)


def crayons(rng: np.random.Generator) -> Item:
    groups = []
    for _ in range(int(rng.integers(4, 14))):
        r, h = rng.uniform(3.5, 6), rng.uniform(35, 70)
        stick = extrude(regular(int(rng.choice([3, 6, 8])), r), h)
        tip = lathe(np.array([[0, 0], [r, 0], [0, r * 2.5]]), cells=40)
        matter = draw_one_of(("wood", "candle wax", "plaster"), rng)
        point = at(tip, (r, r * 2.6, r), matter, (0.0, h, 0.0))
        groups.append([at(stick, (r, h, r), matter), point, rod(r * 0.3, h, draw_material("plaster", rng))])
    return bundle("pens", groups, 12.5)


FAMILIES = (
    *families("watch", (watch,), (pocket_watch,), 0.7),
    *families("spectacles", (spectacles,), (spectacle_case,), 0.7),
    *families("coins", (coins,), (keys,), 1.0),
    *families("metal jewellery", (necklace,), (rings,), 0.7),
    *families("wooden box", (jewel_box,), (carved_box,), 0.7),
    *families("picture", (picture,), (round_mirror,), 0.5),
    *families("vase", (vase,), (lobed_vase,), 0.5),
    *families("pens", (pens,), (crayons,), 0.8),
)
