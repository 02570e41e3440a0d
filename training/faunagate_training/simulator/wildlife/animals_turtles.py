"""Turtles and tortoises: a box of bone plates under scutes, limbs and neck in or out."""

from functools import partial

import numpy as np

from ...classes import ANIMAL
from ..family import Family
from ..items import Item, Part, Solid
from ..materials import draw_material
from ..shapes import Shape, common, ellipsoid, inset, minus, moved, plane, union
from ..shapes import box as block
from ._body import CHICK, FRESH, Body, air, animal
from ._dress import any_dress, bare, sock, taped
from ._loft import loft, section
from ._lumps import Lumps
from ._many import heap
from ._memo import shared
from ._skeleton import column, jaws, limb
from ._thin import thin_wall


def openings(a: float, b: float, c: float, rng: np.random.Generator) -> Shape:
    """Where the shell is open in front and behind, between carapace and plastron."""
    high = b * rng.uniform(0.16, 0.26)
    front = moved(block(a * 0.5, high, c * rng.uniform(0.55, 0.75), 3.0), a * 0.98, -b * 0.25, 0)
    rear = moved(block(a * 0.42, high, c * rng.uniform(0.5, 0.7), 3.0), -a * 0.98, -b * 0.27, 0)
    return union(front, rear)


def dome_shell(a: float, b: float, c: float, rng: np.random.Generator) -> Shape:
    """Half an ellipsoid over a flat plastron."""
    return common(ellipsoid(a, b, c), plane(0, -1, 0, b * rng.uniform(0.38, 0.6)))


def lofted_shell(a: float, b: float, c: float, rng: np.random.Generator) -> Shape:
    """A skin along the body: flat below, vaulted above, with the relief of scutes and a keel."""
    n = 48
    t = np.linspace(-0.99, 0.99, n)
    line = np.stack([t * a, np.full(n, -b * 0.1), np.zeros(n)], 1)
    edge = np.maximum(1 - np.abs(t) ** rng.uniform(2.2, 3.2), 0.02) ** 0.5
    table = section(c * edge, b * edge, rng.uniform(2.0, 2.6), rng.uniform(0.4, 0.55))
    angle = np.linspace(0, 2 * np.pi, table.shape[1], endpoint=False)[None]
    k = t[:, None]
    top = np.sin(angle) > 0
    scutes = 0.03 * np.abs(np.sin(k * 2.5 * np.pi)) + 0.03 * np.abs(np.sin(angle * 2.5))
    keel = rng.uniform(0, 0.06) * np.exp(-(((angle - np.pi / 2) / 0.12) ** 2))
    return loft(line, table * (1 + np.where(top, scutes + keel, 0)))


def lumpy_shell(a: float, b: float, c: float, rng: np.random.Generator) -> Shape:
    """One field: rows of plates for the vault, a rim of marginal plates, a slab below."""
    lumps = Lumps().add((0, 0.1 * b, 0), (a * 0.82, b * 0.66, c * 0.8))
    for u in np.linspace(-0.7, 0.7, 5):
        for v in np.linspace(-0.75, 0.75, 4):
            if u * u + v * v > 0.8:
                continue
            h = np.sqrt(max(0.05, 1 - u * u * 0.9 - v * v * 0.9))
            lumps.add((u * a * 0.9, h * b * 0.55, v * c * 0.85), (a * 0.25, b * 0.33, c * 0.26))
    for angle in np.linspace(0, 2 * np.pi, 20, endpoint=False):
        lumps.add((np.cos(angle) * a * 0.8, -b * 0.12, np.sin(angle) * c * 0.8), (a * 0.14, b * 0.15, c * 0.15))
    for u, half in ((-0.55, 0.42), (-0.2, 0.6), (0.2, 0.6), (0.55, 0.42)):
        lumps.add((u * a, -b * 0.1, 0), (a * 0.3, b * 0.34, c * half))
    return lumps.shape()


SHELLS = {"dome": (dome_shell, "soup"), "lofted": (lofted_shell, "loft"), "lumpy": (lumpy_shell, "lumps")}


