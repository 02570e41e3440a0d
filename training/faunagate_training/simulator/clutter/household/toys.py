"""Toys, games, ornaments, jewellery of metal, watches, spectacles, coins and keys, pens."""

import numpy as np

from ...assembly import LYING_X, LYING_Z, assemble, at, ball, brick, families, rod
from ...items import Item, Pile
from ...materials import draw_material, draw_one_of
from ...shapes import (
    box,
    ellipsoid,
    inset,
    melt,
    minus,
    moved,
    sphere,
    tube_along,
    union,
    wall,
)
from ...shapes_noise import metaballs
from ...shapes_section import blob, extrude, lathe, regular, smooth_curve

PLASTIC = ("abs", "polypropylene", "pvc", "polycarbonate")


def toy_ball(rng: np.random.Generator) -> Item:
    r = rng.uniform(18, 55)
    return assemble(
        "ball",
        [at(wall(sphere(r), rng.uniform(1.5, 5)), (r, r, r), draw_one_of(("rubber", "pvc", "leather"), rng))],
        "any",
    )


def shuttle(rng: np.random.Generator) -> Item:
    """A flying disc, a rugby ball, a solid lobed rubber ball."""
    r = rng.uniform(28, 60)
    line = np.array([[0, -1.4], [0.6, -0.8], [0.8, 0], [0.6, 0.8], [0, 1.4]]) * r
    hull = lathe(line, int(rng.choice([0, 4, 6])), 0.05)
    if rng.random() < 0.5:
        hull = wall(hull, rng.uniform(1.5, 4))
    return assemble(
        "ball", [at(hull, (r, r * 1.4, r), draw_one_of(("rubber", "pvc", "leather"), rng).scaled(0.8))], "any"
    )


def toy_car(rng: np.random.Generator) -> Item:
    a = rng.uniform(28, 90)
    body = draw_one_of((*PLASTIC, "zinc"), rng)
    parts = [
        brick(a, a * 0.16, a * 0.42, body),
        at(wall(box(a * 0.5, a * 0.2, a * 0.38, 4), 1.6), (a, a * 0.2, a * 0.4), body, (0.0, a * 0.3, 0.0)),
    ]
    for sx in (-0.6, 0.6):
        parts.append(rod(1.4, a * 0.5, draw_material("steel", rng), (sx * a, -a * 0.14, 0.0), LYING_Z))
        for sz in (-1, 1):
            parts.append(
                rod(
                    a * 0.16, a * 0.07, draw_one_of(("rubber", "abs"), rng), (sx * a, -a * 0.14, sz * a * 0.45), LYING_Z
                )
            )
    return assemble("toy vehicle", parts)


def toy_train(rng: np.random.Generator) -> Item:
    a = rng.uniform(28, 80)
    outline = smooth_curve(
        np.array([[-1, -0.25], [1, -0.25], [1, 0.1], [0.5, 0.15], [0.3, 0.5], [-0.6, 0.5], [-1, 0.2]]) * a, 48, True
    )
    parts = [
        at(
            wall(extrude(outline, a * 0.35, 3), 2.0),
            (a * 1.3, a * 0.35, a * 0.8),
            draw_one_of((*PLASTIC, "wood", "steel"), rng),
            turn=np.array([[1.0, 0, 0], [0, 0, -1], [0, 1, 0]]),
        )
    ]
    wheel = lathe(np.array([[0, -3], [0.3, -3], [0.9, -2], [1, 3], [0, 3]]) * [a * 0.17, 1], cells=48)
    for x in (-0.6, 0.0, 0.6):
        for s in (-1, 1):
            parts.append(
                at(
                    wheel,
                    (a * 0.17, 3, a * 0.17),
                    draw_one_of(("steel", "abs", "wood"), rng),
                    (x * a, -a * 0.3, s * a * 0.36),
                    LYING_Z,
                )
            )
    return assemble(
        "toy vehicle", [*parts, rod(a * 0.12, a * 0.2, draw_material("steel", rng), (0.0, -a * 0.1, 0.0), LYING_X)]
    )


def building_bricks(rng: np.random.Generator) -> Item:
    members = []
    for _ in range(int(rng.integers(10, 32))):
        n, m = int(rng.integers(1, 5)), int(rng.integers(1, 3))
        hull = minus(box(n * 4, 4.8, m * 4), moved(box(n * 4 - 1.4, 4.8, m * 4 - 1.4), 0, -1.4, 0))
        plastic = draw_material("abs", rng)
        studs = [
            rod(2.4, 0.9, plastic, ((2 * i - n + 1) * 4.0, 5.6, (2 * j - m + 1) * 4.0))
            for i in range(n)
            for j in range(m)
        ]
        members.append(assemble("brick", [at(hull, (n * 4, 4.8, m * 4), plastic), *studs], "any"))
    return Pile("building toys", tuple(members), (60.0, 80.0, 100.0), draw_material("polyethylene", rng))


