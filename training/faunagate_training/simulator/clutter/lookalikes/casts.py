"""What is taken for teeth, claws and skulls: dental casts, dentures, cast skulls and claws, key rings, prostheses."""

import numpy as np

from ....classes import BONE
from ...family import Family
from ...forms import Form
from ...forms_cut import swept_horn
from ...forms_skin import mesh_horn, of_mesh
from ...items import Item, Part, Solid
from ...materials import draw_material
from ...shapes import (
    Shape,
    box,
    common,
    cylinder,
    ellipsoid,
    inset,
    melt,
    minus,
    moved,
    plane,
    rotation_about,
    sphere,
    torus,
    tube_along,
    turned,
    union,
)
from ...shapes_loft import icosphere, joined, loft_along, moved_mesh
from ...shapes_many import many
from ...shapes_mesh import mesh_sdf
from ...shapes_noise import Noise, metaballs, noisy
from ...shapes_section import lathe, smooth_curve
from .kinds import families, kind_of
from .matter import pick

Rng = np.random.Generator
TEETH = ("resin", "acrylic", "filled resin", "pvc", "abs", "brass", "glass")
SKULLS = ("plaster", "filled resin", "resin", "porcelain")


def arch_of_teeth(n: int, width: float, rng: Rng) -> tuple[np.ndarray, np.ndarray]:
    """Places [n, 3] and rotations of teeth along a jaw."""
    a = np.linspace(-1.25, 1.25, n)
    places = np.stack([width * np.sin(a), np.zeros(n), width * 1.1 * np.cos(a)], 1)
    turns = np.array([rotation_about(1, float(t)) @ rotation_about(0, rng.normal(0, 0.08)) for t in a])
    return places - [0, 0, width * 0.7], turns


