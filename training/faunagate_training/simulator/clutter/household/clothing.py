"""Clothes as solids (folded, rolled, thrown in), shoes in pairs, belts, hats, hangers, umbrellas."""

import numpy as np

from ...assembly import LYING_Z, assemble, at, brick, families, rod
from ...cloth import folds, packed_cloth
from ...forms import spine
from ...items import Item, Part
from ...materials import draw_material, draw_one_of
from ...shapes import box, common, cylinder, ellipsoid, melt, moved, plane, rough, torus, tube_along, wall
from ...shapes_noise import bent, metaballs, noisy
from ...shapes_section import blob, extrude, lathe, regular, smooth_curve, sweep


def stack_of_clothes(rng: np.random.Generator) -> Item:
    a, c = rng.uniform(70, 140), rng.uniform(90, 170)
    parts, y = [], 0.0
    heights = rng.uniform(5, 18, int(rng.integers(1, 6)))
    for h in heights:
        wide, deep = a * rng.uniform(0.85, 1), c * rng.uniform(0.85, 1)
        shape = rough(box(wide, h, deep, h * 0.8), 1.5, 70, rng)
        centre = (float(rng.normal(0, 4)), float(y + h - heights.sum()), float(rng.normal(0, 4)))
        parts.append(at(shape, (wide + 3, h + 3, deep + 3), packed_cloth(rng), centre, texture=folds(rng)))
        y += 2 * h
    return assemble("folded clothes", parts, "flat")


