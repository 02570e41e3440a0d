"""Worked ivory of use: seals, chopsticks, rods and canes, knife and dagger handles."""

import numpy as np

from ..family import Family
from ..forms_skin import mesh_rod
from ..forms_turned import turned_bar, turned_piece
from ..items import Item
from ..materials import draw_material, draw_one_of
from ..shapes import (
    Shape,
    box,
    common,
    cone,
    cylinder,
    ellipsoid,
    melt,
    minus,
    moved,
    plane,
    rotation_about,
    sphere,
    turned,
    union,
)
from ..shapes_noise import Noise, noisy
from ..shapes_section import extrude, regular, sweep
from ._dentine import ivory_solid, mount
from ._near import fitted
from ._spine import bent_spine, body, oval, swept


def bundle(shape: Shape, half, n: int, pitch: float, rng: np.random.Generator, cross: float = 0.03):
    """n like sticks side by side in one or two layers, each turned a little; (shape, half sizes)."""
    across = int(np.ceil(np.sqrt(n * 2))) if n > 2 else n
    parts = []
    for i in range(n):
        row, column = divmod(i, across)
        stick = turned(shape, rotation_about(1, rng.uniform(0, 6.3)))
        x, z = (column - (across - 1) / 2) * pitch, row * pitch
        parts.append(moved(turned(stick, rotation_about(2, rng.normal(0, cross / 3))), x, rng.normal(0, 3), z))
    rows = (n - 1) // across
    lean = cross * half[1]
    reach = (half[0] + across / 2 * pitch + lean, half[1] + 9, half[2] + rows * pitch + lean)
    return fitted(union(*parts), reach)


def seal(rng: np.random.Generator) -> Item:
    """A name seal (hanko): round or square stick with an engraved face and rounded top."""
    r, half = rng.uniform(5, 14), rng.uniform(22, 45)
    square = rng.random() < 0.35
    stick = box(r, half, r, rng.uniform(0.4, 2)) if square else cylinder(r, half)
    stick = common(stick, moved(sphere(half * 1.6), 0, -half * 0.6, 0)) if rng.random() < 0.5 else stick
    signs = Noise(r * 0.9, 2, rng)
    deep = rng.uniform(0.3, 1.0)

    def engraved(x, y, z):
        d = stick(x, y, z)
        cut = np.where(signs(x, np.zeros_like(y), z) > 0.1, y + half - deep, np.float32(9))
        return np.maximum(d, -cut)

    n = int(rng.choice([1, 1, 1, 2, 5]))
    shape, reach = engraved, (r + 0.5, half + 0.5, r + 0.5)
    if n > 1:
        parts = [moved(engraved, (i - (n - 1) / 2) * (2 * r + 1.5), rng.normal(0, 1), 0) for i in range(n)]
        shape, reach = union(*parts), (n * (r + 1) + 1, half + 4, r + 0.5)
    return ivory_solid("seal", shape, reach, rng, count=n)


def knobbed_seal(rng: np.random.Generator) -> Item:
    """A seal with an animal or knob carved on top."""
    r, half = rng.uniform(8, 20), rng.uniform(10, 26)
    base = moved(box(r, half / 2, r, 1), 0, -half / 2, 0)
    lumps = [moved(ellipsoid(r * 0.8, r * 0.6, r * 0.6), 0, r * 0.35, 0)]
    for _ in range(int(rng.integers(2, 6))):
        x, z = rng.uniform(-0.6, 0.6, 2) * r
        lumps.append(moved(sphere(r * rng.uniform(0.2, 0.4)), x, r * rng.uniform(0.4, 1.0), z))
    shape = melt(r * 0.12, base, noisy(melt(r * 0.15, *lumps), r * 0.04, r * 0.5, 2, rng))
    shape, reach = fitted(shape, (r + 2, half + r * 1.6, r + 2))
    return ivory_solid("seal", shape, reach, rng)


def turned_seal(rng: np.random.Generator) -> Item:
    """A desk seal with a turned handle (held-out geometry)."""
    shape, half = turned_piece(rng.uniform(45, 95), rng.uniform(7, 15), rng)
    return ivory_solid("seal", shape, half, rng)


