"""Books, magazines, boxes of cardboard, papers in folders."""

import numpy as np

from ...assembly import assemble, at, brick, families, rod
from ...items import Item
from ...materials import draw_material, draw_one_of
from ...shapes import box, inset, minus, wall
from ...shapes_noise import bent
from ...shapes_section import extrude, lathe, regular
from .kitchen import closed_box


def leaves(rng: np.random.Generator):
    """Faint irregular layers of a block of paper."""
    waves = (2 * np.pi / rng.uniform(3, 14, 3)).astype(np.float32)
    phase = rng.uniform(0, 6, 3).astype(np.float32)
    return lambda x, y, z: 1 + 0.02 * sum(np.sin(w * y + p) for w, p in zip(waves, phase, strict=True))


def book(rng: np.random.Generator) -> Item:
    a, b, t = rng.uniform(45, 110), rng.uniform(65, 145), rng.uniform(4, 25)
    cover = draw_material("cardboard", rng).scaled(1.8)
    parts = [
        brick(a, t, b, cover),
        at(box(a - 2, t - 1.8, b - 3), (a, t, b), draw_material("paper", rng), (2.0, 0.0, 0.0), None, leaves(rng)),
    ]
    return assemble("book", parts)


def round_backed(rng: np.random.Generator) -> Item:
    """A book with a round back and sewn pages, or one left half open."""
    a, b, t = rng.uniform(45, 105), rng.uniform(65, 140), rng.uniform(5, 25)
    line = np.array(
        [[a, -t], [a, t], [-a, t], [-a - t * 0.4, t * 0.5], [-a - t * 0.5, 0], [-a - t * 0.4, -t * 0.5], [-a, -t]]
    )
    pages = extrude(line * [0.97, 0.86], b - 3)
    turn = np.array([[1.0, 0, 0], [0, 0, -1], [0, 1, 0]])
    reach = (a + t, b, t)
    parts = [at(extrude(line, b), reach, draw_one_of(("cardboard", "leather", "pvc"), rng), turn=turn)]
    return assemble("book", [*parts, at(pages, reach, draw_material("paper", rng), turn=turn)])


def hollowed_book(rng: np.random.Generator) -> Item:
    a, b, t = rng.uniform(60, 110), rng.uniform(85, 145), rng.uniform(16, 30)
    inner = box(a - rng.uniform(10, 20), t - 5, b - rng.uniform(10, 25))
    pages = minus(box(a - 2, t - 2, b - 3), inner)
    parts = [at(minus(box(a, t, b), box(a - 2, t - 2, b + 1)), (a, t, b), draw_material("cardboard", rng).scaled(1.8))]
    return assemble(
        "hollow book", [*parts, at(pages, (a, t, b), draw_material("paper", rng))], hollow=inset(inner, 0.5)
    )


def hollowed_atlas(rng: np.random.Generator) -> Item:
    a, b, t = rng.uniform(65, 115), rng.uniform(85, 150), rng.uniform(16, 32)
    hull = extrude(regular(60, 1.0, 14.0) * [a, b], t, 2)
    inner = extrude(regular(24, 1.0, 2.5) * [a * 0.7, b * 0.7], t - 5)
    parts = [at(minus(hull, inner), (a, t, b), draw_material("paper", rng))]
    parts.append(at(wall(hull, 2.0), (a, t, b), draw_one_of(("leather", "cardboard"), rng)))
    return assemble("hollow book", parts, hollow=inset(inner, 0.5))


def magazines(rng: np.random.Generator) -> Item:
    parts, y = [], 0.0
    for _ in range(int(rng.integers(1, 7))):
        a, b, t = rng.uniform(70, 105), rng.uniform(95, 145), rng.uniform(0.8, 4)
        parts.append(
            at(box(a, t, b), (a, t, b), draw_material("paper", rng).scaled(1.1), (float(rng.normal(0, 4)), y + t, 0.0))
        )
        y += 2 * t
    return assemble("magazines", parts, "flat")


def rolled_paper(rng: np.random.Generator) -> Item:
    r, h, t = rng.uniform(14, 35), rng.uniform(90, 150), rng.uniform(2, 9)
    tube = lathe(np.array([[r - t, -h], [r, -h], [r, h], [r - t, h]]))
    return assemble("magazines", [at(tube, (r, h, r), draw_material("paper", rng).scaled(0.9))])


def bent_papers(rng: np.random.Generator) -> Item:
    a, b, t = rng.uniform(70, 105), rng.uniform(95, 145), rng.uniform(2, 12)
    sheet = bent(box(a, t, b, t * 0.8), rng.uniform(-0.006, 0.006))
    return assemble(
        "magazines", [at(sheet, (a, t + a * 0.35, b), draw_material("paper", rng), texture=leaves(rng))], "flat"
    )


def carton(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(25, 85), rng.uniform(18, 60), rng.uniform(35, 105)
    return closed_box("carton", box(a, b, c), (a, b, c), draw_material("cardboard", rng), rng.uniform(0.8, 3), rng)


def tube_box(rng: np.random.Generator) -> Item:
    """A cardboard tube, hat box or cut box with many sides."""
    r, h = rng.uniform(28, 70), rng.uniform(30, 110)
    hull = extrude(regular(int(rng.choice([3, 5, 6, 8, 40])), r), h)
    return closed_box(
        "carton", hull, (r, h, r), draw_material("cardboard", rng).scaled(1.3), rng.uniform(1.2, 3), rng, (), "lies"
    )


def binder(rng: np.random.Generator) -> Item:
    a, b, t = rng.uniform(90, 110), rng.uniform(120, 145), rng.uniform(14, 35)
    parts = [
        at(minus(box(a, t, b), inset(box(a, t, b + 10), 2.2)), (a, t, b), draw_material("cardboard", rng).scaled(1.8))
    ]
    parts.append(brick(a * 0.8, t * rng.uniform(0.3, 0.9) - 2, b - 6, draw_material("paper", rng), (8.0, -1.0, 0.0)))
    for s in (-1, 1):
        parts.append(rod(1.6, t * 0.8, draw_material("steel", rng), (-a * 0.75, 0.0, s * 40.0)))
    return assemble("binder", parts)


def spiral_pad(rng: np.random.Generator) -> Item:
    a, b, t = rng.uniform(45, 100), rng.uniform(60, 140), rng.uniform(4, 14)
    parts = [
        at(extrude(regular(40, 1.0, 18.0) * [a, b], t), (a, t, b), draw_material("paper", rng), texture=leaves(rng))
    ]
    for z in np.arange(-b + 8, b - 6, 9.0):
        ring = lathe(np.array([[t + 1, -0.6], [t + 2.2, -0.6], [t + 2.2, 0.6], [t + 1, 0.6]]), cells=48)
        parts.append(
            at(
                ring,
                (t + 3, 1, t + 3),
                draw_one_of(("steel", "nylon"), rng),
                (-a, 0.0, float(z)),
                np.array([[1.0, 0, 0], [0, 0, -1], [0, 1, 0]]),
            )
        )
    return assemble("binder", parts)


FAMILIES = (
    *families("book", (book,), (round_backed,), 1.6),
    *families("hollow book", (hollowed_book,), (hollowed_atlas,), 0.2),
    *families("magazines", (magazines, rolled_paper), (bent_papers,), 1.0),
    *families("carton", (carton,), (tube_box,), 2.0),
    *families("binder", (binder,), (spiral_pad,), 0.6),
)
