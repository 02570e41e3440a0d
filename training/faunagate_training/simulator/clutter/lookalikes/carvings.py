"""Carved and cast figures that are not ivory: resin with chalk, wood, stone, ceramic, plaster, bone, tagua, plastic."""

import numpy as np

from ....classes import IVORY
from ...family import Family
from ...forms import Form, around, chunk_form, figurine_form, netsuke_form, spine
from ...forms_cut import animal_form, pierced, pressed_plate, split_log, stone_form
from ...forms_skin import flowing_lump, mesh_animal, mesh_figure, mesh_horn, mesh_lump, mesh_plate
from ...forms_turned import egg, sphere_of_rings, turned_piece
from ...items import Item, Part, Solid
from ...materials import draw_material
from ...shapes import cylinder, ellipsoid, inset, melt, minus, random_rotation, sphere, tube_along, turned, union, wall
from ...shapes_noise import gyroid, noisy, soft_common
from .kinds import families, kind_of
from .matter import solid, texture_of

Rng = np.random.Generator


def standing(rng: Rng) -> Form:
    return figurine_form(rng.uniform(30, 150), rng)


def compact(rng: Rng) -> Form:
    return netsuke_form(rng.uniform(22, 60), rng)


def beast(rng: Rng) -> Form:
    return animal_form(rng.uniform(35, 140), rng)


def plaque(rng: Rng) -> Form:
    """A carved relief on a board."""
    size = rng.uniform(35, 110)
    shape, half = pressed_plate(size, rng.uniform(5, 12), rng, 0.2, 0.1)
    return noisy(shape, rng.uniform(0.6, 2), size * 0.25, 3, rng), (half[0] + 4, half[1] + 5, half[2] + 4)


def skin_figure(rng: Rng) -> Form:
    return mesh_figure(rng.uniform(30, 150), rng)


def skin_beast(rng: Rng) -> Form:
    return mesh_animal(rng.uniform(35, 140), rng, rng.uniform(0.9, 1.5))


def skin_lump(rng: Rng) -> Form:
    return mesh_lump(rng.uniform(22, 70), rng, 0.3, bool(rng.random() < 0.4))


def flowing(rng: Rng) -> Form:
    return flowing_lump(rng.uniform(22, 100), rng)


def turned_figure(rng: Rng) -> Form:
    height = rng.uniform(30, 140)
    return turned_piece(height, height * rng.uniform(0.14, 0.3), rng)


TRAIN = {"melted": standing, "netsuke": compact, "beast": beast}
HELD = {"skin": skin_figure, "skin beast": skin_beast, "lump": skin_lump, "flowing": flowing}


def bone_blank(form: Form, rng: Rng) -> Item:
    """A carving from a shank: where it reaches the middle of the bone, spongy bone or the open shaft shows."""
    shape, half = form
    axis = int(rng.integers(3))
    shaft = float(rng.uniform(0.15, 0.35)) * min(half)
    hollow = ellipsoid(*(3 * h if i == axis else shaft for i, h in enumerate(half)))
    bone = draw_material("bone", rng)
    if rng.random() < 0.5:
        parts = (Part(minus(shape, hollow), bone, 0, texture_of("bone", rng)),)
    else:
        spongy = soft_common(1.0, inset(shape, 0.3), hollow, gyroid(rng.uniform(2, 4), 0.7))
        parts = (Part(minus(shape, hollow), bone, 0, texture_of("bone", rng)), Part(spongy, bone))
    return Solid("bone carving", parts, half, "any", 0, "bone")


def antler_form(rng: Rng) -> Form:
    """A tine or a piece of beam, sawn off, pearled at the surface."""
    length = rng.uniform(40, 190)
    base = length * rng.uniform(0.06, 0.14) + 4
    from_tube, half = split_antler(length, base, rng)
    return noisy(from_tube, base * 0.08, base * 0.9, 3, rng, stretch=(1, 4, 1)), tuple(h + base * 0.3 for h in half)


def split_antler(length: float, base: float, rng: Rng) -> Form:
    points = spine(length, rng.uniform(0, 0.9), rng.normal(0, 0.3))
    s = np.linspace(0, 1, len(points))
    parts = [tube_along(points, np.maximum(base * (1 - s * rng.uniform(0.2, 0.85)), 2))]
    for _ in range(int(rng.integers(0, 3))):
        at = points[int(rng.integers(3, 9))]
        tip = at + rng.normal(0, 1, 3) * [1, 0.6, 1] * length * 0.15 + [0, length * 0.12, 0]
        parts.append(tube_along(np.stack([at, (at + tip) / 2 + 2, tip]), base * np.array([0.6, 0.45, 0.2])))
        points = np.vstack([points, tip])
    return melt(base * 0.3, *parts), around(points, base)


def antler(form: Form, rng: Rng) -> Item:
    """Compact antler around a spongy middle."""
    shape, half = form
    dense = draw_material("antler", rng)
    core = inset(shape, rng.uniform(2, 4.5))
    parts = (Part(shape, dense, 0, texture_of("antler", rng)), Part(core, dense.scaled(rng.uniform(0.45, 0.75))))
    return Solid("antler piece", parts, half, "any", 0, "antler")


def skin_antler(rng: Rng) -> Form:
    length = rng.uniform(40, 190)
    return mesh_horn(length, length * rng.uniform(0.05, 0.12) + 4, rng, 0.12)


