"""Carvings: figures of people and animals, openwork groups, netsuke."""

import numpy as np

from ..family import Family
from ..forms import netsuke_form
from ..forms_cut import animal_form
from ..forms_skin import flowing_lump, mesh_animal, mesh_figure, mesh_lump
from ..items import Item
from ..materials import draw_one_of
from ..shapes import (
    Shape,
    box,
    common,
    cylinder,
    ellipsoid,
    melt,
    minus,
    moved,
    plane,
    random_rotation,
    sphere,
    tube_along,
    turned,
)
from ..shapes_noise import gyroid, noisy
from ._dentine import ivory_solid, mount
from ._near import fitted
from ._spine import body, oval, spiral_spine, swept


def carving(kind: str, shape: Shape, half, rng: np.random.Generator, plinth: bool = False, pose="lies") -> Item:
    """Fit a carved shape, sometimes on a plinth of wood."""
    shape, half = fitted(shape, half)
    extra = ()
    if plinth and rng.random() < 0.12:
        t, r = rng.uniform(4, 12), max(half[0], half[2]) * rng.uniform(0.8, 1.1)
        extra = (mount(moved(cylinder(r, t), 0, -half[1], 0), draw_one_of(("hard wood", "wood"), rng)),)
        half = (max(half[0], r + 1), half[1] + t + 1, max(half[2], r + 1))
    return ivory_solid(kind, shape, half, rng, pose, extra=extra, steepness=1.5)


def height_of(rng: np.random.Generator) -> float:
    return float(np.exp(rng.uniform(np.log(28), np.log(210))))


def robe(h: float, w: float, rng: np.random.Generator) -> Shape:
    """A long garment with folds: from shoulders to the ground."""
    folds, depth, phase = int(rng.integers(5, 14)), rng.uniform(0.03, 0.12), rng.uniform(0, 6)
    waist, hem, flat = rng.uniform(0.6, 0.9), rng.uniform(0.9, 1.4), rng.uniform(0.65, 0.95)
    sway = rng.normal(0, 0.25) * w
    at, width = [-1, -0.4, 0.1, 0.45, 0.6], [hem, rng.uniform(0.75, 1.05), waist, rng.uniform(0.85, 1.0), 0.35]

    def distance(x, y, z):
        t = y / h
        r = w * np.interp(t, at, width).astype(np.float32)
        px = x - sway * np.sin(2.5 * t)
        fall = depth * np.clip(0.5 - t, 0, 1)
        r = r * (1 + fall * np.cos(folds * np.arctan2(z, px) + phase + 2 * t))
        rho = np.sqrt(px * px + (z / flat) ** 2)
        return np.maximum((rho - r) * flat * 0.9, np.maximum(-h - y, y - 0.62 * h))

    return distance


def arm(shoulder, w: float, h: float, side: int, rng: np.random.Generator) -> Shape:
    elbow = np.array(shoulder) + [
        side * w * rng.uniform(0.1, 0.6),
        -h * rng.uniform(0.15, 0.35),
        w * rng.normal(0, 0.3),
    ]
    hand = elbow + [-side * w * rng.uniform(-0.2, 0.8), h * rng.uniform(-0.15, 0.35), w * rng.uniform(0.2, 0.8)]
    return tube_along(np.array([shoulder, elbow, hand]), w * np.array([0.3, 0.26, 0.15]))


