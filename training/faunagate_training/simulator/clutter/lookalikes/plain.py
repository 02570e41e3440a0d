"""Look-alikes: the forms of wildlife objects in other matter, and wildlife-like matter in other forms."""

import numpy as np

from ....classes import ANIMAL, HORN, IVORY, SCALES
from ...family import Family
from ...forms import around, bangle_form, chunk_form, figurine_form, horn_form, netsuke_form, rod_form, slab_form, spine
from ...items import Item, Part, Solid
from ...materials import draw_material, draw_one_of
from ...shapes import common, ellipsoid, inset, melt, moved, plane, rough, sphere, tube_along, union, wall
from ...wildlife.ivory import beads_of
from ...wildlife.scales import plates_of

HARD = (
    "porcelain",
    "earthenware",
    "glass",
    "marble",
    "quartz",
    "soapstone",
    "plaster",
    "filled resin",
    "resin",
    "hard wood",
    "wood",
    "pvc",
    "acrylic",
    "brass",
    "aluminium",
    "abs",
)
BEADS = (
    "wood",
    "hard wood",
    "glass",
    "quartz",
    "marble",
    "porcelain",
    "resin",
    "acrylic",
    "abs",
    "nut shell",
    "steel",
    "polyethylene",
    "coral",
    "sea shell",
)
BANGLES = ("pvc", "acrylic", "resin", "wood", "glass", "quartz", "brass", "aluminium", "filled resin", "steel", "abs")
HORNS = ("resin", "pvc", "polyethylene", "hard wood", "wood", "abs", "rubber", "porcelain", "nylon", "plaster")
PLATES = (
    "chips",
    "leather",
    "wood",
    "abs",
    "pet",
    "polypropylene",
    "chocolate",
    "nylon",
    "cardboard",
    "earthenware",
    "polycarbonate",
    "sea shell",
)
LUMPS = (
    "chocolate",
    "soap",
    "acrylic",
    "nylon",
    "resin",
    "pet",
    "pom",
    "candle wax",
    "nut shell",
    "hard wood",
    "rubber",
    "plaster",
    "salt",
    "toothpaste",
    "marble",
    "ptfe",
    "pvc",
)


def one(kind: str, form, material: str, pose: str, rng: np.random.Generator) -> Solid:
    shape, half = form
    if rng.random() < 0.2:
        shape = wall(shape, rng.uniform(1.5, 4))
    return Solid(kind, (Part(shape, draw_material(material, rng)),), half, pose, 0, material)


def pick(names, rng: np.random.Generator) -> str:
    return str(names[int(rng.integers(len(names)))])


def carving_like(rng: np.random.Generator) -> Item:
    form = figurine_form(rng.uniform(35, 150), rng) if rng.random() < 0.65 else netsuke_form(rng.uniform(24, 60), rng)
    return one("fake carving", form, pick(HARD, rng), "any", rng)


def bangle_like(rng: np.random.Generator) -> Item:
    return one("other bangle", bangle_form(rng), pick(BANGLES, rng), "any", rng)


def bead_like(rng: np.random.Generator) -> Item:
    return beads_of(pick(BEADS, rng), 0, "other beads", rng)


def rod_like(rng: np.random.Generator) -> Item:
    return one("other rod", rod_form(rng), pick(HARD, rng), "any", rng)


def slab_like(rng: np.random.Generator) -> Item:
    return one("other slab", slab_form(rng), pick(HARD + LUMPS, rng), "any", rng)


def lump(rng: np.random.Generator) -> Item:
    return one("lump", chunk_form(rng.uniform(20, 95), rng), pick(LUMPS + HARD, rng), "any", rng)


def horn_like(rng: np.random.Generator) -> Item:
    length = rng.uniform(60, 320)
    base = np.clip(length * rng.uniform(0.08, 0.3), 8, 65)
    return one(
        "other horn",
        horn_form(length, base, rng.uniform(0.1, 1.2), rng.uniform(0.5, 1.1), rng),
        pick(HORNS, rng),
        "lies",
        rng,
    )


def plates_like(rng: np.random.Generator) -> Item:
    return plates_of(pick(PLATES, rng), 0, "other plates", rng, (0.8, 4.5))


def bone_on_the(rng: np.random.Generator) -> Item:
    """A marrow bone or a dog's chew, bare or in meat: knuckles, hollow shaft."""
    length, r = rng.uniform(60, 210), rng.uniform(7, 17)
    points = spine(length, rng.uniform(0, 0.3), 0)
    radii = r * np.interp(np.linspace(0, 1, len(points)), [0, 0.12, 0.25, 0.75, 0.88, 1], [1.6, 1.5, 1, 1, 1.5, 1.7])
    shaft = tube_along(points, radii)
    shape = melt(
        4,
        shaft,
        *(
            moved(sphere(r * 1.3), points[i][0] + s * r * 0.7, points[i][1], points[i][2])
            for i in (0, -1)
            for s in (-1, 1)
        ),
    )
    parts = [
        Part(shape, draw_material("bone", rng)),
        Part(inset(shape, rng.uniform(2.5, 5)), draw_material("marrow", rng)),
    ]
    if rng.random() < 0.6:
        parts.insert(
            0,
            Part(
                rough(moved(ellipsoid(r * 3.2, length * 0.5, r * 2.6), 0, 0, 0), r * 0.4, 50, rng),
                draw_material("meat", rng),
            ),
        )
    return Solid(
        "meat on the bone",
        tuple(parts),
        (around(points, 0)[0] + r * 3.5, around(points, r * 2)[1], around(points, 0)[2] + r * 3),
        "lies",
    )