def dental_cast(rng: Rng) -> Item:
    """A plaster model of a jaw."""
    w = rng.uniform(22, 32)
    places, turns = arch_of_teeth(int(rng.integers(12, 16)), w, rng)
    tooth = noisy(box(3.6, 5, 3.2, 2), 0.3, 4, 2, rng)
    arch = tube_along(
        places[:: max(1, len(places) // 8)] + [0, -7, 0], np.full(len(places[:: max(1, len(places) // 8)]), 7.5)
    )
    base = moved(box(w + 10, rng.uniform(7, 12), w * 0.8 + 6, 3), 0, -17, 0)
    shape = melt(1.5, base, arch, many(tooth, places, 9, turns))
    material = pick(("plaster", "plaster", "resin"), rng)
    return Solid("dental cast", (Part(shape, draw_material(material, rng)),), (w + 16, 32, w + 14), "lies", 0, material)


def skin_cast(rng: Rng) -> Item:
    w = rng.uniform(22, 32)
    places, turns = arch_of_teeth(int(rng.integers(12, 16)), w, rng)
    crown = lathe(np.array([[0, -6], [3.2, -6], [3.9, 0], [3.6, 4], [1.5, 4.8], [0, 4]]), 4, 0.1)
    curve = smooth_curve(places[[0, len(places) // 3, 2 * len(places) // 3, -1]], 20)
    gum = loft_along(curve + [0, -9, 0], np.array([8, 8.5, 9, 8.5, 8]), 1.1, 30, 16)
    material = pick(("plaster", "plaster", "resin"), rng)
    shape = union(mesh_sdf(gum, 1.2), many(crown, places, 8, turns))
    return Solid("dental cast", (Part(shape, draw_material(material, rng)),), (w + 14, 24, w + 12), "lies", 0, material)


def denture(crown_form):
    """False teeth: filled-resin crowns on an acrylic plate."""

    def make(rng: Rng) -> Item:
        w = rng.uniform(20, 27)
        places, turns = arch_of_teeth(int(rng.integers(6, 15)), w, rng)
        gum = tube_along(places + [0, -5, 0], np.full(len(places), rng.uniform(3, 5)))
        plate = common(moved(ellipsoid(w, 9, w), 0, -6, 0), inset(plane(0, 1, 0, 0.0), 3))
        palate = minus(plate, moved(ellipsoid(w - 2, 7.5, w - 2), 0, -8, 0))
        parts = [Part(union(gum, palate) if rng.random() < 0.6 else gum, draw_material("acrylic", rng))]
        parts.append(
            Part(
                many(crown_form(rng), places, 8, turns),
                draw_material(pick(("filled resin", "acrylic", "porcelain"), rng), rng),
            )
        )
        return Solid("false teeth", tuple(parts), (w + 9, 20, w + 9), "lies", 0, "acrylic")

    return make


def block_crown(rng: Rng) -> Shape:
    return box(3.2, 4, 2.6, 1.6)


def turned_crown(rng: Rng) -> Shape:
    return lathe(np.array([[0, -4], [2.6, -4], [3.6, 1], [3.3, 4], [0, 3.4]]), 4, 0.12)


def skull(rng: Rng) -> Form:
    """A cast skull: brain case, snout, cheek bones, eye sockets, jaw."""
    a = rng.uniform(18, 75)
    long = rng.uniform(0.5, 1.4)
    case = moved(ellipsoid(a, a * 0.85, a * 0.75), -a * 0.4, a * 0.2, 0)
    snout = moved(ellipsoid(a * long, a * 0.45, a * 0.45), a * 0.6, -a * 0.15, 0)
    jaw = tube_along(
        np.array(
            [[-a * 0.3, -a * 0.6, a * 0.5], [a * (0.4 + long * 0.6), -a * 0.75, 0], [-a * 0.3, -a * 0.6, -a * 0.5]]
        ),
        np.full(3, a * 0.14),
    )
    cheeks = [
        tube_along(
            np.array([[a * 0.6, -a * 0.1, s * a * 0.4], [0, -a * 0.15, s * a * 0.85], [-a * 0.5, 0, s * a * 0.7]]),
            np.full(3, a * 0.09),
        )
        for s in (-1, 1)
    ]
    shape = melt(a * 0.1, case, snout, jaw, *cheeks)
    holes = [moved(sphere(a * 0.27), a * 0.45, a * 0.15, s * a * 0.5) for s in (-1, 1)]
    shape = minus(shape, *holes, moved(ellipsoid(a * 0.25, a * 0.2, a * 0.18), a * (0.5 + long), 0, 0))
    return moved(shape, -a * (long - 0.8) / 2, 0, 0), (a * (1.2 + long * 0.6) + 3, a * 1.1 + 3, a * 1.0 + 3)


def skin_skull(rng: Rng) -> Form:
    """A cast skull as displaced and lofted skins, sockets sunk into them."""
    a = rng.uniform(18, 70)
    v, f = icosphere(4)
    noise = Noise(1.2, 3, rng)
    v = v * (1 + 0.06 * noise(*(v[:, i].astype(np.float32) for i in range(3))))[:, None]
    case = moved_mesh((v, f), [-a * 0.3, 0, 0], None, [a, a * 0.8, a * 0.75])
    long = rng.uniform(0.8, 1.6)
    snout = loft_along(
        np.array([[0, -0.1, 0], [0.6, -0.2, 0], [0.3 + long, -0.3, 0]]) * a,
        a * np.array([0.6, 0.5, 0.35, 0.2]),
        rng.uniform(0.8, 1.2),
        24,
        18,
    )
    jaws = [
        loft_along(
            np.array([[-0.3, -0.5, s * 0.5], [0.4, -0.75, s * 0.35], [0.3 + long * 0.8, -0.7, s * 0.05]]) * a,
            a * np.array([0.16, 0.15, 0.1]),
            0.6,
            18,
            10,
        )
        for s in (-1, 1)
    ]
    shape, half = of_mesh(joined(case, snout, *jaws), max(a / 24, 0.8))
    eyes = metaballs(np.array([[a * 0.2, a * 0.1, s * a * 0.55] for s in (-1, 1)]), np.full(2, a * 0.26))
    return minus(shape, eyes), half


def claw(rng: Rng) -> Form:
    """A cast claw or tooth, pierced for a cord."""
    length = rng.uniform(18, 75)
    shape, half = swept_horn(length, length * rng.uniform(0.12, 0.22), rng)
    hole = moved(turned(cylinder(1.0, 60), rotation_about(0, np.pi / 2)), 0, -half[1] * 0.6, 0)
    return (minus(shape, hole) if rng.random() < 0.7 else shape), half


def skin_claw(rng: Rng) -> Form:
    length = rng.uniform(18, 75)
    return mesh_horn(length, length * rng.uniform(0.12, 0.22), rng, 0.0)


def tooth_chain(form_maker):
    """A key ring or necklace with one cast tooth or claw on a metal ring."""

    def make(rng: Rng) -> Item:
        shape, half = form_maker(rng)
        material = pick(TEETH, rng)
        ring = moved(torus(11, 1.1, 1.1), 0, 0, 0)
        ring = moved(turned(ring, rotation_about(0, np.pi / 2)), 0, -half[1] - 6, 0)
        parts = (Part(ring, draw_material("steel", rng)), Part(shape, draw_material(material, rng)))
        return Solid("key ring tooth", parts, (max(half[0], 13), half[1] + 20, max(half[2], 4)), "any", 0, material)

    return make


def implant(rng: Rng) -> Item:
    """A hip joint: stem, neck and ball of metal, a plastic cup."""
    r, long = rng.uniform(11, 18), rng.uniform(90, 150)
    stem = tube_along(np.array([[0, -long * 0.55, 0], [0, 0, 0], [r * 0.6, long * 0.15, 0]]), np.array([4, 8, 9.0]))
    neck = np.array([r * 0.6, long * 0.15, 0])
    head = neck + [r * 1.4, r * 1.4, 0]
    metal = pick(("steel", "steel", "aluminium"), rng)
    parts = (
        [
            Part(
                minus(moved(sphere(r + 7), *head), plane(-0.7, -0.7, 0, -float(head[0] + head[1]) * 0.7)),
                draw_material("polyethylene", rng),
            )
        ]
        if rng.random() < 0.5
        else []
    )
    parts.append(
        Part(
            union(melt(4, stem, tube_along(np.stack([neck, head]), np.full(2, 6.0))), moved(sphere(r), *head)),
            draw_material(metal, rng).scaled(rng.uniform(0.6, 1)),
        )
    )
    return Solid("prosthesis", tuple(parts), (r * 3.2 + 10, long * 0.6 + r * 2 + 8, r + 10), "lies", 0, metal)


def skin_prosthesis(rng: Rng) -> Item:
    """An artificial hand, foot or socket: a hollow lofted shell with a metal tube."""
    long, w = rng.uniform(110, 230), rng.uniform(22, 42)
    path = np.array([[-0.5, 0, 0], [-0.1, 0.04, 0], [0.5, 0, 0]]) * long
    mesh = loft_along(path, w * np.array([0.5, 0.8, 1, 0.9, rng.uniform(0.4, 1)]), rng.uniform(0.45, 0.9), 40, 22)
    shape, half = of_mesh(mesh, long / 70)
    shell = minus(shape, inset(shape, rng.uniform(3, 6)))
    rod = tube_along(np.array([[-long * 0.45, 0, 0], [long * 0.3, 0, 0]]), np.full(2, 8.0))
    parts = (
        Part(shell, draw_material(pick(("pvc", "resin", "polypropylene", "rubber"), rng), rng)),
        Part(minus(rod, inset(rod, 2)), draw_material("aluminium", rng)),
    )
    return Solid("prosthesis", parts, half, "lies", 0, "resin")


FAMILIES: tuple[Family, ...] = (
    *families("dental cast", BONE, {"blocks": dental_cast}, {"skin": skin_cast}, 0.7),
    *families("false teeth", BONE, {"blocks": denture(block_crown)}, {"turned": denture(turned_crown)}, 0.6),
    *kind_of("cast skull", BONE, SKULLS, {"built": skull}, {"skin": skin_skull}, 0.7, "lies", 0.4),
    *kind_of(
        "plastic skull",
        BONE,
        ("pvc", "abs", "polyethylene", "acrylic"),
        {"built": skull},
        {"skin": skin_skull},
        0.6,
        "lies",
        0.7,
    ),
    *kind_of("resin claw", BONE, TEETH, {"swept": claw}, {"skin": skin_claw}, 0.8),
    *families("key ring tooth", BONE, {"swept": tooth_chain(claw)}, {"skin": tooth_chain(skin_claw)}, 0.5),
    *families("prosthesis", BONE, {"hip": implant}, {"limb": skin_prosthesis}, 0.4),
)
