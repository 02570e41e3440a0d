"""What is taken for horn or tusks: cow and drinking horns, horns of plastic or wood, toys, and `horn_pieces`."""

import numpy as np

from ....classes import HORN, IVORY
from ...family import Family
from ...forms import Form, around, horn_form, spine
from ...forms_cut import animal_form, swept_horn
from ...forms_skin import mesh_animal, mesh_horn, of_mesh
from ...items import Item, Part, Solid
from ...materials import draw_material
from ...shapes import common, cone, cylinder, ellipsoid, inset, melt, minus, moved, plane, sphere, tube_along
from ...shapes_loft import loft, loft_along
from ...shapes_mesh import mesh_sdf
from ...shapes_noise import noisy
from .horn_pieces import (
    block,
    braided_chew,
    chew,
    flowing,
    hoof,
    horn_disc,
    lathed_rod,
    pebble,
    plain_rod,
    pommel,
    prill,
    sawn_stick,
    skin_pebble,
    skin_prill,
    turned_hoof,
    turned_pommel,
    turned_slice,
    wood_log,
)
from .kinds import families, heaps, kind_of
from .matter import FAKES, HORNS, LUMPS, pick, solid

Rng = np.random.Generator


def tusk_like(rng: Rng) -> Form:
    """A solid or hollowed curved taper."""
    length = rng.uniform(70, 330)
    base = float(np.clip(length * rng.uniform(0.06, 0.14), 7, 36))
    shape, half = horn_form(length, base, rng.uniform(0.2, 1.3), rng.uniform(0.5, 1.0), rng)
    if rng.random() < 0.4:
        points = spine(length, 0.0, 0.0)
        shape = minus(shape, moved(cone(base * 0.6, 0.5, length * 0.2), 0, points[0][1] + length * 0.15, 0))
    return shape, half


def swept_tusk(rng: Rng) -> Form:
    length = rng.uniform(70, 300)
    return swept_horn(length, float(np.clip(length * rng.uniform(0.06, 0.13), 7, 34)), rng)


def skin_tusk(rng: Rng) -> Form:
    length = rng.uniform(70, 300)
    return mesh_horn(length, float(np.clip(length * rng.uniform(0.06, 0.13), 7, 34)), rng, 0.02)


def thick_horn(rng: Rng) -> Form:
    length = rng.uniform(60, 300)
    base = float(np.clip(length * rng.uniform(0.14, 0.32), 12, 62))
    return horn_form(length, base, rng.uniform(0.1, 1.2), rng.uniform(0.5, 1.1), rng)


def edged_horn(rng: Rng) -> Form:
    length = rng.uniform(60, 300)
    return swept_horn(
        length, float(np.clip(length * rng.uniform(0.12, 0.25), 12, 55)), rng, int(rng.choice([0, 0, 5, 7]))
    )


def skin_horn(rng: Rng) -> Form:
    length = rng.uniform(60, 300)
    return mesh_horn(length, float(np.clip(length * rng.uniform(0.14, 0.3), 12, 60)), rng, 0.08)


def bored(shape, path: np.ndarray, radii: np.ndarray, reach: float):
    """The shape hollowed from its base along `path` [n, 3] over `reach` of its length."""
    n = max(3, int(len(path) * reach))
    s = np.linspace(0, 1, n)
    start = path[0] - (path[1] - path[0]) * 0.8
    inner = np.maximum(np.interp(s * reach, np.linspace(0, 1, len(radii)), radii) * 0.86 * (1 - s**3 * 0.9), 0.5)
    return minus(shape, tube_along(np.vstack([start, path[:n]]), np.concatenate([inner[:1], inner])))


def cow_horn(rng: Rng) -> Item:
    """A cow's or ram's horn: keratin, hollow over most of its length, its wall thickening to the solid tip."""
    length = rng.uniform(120, 380)
    base = float(np.clip(length * rng.uniform(0.08, 0.16), 14, 42))
    points = spine(length, rng.uniform(0.5, 2.2), rng.normal(0, 1.0), 16)
    s = np.linspace(0, 1, 16)
    radii = np.maximum(base * (1 - s**1.3 * 0.95), 1.5)
    shape = bored(tube_along(points, radii, rng.uniform(0.85, 1.1)), points, radii, rng.uniform(0.55, 0.85))
    return solid("cow horn", (noisy(shape, 0.5, 12, 2, rng), around(points, base * 1.2)), "keratin", "lies", rng)


