"""Rhino horn in pieces: discs, slices, chunks, powder, beads, handles."""

import numpy as np

from ...classes import HORN
from ..family import Family
from ..forms_cut import split_log
from ..forms_skin import mesh_lump, mesh_plate
from ..items import Item
from ..shapes import box, common, cylinder, ellipsoid, inset, moved, plane, turned, union
from ..shapes import rotation_about as about
from ..shapes_noise import noisy
from ..shapes_section import blob, extrude
from . import _powder
from ._keratin import horn_solid, recast
from ._near import fitted
from .ivory_beads import bracelet, fallen, fallen_bracelet, rows_bracelet, string
from .ivory_worked import carved_handle, dagger_handle, knife_handle, rod, turned_rod


def disc(rng: np.random.Generator) -> Item:
    """A slice across a horn, its fibrous rim uneven, its core denser."""
    r, half, ratio = rng.uniform(16, 75), rng.uniform(3, 20), rng.uniform(0.6, 1.0)
    lean = plane(rng.normal(0, 0.12), 1, rng.normal(0, 0.12), half)

    def oval(x, y, z):
        return (np.sqrt(x * x + (z / ratio) ** 2) - r) * ratio

    shape = noisy(common(oval, plane(0, -1, 0, half), lean), r * 0.03, r * 0.5, 3, rng, stretch=(1, 5, 1))
    core = cylinder(r * ratio * rng.uniform(0.35, 0.6), 999)
    reach = r * 1.1 + 1
    return horn_solid("horn disc", shape, (reach, half + reach * 0.35 + 3, reach), rng, "lies", common(shape, core))


def button(rng: np.random.Generator) -> Item:
    """A polished disc, washer or pendant blank of horn."""
    r, half = rng.uniform(9, 32), rng.uniform(2, 8)
    shape = ellipsoid(r, half * 1.4, r * rng.uniform(0.8, 1)) if rng.random() < 0.4 else cylinder(r, half)
    if rng.random() < 0.5:
        hole = rng.uniform(1, r * 0.35)
        body = shape

        def shape(x, y, z):
            return np.maximum(body(x, y, z), hole - np.sqrt(x * x + z * z))

    return horn_solid("horn disc", shape, (r + 1, half * 1.4 + 1, r + 1), rng)


def outlined_disc(rng: np.random.Generator) -> Item:
    """A slice of irregular drawn outline (held-out geometry)."""
    r, half = rng.uniform(16, 70), rng.uniform(3, 18)
    outline = blob(r, 0.1, 5, rng)
    shape = noisy(extrude(outline, half, 0.5), 0.6, r * 0.4, 2, rng)
    core = extrude(outline * rng.uniform(0.4, 0.6), 999.0, cells=80)
    a, c = np.abs(outline).max(axis=0) + 2
    return horn_solid("horn disc", shape, (float(a), half + 2, float(c)), rng, "lies", common(shape, core))


def slices(rng: np.random.Generator) -> Item:
    """Thin slices cut along or across a horn, one or a stack."""
    n, a, c, t = int(rng.integers(1, 7)), rng.uniform(14, 60), rng.uniform(8, 32), rng.uniform(0.8, 4)
    rounded = rng.random() < 0.5
    parts = []
    for i in range(n):
        one = common(box(a, t, c, 0.5), cylinder(a, t * 2)) if rounded else box(a, t, c, 0.5)
        one = turned(one, about(1, rng.normal(0, 0.15)))
        parts.append(moved(one, *rng.normal(0, 1.5, 1), float((i - (n - 1) / 2) * (2 * t + 0.4)), rng.normal(0, 1.5)))
    reach = (a + c * 0.4 + 6, n * (t + 0.3) + 1, c + a * 0.4 + 6)
    shape, half = fitted(union(*parts), reach)
    return horn_solid("horn slice", shape, half, rng, "lies", count=n)


def wedge(rng: np.random.Generator) -> Item:
    """A sector of a slice, like a piece of cake."""
    r, half, arc = rng.uniform(22, 75), rng.uniform(2, 9), rng.uniform(0.3, 1.1)
    sides = (plane(-np.sin(arc), 0, -np.cos(arc), 0), plane(-np.sin(arc), 0, np.cos(arc), 0))
    shape = noisy(common(cylinder(r, half), *sides), 0.4, 12, 2, rng)
    shape, reach = fitted(moved(shape, -r / 2, 0, 0), (r * 0.6 + 2, half + 2, r + 2))
    return horn_solid("horn slice", shape, reach, rng, "lies")


