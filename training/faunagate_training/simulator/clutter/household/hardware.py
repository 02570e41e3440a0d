"""Hardware: padlocks, screws, nuts and springs, sheet metal, tape and rope, tool boxes."""

import numpy as np

from ...assembly import assemble, at, brick, rod
from ...items import Item, Pile
from ...materials import draw_material, draw_one_of
from ...shapes import box, common, cylinder, minus, moved, plane, torus, tube_along, union, wall
from ...shapes_noise import bent
from ...shapes_section import blob, extrude, helix, lathe, regular

TIN = ("steel", "aluminium", "steel")


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