def meat(rng: np.random.Generator) -> Item:
    a, b, c = rng.uniform(25, 70), rng.uniform(12, 35), rng.uniform(40, 100)
    shape = rough(ellipsoid(a, b, c), b * 0.3, 40, rng)
    parts = [Part(inset(shape, -rng.uniform(0, 5)), draw_material("fat", rng)), Part(shape, draw_material("meat", rng))]
    return Solid("meat", tuple(parts), (a * 1.3 + 6, b * 1.4 + 6, c * 1.2 + 6), "lies")


def fish(rng: np.random.Generator) -> Item:
    length = rng.uniform(120, 280)
    points = spine(length, rng.uniform(0, 0.5), 0)[:, [1, 2, 0]]
    radii = length * 0.12 * np.interp(np.linspace(0, 1, len(points)), [0, 0.2, 0.5, 0.9, 1], [0.3, 0.9, 1, 0.3, 0.5])
    body = tube_along(points, radii, 1.8)
    bones = union(
        tube_along(points, np.full(len(points), 1.4)),
        moved(wall(ellipsoid(length * 0.06, length * 0.035, length * 0.045), 1), *points[1]),
    )
    return Solid(
        "fish",
        (Part(body, draw_material("meat", rng)), Part(bones, draw_material("thin bone", rng))),
        around(points, length * 0.14),
        "lies",
    )


def soft_toy(rng: np.random.Generator) -> Item:
    """The outline of an animal in plush or as a hollow plastic figure."""
    a = rng.uniform(30, 75)
    shape = melt(
        8,
        ellipsoid(a, a * 0.7, a * 0.65),
        moved(sphere(a * 0.5), a * 1.1, a * 0.3, 0),
        *(
            moved(ellipsoid(a * 0.25, a * 0.55, a * 0.25), sx * a * 0.6, -a * 0.6, sz * a * 0.4)
            for sx in (-1, 1)
            for sz in (-1, 1)
        ),
    )
    half = (a * 1.7, a * 1.3, a * 1.0)
    if rng.random() < 0.5:
        return Solid(
            "plush animal",
            (
                Part(shape, draw_material("cloth", rng).scaled(0.5)),
                Part(moved(sphere(3), a * 1.5, a * 0.4, 5), draw_material("abs", rng)),
            ),
            half,
            "lies",
        )
    return Solid(
        "plastic animal",
        (Part(wall(shape, rng.uniform(1.2, 3)), draw_one_of(("pvc", "abs", "rubber", "porcelain"), rng)),),
        half,
        "lies",
    )


def wet_cloth_bundle(rng: np.random.Generator) -> Item:
    """Soft matter near water in HU: gel packs, wet cloth, dough."""
    a, b, c = rng.uniform(30, 80), rng.uniform(12, 30), rng.uniform(40, 90)
    shape = common(rough(ellipsoid(a, b, c), b * 0.25, 35, rng), plane(0, -1, 0, b * 0.8))
    return Solid(
        "gel pack",
        (Part(shape, draw_one_of(("water", "cream", "drink", "fat", "bread"), rng)),),
        (a * 1.2, b * 1.4, c * 1.2),
        "lies",
    )


FAMILIES = (
    Family("fake carving.plain", "fake carving", carving_like, 1.6, mimics=IVORY),
    Family("other bangle.plain", "other bangle", bangle_like, 1.2, mimics=IVORY),
    Family("other beads.plain", "other beads", bead_like, 1.6, mimics=IVORY),
    Family("other rod.plain", "other rod", rod_like, 0.8, mimics=IVORY),
    Family("other slab.plain", "other slab", slab_like, 0.8, mimics=IVORY),
    Family("lump.plain", "lump", lump, 1.4, mimics=HORN),
    Family("other horn.plain", "other horn", horn_like, 1.2, mimics=HORN),
    Family("other plates.plain", "other plates", plates_like, 1.4, mimics=SCALES),
    Family("meat on the bone.plain", "meat on the bone", bone_on_the, 1.0, mimics=IVORY),
    Family("meat.plain", "meat", meat, 0.7, mimics=ANIMAL),
    Family("fish.plain", "fish", fish, 0.7, mimics=ANIMAL),
    Family("animal toy.plain", "animal toy", soft_toy, 0.8, mimics=ANIMAL),
    Family("gel pack.plain", "gel pack", wet_cloth_bundle, 0.7, mimics=ANIMAL),
)