def standing(rng: np.random.Generator) -> Item:
    """A person in a robe with arms, head-dress and something held."""
    h = height_of(rng) / 2
    w = h * rng.uniform(0.24, 0.42)
    head = w * rng.uniform(0.38, 0.55)
    parts = [robe(h, w, rng), moved(ellipsoid(head, head * 1.25, head), 0, 0.62 * h + head * 0.9, w * 0.1)]
    parts += [arm([s * w * 0.75, h * 0.5, 0.0], w, h, s, rng) for s in (-1, 1)]
    if rng.random() < 0.6:
        parts.append(moved(ellipsoid(head * rng.uniform(0.5, 1.3), head * 0.7, head * 0.8), 0, 0.66 * h + head * 2, 0))
    if rng.random() < 0.5:
        x = w * rng.uniform(0.9, 1.3) * rng.choice([-1, 1])
        ends = np.array([[x, -h * 0.95, w * 0.5], [x * 0.9, h * rng.uniform(0.4, 1.0), w * 0.5]])
        parts.append(tube_along(ends, np.array([1, 1.2]) * max(w * 0.08, 0.9)))
    if rng.random() < 0.7:
        parts.append(moved(cylinder(w * rng.uniform(1.2, 1.6), h * 0.07), 0, -h, 0))
    shape = noisy(melt(w * 0.12, *parts), w * rng.uniform(0.01, 0.05), w * 0.5, 2, rng)
    return carving("figurine", shape, (w * 2.4, h * 1.1 + head * 3, w * 2.2), rng, True)


def seated(rng: np.random.Generator) -> Item:
    """A seated figure with crossed legs on a lotus or a rock."""
    h = height_of(rng) / 2
    w = h * rng.uniform(0.45, 0.65)
    head = w * rng.uniform(0.4, 0.55)
    knees = [moved(ellipsoid(w * 0.75, w * 0.32, w * 0.5), s * w * 0.6, -h * 0.45, w * 0.2) for s in (-1, 1)]
    torso = moved(ellipsoid(w * rng.uniform(0.6, 0.95), h * 0.5, w * rng.uniform(0.5, 0.7)), 0, -h * 0.1, 0)
    face = moved(ellipsoid(head, head * 1.2, head), 0, h * 0.4 + head * 0.7, 0)
    knot = moved(sphere(head * rng.uniform(0.3, 0.6)), 0, h * 0.4 + head * 2.0, -head * 0.2)
    arms = [arm([s * w * 0.7, h * 0.25, 0.0], w, h, s, rng) for s in (-1, 1)]
    petals, deep = int(rng.integers(8, 20)), rng.uniform(0.03, 0.12)

    def lotus(x, y, z):
        r = w * 1.3 * (1 + deep * np.cos(petals * np.arctan2(z, x))) * (1 - 0.25 * np.abs(y + h * 0.75) / (h * 0.2))
        return np.maximum((np.sqrt(x * x + z * z) - r) * 0.85, np.abs(y + h * 0.75) - h * 0.2)

    base = lotus if rng.random() < 0.6 else noisy(moved(ellipsoid(w * 1.4, h * 0.3, w), 0, -h * 0.8, 0), 1, w, 3, rng)
    shape = noisy(melt(w * 0.15, torso, face, knot, base, *knees, *arms), w * 0.02, w * 0.4, 2, rng)
    return carving("figurine", shape, (w * 2.2, h * 1.05 + head * 3, w * 2.2), rng, True)


def elephant(rng: np.random.Generator) -> Item:
    """An elephant with trunk, ears, tusks; some carry a howdah or stand on a base."""
    n = float(np.exp(rng.uniform(np.log(25), np.log(150))))
    r = n * rng.uniform(0.19, 0.25)
    parts = [ellipsoid(n * 0.33, r, r * rng.uniform(0.75, 0.95))]
    for sx in (-0.2, 0.18):
        for sz in (-1, 1):
            foot = [sx * n + rng.normal(0, 0.04) * n, -r * rng.uniform(1.7, 2.1), sz * r * 0.5]
            leg = np.array([[sx * n, -r * 0.2, sz * r * 0.45], foot])
            parts.append(tube_along(leg, np.array([0.36, 0.28]) * r))
    head = np.array([n * 0.34, r * 0.55, 0])
    parts.append(moved(ellipsoid(r * 0.65, r * 0.75, r * 0.6), *head))
    lift = rng.uniform(-1.2, 1.6)
    trunk = head + np.array([[0.4, -0.2, 0], [0.95, -0.5, 0], [1.2, -0.5 + 0.5 * lift, 0], [1.3, -0.5 + lift, 0]]) * r
    parts.append(tube_along(trunk, np.array([0.35, 0.26, 0.2, 0.13]) * r))
    for s in (-1, 1):
        ear = turned(ellipsoid(r * 0.5, r * 0.65, r * 0.1), np.eye(3))
        parts.append(moved(ear, *(head + [-r * 0.25, 0.05 * r, s * r * 0.68])))
        tusk = head + np.array([[0.5, -0.4, 0.3 * s], [1.1, -0.55, 0.42 * s]]) * r
        parts.append(tube_along(tusk, np.array([0.1, 0.05]) * r + 0.3))
    if rng.random() < 0.5:
        parts.append(moved(box(n * 0.42, r * 0.12, r, 1), 0, -r * 1.95, 0))
    if rng.random() < 0.25:
        parts.append(moved(box(r * 0.5, r * 0.6, r * 0.5, 2), 0, r * 1.3, 0))
    shape = noisy(melt(r * 0.18, *parts), r * rng.uniform(0.0, 0.05), r * 0.6, 2, rng)
    return carving("figurine", shape, (n * 0.75, r * 3, r * 1.6), rng, True)


