"""Worn ivory: bangles from 2 mm wire-thin rings to broad cuffs, finger rings, pendants, combs."""

import numpy as np

from ..family import Family
from ..forms_skin import mesh_plate
from ..forms_turned import turned_ring
from ..items import Item
from ..shapes import Shape, box, common, cylinder, ellipsoid, melt, minus, moved, torus, turned, union
from ..shapes import rotation_about as about
from ..shapes_noise import Noise, noisy
from ..shapes_section import blob, extrude
from ._dentine import ivory_solid
from ._near import fitted


def stacked(shape: Shape, half, n: int, step: float, rng: np.random.Generator) -> tuple[Shape, tuple]:
    """n of a ring on one another, slightly shifted and turned."""
    offsets = (np.arange(n) - (n - 1) / 2) * step
    rings = [turned(moved(shape, *rng.normal(0, 0.8, 2)[[0, 0]], 0), about(1, rng.uniform(0, 6))) for _ in range(n)]
    rings = [moved(r, 0, float(o), 0) for r, o in zip(rings, offsets, strict=True)]
    return union(*rings), (half[0] + 3, half[1] + step * (n - 1) / 2 + 1, half[2] + 3)


def bangles(shape: Shape, half, along: float, rng: np.random.Generator, chance: float = 0.25) -> Item:
    """One bangle, or some worn together."""
    n = int(rng.integers(2, 6)) if rng.random() < chance and along < 8 else 1
    if n > 1:
        shape, half = stacked(shape, half, n, 2 * along + rng.uniform(0.3, 1.5), rng)
    return ivory_solid("bangle", shape, half, rng, "lies", count=n)


def bangle(rng: np.random.Generator) -> Item:
    """A plain ring of round, oval or square section."""
    ring, across, along = rng.uniform(24, 40), rng.uniform(1.0, 7), rng.uniform(1.0, 10)
    shape = torus(ring + across, across, along, float(rng.choice([2.0, 2.0, 3.0, 6.0])))
    reach = ring + 2 * across + 0.5
    return bangles(shape, (reach, along + 0.5, reach), along, rng)


def cuff(rng: np.random.Generator) -> Item:
    """A broad cuff of 15 to 90 mm, straight or flared, sometimes open or with carved grooves."""
    ring, wall, half = rng.uniform(25, 40), rng.uniform(2, 8), rng.uniform(8, 45)
    flare, waves = rng.uniform(-0.1, 0.2), rng.integers(0, 6)
    groove = rng.uniform(0, 0.5) * wall * 0.5

    def distance(x, y, z):
        r = np.sqrt(x * x + z * z)
        at = y / half
        outer = ring + wall + flare * ring * at * at - groove * (0.5 + 0.5 * np.cos(at * np.pi * waves)) * (waves > 0)
        return np.maximum(np.maximum(r - outer, ring + flare * ring * at * at - r), np.abs(y) - half)

    shape: Shape = distance
    if rng.random() < 0.3:
        shape = minus(shape, moved(box(rng.uniform(6, 14), half + 9, 99), 0, 0, -99))
    reach = ring * (1 + max(flare, 0)) + wall + 1
    return bangles(shape, (reach, half + 0.5, reach), half, rng)


def relief_bangle(rng: np.random.Generator) -> Item:
    """A bangle carved around with beads, petals, diamonds or animals' backs, or pierced."""
    ring, across, along = rng.uniform(25, 36), rng.uniform(3, 8), rng.uniform(4, 16)
    count, depth, power = int(rng.integers(6, 36)), rng.uniform(0.1, 0.35), rng.uniform(2, 5)
    style, phase = int(rng.integers(4)), rng.uniform(0, 6)

    def distance(x, y, z):
        angle = np.arctan2(z, x)
        t = y / along
        wave = np.cos(count * angle + phase)
        if style == 1:
            wave = np.cos(count * angle + 3 * t) * np.cos(count * angle - 3 * t)
        if style == 2:
            wave = np.abs(wave) * 2 - 1
        if style == 3:
            wave = np.maximum(wave, np.cos(np.pi * 3 * t))
        thick = across * (1 - depth + depth * wave)
        q = (np.sqrt(x * x + z * z) - ring - across) / thick
        return ((np.abs(q) ** power + np.abs(t) ** power) ** (1 / power) - 1) * np.minimum(thick, along) * 0.7

    shape: Shape = distance
    if rng.random() < 0.35:
        holes = [
            turned(
                moved(cylinder(min(along * 0.4, 3.5), across * 3), 0, ring + across, 0), about(2, 2 * np.pi * i / 12)
            )
            for i in range(12)
        ]
        shape = minus(shape, turned(union(*holes), about(0, np.pi / 2)))
    reach = ring + 2 * across + 1
    return bangles(shape, (reach, along + 0.5, reach), along, rng, 0.1)


def moulded_bangle(rng: np.random.Generator) -> Item:
    """A bangle turned from a drawn section (held-out geometry)."""
    along = rng.uniform(1.2, 11)
    shape, half = turned_ring(rng.uniform(26, 40), rng.uniform(1.5, 7), along, rng)
    return bangles(shape, half, along, rng)


