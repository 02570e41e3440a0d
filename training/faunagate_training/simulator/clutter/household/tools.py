"""Tools and hardware: mostly steel, with grips of plastic and wood."""

import numpy as np

from ...assembly import LYING_X, LYING_Z, assemble, at, ball, brick, families, rod
from ...items import Item, Pile
from ...materials import draw_material, draw_one_of
from ...shapes import box, common, cone, cylinder, minus, moved, plane, rotation_about, torus, tube_along, union, wall
from ...shapes_noise import bent
from ...shapes_section import blob, extrude, helix, lathe, regular, smooth_curve

GRIP = ("abs", "wood", "hard wood", "rubber", "polypropylene")
TIN = ("steel", "aluminium", "steel")


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


def padlock(rng: np.random.Generator) -> Item:
    a = rng.uniform(10, 26)
    body = at(box(a, a * 0.8, a * 0.4, 2), (a, a, a), draw_one_of(("brass", "steel", "zinc"), rng))
    bow = np.array([[-0.6, 0.5, 0], [-0.6, 1.6, 0], [0, 2.2, 0], [0.6, 1.6, 0], [0.6, 0.5, 0]]) * a
    return assemble(
        "padlock", [at(tube_along(bow, np.full(5, a * 0.18)), (a, a * 2.5, a * 0.3), draw_material("steel", rng)), body]
    )


def round_lock(rng: np.random.Generator) -> Item:
    r = rng.uniform(12, 26)
    disc = lathe(np.array([[0, -r * 0.4], [r * 0.9, -r * 0.4], [r, 0], [r * 0.9, r * 0.4], [0, r * 0.4]]))
    bow = common(torus(r * 0.75, r * 0.16, r * 0.16), plane(0, 0, -1, 0))
    return assemble(
        "padlock",
        [
            at(bow, (r, r * 0.2, r), draw_material("steel", rng), (0.0, 0.0, r * 0.6)),
            at(disc, (r, r * 0.4, r), draw_one_of(("brass", "steel"), rng)),
        ],
    )


def screws(rng: np.random.Generator) -> Item:
    metal, members = draw_one_of(("steel", "brass", "zinc"), rng), []
    half, r = rng.uniform(8, 26), rng.uniform(1.3, 3.5)
    for _ in range(int(rng.integers(8, 30))):
        members.append(assemble("screw", [rod(r, half, metal), rod(r * 2, r * 0.8, metal, (0.0, half, 0.0))], "any"))
    side = (half + 4) * rng.uniform(2.2, 3.5)
    return Pile("screws", tuple(members), (half * 3 + 8, side, side), draw_material("polyethylene", rng))


def nuts_and_springs(rng: np.random.Generator) -> Item:
    metal, members = draw_one_of(("steel", "brass", "zinc"), rng), []
    r = rng.uniform(5, 11)
    for _ in range(int(rng.integers(8, 26))):
        if rng.random() < 0.7:
            nut = extrude((regular(6, r), regular(20, r * 0.55)), r * 0.4)
            members.append(assemble("nut", [at(nut, (r, r * 0.4, r), metal)], "any"))
        else:
            members.append(assemble("spring", [at(helix(regular(8, 1.0), r * 0.7, 3, 6), (r, 12, r), metal)], "any"))
    side = r * rng.uniform(5, 8)
    return Pile("screws", tuple(members), (side, side, side), draw_material("polyethylene", rng))


def plate(rng: np.random.Generator) -> Item:
    """A baking tray, a sheet, a sign: metal that hides what lies behind it."""
    a, t, c = rng.uniform(45, 110), rng.uniform(0.4, 2.0), rng.uniform(60, 140)
    return assemble(
        "metal plate", [brick(a, t, c, draw_one_of(("steel", "aluminium", "aluminium", "brass"), rng))], "flat"
    )


def embossed_plate(rng: np.random.Generator) -> Item:
    a, t, c = rng.uniform(50, 110), rng.uniform(0.5, 1.8), rng.uniform(60, 130)
    sheet = bent(extrude(blob(1.0, 0.05, 6, rng) * [a, c], t), rng.uniform(-0.003, 0.003))
    return assemble(
        "metal plate",
        [at(sheet, (a * 1.2, t + 18, c * 1.2), draw_one_of(TIN, rng)), rod(a * 0.3, t + 1, draw_one_of(TIN, rng))],
        "flat",
    )


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


def tape_roll(rng: np.random.Generator) -> Item:
    r, w = rng.uniform(22, 55), rng.uniform(6, 26)
    tape = at(
        minus(cylinder(r, w), cylinder(r * 0.6, w * 2)), (r, w, r), draw_one_of(("polypropylene", "pvc", "paper"), rng)
    )
    return assemble(
        "tape",
        [
            tape,
            at(
                minus(cylinder(r * 0.6, w), cylinder(r * 0.55, w * 2)),
                (r, w, r),
                draw_material("cardboard", rng).scaled(2),
            ),
        ],
    )


def rope(rng: np.random.Generator) -> Item:
    """A coil of rope or hose."""
    r, ring, turns = rng.uniform(2, 6), rng.uniform(30, 60), int(rng.integers(3, 7))
    shape = helix(regular(12, r), ring, r * 2.1, turns, rng.uniform(-2, 2))
    size = ring + r + 2.5 * turns
    return assemble(
        "tape", [at(shape, (size, r * turns * 1.2 + 4, size), draw_one_of(("nylon", "cloth", "pvc", "rubber"), rng))]
    )


def tool_roll(rng: np.random.Generator) -> Item:
    """A box with a lid for tools: room for other things."""
    a, b, c = rng.uniform(40, 80), rng.uniform(20, 45), rng.uniform(70, 130)
    hull = box(a, b, c, 3)
    matter = draw_one_of(("steel", "polypropylene", "polypropylene"), rng)
    thick = 0.8 if matter.name == "steel" else 2.2
    parts = [
        at(wall(hull, thick), (a, b, c), matter),
        at(union(moved(box(6, 3, 26, 2), 0, b + 5, 0)), (8, b + 8, 28), draw_material("abs", rng)),
    ]
    return assemble("tool box", parts, "flat", hollow=lambda x, y, z: hull(x, y, z) + thick + 1)


def drum_box(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(45, 80), rng.uniform(22, 50)
    hull = extrude(regular(8, r), h, 2, (0.9, 1.0))
    matter = draw_one_of(("steel", "polypropylene", "abs"), rng)
    thick = 0.8 if matter.name == "steel" else 2.2
    return assemble(
        "tool box",
        [
            at(wall(hull, thick), (r, h, r), matter),
            at(torus(r * 0.5, 2, 2), (r, 3, r), draw_material("steel", rng), (0.0, h, 0.0)),
        ],
        "flat",
        hollow=lambda x, y, z: hull(x, y, z) + thick + 1,
    )


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