def skin_cow_horn(rng: Rng) -> Solid:
    """A cow's horn as two lofted skins, the inner one cut out."""
    length = rng.uniform(120, 360)
    base = float(np.clip(length * rng.uniform(0.09, 0.17), 14, 42))
    turn = rng.uniform(0.4, 2.0)
    s = np.linspace(0, 1, 8)
    path = np.stack([np.sin(turn * s), s * np.cos(turn * 0.4 * s) * 1.2, rng.normal(0, 0.2) * s**2], 1) * length * 0.55
    path -= (path.min(axis=0) + path.max(axis=0)) / 2
    radii = base * (1 - 0.95 * s**1.4)
    ratio = rng.uniform(0.75, 1)
    outer = loft_along(path, radii, ratio, 48, 24, 1 + 0.03 * rng.standard_normal((48, 1)) * np.ones((1, 24)))
    deep = rng.uniform(0.5, 0.8)
    begin = path[0] - (path[1] - path[0]) * 0.4
    fine = np.stack([np.interp(np.linspace(0, deep, 7), s, path[:, i]) for i in range(3)], 1)
    shrink = np.interp(np.linspace(0, 1, 9), [0, 0.12, 1], [0.85, 0.85, 0.1])
    inner = loft_along(np.vstack([begin, fine]), base * shrink, ratio, 36, 20)
    shape = minus(mesh_sdf(outer, length / 90), mesh_sdf(inner, length / 90))
    return solid("cow horn", (shape, around(path, base * 1.25)), "keratin", "lies", rng)


def drinking_horn(rng: Rng) -> Item:
    """A hollow horn with a metal rim and often a metal tip."""
    length = rng.uniform(150, 340)
    base = float(np.clip(length * rng.uniform(0.1, 0.15), 18, 40))
    points = spine(length, rng.uniform(0.7, 1.6), 0.0, 16)
    s = np.linspace(0, 1, 16)
    radii = np.maximum(base * (1 - s * 0.93), 2)
    shape = bored(tube_along(points, radii), points, radii, 0.8)
    metal = draw_material(pick(("brass", "aluminium", "steel"), rng), rng)
    band = tube_along(points[:2] * 1.0, np.full(2, base * 1.04))
    rim = common(minus(band, tube_along(points[:2], np.full(2, base * 0.97))), plane(0, 1, 0, float(points[1][1])))
    parts = [Part(shape, draw_material("keratin", rng)), Part(rim, metal)]
    if rng.random() < 0.5:
        parts.append(Part(moved(sphere(5), *points[-1]), metal))
    return Solid("drinking horn", tuple(parts), around(points, base * 1.1 + 3), "lies", 0, "keratin")


def skin_drinking_horn(rng: Rng) -> Item:
    item = skin_cow_horn(rng)
    low = -item.half[1]
    band = common(inset(item.parts[0].shape, -1.2), plane(0, 1, 0, low + rng.uniform(14, 30)))
    metal = draw_material(pick(("brass", "aluminium", "steel"), rng), rng)
    return Solid(
        "drinking horn", (Part(band, metal), *item.parts), tuple(h + 1.5 for h in item.half), "lies", 0, "keratin"
    )


def shoe_horn(rng: Rng) -> Form:
    """A trough-shaped blade with a handle."""
    long, wide, thick = rng.uniform(60, 170), rng.uniform(15, 24), rng.uniform(0.9, 1.8)
    blade = common(minus(cylinder(wide, long), cylinder(wide - 2 * thick, long + 5)), plane(1, 0, 0, -wide * 0.3))
    tapered = common(blade, plane(0, 1, 1.5, long * 0.9), plane(0, 1, -1.5, long * 0.9))
    return tapered, (wide + 2, long + 2, wide + 2)


def skin_shoe_horn(rng: Rng) -> Form:
    long, wide, thick = rng.uniform(120, 320), rng.uniform(15, 24), rng.uniform(1.3, 2.2)
    n = 26
    s = np.linspace(0, 1, n)
    width = wide * np.interp(s, [0, 0.35, 0.6, 1], [1, 0.9, 0.5, 0.35])
    a = np.linspace(-1.1, 1.1, 14)
    rings = []
    for k in range(n):
        arc = np.stack([width[k] * np.sin(a), np.zeros(14), width[k] * np.cos(a) * 0.7], 1)
        ring = np.vstack([arc, arc[::-1] - [0, 0, 2 * thick]])
        rings.append(ring + [0, (s[k] - 0.5) * long, 25 * np.sin(2.5 * s[k])])
    return of_mesh(loft(np.array(rings)), max(thick * 0.8, long / 140))


