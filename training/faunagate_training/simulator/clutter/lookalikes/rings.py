"""Bangles, rings, buttons, combs and frames of plastic, wood, stone, metal and bone."""

import numpy as np

from ....classes import HORN, IVORY, SCALES
from ...family import Family
from ...forms import Form, bangle_form
from ...forms_cut import disc_form, swept_ring
from ...forms_skin import mesh_plate, of_mesh
from ...forms_turned import turned_disc, turned_ring
from ...items import Item, Part, Solid
from ...materials import draw_material
from ...shapes import box, common, minus, moved, plane, torus, tube_along, union
from ...shapes_loft import joined, loft_along
from ...shapes_noise import bent
from ...shapes_section import extrude, lathe, regular, smooth_curve
from .kinds import families, heaps, kind_of
from .matter import BANGLES, METALS, pick

Rng = np.random.Generator
ACETATE = ("resin", "abs", "nylon", "pom", "acrylic", "pet")
"""Plastics of about the density of horn."""


def bar_ring(rng: Rng) -> Form:
    return swept_ring(rng.uniform(25, 38), rng.uniform(2, 6), rng.uniform(2.5, 10), rng, float(rng.choice([0, 0.25])))


def lathed_ring(rng: Rng) -> Form:
    return turned_ring(rng.uniform(25, 37), rng.uniform(2.5, 8), rng.uniform(2.5, 14), rng)


def finger_ring(rng: Rng) -> Form:
    ring, across = rng.uniform(8, 11), rng.uniform(1, 2.5)
    shape = torus(ring, across, rng.uniform(1.5, 5), float(rng.choice([2.0, 4.0])))
    return shape, (ring + across + 2, 7, ring + across + 2)


def turned_finger_ring(rng: Rng) -> Form:
    return turned_ring(rng.uniform(8, 11), rng.uniform(1.2, 2.5), rng.uniform(1.5, 5), rng)


def button(rng: Rng) -> Form:
    """Two or four holes through a disc."""
    r, half = rng.uniform(5, 17), rng.uniform(1, 2.6)
    n, apart, hole = int(rng.choice([2, 4])), r * 0.28, max(0.7, r * 0.1)
    spots = [regular(12, hole) + apart * np.array([np.cos(a), np.sin(a)]) for a in np.arange(n) * 2 * np.pi / n]
    return extrude((regular(40, r), *spots), half, half * 0.6, cells=72), (r + 1, half + 1, r + 1)


def turned_button(rng: Rng) -> Form:
    """A button with a rim and a shank, or a toggle."""
    r, half = rng.uniform(5, 17), rng.uniform(1.2, 3)
    shape, size = turned_disc(r, half, rng)
    if rng.random() < 0.6:
        holes = [lathe(np.array([[0, -9], [max(0.7, r * 0.1), -9], [max(0.7, r * 0.1), 9], [0, 9.0]]), cells=32)]
        return minus(shape, *(moved(h, s * r * 0.25, 0, 0) for h in holes for s in (-1, 1))), size
    return shape, size


def comb(rng: Rng) -> Form:
    """A straight comb cut from a plate."""
    a, t, c = rng.uniform(40, 95), rng.uniform(1.0, 2.4), rng.uniform(12, 24)
    pitch = rng.uniform(2.6, 5.5)
    teeth = np.arange(-a + pitch, a - pitch, pitch)
    outline = [[-a, -c * 0.4], [a, -c * 0.4], [a, c]]
    for x in teeth[::-1]:
        outline += [[x + pitch * 0.5, c], [x + pitch * 0.4, 0], [x + pitch * 0.05, 0], [x, c]]
    outline = np.array([*outline, [-a, c]])
    return extrude(outline, t, t * 0.4, cells=220), (a + 2, t + 2, c + 2)


def hair_comb(rng: Rng) -> Form:
    """An arched hair comb: a lofted back and lofted teeth."""
    w, long = rng.uniform(25, 55), rng.uniform(30, 60)
    n, thick = int(rng.integers(6, 14)), rng.uniform(1.2, 2.4)
    x = np.linspace(-1, 1, n) * w
    y = -0.25 * (x / w) ** 2 * w
    curve = 0.15 * (x / w) ** 2 * w
    bodies = [loft_along(np.stack([x, y + 4, curve], 1), np.full(4, rng.uniform(4, 9)), thick / 6, 26, 12)]
    for i in range(n):
        root = np.array([x[i], y[i] + 2, curve[i]])
        tip = root + [0, -long * 0.6, -long * 0.08]
        path = np.stack([root, (root + tip) / 2 + [0, 0, 1], tip])
        bodies.append(loft_along(path, thick * np.array([0.7, 0.65, 0.35]), 1, 8, 8))
    return of_mesh(joined(*bodies), 1.0)


def frame(rng: Rng) -> Item:
    """A spectacle frame: rims, bridge, folded temples, lenses."""
    lens, high, thick = rng.uniform(22, 28), rng.uniform(15, 24), rng.uniform(1.8, 3.2)
    power = rng.uniform(2, 5)
    outer, inner = regular(48, lens, power) * [1, high / lens], regular(48, lens - 2 * thick, power) * [1, high / lens]
    apart = lens + rng.uniform(6, 9)
    sides = [(o + [s * apart, 0]) for s in (-1, 1) for o in (outer, inner)]
    rims = extrude(tuple(sides), thick * 0.8, 0.6, cells=180)
    bridge = tube_along(
        np.array([[-apart + lens - 2, 0, -2], [0, 0, -5], [apart - lens + 2, 0, -2]]), np.full(3, thick * 0.8)
    )
    ends = [
        np.array([[s * (apart + lens), 0, -5], [s * (apart + lens) * 0.2, -7, -4], [-s * apart, -7, 6.0]])
        for s in (-1, 1)
    ]
    arms = [tube_along(e + [0, 0.8 * k, 0], np.full(3, thick * 0.8)) for k, e in enumerate(ends)]
    glass = extrude((sides[1], sides[3]), 0.9, cells=120)
    material = pick(ACETATE, rng)
    parts = (
        Part(union(rims, bridge, *arms), draw_material(material, rng)),
        Part(glass, draw_material(pick(("polycarbonate", "acrylic", "glass"), rng), rng)),
    )
    return Solid("spectacle frame", parts, (apart + lens + 4, 14, high + 8), "lies", 0, material)


