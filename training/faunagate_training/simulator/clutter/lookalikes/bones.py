"""Bones that are no wildlife: of food, bare or in meat, and worked ones."""

import numpy as np

from ....classes import BONE, IVORY
from ...family import Family
from ...forms import Form, around, spine
from ...forms_skin import of_mesh
from ...items import Item, Part, Solid
from ...materials import draw_material
from ...shapes import (
    Shape,
    box,
    common,
    ellipsoid,
    inset,
    melt,
    moved,
    plane,
    rotation_about,
    sphere,
    tube_along,
    turned,
    union,
)
from ...shapes_loft import joined, loft_along
from ...shapes_mesh import mesh_sdf
from ...shapes_noise import metaballs, noisy
from .kinds import families, heap_of, kind_of

Rng = np.random.Generator


def shank(length: float, r: float, rng: Rng) -> Form:
    """A long bone of capsules: shaft with two condyles at each end."""
    points = spine(length, rng.uniform(0, 0.35), 0)
    radii = r * np.interp(np.linspace(0, 1, len(points)), [0, 0.12, 0.25, 0.75, 0.88, 1], [1.6, 1.5, 1, 1, 1.5, 1.7])
    ends = [
        moved(sphere(r * 1.3), points[i][0] + s * r * 0.7, points[i][1], points[i][2]) for i in (0, -1) for s in (-1, 1)
    ]
    return melt(4, tube_along(points, radii), *ends), around(points, r * 2.2)


def skin_shank(length: float, r: float, rng: Rng) -> Form:
    """A long bone as one lofted skin with a flattened, lobed head."""
    path = (
        np.array([[0, -0.5, 0], [rng.normal(0, 0.04), -0.15, 0], [rng.normal(0, 0.04), 0.2, 0.02], [0, 0.5, 0]])
        * length
    )
    radii = r * np.array([1.2, 1.9, 1.35, 1.0, 0.95, 1.0, 1.3, 2.0, 1.3])
    a = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    ends = np.abs(np.linspace(-1, 1, 48))[:, None] ** 4
    relief = 1 + 0.25 * ends * np.cos(2 * a + rng.uniform(0, 6)) + 0.1 * ends * np.cos(3 * a)
    return of_mesh(loft_along(path, radii, rng.uniform(0.7, 1), 48, 24, relief), max(length / 75, 0.9))


def bone_parts(shape: Shape, wall_mm: float, rng: Rng) -> tuple[Part, ...]:
    return Part(shape, draw_material("bone", rng)), Part(inset(shape, wall_mm), draw_material("marrow", rng))


def flesh_around(shape: Shape, thick: float, rng: Rng) -> Part:
    """Flesh that follows a skin at `thick` mm (meshes only: their distances hold far from the surface)."""
    return Part(noisy(inset(shape, -thick), thick * 0.25, max(40.0, thick * 4), 2, rng), draw_material("meat", rng))


def flesh_about(half: tuple[float, float, float], thick: float, rng: Rng) -> Part:
    """Flesh as a rough ellipsoid about a bone of the given half sizes; its ends may stick out."""
    body = ellipsoid(half[0] + thick, half[1] * rng.uniform(0.85, 1.1), half[2] + thick)
    return Part(noisy(body, thick * 0.25, max(40.0, thick * 4), 2, rng), draw_material("meat", rng))


def long_bone(kind: str, maker, meaty: float, sizes: tuple[float, float]):
    """A bone with marrow, with the chance `meaty` in flesh."""

    def make(rng: Rng) -> Item:
        length = rng.uniform(*sizes)
        r = float(np.clip(length * rng.uniform(0.06, 0.12), 3.5, 18))
        shape, half = maker(length, r, rng)
        parts = bone_parts(shape, r * rng.uniform(0.25, 0.5), rng)
        grown = 0.0
        if rng.random() < meaty:
            grown = r * rng.uniform(0.8, 2.5)
            follows = maker is skin_shank
            meat = flesh_around(shape, grown, rng) if follows else flesh_about(half, grown, rng)
            parts = (meat, *parts)
            grown *= 2.2
        return Solid(kind, parts, tuple(h + grown + 2 for h in half), "lies", 0, "bone")

    return make


