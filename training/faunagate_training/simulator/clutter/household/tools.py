"""Tools: mostly steel, with grips of plastic and wood; FAMILIES has the things of `hardware` too."""

import numpy as np

from ...assembly import LYING_X, LYING_Z, assemble, at, ball, brick, families, rod
from ...items import Item
from ...materials import draw_material, draw_one_of
from ...shapes import box, common, cone, cylinder, minus, moved, plane, rotation_about, torus, tube_along, wall
from ...shapes_section import extrude, lathe, regular, smooth_curve
from .hardware import (
    drum_box,
    embossed_plate,
    nuts_and_springs,
    padlock,
    plate,
    rope,
    round_lock,
    screws,
    tape_roll,
    tool_roll,
)

GRIP = ("abs", "wood", "hard wood", "rubber", "polypropylene")


def screwdriver(rng: np.random.Generator) -> Item:
    half, r = rng.uniform(30, 75), rng.uniform(1.8, 4)
    grip = rod(r * rng.uniform(2.5, 4), half * 0.55, draw_one_of(GRIP, rng), (0.0, -half * 1.3, 0.0))
    return assemble("screwdriver", [grip, rod(r, half, draw_material("steel", rng))], "any")


def fluted_driver(rng: np.random.Generator) -> Item:
    half, r = rng.uniform(30, 75), rng.uniform(1.8, 4)
    y = np.linspace(-1, 1, 20) * half * 0.5
    profile = np.vstack([[0, y[0]], np.stack([r * (3 + np.cos(y * 0.1)), y], 1), [0, y[-1]]])
    grip = at(lathe(profile, 6, 0.08), (r * 4.5, half * 0.5, r * 4.5), draw_one_of(GRIP, rng), (0.0, -half * 1.3, 0.0))
    shaft = at(extrude(regular(6, r), half), (r, half, r), draw_material("steel", rng))
    return assemble("screwdriver", [grip, shaft], "any")


def spanner(rng: np.random.Generator) -> Item:
    half, w, t = rng.uniform(45, 110), rng.uniform(5, 9), rng.uniform(2, 4)
    steel = draw_material("steel", rng)
    jaw = minus(cylinder(w * 2, t), moved(box(w * 0.8, t * 2, w * 1.6), 0, 0, w * 1.2))
    ring = minus(cylinder(w * 1.8, t), cylinder(w, t * 2))
    parts = [brick(w, t, half, steel), at(jaw, (w * 2, t, w * 2), steel, (0.0, 0.0, half + w))]
    return assemble("spanner", [*parts, at(ring, (w * 2, t, w * 2), steel, (0.0, 0.0, -half - w))])


def cut_spanner(rng: np.random.Generator) -> Item:
    """Cut from a plate: an outline with jaws; or an adjustable one with a screw."""
    s, t = rng.uniform(0.7, 1.5), rng.uniform(2, 5)
    half = np.array(
        [[4, -60], [8, -60], [12, -72], [20, -70], [18, -55], [7, -40], [6, 40], [16, 55], [18, 72], [9, 72], [7, 60]]
    )
    outline = np.vstack([half, (half * [-1, 1])[::-1]]) * s
    steel = draw_material("steel", rng)
    return assemble(
        "spanner",
        [at(extrude(outline, t, 1), (21 * s, t, 75 * s), steel), rod(3 * s, 5 * s, steel, (0.0, 0.0, 50 * s), LYING_X)],
    )


def pliers(rng: np.random.Generator) -> Item:
    s, steel, grip = rng.uniform(0.7, 1.2), draw_material("steel", rng), draw_one_of(GRIP, rng)
    parts = [rod(8 * s, 5 * s, steel)]
    for side in (-1, 1):
        arm = np.array([[0, 0, 0], [side * 12, 0, -40], [side * 18, 0, -85]]) * s
        jaw = np.array([[0, 0, 0], [side * 5, 0, 20], [side * 1.5, 0, 48]]) * s
        parts.append(at(tube_along(arm, np.array([4, 4, 4]) * s), (26 * s, 6 * s, 92 * s), steel))
        parts.append(at(tube_along(arm[1:], np.array([6, 7]) * s), (28 * s, 8 * s, 95 * s), grip))
        parts.append(at(tube_along(jaw, np.array([6, 5, 2]) * s), (14 * s, 7 * s, 54 * s), steel))
    return assemble("pliers", parts)