def wire_frame(rng: Rng) -> Item:
    """A spectacle frame lofted along the rims, open temples."""
    lens, high, thick = rng.uniform(21, 27), rng.uniform(15, 24), rng.uniform(1.4, 2.6)
    apart = lens + rng.uniform(5, 9)
    a = np.linspace(0.05, 2 * np.pi - 0.05, 16)
    bodies = []
    for s in (-1, 1):
        rim = np.stack([s * apart + lens * np.cos(a), high * np.sin(a), np.zeros(16)], 1)
        bodies.append(loft_along(rim, np.full(4, thick), 0.7, 36, 8))
        arm = np.array([[s * (apart + lens), 6, 0], [s * (apart + lens + 3), 6, 60], [s * (apart + lens), -6, 130]])
        bodies.append(loft_along(arm, np.full(4, thick), 1.6, 20, 8))
    bodies.append(
        loft_along(np.array([[-apart + lens, 2, 0], [0, 6, -2], [apart - lens, 2, 0]]), np.full(3, thick), 1, 8, 8)
    )
    shape, half = of_mesh(joined(*bodies), 1.1)
    material = pick(ACETATE, rng)
    return Solid("spectacle frame", (Part(shape, draw_material(material, rng)),), half, "lies", 0, material)


def hair_slide(rng: Rng) -> Form:
    w, c, t = rng.uniform(25, 45), rng.uniform(7, 18), rng.uniform(1.2, 2.4)
    shape = bent(box(w, t, c, t * 0.8), -rng.uniform(0.004, 0.012))
    return shape, (w + 2, t + 10, c + 2)


def curved_slide(rng: Rng) -> Form:
    return mesh_plate(rng.uniform(50, 90), rng.uniform(2.2, 4), rng, 0.12, 0.05, rng.uniform(0.25, 0.5))


def watch_strap(rng: Rng) -> Form:
    """An open cuff of sheet."""
    r, wide, thick = rng.uniform(26, 34), rng.uniform(8, 22), rng.uniform(1.2, 3)
    ring = extrude((regular(60, r + thick), regular(60, r)), wide, 0.5)
    return common(ring, plane(1, 0, 0, r * rng.uniform(0.4, 0.95))), (r + thick + 2, wide + 2, r + thick + 2)


def spiral_bangle(rng: Rng) -> Form:
    a = np.linspace(0, rng.uniform(1.2, 2.6) * 2 * np.pi, 30)
    r = rng.uniform(25, 34)
    path = np.stack([r * np.cos(a), a * rng.uniform(0.9, 1.6), r * np.sin(a)], 1)
    return of_mesh(loft_along(smooth_curve(path, 60), rng.uniform(2, 4) * np.array([0.5, 1, 1, 0.5]), 1, 70, 10), 1.3)


FAMILIES: tuple[Family, ...] = (
    *kind_of(
        "plastic bangle",
        IVORY,
        ("pvc", "acrylic", "resin", "abs"),
        {"torus": bangle_form, "bar": bar_ring, "cuff": watch_strap},
        {"turned": lathed_ring, "spiral": spiral_bangle},
        1.3,
    ),
    *kind_of(
        "fake ivory bangle",
        IVORY,
        ("filled resin", "pvc", "bone"),
        {"torus": bangle_form, "bar": bar_ring},
        {"turned": lathed_ring},
        0.9,
    ),
    *kind_of(
        "other bangle",
        IVORY,
        BANGLES,
        {"torus": bangle_form, "bar": bar_ring, "cuff": watch_strap},
        {"turned": lathed_ring, "spiral": spiral_bangle},
        1.2,
    ),
    *kind_of(
        "finger ring",
        IVORY,
        (*METALS, "acrylic", "pvc", "resin", "hard wood", "bone"),
        {"torus": finger_ring},
        {"turned": turned_finger_ring},
        0.4,
    ),
    *heaps(
        "buttons",
        IVORY,
        ("resin", "nylon", "abs", "nut shell", "bone", "hard wood", "brass", "sea shell"),
        {"cut": button},
        {"turned": turned_button},
        (5, 40),
        0.9,
    ),
    *kind_of(
        "button", IVORY, ("bone", "nut shell", "resin", "sea shell"), {"cut": button}, {"turned": turned_button}, 0.3
    ),
    *kind_of("comb", HORN, (*ACETATE, "wood", "hard wood", "bone"), {"cut": comb}, {"lofted": hair_comb}, 0.7),
    *families("spectacle frame", SCALES, {"cut": frame}, {"lofted": wire_frame}, 0.6),
    *kind_of("hair slide", SCALES, ACETATE, {"bent": hair_slide}, {"lofted": curved_slide}, 0.5),
    *kind_of(
        "plastic disc",
        SCALES,
        (*ACETATE, "pvc"),
        {"disc": lambda rng: disc_form(rng.uniform(8, 40), rng.uniform(0.7, 4), rng)},
        {"turned": lambda rng: turned_disc(rng.uniform(8, 40), rng.uniform(0.9, 4), rng)},
        0.5,
    ),
)