def sawn_bone(maker):
    """A disc or length sawn from a shank, as for soup: ring of bone, marrow in it, often in meat."""

    def make(rng: Rng) -> Item:
        r, half = rng.uniform(10, 22), rng.uniform(8, 35)
        shape, _ = maker(half * 5, r, rng)
        cut = common(shape, plane(0, 1, 0, half), plane(0, -1, 0, half))
        parts = bone_parts(cut, r * rng.uniform(0.25, 0.45), rng)
        core = common(inset(shape, r * 0.4), plane(0, 1, 0, half), plane(0, -1, 0, half))
        parts = (parts[0], Part(core, parts[1].material))
        reach = r * 2.6
        if rng.random() < 0.5:
            body = noisy(ellipsoid(r * rng.uniform(2, 3.4), 6 * half, r * rng.uniform(2, 3.4)), r * 0.2, 40, 2, rng)
            meat = common(body, plane(0, 1, 0, half), plane(0, -1, 0, half))
            parts, reach = (Part(meat, draw_material("meat", rng)), *parts), r * 3.8
        return Solid("marrow bone", parts, (reach, half + 3, reach), "any", 0, "bone")

    return make


def ribs(rng: Rng) -> Item:
    """A rack of ribs in meat."""
    n, pitch, long = int(rng.integers(3, 9)), rng.uniform(15, 24), rng.uniform(80, 170)
    thick = rng.uniform(3.5, 6.5)
    bones = [
        tube_along(spine(long, rng.uniform(0.3, 0.5), 0) + [0, 0, (k - (n - 1) / 2) * pitch], np.full(12, thick), 1.5)
        for k in range(n)
    ]
    points = spine(long, 0.4, 0)
    slab = tube_along(points, np.full(12, thick * 2.2))
    width = n * pitch / 2

    def meat(x, y, z):
        return np.maximum(slab(x, y, np.zeros_like(z)), np.abs(z) - width)

    bone = union(*bones)
    parts = (Part(noisy(meat, 2, 25, 3, rng), draw_material("meat", rng)), *bone_parts(bone, 1.6, rng))
    if rng.random() < 0.3:
        parts = parts[1:]
    reach = around(points, thick * 2.6)
    return Solid("ribs", parts, (reach[0] + 3, reach[1] + 3, width + thick + 5), "lies", 0, "bone")


def skin_ribs(rng: Rng) -> Item:
    """Ribs lofted with flat sections on a piece of spine, in a lofted slab of meat."""
    n, pitch, long = int(rng.integers(3, 8)), rng.uniform(14, 22), rng.uniform(80, 160)
    bodies = []
    for k in range(n):
        z = (k - (n - 1) / 2) * pitch
        path = np.array([[-0.5, 0.1, 0], [-0.2, 0.22, 0], [0.2, 0.2, 0], [0.5, 0, 0]]) * long + [0, 0, z]
        bodies.append(loft_along(path, np.array([5, 4, 3.5, 3]), rng.uniform(1.3, 2), 24, 10))
    back = np.array([[-0.5, 0.1, -n * pitch / 2 / long], [-0.5, 0.1, 0], [-0.5, 0.1, n * pitch / 2 / long]]) * long
    bodies.append(loft_along(back, np.array([7, 9, 7, 9, 7, 9, 7]), 1, 30, 12))
    mesh = joined(*bodies)
    shift = -(mesh[0].max(axis=0) + mesh[0].min(axis=0)) / 2
    bone = mesh_sdf((mesh[0] + shift, mesh[1]), 1.6)
    parts = bone_parts(bone, 1.8, rng)
    half = np.abs(mesh[0] + shift).max(axis=0) + 3
    if rng.random() < 0.7:
        parts, half = (flesh_around(bone, rng.uniform(4, 9), rng), *parts), half + 14
    return Solid("ribs", parts, tuple(float(h) for h in half), "lies", 0, "bone")