def organic_bangle(rng: np.random.Generator) -> Item:
    """A slice of a hollow tusk worn as it is: irregular outline, uneven wall (held-out geometry)."""
    outer = blob(rng.uniform(33, 50), 0.05, 4, rng, 90)
    half = rng.uniform(2, 24)
    shape = noisy(extrude((outer, outer * rng.uniform(0.72, 0.93)), half, rng.uniform(0.3, 1.2)), 0.4, 14, 3, rng)
    reach = tuple(float(v) for v in np.abs(outer).max(axis=0) + 2)
    return bangles(shape, (reach[0], half + 1.5, reach[1]), half, rng)


def finger_ring(rng: np.random.Generator) -> Item:
    ring, across, along = rng.uniform(7.5, 11), rng.uniform(0.9, 3), rng.uniform(1.2, 6)
    shape = torus(ring + across, across, along, float(rng.choice([2.0, 3.0, 5.0])))
    reach = ring + 2 * across + 0.5
    return ivory_solid("ring", shape, (reach, along + 0.5, reach), rng)


def signet(rng: np.random.Generator) -> Item:
    """A ring with a plate, boss or carved head."""
    ring, across, along = rng.uniform(8, 11), rng.uniform(1, 2.2), rng.uniform(1.5, 4)
    size = rng.uniform(3, 9)
    boss = [box(size, 1.5, size * 0.8, 1), ellipsoid(size, size * 0.5, size * 0.8), cylinder(size * 0.8, 2)]
    top = moved(boss[int(rng.integers(3))], 0, ring + across * 1.6, 0)
    band = turned(torus(ring + across, across, along, 3.0), about(0, np.pi / 2))
    shape, half = fitted(melt(1.5, band, top), (ring + 3 * across, ring + 2 * across + size + 2, size + 4))
    return ivory_solid("ring", shape, half, rng)


def moulded_ring(rng: np.random.Generator) -> Item:
    shape, half = turned_ring(rng.uniform(8.5, 12), rng.uniform(1.2, 3), rng.uniform(1.5, 6), rng)
    return ivory_solid("ring", shape, half, rng)


def pendant(rng: np.random.Generator) -> Item:
    """A disc, heart, drop or plaque with a hole or loop and a carved face."""
    a, b, t = rng.uniform(7, 26), rng.uniform(9, 32), rng.uniform(1.2, 5)
    style = int(rng.integers(3))
    plate = [ellipsoid(a, b, t * 1.4), box(a, b, t, 1.0), turned(cylinder(a, t), about(0, np.pi / 2))][style]
    face = noisy(plate, t * rng.uniform(0, 0.35), a * 0.6, 3, rng)
    loop = moved(turned(torus(3.2, 1.2, 1.2), about(0, np.pi / 2)), 0, (a if style == 2 else b) + 2, 0)
    shape, half = fitted(melt(1.0, face, loop), (a * 1.3 + 2, b + a * 0.4 + 10, t * 2 + 3))
    return ivory_solid("pendant", shape, half, rng)


def drop(rng: np.random.Generator) -> Item:
    """A drop, claw or fish shape, drilled across its top; or a pair as ear-rings."""
    length, r = rng.uniform(14, 55), rng.uniform(3, 10)
    bow = rng.uniform(0, 0.4)

    def body(x, y, z):
        t = np.clip(y / length + 0.5, 0, 1)
        radius = r * np.sin(np.pi * np.clip(t * 0.92 + 0.05, 0, 1)) ** 0.7
        return (np.sqrt((x - bow * length * (t - 0.5) ** 2) ** 2 + (z * 1.3) ** 2) - radius) * 0.8

    shape = minus(common(body, box(99, length / 2, 99)), moved(cylinder_z(0.9), 0, length * 0.4, 0))
    half = (r + bow * length * 0.3 + 1, length / 2 + 1, r + 1)
    n = int(rng.choice([1, 2]))
    if n == 2:
        gap = r + bow * length * 0.3 + 2
        shape = union(moved(shape, gap, 0, 0), moved(shape, -gap, rng.normal(0, 4), 0))
        half = (half[0] + gap, half[1] + 12, half[2])
    shape, half = fitted(shape, half)
    return ivory_solid("pendant", shape, half, rng, count=n)


def cylinder_z(radius: float) -> Shape:
    return lambda x, y, z: np.sqrt(x * x + y * y) - radius


def medallion(rng: np.random.Generator) -> Item:
    """A thin carved face in relief of irregular outline, pierced (held-out geometry)."""
    size = rng.uniform(16, 60)
    shape, half = mesh_plate(size, rng.uniform(2.5, 6), rng, 0.06, 0.1)
    relief, depth = Noise(size * 0.3, 3, rng, ridged=True), rng.uniform(0.3, 1.0)
    hole = moved(cylinder(rng.uniform(0.8, 2), 99), size * 0.38, 0, 0)

    def carved(x, y, z):
        return shape(x, y, z) + depth * np.maximum(relief(x, np.zeros_like(y), z), 0) * (y > 0)

    return ivory_solid("pendant", minus(carved, hole), half, rng)


