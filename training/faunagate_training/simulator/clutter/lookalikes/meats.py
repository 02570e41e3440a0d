"""Animals as food: dressed poultry, fish, sausages, shellfish, boneless joints, nuggets. Families are in `animals`."""

import numpy as np

from ...forms import Form, around, snug, spine
from ...forms_skin import flowing_lump, mesh_lump, of_mesh
from ...items import Item, Part, Pile, Solid
from ...materials import draw_material
from ...shapes import Shape, common, ellipsoid, inset, melt, minus, moved, plane, tube_along, union, wall
from ...shapes_loft import joined, loft_along
from ...shapes_mesh import mesh_sdf
from ...shapes_noise import noisy
from ...shapes_section import smooth_curve
from .kinds import FormMaker, Maker
from .matter import pick

Rng = np.random.Generator


def poultry(rng: Rng) -> Item:
    """A dressed chicken or duck: hollow trunk, breast bone, folded legs and wings with bones."""
    a = rng.uniform(55, 100)
    b, c = a * rng.uniform(0.5, 0.62), a * rng.uniform(0.55, 0.68)
    legs, bones = [], []
    for s in (-1, 1):
        hip = np.array([-a * 0.4, 0, s * c * 0.7])
        knee, foot = hip + [a * 0.5, b * 0.3, s * c * 0.1], hip + [-a * 0.35, b * 0.5, -s * c * 0.3]
        legs.append(tube_along(np.stack([hip, knee, foot]), a * np.array([0.26, 0.2, 0.09])))
        bones.append(tube_along(np.stack([hip, knee, foot]), a * np.array([0.045, 0.05, 0.04])))
        wing = np.array([[a * 0.5, 0, s * c * 0.8], [a * 0.1, -b * 0.1, s * c * 1.05], [a * 0.5, -b * 0.2, s * c]])
        legs.append(tube_along(wing, a * np.array([0.12, 0.1, 0.07])))
        bones.append(tube_along(wing, a * np.array([0.03, 0.03, 0.025])))
    body = melt(a * 0.06, ellipsoid(a, b, c), *legs)
    keel = common(ellipsoid(a * 0.6, b * 0.9, 1.8), plane(0, -1, 0, -b * 0.1))
    spine_bone = tube_along(
        np.array([[-a * 0.8, -b * 0.6, 0], [0, -b * 0.7, 0], [a * 0.8, -b * 0.5, 0]]), np.full(3, a * 0.05)
    )
    flesh = minus(noisy(body, a * 0.02, a * 0.3, 3, rng), moved(ellipsoid(a * 0.65, b * 0.5, c * 0.5), 0, -b * 0.1, 0))
    parts = (
        Part(noisy(inset(body, -2), 1, 20, 2, rng), draw_material("fat", rng)),
        Part(flesh, draw_material("meat", rng)),
        Part(union(*bones, keel, spine_bone), draw_material("thin bone", rng)),
    )
    return Solid("poultry", parts, (a * 1.15 + 4, b * 1.25 + 6, c * 1.5 + 6), "lies", 0, "meat")


def skin_poultry(rng: Rng) -> Item:
    """A dressed bird lofted as one skin with a lofted cavity and legs."""
    a = rng.uniform(55, 100)
    trunk = loft_along(
        np.array([[-0.95, 0, 0], [-0.2, 0.1, 0], [0.4, 0.05, 0], [1, -0.05, 0]]) * a,
        a * np.array([0.15, 0.5, 0.62, 0.6, 0.25]),
        rng.uniform(1, 1.2),
        36,
        22,
    )
    limbs, bones = [], []
    for s in (-1, 1):
        path = (
            np.array([[-0.3, 0.0, s * 0.45], [0.15, 0.25, s * 0.62], [-0.5, 0.45, s * 0.35], [-0.75, 0.4, s * 0.2]]) * a
        )
        limbs.append(loft_along(path, a * np.array([0.24, 0.2, 0.14, 0.06]), 0.9, 24, 14))
        bones.append(loft_along(path, a * np.array([0.05, 0.06, 0.045, 0.06]), 1, 24, 8))
    flesh = mesh_sdf(joined(trunk, *limbs), a / 28)
    cavity = loft_along(
        np.array([[-1.2, 0, 0], [-0.4, 0.0, 0], [0.5, 0, 0]]) * a, a * np.array([0.2, 0.3, 0.28, 0.1]), 1, 20, 14
    )
    parts = (
        Part(minus(flesh, mesh_sdf(cavity, a / 24)), draw_material("meat", rng)),
        Part(mesh_sdf(joined(*bones), a / 45), draw_material("thin bone", rng)),
    )
    return Solid("poultry", parts, (a * 1.1 + 4, a * 0.8 + 4, a * 0.95 + 4), "lies", 0, "meat")