def scissors(rng: np.random.Generator) -> Item:
    s, steel, grip = rng.uniform(0.6, 1.3), draw_material("steel", rng), draw_one_of(GRIP, rng)
    parts = []
    for side in (-1, 1):
        blade = np.array([[-2, -10], [5, -10], [6, 10], [1, 85], [-1, 85]]) * s
        turn = rotation_about(1, side * rng.uniform(0.03, 0.3))
        parts.append(at(extrude(blade, 1.2), (8 * s, 1.5, 88 * s), steel, (0.0, side * 1.0, 0.0), turn))
        parts.append(at(torus(14 * s, 4 * s, 3 * s), (19 * s, 4 * s, 19 * s), grip, (side * 18 * s, 0.0, -48 * s)))
        parts.append(
            at(
                tube_along(np.array([[0, 0, 0], [side * 6, 0, -34]]) * s, np.array([3, 4]) * s),
                (12 * s, 5, 40 * s),
                grip,
            )
        )
    return assemble("pliers", parts)


def knife(rng: np.random.Generator) -> Item:
    half, w = rng.uniform(40, 95), rng.uniform(7, 16)
    blade = common(box(w, 1.0, half), plane(1, 0, 0.15, w * 0.8))
    parts = [at(blade, (w, 1.2, half), draw_material("steel", rng), (0.0, 0.0, half * 0.7))]
    parts += [
        brick(w * 0.7, 6, half * 0.6, draw_one_of(GRIP, rng), (0.0, 0.0, -half * 0.7), 3),
        brick(w * 0.5, 1, half * 0.5, draw_material("steel", rng), (0.0, 0.0, -half * 0.7)),
    ]
    return assemble("knife", parts)


def curved_knife(rng: np.random.Generator) -> Item:
    s = rng.uniform(0.7, 1.4)
    blade = smooth_curve(np.array([[-10, 0], [-8, 50], [2, 100], [8, 55], [9, 0]]) * s, 40, True)
    grip = smooth_curve(np.array([[-10, -5], [-8, -40], [-12, -80], [4, -82], [8, -40], [9, -5]]) * s, 40, True)
    parts = [at(extrude(blade, 1.0, 0.5), (16 * s, 1.2, 108 * s), draw_material("steel", rng))]
    parts.append(at(extrude(grip, 7, 4), (18 * s, 7, 92 * s), draw_one_of(GRIP, rng)))
    for z in (-20, -60):
        parts.append(rod(2, 7.2, draw_material("brass", rng), (0.0, 0.0, z * s)))
    return assemble("knife", parts)


def hammer(rng: np.random.Generator) -> Item:
    half, s = rng.uniform(80, 140), rng.uniform(0.8, 1.4)
    steel = draw_material("steel", rng)
    parts = [
        rod(9 * s, half, draw_one_of(GRIP, rng), (0.0, 0.0, -half), LYING_Z),
        rod(12 * s, 22 * s, steel, (16 * s, 0.0, 0.0), LYING_X),
    ]
    return assemble("hammer", [*parts, brick(26 * s, 8 * s, 9 * s, steel, (-14 * s, 0.0, 0.0))])


def mallet(rng: np.random.Generator) -> Item:
    half, r = rng.uniform(80, 140), rng.uniform(18, 32)
    head = lathe(
        np.array([[0, -r * 1.4], [r * 0.8, -r * 1.4], [r, -r], [r * 0.85, 0], [r, r], [r * 0.8, r * 1.4], [0, r * 1.4]])
    )
    grip = lathe(np.array([[0, -half], [11, -half], [8, 0], [9, half * 0.6], [6, half], [0, half]]))
    parts = [
        at(
            head,
            (r, r * 1.4, r),
            draw_one_of(("rubber", "steel", "hard wood", "brass"), rng),
            (0.0, half, 0.0),
            LYING_X,
        )
    ]
    return assemble("hammer", [at(grip, (11, half, 11), draw_one_of(GRIP, rng)), *parts])