def towel_fold(rng: np.random.Generator) -> Item:
    """One cloth folded back and forth: its edge is a winding line."""
    n, h, a, c = int(rng.integers(3, 7)), rng.uniform(4, 9), rng.uniform(60, 120), rng.uniform(70, 150)
    rows = [[(a if (i + j) % 2 else -a) * (1 - 0.06 * j), 0.0] for i in range(n) for j in range(2)]
    points = np.array([[x, (k // 2 - (n - 1) / 2) * 2 * h, 0.0] for k, (x, _) in enumerate(rows)])
    section = regular(24, 1.0, 6.0) * [c, h * 0.95]
    shape = sweep(section, points, n=14 * n)
    reach = (a * 1.8 + h, n * h * 1.6 + h, c + h)
    return assemble("folded clothes", [at(shape, reach, packed_cloth(rng), texture=folds(rng, crumple=1.5))], "flat")


def pressed_bundle(rng: np.random.Generator) -> Item:
    a, h, c = rng.uniform(70, 140), rng.uniform(14, 50), rng.uniform(90, 170)
    shape = noisy(extrude(blob(1.0, 0.07, 5, rng) * [a, c], h, h * 0.7), 4, 90, 2, rng)
    return assemble(
        "folded clothes", [at(shape, (a * 1.2, h + 6, c * 1.2), packed_cloth(rng), texture=folds(rng))], "flat"
    )


def rolled(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(22, 52), rng.uniform(60, 150)
    across = folds(rng, crumple=1.2)
    swirl = lambda x, y, z: across(x * 0.3, np.sqrt(x * x + z * z) + 1.2 * np.arctan2(z, x), y)  # noqa: E731
    shape = rough(ellipsoid(r, h * 1.2, r * rng.uniform(0.6, 1)), r * 0.08, r, rng)
    return assemble("rolled clothes", [at(shape, (r * 1.2, h * 1.25, r * 1.2), packed_cloth(rng), texture=swirl)])


def sausage_roll(rng: np.random.Generator) -> Item:
    points = np.array([[0, 0, z] for z in np.linspace(-1, 1, 5)]) * rng.uniform(70, 150)
    points[:, 0] += rng.normal(0, 10, 5)
    r = rng.uniform(24, 50)
    half = float(np.abs(points[:, 2]).max())
    shape = sweep(blob(r, 0.1, 4, rng), points, rng.uniform(0.8, 1.1, 5))
    texture = folds(rng, crumple=2.5)
    reach = (r * 1.6 + 20, r * 1.5, half + 4)
    return assemble("rolled clothes", [at(shape, reach, packed_cloth(rng), texture=texture)])


def thrown_in(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(50, 110), rng.uniform(22, 60), rng.uniform(60, 120)
    shape = rough(ellipsoid(a, b, c), b * 0.25, 50, rng)
    texture = folds(rng, crumple=rng.uniform(3, 6))
    return assemble("garment", [at(shape, (a * 1.2, b * 1.4, c * 1.2), packed_cloth(rng), texture=texture)], "flat")


def heap_of_cloth(rng: np.random.Generator) -> Item:
    n = int(rng.integers(5, 10))
    centres = rng.uniform(-1, 1, (n, 3)) * [60, 16, 70]
    radii = rng.uniform(22, 42, n)
    reach = tuple(float(v) for v in np.abs(centres).max(axis=0) + radii.max() * 1.4)
    texture = folds(rng, crumple=rng.uniform(2, 6))
    return assemble("garment", [at(metaballs(centres, radii), reach, packed_cloth(rng), texture=texture)], "flat")


def jacket(rng: np.random.Generator) -> Item:
    """Down or padding between thin cloth, with a zip."""
    a, h, c = rng.uniform(90, 150), rng.uniform(20, 45), rng.uniform(110, 180)
    body = rough(box(a, h, c, h * 0.9), 5, 45, rng)
    down = draw_one_of(("feather", "foam"), rng).scaled(0.8)
    parts = [
        at(body, (a + 6, h + 6, c + 6), packed_cloth(rng)),
        at(lambda x, y, z: body(x, y, z) + 1.5, (a, h + 4, c), down),
    ]
    teeth = draw_one_of(("brass", "zinc", "nylon"), rng).scaled(0.5)
    parts.append(at(tube_along(np.array([[0, 0, -c], [8, 4, 0], [0, 0, c]]), np.full(3, 2.0)), (14, 10, c), teeth))
    return assemble("jacket", parts, "flat")


def quilted(rng: np.random.Generator) -> Item:
    a, h, c = rng.uniform(90, 150), rng.uniform(15, 40), rng.uniform(110, 180)
    pitch = np.float32(np.pi / rng.uniform(25, 50))
    hull = extrude(regular(40, 1.0, 3.0) * [a, c], h, h * 0.8)
    body = lambda x, y, z: hull(x, y, z) + h * 0.4 * (1 - np.abs(np.sin(pitch * z)))  # noqa: E731
    down = draw_one_of(("feather", "foam"), rng).scaled(0.8)
    reach = (a + 2, h + 2, c + 2)
    parts = [at(body, reach, packed_cloth(rng)), at(lambda x, y, z: body(x, y, z) + 1.2, reach, down)]
    for z in rng.uniform(-0.8, 0.8, 4) * c:
        parts.append(
            rod(rng.uniform(5, 8), 1.5, draw_one_of(("brass", "pom", "zinc"), rng), (0.0, float(h * 0.5), float(z)))
        )
    return assemble("jacket", parts, "flat")


def one_shoe(
    length: float, rng: np.random.Generator, mirror: int, offset: tuple, leather, sole_of, heel: float
) -> list[Part]:
    w, h = length * 0.36, length * 0.38
    foot = melt(
        25,
        moved(ellipsoid(length, h * 0.75, w), 0, -h * 0.2, 0),
        moved(ellipsoid(length * 0.42, h * 1.5, w * 0.8), -length * 0.52, h * 0.2, 0),
    )
    upper = common(foot, plane(0, -1, 0, h * 0.55), plane(0, 1, 0, h * 0.95))
    x, y, z = offset
    reach = (length * 1.02, h * 1.6, w * 1.05)
    sole = common(cylinder(1e3, heel), lambda x, y, z: ellipsoid(length * 1.01, 1e3, w * 1.02)(x, y * 0, z))
    parts = [at(wall(upper, 2.8), reach, leather, (x, y, z * mirror))]
    parts.append(at(sole, (length, heel, w), sole_of, (x, y - h * 0.55 - heel, z * mirror)))
    return parts


def shoes(rng: np.random.Generator) -> Item:
    """A pair, side by side, heel to toe or sole to sole."""
    length, heel = rng.uniform(95, 150), rng.uniform(4, 12)
    leather = draw_one_of(("leather", "cloth", "rubber"), rng)
    sole_of = draw_one_of(("rubber", "foam", "rubber"), rng)
    sole_of = sole_of.scaled(3) if sole_of.name == "foam" else sole_of
    parts = []
    for side in (-1, 1):
        parts += one_shoe(length, rng, side, (float(rng.normal(0, 8)), 0.0, length * 0.4), leather, sole_of, heel)
        if rng.random() < 0.4:
            parts.append(
                brick(length * 0.28, 0.7, 9, draw_material("steel", rng), (0.0, -length * 0.2, side * length * 0.4))
            )
    h, w = length * 0.38, length * 0.36

    def room(x, y, z):
        inner = ellipsoid(length * 0.9, h * 0.6, w * 0.8)
        return inner(x, y + h * 0.15, np.abs(z) - length * 0.4)

    return assemble("shoes", parts, "flat", hollow=room)


def boots(rng: np.random.Generator) -> Item:
    """Soles cut from an outline, uppers lofted by an extrusion that narrows upwards."""
    length, heel = rng.uniform(90, 145), rng.uniform(5, 14)
    leather, rubber = draw_one_of(("leather", "nylon", "rubber"), rng), draw_one_of(("rubber", "pvc"), rng)
    curve = np.array([[-1, 0], [-0.8, 0.32], [-0.2, 0.26], [0.4, 0.38], [0.85, 0.25], [1, 0], [0.85, -0.3]])
    curve = np.vstack([curve, [[0.4, -0.36], [-0.2, -0.22], [-0.8, -0.3]]]) * length
    outline = smooth_curve(curve, 48, closed=True)
    h = length * rng.uniform(0.3, 0.7)
    upper = extrude(outline, h, 8, (0.97, rng.uniform(0.5, 0.8)))
    parts = []
    for side in (-1, 1):
        z = side * length * 0.42
        parts.append(at(wall(upper, 2.5), (length, h, length * 0.4), leather, (0.0, h, z)))
        parts.append(at(extrude(outline, heel), (length, heel, length * 0.4), rubber, (0.0, -heel, z)))
    room = lambda x, y, z: upper(x, y - h, np.abs(z) - length * 0.42) + 5  # noqa: E731
    return assemble("shoes", parts, "flat", hollow=room)


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


FAMILIES = (
    *families("folded clothes", (stack_of_clothes, towel_fold), (pressed_bundle,), 3.0),
    *families("rolled clothes", (rolled,), (sausage_roll,), 1.5),
    *families("garment", (thrown_in,), (heap_of_cloth,), 2.5),
    *families("jacket", (jacket,), (quilted,), 0.6),
    *families("shoes", (shoes,), (boots,), 1.6),
    *families("belt strap", (coiled_belt,), (loose_belt,), 0.7),
    *families("hat", (cap,), (brimmed_hat,), 0.4),
    *families("hanger", (hanger,), (carved_hanger,), 0.4),
    *families("umbrella", (umbrella,), (ribbed_umbrella,), 0.4),
    *families("cloth bag", (bag_in_bag,), (gathered_bag,), 1.0),
    *families("foam roll", (foam_mat,), (egg_crate_foam,), 0.3),
)