def chopsticks(rng: np.random.Generator) -> Item:
    """A pair or a bundle, round or square above and round below."""
    a, half = rng.uniform(2.4, 4.2), rng.uniform(85, 135)
    end = rng.uniform(0.4, 0.7)
    square = rng.uniform(2, 8)

    def stick(x, y, z):
        t = np.clip(y / (2 * half) + 0.5, 0, 1)
        r = a * (end + (1 - end) * t)
        p = np.where(t > 0.5, square, 2.0) if square > 4 else 2.0
        rho = (np.abs(x) ** p + np.abs(z) ** p + 1e-9) ** (1 / p)
        return np.maximum(rho - r, np.abs(y) - half)

    n = int(rng.choice([1, 2, 2, 2, 4, 10]))
    shape, reach = bundle(stick, (a * 1.2, half, a * 1.2), n, 2.4 * a, rng)
    return ivory_solid("chopsticks", shape, reach, rng, "lies", count=n)


def thin_chopsticks(rng: np.random.Generator) -> Item:
    """Slender cones with silver ends."""
    a, half = rng.uniform(2.2, 3.6), rng.uniform(90, 130)
    stick = cone(a * 0.5, a, half)
    n = int(rng.choice([2, 2, 4]))
    shape, reach = bundle(stick, (a, half, a), n, 2.6 * a, rng, 0.02)
    ends = ()
    if rng.random() < 0.4:
        metal = draw_one_of(("brass", "steel"), rng).scaled(0.4)
        ends = (mount(common(shape, plane(0, -1, 0, -half * rng.uniform(0.55, 0.85))), metal),)
    return ivory_solid("chopsticks", shape, reach, rng, "lies", count=n, extra=ends)


def twisted_chopsticks(rng: np.random.Generator) -> Item:
    """Sticks of polygonal, twisted section (held-out geometry)."""
    a, half = rng.uniform(2.4, 4.2), rng.uniform(85, 135)
    outline = regular(int(rng.integers(4, 9)), a)
    stick = extrude(outline, half, 0.4, (rng.uniform(0.35, 0.6), 1.0), rng.normal(0, 0.01))
    n = int(rng.choice([1, 2, 2, 4]))
    shape, reach = bundle(stick, (a, half, a), n, 2.5 * a, rng)
    return ivory_solid("chopsticks", shape, reach, rng, "lies", count=n)


def rod(rng: np.random.Generator) -> Item:
    """A rod, cane handle, pipe stem or cigarette holder: straight, tapered, beaded, often drilled."""
    a, half = rng.uniform(4, 14), rng.uniform(25, 95)
    rings, depth = int(rng.integers(0, 14)), rng.uniform(0, 0.2)
    low = rng.uniform(0.5, 1.0)

    def stick(x, y, z):
        t = np.clip(y / (2 * half) + 0.5, 0, 1)
        r = a * (low + (1 - low) * t) * (1 - depth * (0.5 + 0.5 * np.cos(2 * np.pi * rings * t)) * (rings > 0))
        return np.maximum((np.sqrt(x * x + z * z) - r) * 0.85, np.abs(y) - half)

    shape: Shape = stick
    if rng.random() < 0.5:
        shape = minus(stick, cylinder(min(rng.uniform(1, 4), a * low * 0.6), half * 2))
    return ivory_solid("rod", shape, (a + 0.5, half + 0.5, a + 0.5), rng)


def crook(rng: np.random.Generator) -> Item:
    """A curved cane or umbrella handle."""
    length, a = rng.uniform(90, 230), rng.uniform(6, 13)
    spine = bent_spine(length, rng.uniform(0.8, 3.0), rng, 0.03)
    end = rng.uniform(0.6, 1.1)

    def radius(s):
        t = np.clip(s / length, 0, 1)
        return a * (1 + (end - 1) * t) * np.sqrt(np.clip((1 - t) * 12, 0.01, 1))

    shape = swept(spine, body(spine, radius, oval(rng.uniform(0.8, 1.2), 0.0)))
    return ivory_solid("rod", shape, spine.half(a * 1.3), rng, "lies")


def turned_rod(rng: np.random.Generator) -> Item:
    """A rod turned from a drawn profile, or of a lofted skin (held-out geometry)."""
    make = turned_bar if rng.random() < 0.5 else mesh_rod
    shape, half = make(rng.uniform(50, 190), rng.uniform(4, 13), rng)
    return ivory_solid("rod", shape, half, rng)