def fish(rng: Rng) -> Item:
    length = rng.uniform(110, 280)
    points = spine(length, rng.uniform(0, 0.5), 0)[:, [1, 2, 0]]
    radii = length * 0.12 * np.interp(np.linspace(0, 1, 12), [0, 0.2, 0.5, 0.9, 1], [0.3, 0.9, 1, 0.3, 0.5])
    skeleton = union(
        tube_along(points, np.full(12, 1.4)),
        moved(wall(ellipsoid(length * 0.06, length * 0.035, length * 0.045), 1), *points[1]),
    )
    parts = (
        Part(tube_along(points, radii, 1.8), draw_material("meat", rng)),
        Part(skeleton, draw_material("thin bone", rng)),
    )
    return Solid("fish", parts, around(points, length * 0.14), "lies", 0, "meat")


def skin_fish(rng: Rng) -> Item:
    """A fish lofted with a flat section, tail and fins, ribs along its spine."""
    n, w = rng.uniform(110, 280), rng.uniform(0.09, 0.15)
    path = np.array([[-0.5, 0, 0], [-0.1, 0, rng.normal(0, 0.03)], [0.25, 0, 0], [0.42, 0, 0]]) * n
    body = loft_along(path, n * w * np.array([0.15, 0.75, 1, 0.95, 0.7, 0.35, 0.2]), rng.uniform(0.4, 0.6), 40, 20)
    tail = loft_along(
        np.array([[0.4, 0, 0], [0.46, 0, 0], [0.52, 0, 0]]) * n, n * w * np.array([0.2, 0.6, 1.1]), 0.06, 10, 12
    )
    flesh = mesh_sdf(joined(body, tail), n / 80)
    line = smooth_curve(path[:3] * [0.9, 1, 1], 26)
    ribs = [tube_along(np.stack([p, p + [n * 0.02, -n * w * 0.7, 0]]), np.full(2, 0.5)) for p in line[5:20:2]]
    skeleton = union(tube_along(line, 1.5 + 0.5 * (np.arange(26) % 2)), *ribs)
    parts = (
        Part(flesh, draw_material("meat", rng)),
        Part(common(skeleton, inset(flesh, 1)), draw_material("thin bone", rng)),
    )
    return Solid("fish", parts, (n * 0.53 + 3, n * w * 1.2 + 3, n * 0.12 + 4), "lies", 0, "meat")


def sausage(rng: Rng) -> Form:
    """A chain or ring of sausages."""
    r, n = rng.uniform(8, 22), int(rng.integers(1, 5))
    a = np.linspace(0, rng.uniform(1, 5), 9 * n)
    ring = rng.uniform(35, 70)
    points = np.stack([ring * np.cos(a), 0.02 * a * ring, ring * np.sin(a)], 1)
    points -= (points.max(axis=0) + points.min(axis=0)) / 2
    pinch = np.where(np.arange(9 * n) % 9 == 0, 0.35, 1.0)
    pinch[[0, -1]] = 0.5
    return noisy(tube_along(points, r * pinch), 0.6, 18, 2, rng), around(points, r * 1.1)


