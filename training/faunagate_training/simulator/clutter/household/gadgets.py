"""Loudspeakers, head phones, radios, hair dryers, shavers, game consoles: built of the parts of `electronics`."""

import numpy as np

from ...assembly import LYING_X, LYING_Z, assemble, at, ball, brick, families, rod
from ...items import Item
from ...materials import draw_material, draw_one_of
from ...shapes import (
    box,
    common,
    cone,
    cylinder,
    ellipsoid,
    inset,
    minus,
    moved,
    plane,
    sphere,
    torus,
    tube_along,
    union,
    wall,
)
from ...shapes_section import extrude, helix, lathe, regular, smooth_curve, sweep
from .electronics import CASE, board, cell


def speaker(rng: np.random.Generator) -> Item:
    """A loudspeaker box: magnet, coil and a large empty room."""
    a, b, c = rng.uniform(30, 75), rng.uniform(45, 100), rng.uniform(30, 70)
    hull = box(a, b, c, 4)
    parts = [at(wall(hull, rng.uniform(2, 7)), (a, b, c), draw_one_of(("abs", "wood", "polycarbonate"), rng))]
    r = min(a, b) * 0.6
    parts.append(
        at(
            wall(cone(r, r * 0.3, r * 0.3), 1.0),
            (r, r * 0.4, r),
            draw_material("paper", rng),
            (0.0, 0.0, -c + 8),
            LYING_Z,
        )
    )
    parts.append(rod(r * 0.45, 7, draw_material("steel", rng), (0.0, 0.0, -c + 12 + r * 0.4), LYING_Z))
    parts += [part for part in board(a * 0.5, c * 0.3, -b * 0.8, rng, 8)]
    return assemble("speaker", parts, hollow=lambda x, y, z: np.maximum(inset(hull, 9)(x, y, z), -z - c * 0.2))


def round_speaker(rng: np.random.Generator) -> Item:
    r, h = rng.uniform(32, 55), rng.uniform(45, 110)
    hull = lathe(np.array([[0, -h], [r * 0.9, -h], [r, -h * 0.7], [r, h * 0.7], [r * 0.9, h], [0, h]]))
    parts = [at(wall(hull, 3), (r, h, r), draw_one_of(("abs", "aluminium", "nylon"), rng))]
    for s in (-1, 1):
        parts.append(rod(r * 0.5, 6, draw_material("steel", rng), (0.0, s * h * 0.75, 0.0)))
    parts += cell(rng, (0.0, -h * 0.4, 0.0), LYING_X, 9, r * 0.7)
    return assemble("speaker", parts, hollow=lambda x, y, z: np.maximum(inset(hull, 5)(x, y, z), np.abs(y) - h * 0.55))


def power_bank(rng: np.random.Generator) -> Item:
    n, m, r, half = int(rng.integers(1, 4)), int(rng.integers(1, 3)), 9.2, rng.uniform(30, 33)
    a, b = n * r + 3, m * r + 3
    parts = [at(wall(box(a, b, half + 8, 3), 1.4), (a, b, half + 8), draw_one_of(CASE, rng))]
    for i in range(n):
        for j in range(m):
            parts += cell(rng, ((2 * i - n + 1) * r, (2 * j - m + 1) * r, 4.0), LYING_Z, 9, half)
    return assemble("battery", [*parts, brick(a - 3, b - 3, 1, draw_material("circuit board", rng), (0.0, 0.0, -half))])


def pouch_cells(rng: np.random.Generator) -> Item:
    """Flat or wedge-shaped packs of foil cells, car-key or drone batteries."""
    a, t, c = rng.uniform(25, 45), rng.uniform(4, 14), rng.uniform(40, 75)
    n = int(rng.integers(1, 4))
    shape = extrude(regular(40, 1.0, 7.0) * [a, c], t, 2, (1.0, 0.92))
    parts = [at(shape, (a, t, c), draw_one_of(CASE, rng))]
    for i in range(n):
        y = (2 * i - n + 1) * (t - 1.5) / n
        parts.append(brick(a - 3, (t - 2) / n * 0.85, c - 8, draw_material("battery", rng), (0.0, y, 3.0)))
    return assemble("battery", [*parts, brick(9, t * 0.5, 3, draw_material("brass", rng), (0.0, 0.0, -c + 3))])


