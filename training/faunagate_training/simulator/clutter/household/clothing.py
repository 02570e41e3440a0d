"""Clothes as solids (folded, rolled, thrown in) and shoes in pairs; FAMILIES has the things of `wardrobe` too."""

import numpy as np

from ...assembly import assemble, at, brick, families, rod
from ...cloth import folds, packed_cloth
from ...items import Item, Part
from ...materials import draw_material, draw_one_of
from ...shapes import box, common, cylinder, ellipsoid, melt, moved, plane, rough, tube_along, wall
from ...shapes_noise import metaballs, noisy
from ...shapes_section import blob, extrude, regular, smooth_curve, sweep
from .wardrobe import (
    bag_in_bag,
    brimmed_hat,
    cap,
    carved_hanger,
    coiled_belt,
    egg_crate_foam,
    foam_mat,
    gathered_bag,
    hanger,
    loose_belt,
    ribbed_umbrella,
    umbrella,
)


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
