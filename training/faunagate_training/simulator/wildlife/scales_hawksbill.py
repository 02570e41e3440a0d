"""Hawksbill scutes (tortoiseshell): raw plates, stacks, whole sets of thirteen, and worked things.

Five vertebral and eight costal scutes of 6 to 25 cm and 1.5 to 5 mm make a set.
"""

import numpy as np

from ...classes import SCALES
from ..family import Family
from ..forms_skin import mesh_plate
from ..items import Item, Solid
from ..materials import draw_material
from ..shapes import (
    Shape,
    box,
    common,
    cylinder,
    inset,
    minus,
    moved,
    plane,
    rotation_about,
    turned,
    union,
)
from ..shapes_section import blob, extrude, regular
from ._dentine import ivory_solid
from ._keratin import recast
from ._near import fitted
from ._plates import Plate, assembled, frame, placed
from .ivory_jewellery import bangle, comb, cuff, cut_comb, hairpin, moulded_bangle, organic_bangle


def scute(size: float, thick: float, rng: np.random.Generator) -> Plate:
    """One scute of half length `size`."""
    width = size * rng.uniform(0.55, 1.0)
    bow, cup = rng.uniform(0.05, 0.5) / size, rng.uniform(0.05, 0.6) / width
    return Plate(size, width, thick, bow, cup, rng.uniform(1.6, 5), rng.uniform(0.4, 0.9))


def stack(rng: np.random.Generator) -> Item:
    """Scutes of like curvature laid in one another."""
    n, size, thick = int(rng.integers(2, 10)), rng.uniform(30, 115), rng.uniform(1.5, 5)
    first = scute(size, thick, rng)
    matter = draw_material("scute", rng)
    parts = []
    for i in range(n):
        s = rng.uniform(0.75, 1.0)
        p = Plate(size * s, first.width * s, thick, first.bow, first.cup, first.point, first.root)
        at = (rng.normal(0, size * 0.06), (i - (n - 1) / 2) * (thick + rng.uniform(0.2, 1)), rng.normal(0, size * 0.06))
        parts.append(placed(p.shape(), p.half(), rotation_about(1, rng.normal(0, 0.1)), at, matter))
    return assembled("hawksbill scutes", parts, "lies", n, "scute", 2 * size)


def laid(rng: np.random.Generator) -> Item:
    """Scutes side by side or partly over one another."""
    n, size, thick = int(rng.integers(1, 6)), rng.uniform(30, 100), rng.uniform(1.5, 5)
    matter = draw_material("scute", rng)
    parts = []
    for i in range(n):
        p = scute(size * rng.uniform(0.6, 1), thick, rng)
        turn = rotation_about(1, rng.uniform(0, 6.3)) @ rotation_about(2, rng.normal(0, 0.1))
        at = ((i - (n - 1) / 2) * size * rng.uniform(0.5, 1.2), i * thick * 1.3, rng.normal(0, size * 0.3))
        parts.append(placed(p.shape(), p.half(), turn, at, matter))
    return assembled("hawksbill scutes", parts, "lies", n, "scute", 2 * size)


def warped_stack(rng: np.random.Generator) -> Item:
    """Scutes as warped skins, stacked (held-out geometry)."""
    n, size, thick = int(rng.integers(1, 7)), rng.uniform(60, 210), rng.uniform(2.0, 5)
    matter = draw_material("scute", rng)
    shape, half = mesh_plate(size, thick, rng, 0.1, 0.08)
    parts = [
        placed(shape, half, rotation_about(1, rng.normal(0, 0.2)), (0, (i - (n - 1) / 2) * (thick + 0.8), 0), matter)
        for i in range(n)
    ]
    return assembled("hawksbill scutes", parts, "lies", n, "scute", size)


PLACES = [(x, 0.0) for x in (-0.82, -0.42, 0.0, 0.4, 0.78)] + [(x, s) for x in (-0.6, -0.2, 0.2, 0.56) for s in (-1, 1)]
"""Thirteen scutes of a back: along (-1..1), and 0 the middle or the side."""


def shell_set(rng: np.random.Generator) -> Item:
    """The set as it sits on the back: five in the middle, four on either side of a dome."""
    long, wide, high, thick = rng.uniform(90, 220), rng.uniform(0.7, 0.85), rng.uniform(0.25, 0.4), rng.uniform(1.5, 4)
    matter = draw_material("scute", rng)
    parts = []
    for along, side in PLACES:
        across = side * 0.55 * np.sqrt(1 - along * along * 0.6)
        rise = np.sqrt(max(0.05, 1 - 0.8 * along**2 - across**2))
        spot = np.array([along * long, (rise - 0.6) * long * high, across * long * wide])
        out = np.array([along * high * 1.2, rise, across * high / wide * 2])
        size = long * (0.25 if side else 0.23) * rng.uniform(0.92, 1.05)
        p = Plate(size * 0.95, size * (1.15 if side else 0.85), thick, 0.5 / long, 1.1 / long, 3.0, 0.8)
        parts.append(placed(p.shape(), p.half(), frame(out, np.array([1.0, 0, 0])), spot, matter))
    return assembled("scute set", parts, "lies", 13, "scute", long * 0.5)