def skin_sausage(rng: Rng) -> Form:
    r, long = rng.uniform(9, 28), rng.uniform(80, 220)
    path = np.array([[-0.5, 0, 0], [-0.15, rng.normal(0, 0.1), 0], [0.2, rng.normal(0, 0.1), 0.05], [0.5, 0, 0]]) * long
    return of_mesh(
        loft_along(path, r * np.array([0.15, 0.9, 1, 1, 1, 0.9, 0.15]), rng.uniform(0.85, 1), 44, 20), long / 70
    )


def prawn(rng: Rng) -> Form:
    """A curled, segmented tail."""
    ring, r = rng.uniform(10, 22), rng.uniform(4, 8)
    a = np.linspace(0, rng.uniform(2.5, 4.5), 14)
    points = np.stack([ring * np.cos(a), np.zeros(14), ring * np.sin(a)], 1)
    points -= (points.max(axis=0) + points.min(axis=0)) / 2
    radii = (
        r * np.interp(np.linspace(0, 1, 14), [0, 0.2, 0.8, 1], [0.7, 1, 0.5, 0.25]) * (1 + 0.08 * (np.arange(14) % 2))
    )
    return tube_along(points, radii), around(points, r)


def skin_mussel(rng: Rng) -> Form:
    long = rng.uniform(35, 75)
    path = np.array([[-0.5, 0, 0], [0, 0.05, 0], [0.5, 0, 0]]) * long
    return of_mesh(loft_along(path, long * np.array([0.04, 0.16, 0.22, 0.2, 0.06]), rng.uniform(0.6, 0.8), 26, 18), 1.2)


def shellfish(form: FormMaker) -> Maker:
    """Prawns or mussels in their shells, several in a bag."""

    def make(rng: Rng) -> Item:
        shape, half = snug(form(rng))
        skin = draw_material(pick(("leather", "sea shell"), rng), rng)
        parts = (
            Part(shape, draw_material("meat", rng)),
            Part(wall(shape, rng.uniform(0.6, 1.4)), skin.scaled(rng.uniform(0.5, 1))),
        )
        one = Solid("shellfish", parts, half, "lies", 0, "meat")
        n = int(rng.integers(6, 30))
        side = 2 * max(half) * rng.uniform(1.8, 2.8) + 12
        return Pile(
            "shellfish",
            (one,) * n,
            (rng.uniform(40, 80), side, side),
            draw_material("polyethylene", rng),
            0,
            "meat",
            0.0,
            n,
        )

    return make


def steak(rng: Rng) -> Form:
    a, b, c = rng.uniform(25, 80), rng.uniform(9, 32), rng.uniform(40, 100)
    return noisy(ellipsoid(a, b, c), b * 0.2, 40, 3, rng), (a * 1.2 + 4, b * 1.5 + 4, c * 1.2 + 4)


def joint(form: FormMaker) -> Maker:
    """Boneless meat with a layer and streaks of fat."""

    def make(rng: Rng) -> Item:
        shape, half = snug(form(rng))
        rind = rng.uniform(1, 6)
        streak: Shape = noisy(plane(1, 0.3, 0.1, 0.0), 9, 25, 2, rng)
        veins = common(inset(shape, rind), wall(streak, rng.uniform(1, 3)))
        fat = draw_material("fat", rng)
        parts = (Part(shape, fat), Part(inset(shape, rind), draw_material("meat", rng)), Part(veins, fat))
        return Solid("meat", parts, half, "lies", 0, "meat")

    return make


def flowing_meat(rng: Rng) -> Form:
    return flowing_lump(rng.uniform(70, 170), rng, 8)


def nugget(rng: Rng) -> Form:
    return steak_of(rng, 0.25)


def steak_of(rng: Rng, factor: float) -> Form:
    a, b, c = (rng.uniform(*v) * factor for v in ((25, 80), (20, 50), (40, 100)))
    return noisy(ellipsoid(a, b, c), b * 0.15, 15, 3, rng), (a * 1.2 + 3, b * 1.4 + 3, c * 1.2 + 3)


def skin_nugget(rng: Rng) -> Form:
    return mesh_lump(rng.uniform(20, 45), rng, 0.2)