def beast(rng: np.random.Generator) -> Item:
    shape, half = animal_form(float(np.exp(rng.uniform(np.log(25), np.log(140)))), rng)
    return carving("figurine", shape, half, rng, True)


def openwork(rng: np.random.Generator) -> Item:
    """A pierced carving: a hollowed length of tusk cut through in many places, with figures and leaves."""
    h = height_of(rng) / 2
    w = h * rng.uniform(0.35, 0.8)
    wall = max(2.5, w * rng.uniform(0.25, 0.5))
    shell = ellipsoid(w, h * 1.2, w * rng.uniform(0.6, 1.0))
    holes = [moved(sphere(w * rng.uniform(0.12, 0.32)), *(rng.uniform(-1, 1, 3) * [w, h, w * 0.8])) for _ in range(26)]
    inside = moved(ellipsoid(w - wall, h * 1.1, w * 0.8 - wall if w * 0.8 > wall + 1 else 1.0), 0, 0, 0)
    lumps = [
        moved(ellipsoid(*(w * rng.uniform(0.15, 0.35, 3))), *(rng.uniform(-0.8, 0.8, 3) * [w, h, w * 0.7]))
        for _ in range(8)
    ]
    pierced = melt(w * 0.08, minus(shell, inside, *holes), *lumps)
    shape = noisy(common(pierced, box(w * 1.1, h, w * 1.1)), w * 0.03, w * 0.35, 2, rng)
    return carving("figurine", shape, (w * 1.3, h + 3, w * 1.3), rng, True)


def skinned_figure(rng: np.random.Generator) -> Item:
    """A person as a lofted skin (held-out geometry)."""
    shape, half = mesh_figure(height_of(rng), rng)
    return ivory_solid("figurine", shape, half, rng, "lies")


def skinned_animal(rng: np.random.Generator) -> Item:
    """An animal as a lofted skin (held-out geometry)."""
    n = float(np.exp(rng.uniform(np.log(30), np.log(140))))
    shape, half = mesh_animal(n, rng, rng.uniform(0.9, 1.7))
    return ivory_solid("figurine", shape, half, rng, "lies")


def lattice_carving(rng: np.random.Generator) -> Item:
    """Openwork as a winding lattice within a flowing lump (held-out geometry)."""
    size = height_of(rng) * 0.8
    lump, half = flowing_lump(size, rng)
    cell = max(9.0, size * rng.uniform(0.22, 0.4))
    wall = moved(gyroid(cell, cell * rng.uniform(0.25, 0.4)), *(rng.uniform(0, cell, 3)))
    shape, half = fitted(common(lump, wall), half, 1.6)
    return ivory_solid("figurine", shape, half, rng, "lies", steepness=1.6)


def cord_holes(shape: Shape, size: float, rng: np.random.Generator) -> Shape:
    """The two joined holes of a netsuke for its cord."""
    if rng.random() < 0.25:
        return shape
    r = rng.uniform(1.0, 2.2)
    path = np.array([[-size * 0.18, -size, 0], [-size * 0.1, -size * 0.12, 0], [size * 0.1, -size * 0.12, 0]])
    path = np.vstack([path, [size * 0.18, -size, 0]])
    return minus(shape, turned(tube_along(path, np.full(4, r)), random_rotation(rng)))