def dinosaur(rng: Rng) -> Form:
    """A toy with horns and plates on its back."""
    size = rng.uniform(50, 170)
    shape, half = animal_form(size, rng, 0.06)
    a = half[0] * 0.9
    horns = [
        tube_along(
            np.array([[a * 0.7, half[1] * 0.2, z], [a * 0.95, half[1] * 0.7, z * 1.6]]), np.array([a * 0.06, 1.0])
        )
        for z in (-a * 0.1, a * 0.1)
    ]
    spikes = [
        moved(ellipsoid(a * 0.1, a * 0.16, a * 0.03), x, half[1] * 0.45, 0) for x in np.linspace(-a * 0.5, a * 0.3, 5)
    ]
    return melt(2, shape, *horns, *spikes), (half[0], half[1] * 1.1 + a * 0.1, half[2])


def skin_dinosaur(rng: Rng) -> Form:
    return mesh_animal(rng.uniform(50, 180), rng, rng.uniform(1.2, 1.9))


FAMILIES: tuple[Family, ...] = (
    *kind_of(
        "fake tusk", IVORY, FAKES, {"taper": tusk_like, "swept": swept_tusk}, {"skin": skin_tusk}, 1.3, "lies", 0.1
    ),
    *kind_of(
        "horn-shaped thing",
        HORN,
        HORNS,
        {"taper": thick_horn, "swept": edged_horn},
        {"skin": skin_horn},
        1.3,
        "lies",
        0.25,
    ),
    *families("cow horn", HORN, {"bored": cow_horn}, {"skin": skin_cow_horn}, 1.2),
    *families("drinking horn", HORN, {"bored": drinking_horn}, {"skin": skin_drinking_horn}, 0.6),
    *kind_of(
        "shoe horn",
        HORN,
        ("abs", "pom", "resin", "keratin", "hard wood", "brass"),
        {"trough": shoe_horn},
        {"lofted": skin_shoe_horn},
        0.5,
    ),
    *kind_of(
        "plastic dinosaur",
        HORN,
        ("pvc", "abs", "rubber", "polyethylene", "resin"),
        {"built": dinosaur},
        {"skin": skin_dinosaur},
        0.7,
        hollow=0.5,
    ),
    *kind_of(
        "plastic rod",
        HORN,
        ("acrylic", "nylon", "pom", "pet", "resin", "polycarbonate", "pvc"),
        {"plain": plain_rod, "sawn": sawn_stick},
        {"turned": lathed_rod},
        0.7,
    ),
    *kind_of(
        "resin block",
        HORN,
        ("resin", "acrylic", "nylon", "pet", "pom"),
        {"sawn": block, "pebble": pebble},
        {"skin": skin_pebble, "flowing": flowing},
        0.9,
    ),
    *kind_of("lump", HORN, LUMPS, {"sawn": block, "pebble": pebble}, {"skin": skin_pebble, "flowing": flowing}, 1.2),
    *heaps(
        "plastic granules",
        HORN,
        ("nylon", "pet", "abs", "resin", "pom", "nut shell"),
        {"grains": prill},
        {"flowing": skin_prill},
        (30, 80),
        0.4,
        0.8,
    ),
    *kind_of("rubber hoof", HORN, ("rubber", "nylon", "pvc", "keratin"), {"cut": hoof}, {"turned": turned_hoof}, 0.5),
    *kind_of(
        "dog chew", HORN, ("leather", "nylon", "rubber", "chips"), {"knotted": chew}, {"braided": braided_chew}, 0.6
    ),
    *kind_of(
        "thick disc",
        HORN,
        ("resin", "hard wood", "nylon", "acrylic", "rubber", "soap", "chocolate"),
        {"rough": horn_disc},
        {"turned": turned_slice},
        0.7,
    ),
    *kind_of(
        "knife handle",
        HORN,
        ("hard wood", "resin", "pom", "bone", "antler", "keratin", "pvc"),
        {"swept": pommel},
        {"turned": turned_pommel},
        0.6,
    ),
    *kind_of("dry wood", HORN, ("wood", "hard wood"), {"split": wood_log}, {"skin": skin_horn}, 0.4),
)