def drill(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(24, 32), rng.uniform(60, 85)
    case = draw_one_of(("abs", "polypropylene"), rng)
    steel = draw_material("steel", rng)
    parts = [
        at(wall(cylinder(r, h), 2.5), (r, h, r), case),
        rod(r * 0.7, h * 0.4, steel.scaled(0.8), (0.0, -h * 0.3, 0.0)),
        rod(r * 0.5, 18, steel, (0.0, h + 16, 0.0)),
    ]
    parts += [
        at(wall(box(55, 18, 16, 6), 2.5), (55, 18, 16), case, (r + 50, -h * 0.5, 0.0)),
        brick(14, 30, 26, draw_material("battery", rng), (r + 110, -h * 0.5, 0.0)),
    ]
    return assemble("drill", parts)


def angle_drill(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(22, 30), rng.uniform(80, 120)
    hull = lathe(np.array([[0, -h], [r, -h * 0.9], [r * 0.8, 0], [r, h * 0.6], [r * 0.5, h], [0, h]]))
    steel = draw_material("steel", rng)
    parts = [
        at(wall(hull, 2.5), (r, h, r), draw_one_of(("abs", "nylon"), rng)),
        at(
            lathe(np.array([[0, -30], [r * 0.6, -30], [r * 0.7, 0], [r * 0.6, 30], [0, 30]])),
            (r, 30, r),
            steel.scaled(0.8),
        ),
    ]
    parts.append(at(cone(r * 0.5, r * 0.2, 20), (r, 20, r), steel, (r * 0.8, h * 0.8, 0.0), LYING_X))
    return assemble("drill", [*parts, ball(r * 0.6, draw_material("battery", rng), (0.0, -h * 0.7, 0.0))])


def torch(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(9, 20), rng.uniform(45, 100)
    metal = draw_one_of(("aluminium", "abs", "steel"), rng)
    parts = [
        at(wall(cylinder(r, h), 1.6), (r, h, r), metal),
        at(wall(cone(r, r * 1.5, 14), 1.6), (r * 1.6, 15, r * 1.6), metal, (0.0, h + 12, 0.0)),
    ]
    return assemble(
        "torch",
        [
            *parts,
            rod(r - 3, h * 0.75, draw_material("alkaline cell", rng), (0.0, -h * 0.15, 0.0)),
            ball(2, draw_material("glass", rng), (0.0, h + 10, 0.0)),
        ],
    )


def square_torch(rng: np.random.Generator) -> Item:
    a, h = rng.uniform(12, 26), rng.uniform(40, 80)
    hull = extrude(regular(40, 1.0, 6.0) * [a, a * 0.7], h, 4, (0.85, 1.1))
    lens = lathe(np.array([[0, -3], [a * 0.7, -1], [a * 0.7, 1], [0, 4]]))
    parts = [
        at(wall(hull, 2), (a * 1.1, h, a), draw_one_of(("abs", "aluminium"), rng)),
        at(lens, (a, 4, a), draw_material("glass", rng), (0.0, h - 5, 0.0)),
    ]
    for s in (-0.4, 0.4):
        parts.append(rod(a * 0.35, h * 0.6, draw_material("alkaline cell", rng), (s * a, -h * 0.2, 0.0)))
    return assemble("torch", parts)


FAMILIES = (
    *families("screwdriver", (screwdriver,), (fluted_driver,), 0.8),
    *families("spanner", (spanner,), (cut_spanner,), 0.7),
    *families("pliers", (pliers,), (scissors,), 0.8),
    *families("knife", (knife,), (curved_knife,), 0.6),
    *families("hammer", (hammer,), (mallet,), 0.4),
    *families("padlock", (padlock,), (round_lock,), 0.6),
    *families("screws", (screws,), (nuts_and_springs,), 0.4),
    *families("metal plate", (plate,), (embossed_plate,), 0.4),
    *families("drill", (drill,), (angle_drill,), 0.4),
    *families("tape", (tape_roll,), (rope,), 0.6),
    *families("tool box", (tool_roll,), (drum_box,), 0.6),
    *families("torch", (torch,), (square_torch,), 0.6),
)