def shaving(rng: np.random.Generator) -> Item:
    """A warped thin slice with an uneven rim (held-out geometry)."""
    shape, half = mesh_plate(rng.uniform(28, 110), rng.uniform(2.5, 7), rng, 0.06, 0.1)
    return horn_solid("horn slice", shape, half, rng, "lies")


def chunk(rng: np.random.Generator) -> Item:
    """A block hacked or sawn from a horn."""
    size = float(np.exp(rng.uniform(np.log(22), np.log(110))))
    h = size / 2 * rng.uniform(0.45, 1.0, 3)
    cuts = []
    for _ in range(int(rng.integers(1, 6))):
        n = rng.standard_normal(3)
        n /= np.linalg.norm(n)
        cuts.append(plane(*n, float(np.abs(n) @ h) * rng.uniform(0.35, 0.8)))
    shape = common(box(*h, 1.5) if rng.random() < 0.6 else ellipsoid(*h), *cuts)
    shape = noisy(shape, rng.uniform(0.2, 1.2), 8, 2, rng, stretch=(1, 6, 1))
    shape, half = fitted(shape, tuple(float(v) + 3 for v in h))
    return horn_solid("horn piece", shape, half, rng, "any", inset(shape, size * 0.2))


def splinter(rng: np.random.Generator) -> Item:
    shape, half = split_log(float(np.exp(rng.uniform(np.log(30), np.log(130)))), rng)
    return horn_solid("horn piece", shape, half, rng, "any")


def knob(rng: np.random.Generator) -> Item:
    """A rough, fibrous lump as a displaced ball (held-out geometry)."""
    size = float(np.exp(rng.uniform(np.log(26), np.log(110))))
    shape, half = mesh_lump(size, rng, 0.22, bool(rng.random() < 0.4))
    return horn_solid("horn piece", shape, half, rng, "any", inset(shape, size * 0.2))


def powder(make):
    return lambda rng: make("horn powder", HORN, "keratin", rng)


def of_horn(kind: str, make):
    """Ivory's form of the same thing, in horn."""
    return lambda rng: recast(make(rng), kind, HORN, "keratin", rng)


FAMILIES = (
    Family("horn.disc", "horn disc", disc, 0.5),
    Family("horn.button", "horn disc", button, 0.25),
    Family("horn.disc-outlined", "horn disc", outlined_disc, 0.5, held_out=True),
    Family("horn.slices", "horn slice", slices, 0.35),
    Family("horn.wedge", "horn slice", wedge, 0.25),
    Family("horn.shaving", "horn slice", shaving, 0.4, held_out=True),
    Family("horn.chunk", "horn piece", chunk, 0.7),
    Family("horn.splinter", "horn piece", splinter, 0.4),
    Family("horn.knob", "horn piece", knob, 0.7, held_out=True),
    Family("horn.powder-jar", "horn powder", powder(_powder.jar), 0.3),
    Family("horn.powder-bag", "horn powder", powder(_powder.bag), 0.25),
    Family("horn.powder-packets", "horn powder", powder(_powder.packets), 0.15),
    Family("horn.powder-pot", "horn powder", powder(_powder.turned_jar), 0.3, held_out=True),
    Family("horn.powder-parcel", "horn powder", powder(_powder.lump), 0.2, held_out=True),
    Family("horn.bracelet", "horn beads", of_horn("horn beads", bracelet), 0.3),
    Family("horn.string", "horn beads", of_horn("horn beads", string), 0.3),
    Family("horn.rows", "horn beads", of_horn("horn beads", rows_bracelet), 0.1),
    Family("horn.fallen", "horn beads", of_horn("horn beads", lambda rng: fallen("", rng)), 0.3, held_out=True),
    Family("horn.bracelet-fallen", "horn beads", of_horn("horn beads", fallen_bracelet), 0.2, held_out=True),
    Family("horn.dagger", "horn handle", of_horn("horn handle", dagger_handle), 0.3),
    Family("horn.knife", "horn handle", of_horn("horn handle", knife_handle), 0.2),
    Family("horn.rod", "horn handle", of_horn("horn handle", rod), 0.2),
    Family("horn.handle-swept", "horn handle", of_horn("horn handle", carved_handle), 0.3, held_out=True),
    Family("horn.handle-turned", "horn handle", of_horn("horn handle", turned_rod), 0.2, held_out=True),
)