def set_in_rows(rng: np.random.Generator) -> Item:
    """Thirteen scutes in three nested piles."""
    size, thick = rng.uniform(35, 100), rng.uniform(1.5, 4)
    matter = draw_material("scute", rng)
    parts = []
    for i in range(13):
        row, level = i % 3, i // 3
        p = scute(size * rng.uniform(0.8, 1), thick, rng)
        p = Plate(p.length, p.width, thick, 0.25 / size, 0.3 / size, p.point, p.root)
        at = ((row - 1) * size * 1.9, (level - 2) * (thick + 0.8), rng.normal(0, 4))
        parts.append(placed(p.shape(), p.half(), rotation_about(1, np.pi / 2 + rng.normal(0, 0.1)), at, matter))
    return assembled("scute set", parts, "lies", 13, "scute", 2 * size)


def warped_set(rng: np.random.Generator) -> Item:
    """Thirteen warped skins spread in an oval (held-out geometry)."""
    size, thick = rng.uniform(60, 150), rng.uniform(2.0, 4)
    matter = draw_material("scute", rng)
    made = [mesh_plate(size, thick, rng, 0.07, 0.06, 0.8) for _ in range(3)]
    parts = []
    for i, (along, side) in enumerate(PLACES):
        shape, half = made[i % 3]
        at = (along * size * 2.1, rng.uniform(-2, 2) + 2 * thick * (i % 2), side * size * 0.85)
        parts.append(placed(shape, half, rotation_about(1, rng.normal(0, 0.3)), at, matter))
    return assembled("scute set", parts, "lies", 13, "scute", size)


def of_scute(kind: str, make):
    """Ivory's form of the same thing, in tortoiseshell."""
    return lambda rng: recast(make(rng), kind, SCALES, "scute", rng)


def worked(kind: str, shape: Shape, half, rng: np.random.Generator, steepness: float = 1.25) -> Solid:
    return recast(ivory_solid(kind, shape, half, rng, "lies", steepness=steepness), kind, SCALES, "scute", rng)


def temples(lens: float, bridge: float, t: float, rng: np.random.Generator, folded: bool) -> list[Shape]:
    """The two side arms of spectacles."""
    hinge, length = 2 * lens + bridge / 2, rng.uniform(110, 145)
    arms = []
    for side in (-1, 1):
        arm = box(1.2 + t * 0.3, rng.uniform(1.5, 5), length / 2, 1)
        if folded:
            arms.append(
                moved(turned(arm, rotation_about(1, np.pi / 2)), side * (hinge - length / 2), 0, 3 + 3.5 * (side > 0))
            )
        else:
            arms.append(moved(arm, side * hinge, 0, length / 2))
    return arms


def spectacles(folded: bool):
    """A frame: two rims, bridge, arms open or folded."""

    def item(rng: np.random.Generator) -> Item:
        lens, bridge, t = rng.uniform(18, 27), rng.uniform(14, 22), rng.uniform(1.5, 3.5)
        tall, power = rng.uniform(0.6, 1.0), float(rng.choice([2.0, 3.0, 4.0]))

        def rim(x, y, z):
            rho = (np.abs(x / lens) ** power + np.abs(y / (lens * tall)) ** power + 1e-9) ** (1 / power)
            return np.maximum(np.abs((rho - 1) * lens * tall) - t, np.abs(z) - t * 0.8)

        apart = lens + bridge / 2
        bar = moved(turned(cylinder(t, bridge / 2), rotation_about(2, np.pi / 2)), 0, lens * tall * 0.35, 0)
        parts = [moved(rim, apart, 0, 0), moved(rim, -apart, 0, 0), bar, *temples(lens, bridge, t, rng, folded)]
        reach = (2 * lens + bridge / 2 + 30, lens * tall + 8, 160.0)
        shape, half = fitted(union(*parts), reach)
        return worked("spectacle frame", shape, half, rng)

    return item