def comb(rng: np.random.Generator) -> Item:
    """A comb: straight back and teeth on one or both sides, the back sometimes carved or pierced."""
    a, back, teeth, t = rng.uniform(25, 75), rng.uniform(6, 18), rng.uniform(14, 38), rng.uniform(1.0, 2.5)
    pitch = rng.uniform(1.6, 5)
    gap, double = pitch * rng.uniform(0.3, 0.5), rng.random() < 0.3
    crown = rng.uniform(0, 0.5) * a

    def distance(x, y, z):
        if double:
            rim, root = np.abs(y) - back / 2 - teeth, back / 2 - np.abs(y)
        else:
            rim, root = np.maximum(y - back - crown * (1 - (x / a) ** 2), -teeth - y), y
        plate = np.maximum(np.maximum(np.abs(x) - a, rim), np.abs(z) - t)
        slot = np.abs(x - pitch * np.round(x / pitch)) - gap / 2
        return np.maximum(plate, -np.maximum(np.maximum(slot, root), np.abs(x) - a + pitch))

    high = back + crown if not double else back / 2 + teeth
    shape, half = fitted(distance, (a + 1, max(high, teeth + back) + 1, t + 0.5))
    return ivory_solid("comb", shape, half, rng, "lies")


def hairpin(rng: np.random.Generator) -> Item:
    """A hair comb of few long curved prongs under a carved crest."""
    n, pitch = int(rng.integers(2, 8)), rng.uniform(4, 9)
    length, r = rng.uniform(40, 100), rng.uniform(1.2, 2.5)
    curve = rng.uniform(0, 0.004)

    def prong(x, y, z):
        zz = z - curve * y * y
        taper = np.clip(1 - np.clip(-y / length, 0, 1) ** 3, 0.2, 1)
        d = np.sqrt((x - pitch * (np.clip(np.round(x / pitch + off), 0, n - 1) - off)) ** 2 + zz * zz) - r * taper
        return np.maximum(d, np.maximum(y - 3, -length - y))

    off = (n - 1) / 2
    wide = off * pitch + r
    crest = noisy(moved(ellipsoid(wide * 1.1 + 3, rng.uniform(6, 22), r * 1.3), 0, 4, 0), 0.6, 9, 2, rng)
    shape, half = fitted(melt(1.0, prong, crest), (wide * 1.2 + 5, length + 3, curve * length**2 + r * 3 + 3))
    return ivory_solid("comb", shape, half, rng, "lies")


def cut_comb(rng: np.random.Generator) -> Item:
    """A comb cut from a bent plate by its drawn outline, teeth spread like a fan (held-out geometry)."""
    n, inner, outer = int(rng.integers(9, 26)), rng.uniform(22, 45), rng.uniform(45, 85)
    spread = rng.uniform(0.6, 1.6)
    a = np.linspace(-spread / 2, spread / 2, 2 * n + 1)
    edge = []
    for i in range(n):
        edge += [[inner, a[2 * i]], [outer, a[2 * i] + 0.002], [outer, a[2 * i + 1]], [inner, a[2 * i + 1]]]
    crest = [
        [inner * rng.uniform(0.45, 0.7) * (1 + 0.08 * np.cos(6 * t)), t]
        for t in np.linspace(spread / 2, -spread / 2, 20)
    ]
    polar = np.array(edge + crest)
    outline = np.stack([polar[:, 0] * np.cos(polar[:, 1]), polar[:, 0] * np.sin(polar[:, 1])], 1)
    outline -= (outline.max(axis=0) + outline.min(axis=0)) / 2
    plate = extrude(outline, rng.uniform(1.0, 2.2), 0.3, cells=260)
    bow = rng.uniform(-0.004, 0.004)
    half = np.abs(outline).max(axis=0) + 1
    shape, box_half = fitted(
        lambda x, y, z: plate(x, y - bow * z * z, z), (half[0], 3 + abs(bow) * half[1] ** 2, half[1])
    )
    return ivory_solid("comb", shape, box_half, rng, "lies")


FAMILIES = (
    Family("bangle.plain", "bangle", bangle, 0.9),
    Family("bangle.cuff", "bangle", cuff, 0.5),
    Family("bangle.relief", "bangle", relief_bangle, 0.6),
    Family("bangle.moulded", "bangle", moulded_bangle, 0.9, held_out=True),
    Family("bangle.organic", "bangle", organic_bangle, 0.6, held_out=True),
    Family("ring.plain", "ring", finger_ring, 0.35),
    Family("ring.signet", "ring", signet, 0.25),
    Family("ring.moulded", "ring", moulded_ring, 0.4, held_out=True),
    Family("pendant.plaque", "pendant", pendant, 0.5),
    Family("pendant.drop", "pendant", drop, 0.4),
    Family("pendant.medallion", "pendant", medallion, 0.6, held_out=True),
    Family("comb.straight", "comb", comb, 0.25),
    Family("comb.hairpin", "comb", hairpin, 0.2),
    Family("comb.fan", "comb", cut_comb, 0.3, held_out=True),
)