def netsuke(rng: np.random.Generator) -> Item:
    size = rng.uniform(20, 62)
    shape, half = netsuke_form(size, rng)
    return carving("netsuke", cord_holes(shape, size / 2, rng), half, rng, pose="any")


def curled(rng: np.random.Generator) -> Item:
    """A curled animal: a body wound round itself, head laid on its flank, limbs drawn in."""
    size = rng.uniform(22, 58)
    length = size * rng.uniform(1.9, 2.8)
    spine = spiral_spine(length, rng.uniform(3.5, 5.2), rng.uniform(0.1, 0.6), rng.uniform(0.02, 0.1), 30)
    thick = size * rng.uniform(0.19, 0.26)

    def radius(s):
        t = np.clip(s / length, 0, 1)
        return thick * (0.35 + 0.75 * np.sin(np.pi * (0.12 + 0.8 * t)) ** 0.8) * np.clip(t * 12, 0.1, 1) ** 0.5

    trunk = swept(spine, body(spine, radius, oval(rng.uniform(0.8, 1.2), 0.0)))
    end = spine.points[-1]
    head = moved(ellipsoid(*(thick * rng.uniform(0.7, 1.1, 3))), *end)
    legs = []
    for i in rng.integers(5, 25, 4):
        d = rng.standard_normal(3)
        legs.append(moved(ellipsoid(thick * 0.55, thick * 0.3, thick * 0.35), *(spine.points[i] + d * thick * 0.45)))
    shape = noisy(melt(thick * 0.3, trunk, head, *legs), thick * 0.05, thick, 2, rng)
    return carving("netsuke", cord_holes(shape, size / 2, rng), spine.half(thick * 2.2), rng, pose="any")


def manju(rng: np.random.Generator) -> Item:
    """A flat round netsuke (manju), plain or in relief, often hollow in two halves."""
    r, t = rng.uniform(14, 26), rng.uniform(5, 10)
    shape = noisy(ellipsoid(r, t * 1.2, r), rng.uniform(0, 0.8), r * 0.5, 3, rng)
    if rng.random() < 0.5:
        shape = minus(
            shape, ellipsoid(r - 3.5, max(t * 1.2 - 3.5, 1), r - 3.5), common(plane(0, 1, 0, 0.3), plane(0, -1, 0, 0.3))
        )
    shape = minus(shape, cylinder(rng.uniform(1, 2.5), 99)) if rng.random() < 0.5 else shape
    return carving("netsuke", shape, (r + 2, t * 1.4 + 2, r + 2), rng)


def displaced_netsuke(rng: np.random.Generator) -> Item:
    """A compact carving from a displaced ball or flowing balls, with cord holes (held-out geometry)."""
    size = rng.uniform(20, 60)
    if rng.random() < 0.5:
        shape, half = mesh_lump(size, rng, 0.25, bool(rng.random() < 0.5))
    else:
        shape, half = flowing_lump(size, rng, int(rng.integers(8, 16)))
    return carving("netsuke", cord_holes(shape, size / 2, rng), half, rng, pose="any")


FAMILIES = (
    Family("figurine.standing", "figurine", standing, 0.7),
    Family("figurine.seated", "figurine", seated, 0.5),
    Family("figurine.elephant", "figurine", elephant, 0.5),
    Family("figurine.beast", "figurine", beast, 0.4),
    Family("figurine.openwork", "figurine", openwork, 0.4),
    Family("figurine.skin", "figurine", skinned_figure, 1.0, held_out=True),
    Family("figurine.skin-animal", "figurine", skinned_animal, 0.8, held_out=True),
    Family("figurine.lattice", "figurine", lattice_carving, 0.4, held_out=True),
    Family("netsuke.compact", "netsuke", netsuke, 0.5),
    Family("netsuke.curled", "netsuke", curled, 0.4),
    Family("netsuke.manju", "netsuke", manju, 0.3),
    Family("netsuke.displaced", "netsuke", displaced_netsuke, 0.9, held_out=True),
)