def cut_spectacles(rng: np.random.Generator) -> Item:
    """A front cut from a plate by its drawn outline, with swept arms (held-out geometry)."""
    lens, bridge = rng.uniform(18, 26), rng.uniform(14, 20)
    apart = lens + bridge / 2
    window = blob(lens * 0.85, 0.06, 3, rng) * [1, rng.uniform(0.65, 1.0)]
    outer = regular(60, 1.0, 3.0) * [apart + lens * 1.15, lens * 1.05]
    pinch = 1 - 0.5 * np.exp(-((outer[:, 0] / (bridge * 0.45)) ** 2))
    outer = outer * np.stack([np.ones(60), pinch], 1)
    front = extrude((outer, window + [apart, 0], window * [-1, 1] - [apart, 0]), rng.uniform(1.2, 2.5), 0.4, cells=220)
    arms = [moved(box(1.5, 62, 1.5 + rng.uniform(0, 2), 0.8), s * (apart + lens * 1.1), 62, 0) for s in (-1, 1)]
    shape, half = fitted(union(front, *arms), (apart + lens * 1.3 + 4, 128.0, lens * 1.3 + 4))
    return worked("spectacle frame", shape, half, rng)


def casket(rng: np.random.Generator) -> Item:
    """A rectangular box with a thin wall, empty, with its lid on."""
    h, t = (rng.uniform(22, 70), rng.uniform(7, 26), rng.uniform(16, 50)), rng.uniform(1.2, 3.5)
    outer = box(*h, 3)
    seam = common(plane(0, 1, 0, h[1] * 0.5), plane(0, -1, 0, -h[1] * 0.5 + 0.6))
    shape = minus(outer, minus(box(h[0] - t, h[1] - t, h[2] - t, 2), seam), common(seam, inset(outer, t * 0.5)))
    return worked("scute box", shape, tuple(v + 0.5 for v in h), rng)


def snuff_box(rng: np.random.Generator) -> Item:
    """A round or oval box."""
    r, half, t, ratio = rng.uniform(16, 45), rng.uniform(7, 24), rng.uniform(1.2, 3), rng.uniform(0.6, 1.0)

    def oval(x, y, z):
        return np.maximum((np.sqrt(x * x + (z / ratio) ** 2) - r) * ratio, np.abs(y) - half)

    shape = minus(oval, inset(oval, t))
    return worked("scute box", shape, (r + 0.5, half + 0.5, r + 0.5), rng, 1.5)


def drawn_box(rng: np.random.Generator) -> Item:
    """A box over a lobed drawn outline, lid open beside it (held-out geometry)."""
    r, half, t = rng.uniform(18, 45), rng.uniform(6, 18), rng.uniform(1.4, 3)
    outline = blob(r, 0.06, 4, rng)
    tray = minus(extrude(outline, half, 1), moved(extrude(outline * (1 - t / r), half, 1), 0, t, 0))
    lid = moved(extrude(outline * 1.03, t * 0.8, 0.4), rng.uniform(-8, 8), half + t, rng.uniform(-8, 8))
    shape, reach = fitted(union(tray, lid), (r * 1.5 + 10, half + 3 * t + 1, r * 1.5 + 10))
    return worked("scute box", shape, reach, rng)


FAMILIES = (
    Family("scute.stack", "hawksbill scutes", stack, 0.5),
    Family("scute.laid", "hawksbill scutes", laid, 0.5),
    Family("scute.warped", "hawksbill scutes", warped_stack, 0.7, held_out=True),
    Family("scute.back", "scute set", shell_set, 0.3),
    Family("scute.piles", "scute set", set_in_rows, 0.25),
    Family("scute.set-warped", "scute set", warped_set, 0.35, held_out=True),
    Family("scute.comb", "scute comb", of_scute("scute comb", comb), 0.2),
    Family("scute.hairpin", "scute comb", of_scute("scute comb", hairpin), 0.2),
    Family("scute.comb-fan", "scute comb", of_scute("scute comb", cut_comb), 0.25, held_out=True),
    Family("scute.bangle", "scute bangle", of_scute("scute bangle", bangle), 0.25),
    Family("scute.cuff", "scute bangle", of_scute("scute bangle", cuff), 0.15),
    Family("scute.bangle-moulded", "scute bangle", of_scute("scute bangle", moulded_bangle), 0.2, held_out=True),
    Family("scute.bangle-organic", "scute bangle", of_scute("scute bangle", organic_bangle), 0.15, held_out=True),
    Family("scute.glasses", "spectacle frame", spectacles(False), 0.15),
    Family("scute.glasses-folded", "spectacle frame", spectacles(True), 0.15),
    Family("scute.glasses-cut", "spectacle frame", cut_spectacles, 0.2, held_out=True),
    Family("scute.casket", "scute box", casket, 0.15),
    Family("scute.snuff", "scute box", snuff_box, 0.15),
    Family("scute.box-drawn", "scute box", drawn_box, 0.2, held_out=True),
)