def headphones(rng: np.random.Generator) -> Item:
    r = rng.uniform(62, 80)
    arc = np.array([[r * np.cos(t), r * np.sin(t), 0] for t in np.linspace(0, np.pi, 14)])
    parts = [at(tube_along(arc, np.full(14, rng.uniform(2, 4))), (r + 5, r + 5, 6), draw_one_of(("steel", "abs"), rng))]
    for s in (-1, 1):
        e = rng.uniform(24, 34)
        parts.append(at(wall(cylinder(e, 10), 2), (e, 10, e), draw_material("abs", rng), (s * r, -14.0, 0.0), LYING_X))
        parts.append(rod(e * 0.5, 3, draw_material("steel", rng), (s * r, -14.0, 0.0), LYING_X))
        parts.append(
            at(
                torus(e * 0.8, 7, 7),
                (e + 4, 8, e + 4),
                draw_material("foam", rng).scaled(2),
                (s * (r - 14), -14.0, 0.0),
                LYING_X,
            )
        )
    return assemble("headphones", parts)


def folded_headphones(rng: np.random.Generator) -> Item:
    band = np.array([[-50, 0, -30], [-55, 0, 20], [0, 6, 60], [55, 0, 20], [50, 0, -30]], float) * rng.uniform(
        0.85, 1.1
    )
    shape = sweep(np.array([[-9, -2], [9, -2], [9, 2], [-9, 2]]), band)
    parts = [at(shape, (75, 22, 80), draw_one_of(("abs", "aluminium"), rng))]
    for s in (-1, 1):
        e = rng.uniform(22, 32)
        cup = lathe(np.array([[0, -9], [e * 0.7, -9], [e, -2], [e, 8], [e * 0.7, 8], [e * 0.6, 0], [0, 0]]))
        parts.append(at(cup, (e, 9, e), draw_material("abs", rng), (s * 30.0, 0.0, -35.0)))
        parts.append(rod(e * 0.4, 2.5, draw_material("steel", rng), (s * 30.0, 3.0, -35.0)))
    return assemble("headphones", parts, "flat")


def radio(rng: np.random.Generator) -> Item:
    """A radio, recorder, router, toy computer: housing, board, cells, transformer, screws, room to spare."""
    a, b, c = rng.uniform(35, 90), rng.uniform(16, 45), rng.uniform(40, 110)
    hull = box(a, b, c, 6)
    parts = [
        at(wall(hull, rng.uniform(1.5, 3)), (a, b, c), draw_one_of(CASE, rng)),
        *board(a * 0.8, c * 0.5, -b * 0.6, rng),
    ]
    for i in range(int(rng.integers(0, 5))):
        parts += cell(rng, (-a * 0.6 + i * 15, -b * 0.3, c * 0.7), LYING_Z, 7, min(25, c * 0.25))
    for sx in (-1, 1):
        for sz in (-1, 1):
            parts.append(rod(1.5, b * 0.8, draw_material("steel", rng), (sx * a * 0.85, 0.0, sz * c * 0.88)))
    return assemble("appliance", parts, hollow=lambda x, y, z: np.maximum(inset(hull, 4)(x, y, z), -y - b * 0.2))


def hair_dryer(rng: np.random.Generator) -> Item:
    """A motor and a heating coil in a turned housing with a grip that is empty."""
    r, h = rng.uniform(24, 38), rng.uniform(55, 90)
    line = smooth_curve(np.array([[r * 0.7, -h], [r, -h * 0.3], [r * 0.9, h * 0.4], [r * 0.6, h]]), 30)
    hull = wall(lathe(np.vstack([[[0, -h]], line, [[0, h]]])), 2.2)
    case, steel = draw_one_of(("abs", "polycarbonate"), rng), draw_material("steel", rng)
    parts = [at(hull, (r * 1.1, h, r * 1.1), case), rod(r * 0.4, 16, steel, (0.0, -h * 0.4, 0.0))]
    parts.append(rod(r * 0.3, 14, draw_material("brass", rng).scaled(0.6), (0.0, -h * 0.4, 0.0)))
    coil = helix(regular(8, 0.9), r * 0.5, 4, 8)
    parts.append(at(coil, (r * 0.6, 20, r * 0.6), steel, (0.0, h * 0.45, 0.0)))
    path = np.array([[r * 0.7, -h * 0.3, 0], [r + 40, -h * 0.4, 0], [r + 95, -h * 0.55, 0]])
    grip = sweep(regular(24, 1.0, 3.0) * [13, 17], path)
    parts.append(at(wall(grip, 2.2), (r + 115, h, 20), case))
    return assemble("appliance", parts, hollow=lambda x, y, z: np.maximum(grip(x, y, z) + 3, r + 4 - x))