def turtle_body(a: float, b: float, c: float, hidden: bool, rng: np.random.Generator) -> Body:
    """Flesh, bones and lungs; hidden: neck and limbs drawn in."""
    body = Body()
    body.mass((0, 0, 0), (a * 0.8, b * 0.5, c * 0.78))
    reach = rng.uniform(0.25, 0.5) if hidden else rng.uniform(0.8, 1.25)
    for sx, size in ((1, 1.05), (-1, 0.95)):
        for side in (-1, 1):
            hip = np.array([sx * a * 0.5, -b * 0.12, side * c * 0.4])
            knee = np.array([sx * a * (0.62 + 0.14 * reach), -b * 0.2, side * c * (0.5 + 0.25 * reach)])
            foot = knee + np.array([sx * a * (0.28 * reach - 0.1), -b * 0.2 * reach, side * c * (0.28 * reach - 0.12)])
            foot += rng.normal(0, 0.05, 3) * a
            path = np.stack([hip, knee, foot, foot + [sx * a * 0.06, 0, side * c * 0.02]])
            limb(body, path, np.array([0.15, 0.13, 0.1, 0.09]) * a * size, a * 0.034, rng, 4, a * 0.1)
        body.bones.rod([sx * a * 0.45, b * 0.5, 0], [sx * a * 0.5, -b * 0.15, c * 0.38], a * 0.03)
        body.bones.rod([sx * a * 0.45, b * 0.5, 0], [sx * a * 0.5, -b * 0.15, -c * 0.38], a * 0.03)
    out = a * (0.82 if hidden else rng.uniform(1.15, 1.4))
    head = np.array([out, -b * 0.1, rng.normal(0, 0.08) * c])
    bend = b * (0.3 if hidden else 0.05)
    neck = np.stack([[a * 0.35, b * 0.05, 0], [a * 0.55, -bend, 0.04 * c], [out * 0.8, -b * 0.05, 0], head])
    body.limb(neck, np.array([0.13, 0.12, 0.11, 0.12]) * a)
    column(body.bones, neck, a * 0.035, 9, "chain")
    skull = (a * 0.17, a * 0.1, a * 0.12)
    body.mass(head + [a * 0.06, 0, 0], tuple(1.18 * v for v in skull))
    body.skull(head + [a * 0.03, 0.01 * a, 0], skull, max(0.5, a * 0.016))
    jaws(body, head - [a * 0.04, 0.03 * a, 0], head + [a * 0.2, -0.03 * a, 0], a * 0.09, max(0.4, a * 0.016))
    tail = np.array(
        [[-a * 0.75, -b * 0.2, 0], [-a * 1.0, -b * 0.3, c * 0.1], [-a * 1.08, -b * 0.35, c * rng.uniform(-0.4, 0.4)]]
    )
    body.limb(tail, np.array([0.08, 0.05, 0.02]) * a)
    column(body.bones, tail, a * 0.018, 10, "chain")
    ridge = np.stack(
        [np.linspace(-0.8, 0.8, 12) * a, b * 0.8 * np.sqrt(1 - np.linspace(-0.8, 0.8, 12) ** 2), np.zeros(12)], 1
    )
    column(body.bones, ridge * [1, 0.86, 1], a * 0.03, 14, "chain")
    for side in (-1, 1):
        body.lungs.ball(
            (rng.uniform(-0.1, 0.1) * a, b * rng.uniform(0.34, 0.45), side * c * 0.3), (a * 0.5, b * 0.2, c * 0.24)
        )
    if rng.random() < 0.6:
        body.gas.ball((rng.normal(0, 0.2) * a, -b * 0.1, rng.normal(0, 0.2) * c), np.array([0.16, 0.1, 0.12]) * a)
    body.fat.ball((-a * 0.4, -b * 0.2, c * 0.3), (a * 0.2, b * 0.12, c * 0.14))
    return body


def turtle(kind: str, way: str, a: float, rng: np.random.Generator, dressed: bool = True) -> Solid:
    """A turtle or tortoise with a shell of 2a mm, made one of three ways."""
    flat = rng.uniform(0.36, 0.52) if kind == "turtle" else rng.uniform(0.5, 0.72)
    b, c = a * flat, a * rng.uniform(0.72, 0.92)
    make, flesh_way = SHELLS[way]
    thick = a * rng.uniform(0.045, 0.085)
    young = a < 32
    shell = shared(make(a, b, c, rng))
    gap = openings(a, b, c, rng)
    body = turtle_body(a, b, c, rng.random() < 0.65, rng)
    inner = inset(shell, thick)
    wall = minus(shell, inner, gap)
    plates = draw_material("shell bone", rng).scaled(rng.uniform(0.6, 0.85) if young else rng.uniform(0.85, 1.1))
    seam, depth = np.float32(np.pi / (a * rng.uniform(0.3, 0.42))), np.float32(rng.uniform(0.1, 0.35))

    def sutures(x, y, z):
        u, v = seam * x + 0.5 * np.sin(seam * z), seam * (z + a * 0.2) + 0.6 * np.sin(seam * x * 1.3 + 1)
        near = np.minimum(np.abs(np.sin(u)), np.abs(np.sin(v)))
        return 1 - depth * np.exp(-((near / 0.12) ** 2))

    scutes = minus(thin_wall(shell, max(0.3, thick * rng.uniform(0.12, 0.3))), gap)
    extra = (
        Part(common(inner, plane(0, 1, 0, b * 0.9)), draw_material("soft tissue", rng), ANIMAL),
        Part(wall, plates, ANIMAL, sutures),
        Part(scutes, draw_material("keratin", rng), ANIMAL),
    )
    dress = any_dress(rng, ((bare, 0.45), (taped, 0.3), (sock, 0.25))) if dressed else None
    filling, *outside = extra
    pockets = Part(common(shell, gap), air(rng))
    room = np.array([[-a, -b, -c], [a, b, c]]) * 1.05
    tissue = CHICK if young else FRESH
    return animal(
        kind, body, flesh_way, rng, tissue, dress, tuple(outside), first=(filling, pockets), cover=shell, room=room
    )


def single(kind: str, way: str, rng: np.random.Generator) -> Item:
    a = rng.uniform(38, 100) if kind == "turtle" else rng.uniform(40, 115)
    return turtle(kind, way, a, rng)


def _young(way: str, a: float, rng: np.random.Generator) -> Solid:
    return turtle("turtle", way, a * rng.uniform(0.9, 1.1), rng, False)


def hatchlings(way: str, rng: np.random.Generator) -> Item:
    """A bag of young ones, each shell 4 to 7 cm."""
    a = rng.uniform(20, 34)
    one = partial(_young, way, a)
    return heap("turtles", one, (3, 9), rng, ("cloth", "polyethylene"), 0.7, True)


FAMILIES = (
    *(Family(f"turtle.{way}", "turtle", partial(single, "turtle", way), 1.0, way == "lumpy") for way in SHELLS),
    *(Family(f"tortoise.{way}", "tortoise", partial(single, "tortoise", way), 1.0, way == "lumpy") for way in SHELLS),
    *(Family(f"turtles.{way}", "turtles", partial(hatchlings, way), 0.6, way == "lumpy") for way in SHELLS),
)
