"""What a wardrobe holds besides clothes and shoes: belts, hats, hangers, umbrellas, cloth bags, rolled mats."""

import numpy as np

from ...assembly import LYING_Z, assemble, at, brick, rod
from ...cloth import packed_cloth
from ...forms import spine
from ...items import Item
from ...materials import draw_material, draw_one_of
from ...shapes import box, common, cylinder, ellipsoid, plane, rough, torus, tube_along, wall
from ...shapes_noise import bent
from ...shapes_section import blob, extrude, lathe, smooth_curve, sweep


def coiled_belt(rng: np.random.Generator) -> Item:
    turns, w = rng.uniform(3, 5), rng.uniform(12, 20)
    angle = np.linspace(0, 2 * np.pi * turns, 60)
    r = 14 + 6 * angle / (2 * np.pi)
    points = np.stack([r * np.cos(angle), 0 * angle, r * np.sin(angle)], 1)
    strap = tube_along(points, np.full(60, 1.6))
    body = lambda x, y, z: np.maximum(strap(x, y * 0, z), np.abs(y) - w)  # noqa: E731
    size = float(r.max()) + 3
    metal = draw_one_of(("brass", "steel", "zinc"), rng)
    parts = [at(body, (size, w, size), draw_one_of(("leather", "pvc", "nylon"), rng))]
    parts.append(at(wall(box(4, w + 3, 20, 2), 3), (4, w + 3, 20), metal, (size, 0.0, 0.0)))
    return assemble("belt strap", parts)


def loose_belt(rng: np.random.Generator) -> Item:
    points = rng.uniform(-1, 1, (6, 3)) * [90, 4, 70]
    strap = sweep(np.array([[-16, -1.5], [16, -1.5], [16, 1.5], [-16, 1.5]]), points, n=40)
    leather, metal = draw_one_of(("leather", "pvc"), rng), draw_one_of(("brass", "steel"), rng)
    buckle = at(torus(18, 3, 2.5, 4.0), (22, 4, 22), metal, tuple(float(v) for v in points[0]))
    return assemble("belt strap", [at(strap, (125, 40, 105), leather), buckle], "flat")


def cap(rng: np.random.Generator) -> Item:
    r = rng.uniform(70, 90)
    dome = common(wall(ellipsoid(r, r * 0.7, r), rng.uniform(1.5, 4)), plane(0, -1, 0, 0))
    parts = [at(dome, (r, r * 0.7, r), draw_one_of(("cloth", "leather"), rng).scaled(1.5))]
    parts.append(brick(r * 0.5, 1.4, r * 0.8, draw_material("polyethylene", rng), (r, 0.0, 0.0)))
    return assemble("hat", parts)