def with_blade(kind: str, grip: Shape, half, blade: float, rng: np.random.Generator) -> Item:
    """A handle with a steel tang inside and, mostly, the blade."""
    steel = draw_material("steel", rng)
    width, thick = rng.uniform(5, 14), rng.uniform(0.6, 1.6)
    tang = moved(box(min(half[0], half[2]) * 0.35, half[1] * 0.4, thick), 0, half[1] * 0.62, 0)
    parts = [mount(tang, steel)]
    top = half[1]
    if blade > 0:
        edge = common(
            moved(box(width, blade / 2, thick), 0, half[1] + blade / 2, 0),
            plane(0.5, 1, 0, (half[1] + blade) * 0.894 - width * 0.3),
        )
        parts.append(mount(edge, steel))
        top = half[1] + blade
    shift = -(top - half[1]) / 2
    moved_parts = tuple(mount(moved(p.shape, 0, shift, 0), p.material) for p in parts)
    reach = (max(half[0], width + 0.5), (top + half[1]) / 2 + 1, max(half[2], thick + 0.5))
    return ivory_solid(kind, moved(grip, 0, shift, 0), reach, rng, "lies", extra=moved_parts)


def knife_handle(rng: np.random.Generator) -> Item:
    """A slender handle of oval section, plain or ribbed."""
    half, a, b = rng.uniform(38, 62), rng.uniform(8, 14), rng.uniform(5, 9)
    ribs, depth = int(rng.integers(0, 16)), rng.uniform(0, 0.12)

    def grip(x, y, z):
        t = y / half
        swell = 0.85 + 0.15 * t * t - depth * (ribs > 0) * (0.5 + 0.5 * np.cos(np.pi * ribs * t))
        rho = np.sqrt((x / a) ** 2 + (z / b) ** 2)
        return np.maximum((rho - swell) * b * 0.9, np.abs(y) - half)

    return with_blade("knife handle", grip, (a + 0.5, half, b + 0.5), rng.choice([0.0, 60.0, 110.0]), rng)


def dagger_handle(rng: np.random.Generator) -> Item:
    """A waisted dagger hilt with broad pommel and guard."""
    half, a = rng.uniform(45, 65), rng.uniform(8, 12)
    pommel = moved(ellipsoid(a * rng.uniform(1.6, 2.6), a, a * 0.9), 0, -half + a, 0)
    guard = moved(ellipsoid(a * rng.uniform(1.5, 2.5), a * 0.6, a * 0.8), 0, half - a * 0.6, 0)
    grip = common(melt(a * 0.5, cylinder(a * 0.75, half), pommel, guard), box(99, half, 99))
    grip = noisy(grip, rng.uniform(0, 0.5), 9, 2, rng)
    return with_blade("knife handle", grip, (a * 2.7, half, a + 1), rng.choice([0.0, 90.0, 150.0]), rng)


def carved_handle(rng: np.random.Generator) -> Item:
    """A handle as a drawn section swept on a spline, twisted or facetted (held-out geometry)."""
    half = rng.uniform(40, 64)
    outline = regular(int(rng.choice([4, 6, 8, 40])), rng.uniform(8, 12), 0) * [1, rng.uniform(0.6, 0.9)]
    path = np.array([[0, -half, 0], [rng.normal(0, 4), 0, 0], [0, half, 0]])
    taper = rng.uniform(0.75, 1.15, 6)
    grip = sweep(outline, path, taper, rng.normal(0, 1.5))
    return with_blade("knife handle", grip, (16.0, half, 16.0), rng.choice([0.0, 60.0, 120.0]), rng)


FAMILIES = (
    Family("seal.stick", "seal", seal, 0.6),
    Family("seal.knob", "seal", knobbed_seal, 0.3),
    Family("seal.turned", "seal", turned_seal, 0.6, held_out=True),
    Family("chopsticks.blunt", "chopsticks", chopsticks, 0.4),
    Family("chopsticks.cone", "chopsticks", thin_chopsticks, 0.3),
    Family("chopsticks.twisted", "chopsticks", twisted_chopsticks, 0.4, held_out=True),
    Family("rod.ringed", "rod", rod, 0.4),
    Family("rod.crook", "rod", crook, 0.2),
    Family("rod.turned", "rod", turned_rod, 0.4, held_out=True),
    Family("knife.oval", "knife handle", knife_handle, 0.25),
    Family("knife.dagger", "knife handle", dagger_handle, 0.2),
    Family("knife.swept", "knife handle", carved_handle, 0.3, held_out=True),
)