def tagua(rng: Rng) -> Item:
    """A nut, whole with its cleft, or a carving from one; up to 6 cm."""
    shape, half = compact(rng) if rng.random() < 0.6 else stone_form(rng.uniform(28, 55), rng, 0.03)
    cleft = ellipsoid(*(rng.uniform(1, 2.5), min(half) * rng.uniform(0.2, 0.6), min(half) * 0.4))
    return solid("tagua carving", (minus(shape, cleft), half), "nut shell", "any", rng)


def ball_in_ball(rng: Rng) -> Item:
    """A puzzle ball: nested pierced shells."""
    r = rng.uniform(18, 40)
    shells = []
    for k in range(int(rng.integers(1, 4))):
        shell = wall(sphere(r * (1 - 0.25 * k)), r * 0.09)
        turn = random_rotation(rng)
        holes = [turned(cylinder(r * 0.2, r * 1.2), turn @ random_rotation(rng)) for _ in range(6)]
        shells.append(minus(shell, *holes))
    return solid(
        "puzzle ball",
        (union(*shells), (r + 2, r + 2, r + 2)),
        ("filled resin", "resin", "bone")[int(rng.integers(3))],
        "any",
        rng,
    )


def ball_of_bars(rng: Rng) -> Item:
    r = rng.uniform(18, 40)
    shape, half = sphere_of_rings(r)
    lace = soft_common(0.6, shape, gyroid(r * rng.uniform(0.4, 0.8), r * rng.uniform(0.08, 0.16)))
    return solid("puzzle ball", (lace, half), ("filled resin", "resin", "pvc")[int(rng.integers(3))], "any", rng)


def marbled_egg(rng: Rng) -> Form:
    a = rng.uniform(16, 45)
    b = a * rng.uniform(0.65, 1)
    return ellipsoid(b, a, b), (b + 2, a + 2, b + 2)


def flat_egg(rng: Rng) -> Form:
    return egg(rng.uniform(32, 90), rng)


def fetish(rng: Rng) -> Form:
    return pierced(stone_form(rng.uniform(20, 55), rng), rng.uniform(1, 2), rng)


def noise_pendant(rng: Rng) -> Form:
    return mesh_plate(rng.uniform(20, 60), rng.uniform(3, 7), rng, 0.08, 0.25)


def root(rng: Rng) -> Form:
    return split_log(rng.uniform(40, 140), rng)


def bone_makers(forms) -> dict:
    return {name: (lambda rng, form=form: bone_blank(form(rng), rng)) for name, form in forms.items()}


FAMILIES: tuple[Family, ...] = (
    *kind_of(
        "resin carving",
        IVORY,
        ("filled resin", "filled resin", "resin"),
        TRAIN | {"plaque": plaque},
        HELD,
        2.2,
        hollow=0.1,
    ),
    *kind_of("wood carving", IVORY, ("wood", "hard wood"), TRAIN | {"root": root}, HELD, 1.2, hollow=0.03),
    *kind_of("stone figurine", IVORY, ("soapstone", "marble", "quartz"), TRAIN | {"fetish": fetish}, HELD, 1.4),
    *kind_of(
        "ceramic figurine",
        IVORY,
        ("porcelain", "earthenware", "glass"),
        TRAIN,
        HELD | {"turned": turned_figure},
        1.4,
        hollow=0.6,
    ),
    *kind_of("plaster figure", IVORY, ("plaster",), TRAIN | {"plaque": plaque}, HELD, 0.8, hollow=0.3),
    *kind_of("plastic figure", IVORY, ("pvc", "abs", "pom", "acrylic", "polyethylene"), TRAIN, HELD, 1.0, hollow=0.5),
    *kind_of(
        "metal figure",
        IVORY,
        ("brass", "aluminium", "zinc"),
        TRAIN,
        {"skin": skin_figure, "skin beast": skin_beast},
        0.4,
        hollow=0.5,
    ),
    *kind_of(
        "netsuke copy",
        IVORY,
        ("filled resin", "bone", "nut shell", "hard wood", "pvc"),
        {"netsuke": compact, "fetish": fetish},
        {"lump": skin_lump, "flowing": flowing},
        1.0,
    ),
    *families(
        "bone carving",
        IVORY,
        bone_makers(TRAIN | {"plaque": plaque}),
        bone_makers(HELD | {"pendant": noise_pendant}),
        1.2,
    ),
    *families(
        "antler piece",
        IVORY,
        {"beam": lambda rng: antler(antler_form(rng), rng)},
        {"skin": lambda rng: antler(skin_antler(rng), rng)},
        0.8,
    ),
    *families(
        "tagua carving",
        IVORY,
        {"nut": tagua},
        {"lump": lambda rng: solid("tagua carving", skin_lump(rng), "nut shell", "any", rng)},
        0.8,
    ),
    *families("puzzle ball", IVORY, {"shells": ball_in_ball}, {"lace": ball_of_bars}, 0.3),
    *kind_of(
        "stone egg",
        IVORY,
        ("marble", "quartz", "soapstone", "hard wood", "glass"),
        {"ellipsoid": marbled_egg},
        {"turned": flat_egg},
        0.6,
    ),
    *kind_of(
        "cut block",
        IVORY,
        ("filled resin", "bone", "marble", "hard wood", "pvc", "soapstone"),
        {"sawn": lambda rng: chunk_form(rng.uniform(18, 80), rng)},
        {"lump": skin_lump},
        0.7,
    ),
)