def brimmed_hat(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(60, 80), rng.uniform(40, 60)
    outer = np.array([[r * 1.6, -h], [r, -h], [r * 0.92, h * 0.6], [r * 0.5, h], [0, h * 0.9]])
    profile = np.vstack([outer, (outer - [0, 3])[::-1]])
    return assemble(
        "hat", [at(lathe(profile), (r * 1.65, h + 4, r * 1.65), draw_one_of(("cloth", "wood"), rng))], "flat"
    )


def hanger(rng: np.random.Generator) -> Item:
    w, thick = rng.uniform(140, 190), rng.uniform(1.2, 5)
    points = np.array([[-w, 0, 0], [0, 0, 55], [w, 0, 0], [-w, 0, 0]], float)
    matter = draw_one_of(("polypropylene", "wood"), rng) if thick > 2.5 else draw_material("steel", rng)
    hook = tube_along(np.array([[0, 0, 55], [0, 0, 80], [15, 0, 95], [20, 0, 80]], float), np.full(4, 1.4))
    parts = [
        at(tube_along(points, np.full(4, thick)), (w + 5, 6, 62), matter),
        at(hook, (24, 4, 100), draw_material("steel", rng)),
    ]
    return assemble("hanger", parts, "flat")


def carved_hanger(rng: np.random.Generator) -> Item:
    w = rng.uniform(140, 190)
    bar = at(bent(box(w, 7, 5, 4), -0.0035), (w, 60, 7), draw_one_of(("wood", "hard wood", "abs"), rng))
    hook = at(
        common(torus(16, 1.6, 1.6), plane(0, 0, -1, 6)),
        (19, 3, 19),
        draw_material("steel", rng),
        (0.0, 24.0, 0.0),
        LYING_Z,
    )
    return assemble("hanger", [bar, hook], "lies")


def umbrella(rng: np.random.Generator) -> Item:
    half = rng.uniform(85, 135)
    canopy = rough(cylinder(20, half), 4, 14, rng)
    parts = [at(canopy, (28, half + 4, 28), packed_cloth(rng)), rod(4.5, half, draw_material("aluminium", rng))]
    parts += [
        rod(3.5, half, draw_material("foam", rng)),
        rod(13, 25, draw_one_of(("abs", "wood"), rng), (0, -half - 10, 0)),
    ]
    return assemble("umbrella", parts)


def ribbed_umbrella(rng: np.random.Generator) -> Item:
    half, ribs = rng.uniform(85, 135), int(rng.integers(6, 10))
    canopy = extrude(blob(20, 0.12, ribs, rng), half, 3, (0.6, 1.1))
    parts = [at(canopy, (30, half, 30), packed_cloth(rng)), rod(4, half + 20, draw_material("steel", rng))]
    for a in np.linspace(0, 2 * np.pi, ribs, endpoint=False):
        parts.append(rod(1.2, half * 0.9, draw_material("steel", rng), (12 * np.cos(a), 0.0, 12 * np.sin(a))))
    grip = spine(70, 3.0, 0.0) * [1, 1, 0]
    parts.append(
        at(tube_along(grip, np.full(len(grip), 7.0)), (50, 50, 9), draw_material("wood", rng), (0.0, -half - 35, 0.0))
    )
    return assemble("umbrella", parts)


def bag_in_bag(rng: np.random.Generator) -> Item:
    """A cloth or leather bag, pouch or rolled-up sack in which other things lie."""
    a, h, c = rng.uniform(45, 100), rng.uniform(25, 45), rng.uniform(60, 120)
    shape = rough(ellipsoid(a, h, c), 3, 60, rng)
    skin = draw_one_of(("cloth", "leather", "nylon"), rng)
    return assemble(
        "cloth bag",
        [at(wall(shape, rng.uniform(1, 3)), (a + 4, h + 4, c + 4), skin)],
        "flat",
        hollow=lambda x, y, z: shape(x, y, z) + 3,
    )


def gathered_bag(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(45, 90), rng.uniform(30, 60)
    y = np.array([-1, -0.95, -0.3, 0.3, 0.7, 0.85, 1.0]) * h
    outer = np.stack([r * np.array([0.3, 0.8, 1.0, 0.85, 0.35, 0.2, 0.45]), y], 1)
    shape = lathe(np.vstack([[0, -h], smooth_curve(outer, 30), [0, h]]), 7, 0.05)
    skin = draw_one_of(("cloth", "leather", "polyethylene"), rng)
    room = lambda x, y, z: np.maximum(shape(x, y, z) + 3, y - h * 0.6)  # noqa: E731
    return assemble(
        "cloth bag", [at(wall(shape, rng.uniform(0.8, 2)), (r * 1.1, h, r * 1.1), skin)], "flat", hollow=room
    )


def foam_mat(rng: np.random.Generator) -> Item:
    """A cushion or rolled sleeping mat: soft foam."""
    r, h = rng.uniform(30, 60), rng.uniform(60, 130)
    return assemble(
        "foam roll", [rod(r, h, draw_material("foam", rng)), rod(r * 0.2, h, draw_material("foam", rng).scaled(0.1))]
    )


def egg_crate_foam(rng: np.random.Generator) -> Item:
    a, h, c = rng.uniform(60, 120), rng.uniform(10, 25), rng.uniform(70, 130)
    k = np.float32(2 * np.pi / rng.uniform(20, 40))
    body = lambda x, y, z: np.maximum(box(a, h, c)(x, y, z), y - h * 0.5 * (1 + np.sin(k * x) * np.sin(k * z)))  # noqa: E731
    return assemble("foam roll", [at(body, (a, h, c), draw_material("foam", rng))], "flat")