def puzzle(rng: np.random.Generator) -> Item:
    members = []
    for _ in range(int(rng.integers(10, 36))):
        r = rng.uniform(9, 16)
        shape = extrude(blob(r, 0.25, 5, rng), rng.uniform(1, 5))
        members.append(
            assemble(
                "piece",
                [at(shape, (r * 1.7, 5, r * 1.7), draw_one_of(("cardboard", "wood", "abs"), rng).scaled(1.3))],
                "lies",
            )
        )
    return Pile("building toys", tuple(members), (50.0, 90.0, 90.0), draw_material("polyethylene", rng))


def stuffed_toy(rng: np.random.Generator) -> Item:
    """Plush: fibre filling in a skin, with eyes; room in its belly."""
    r = rng.uniform(32, 65)
    shape = melt(
        r * 0.3,
        ellipsoid(r, r * 0.9, r * 0.8),
        moved(sphere(r * 0.65), r * 1.1, r * 0.3, 0),
        *(
            moved(ellipsoid(r * 0.3, r * 0.3, r * 0.6), sx * r * 0.7, -r * 0.5, sz * r * 0.8)
            for sx in (-1, 1)
            for sz in (-1, 1)
        ),
    )
    belly = ellipsoid(r * 0.8, r * 0.65, r * 0.6)
    reach = (r * 1.8, r * 1.1, r * 1.5)
    parts = [
        at(wall(shape, 2.5), reach, draw_material("cloth", rng)),
        at(minus(inset(shape, 2.5), belly), reach, draw_material("foam", rng).scaled(1.3)),
    ]
    parts += [ball(rng.uniform(2.5, 4.5), draw_one_of(PLASTIC, rng), (r * 1.6, r * 0.5, s * r * 0.25)) for s in (-1, 1)]
    return assemble("soft toy", parts, hollow=belly)


def plush_figure(rng: np.random.Generator) -> Item:
    r = rng.uniform(22, 38)
    centres = (
        np.array(
            [
                [0, 0, 0],
                [0, 1.5, 0],
                [-0.9, 0.6, 0.2],
                [0.9, 0.6, 0.2],
                [-0.6, -1.4, 0.3],
                [0.6, -1.4, 0.3],
                [-0.5, 2.3, 0],
                [0.5, 2.3, 0],
            ]
        )
        * r
    )
    radii = np.array([1.1, 0.95, 0.5, 0.5, 0.55, 0.55, 0.35, 0.35]) * r
    shape = metaballs(centres, radii)
    belly = sphere(r * 0.75)
    reach = (r * 2.1, r * 3.0, r * 1.6)
    parts = [
        at(wall(shape, 2.5), reach, draw_material("cloth", rng).scaled(1.3)),
        at(minus(inset(shape, 2.5), belly), reach, draw_one_of(("foam", "grain"), rng)),
    ]
    return assemble("soft toy", parts, hollow=belly)


def doll(rng: np.random.Generator) -> Item:
    h, plastic = rng.uniform(60, 120), draw_one_of(("pvc", "polyethylene", "abs"), rng)
    parts = [
        at(wall(ellipsoid(h * 0.16, h * 0.3, h * 0.12), 1.6), (h * 0.2, h * 0.3, h * 0.15), plastic),
        at(wall(sphere(h * 0.15), 1.6), (h * 0.15,) * 3, plastic, (0.0, h * 0.44, 0.0)),
    ]
    for s in (-1, 1):
        limbs = tube_along(
            np.array([[s * h * 0.15, h * 0.2, 0], [s * h * 0.3, -h * 0.1, h * 0.05]]), np.array([4.5, 3.5])
        )
        legs = tube_along(np.array([[s * h * 0.07, -h * 0.25, 0], [s * h * 0.1, -h * 0.9, 0]]), np.array([7.0, 4.5]))
        parts.append(at(union(limbs, legs), (h * 0.36, h, 14), plastic))
    return assemble("doll", parts)


def robot(rng: np.random.Generator) -> Item:
    h, plastic = rng.uniform(35, 75), draw_one_of((*PLASTIC, "zinc"), rng)
    torso = extrude(regular(6, h * 0.4), h * 0.5, 2, (0.8, 1.1))
    parts = [
        at(wall(torso, 2), (h * 0.5, h * 0.5, h * 0.5), plastic),
        brick(h * 0.2, h * 0.2, h * 0.2, plastic, (0.0, h * 0.75, 0.0), 2),
    ]
    for s in (-1, 1):
        parts += [
            rod(h * 0.1, h * 0.4, plastic, (s * h * 0.5, 0.0, 0.0)),
            brick(h * 0.12, h * 0.45, h * 0.14, plastic, (s * h * 0.2, -h * 0.9, 0.0)),
        ]
        parts.append(rod(3, 14, draw_material("alkaline cell", rng), (s * h * 0.12, 0.0, 0.0)))
    return assemble("doll", parts)


FAMILIES = (
    *families("ball", (toy_ball,), (shuttle,), 0.5),
    *families("toy vehicle", (toy_car,), (toy_train,), 0.8),
    *families("building toys", (building_bricks,), (puzzle,), 0.4),
    *families("soft toy", (stuffed_toy,), (plush_figure,), 0.6),
    *families("doll", (doll,), (robot,), 0.5),
)