def knuckle(rng: Rng) -> Item:
    r = rng.uniform(12, 28)
    lumps = [moved(sphere(r * rng.uniform(0.5, 0.9)), *(rng.normal(0, 0.6, 3) * r)) for _ in range(5)]
    shape = noisy(melt(r * 0.3, *lumps), r * 0.05, r * 0.6, 3, rng)
    parts = (
        Part(shape, draw_material("bone", rng)),
        Part(inset(shape, r * 0.15), draw_material("thin bone", rng).scaled(0.75)),
    )
    return Solid("knuckle bone", parts, (r * 2.6,) * 3, "any", 0, "bone")


def skin_knuckle(rng: Rng) -> Item:
    r = rng.uniform(12, 28)
    shape = metaballs(rng.normal(0, 0.55, (7, 3)) * r, r * rng.uniform(0.35, 0.7, 7))
    shape = noisy(shape, r * 0.03, r * 0.5, 2, rng)
    parts = (
        Part(shape, draw_material("bone", rng)),
        Part(inset(shape, r * 0.15), draw_material("thin bone", rng).scaled(0.75)),
    )
    return Solid("knuckle bone", parts, (r * 2.8,) * 3, "any", 0, "bone")


def chicken_bones(maker):
    def form(rng: Rng) -> Form:
        length = rng.uniform(35, 110)
        return maker(length, length * rng.uniform(0.035, 0.06), rng)

    return lambda rng: heap_of("chicken bones", form, ("bone", "thin bone"), (3, 12), rng, 0.8)


def bone_in_meat(maker):
    return long_bone("meat on the bone", maker, 1.0, (70, 210))


def worked(rng: Rng) -> Form:
    """Folder, spatula or needle case of bone, sawn from a shank wall."""
    half, w, t = rng.uniform(40, 95), rng.uniform(6, 14), rng.uniform(1.5, 4)
    plate = common(box(w, half, t, t * 0.6), ellipsoid(w * 1.5, half * 1.1, t * 3))
    return noisy(turned(plate, rotation_about(1, 0.2)), 0.3, 20, 2, rng), (w + 3, half + 2, w * 0.3 + t + 3)


def skin_worked(rng: Rng) -> Form:
    half, w = rng.uniform(40, 95), rng.uniform(6, 14)
    path = np.array([[0, -half, 0], [0, 0, rng.normal(0, 2)], [0, half, rng.normal(0, 4)]])
    return of_mesh(loft_along(path, w * rng.uniform(0.5, 1, 6), rng.uniform(0.2, 0.4), 40, 16), 1.2)


FAMILIES: tuple[Family, ...] = (
    *families(
        "bone",
        IVORY,
        {"capsules": long_bone("bone", shank, 0.0, (60, 220))},
        {"skin": long_bone("bone", skin_shank, 0.0, (60, 220))},
        1.0,
    ),
    *families("meat on the bone", IVORY, {"capsules": bone_in_meat(shank)}, {"skin": bone_in_meat(skin_shank)}, 1.2),
    *families("marrow bone", IVORY, {"capsules": sawn_bone(shank)}, {"skin": sawn_bone(skin_shank)}, 0.8),
    *families("ribs", IVORY, {"rack": ribs}, {"skin": skin_ribs}, 0.8),
    *families("knuckle bone", BONE, {"lumps": knuckle}, {"metaballs": skin_knuckle}, 0.5),
    *families("chicken bones", BONE, {"capsules": chicken_bones(shank)}, {"skin": chicken_bones(skin_shank)}, 0.7),
    *kind_of("worked bone", IVORY, ("bone",), {"sawn": worked}, {"lofted": skin_worked}, 0.6),
)