def shaver(rng: np.random.Generator) -> Item:
    """A slim turned or bent housing: toothbrush drive, shaver, torch."""
    h, r = rng.uniform(55, 90), rng.uniform(13, 24)
    hull = extrude(regular(32, 1.0, 2.6) * [r, r * 0.8], h, r * 0.5, (0.8, 1.0))
    parts = [
        at(wall(hull, 1.8), (r, h, r), draw_one_of(CASE, rng)),
        rod(r * 0.45, 12, draw_material("steel", rng), (0.0, h * 0.5, 0.0)),
    ]
    parts += cell(rng, (0.0, -h * 0.3, 0.0), np.eye(3), min(7.0, r * 0.5), 22)
    parts += [brick(r * 0.6, h * 0.6, 0.8, draw_material("circuit board", rng), (0.0, 0.0, r * 0.45))]
    parts.append(at(wall(cylinder(r * 0.8, 4), 0.6), (r, 4, r), draw_material("steel", rng), (0.0, h + 3, 0.0)))
    return assemble("shaver", parts)


def block_shaver(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(18, 28), rng.uniform(45, 65), rng.uniform(12, 20)
    parts = [at(minus(box(a, b, c, 7), inset(box(a, b, c, 7), 1.8)), (a, b, c), draw_one_of(CASE, rng))]
    parts += [
        brick(a * 0.35, 12, c * 0.6, draw_material("steel", rng), (0.0, b * 0.5, 0.0)),
        *cell(rng, (0.0, -b * 0.3, 0.0), np.eye(3), 6.5, b * 0.5),
    ]
    return assemble("shaver", parts)


def game_pad(rng: np.random.Generator) -> Item:
    a, t, c = rng.uniform(60, 80), rng.uniform(14, 22), rng.uniform(38, 52)
    grips = (moved(ellipsoid(a * 0.35, t, c), s * a * 0.6, 0, c * 0.4) for s in (-1, 1))
    shape = union(ellipsoid(a, t, c * 0.7), *grips)
    parts = [at(wall(shape, 2), (a, t, c * 1.5), draw_one_of(CASE, rng)), *board(a * 0.5, c * 0.3, 0.0, rng, 12)]
    for s in (-1, 1):
        parts += [
            ball(6, draw_material("rubber", rng), (s * a * 0.3, t * 0.9, c * 0.2)),
            rod(9, 5, draw_material("steel", rng), (s * a * 0.6, -2.0, c * 0.7)),
        ]
    parts.append(brick(14, 3, 18, draw_material("battery", rng), (0.0, -t * 0.4, 0.0)))
    return assemble("game console", parts)


def handheld(rng: np.random.Generator) -> Item:
    a, t, c = rng.uniform(85, 120), rng.uniform(7, 10), rng.uniform(38, 50)
    parts = [
        at(wall(extrude(regular(48, 1.0, 4.0) * [a, c], t, 5), 1.8), (a, t, c), draw_one_of(CASE, rng)),
        *board(a * 0.5, c * 0.7, -t * 0.3, rng, 20),
    ]
    parts.append(brick(a * 0.6, 0.9, c * 0.8, draw_material("glass", rng), (0.0, t - 1.5, 0.0)))
    parts.append(brick(a * 0.25, 2, c * 0.5, draw_material("battery", rng), (a * 0.1, -t * 0.5, 0.0)))
    for s in (-1, 1):
        parts.append(
            at(
                common(sphere(7), plane(0, -1, 0, 0)),
                (7, 7, 7),
                draw_material("rubber", rng),
                (s * a * 0.8, t, -c * 0.4),
            )
        )
    return assemble("game console", parts)


FAMILIES = (
    *families("battery", (power_bank,), (pouch_cells,), 1.0),
    *families("speaker", (speaker,), (round_speaker,), 0.6),
    *families("headphones", (headphones,), (folded_headphones,), 0.6),
    *families("appliance", (radio,), (hair_dryer,), 1.2),
    *families("shaver", (shaver,), (block_shaver,), 0.8),
    *families("game console", (game_pad,), (handheld,), 0.4),
)
