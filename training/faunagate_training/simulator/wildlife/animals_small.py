"""Scorpions and beetles in boxes; fish in bags of water."""

from functools import partial

import numpy as np

from ...classes import ANIMAL
from ..family import Family
from ..items import Item, Part, Solid
from ..materials import draw_material
from ..shapes import Shape, common, ellipsoid, plane, union
from ..shapes_noise import Noise
from ._body import air, marbled
from ._loft import loft, section
from ._lumps import Lumps
from ._many import heap, solid_of
from ._memo import Shift, shared
from ._skeleton import column
from ._soup import Soup, rod_bounds
from ._thin import thin_wall


def scorpion_rods(a: float, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    """Curves and radii of a scorpion of a mm body: trunk first, then tail, pincers, legs."""
    t = np.linspace(0, 1, 9)
    trunk = np.stack([a * (0.5 - t), 0 * t, 0 * t], 1)
    curves = [(trunk, a * np.array([0.12, 0.16, 0.17, 0.18, 0.19, 0.19, 0.17, 0.13, 0.09]))]
    curl = rng.uniform(1.5, 4.5)
    angle = np.pi + np.linspace(0, curl, 9)
    steps = (
        np.stack([np.cos(angle), -np.sin(angle) * np.sign(rng.uniform(0.2, 1)), rng.normal(0, 0.1, 9)], 1) * a * 0.13
    )
    steps[:, 1] = np.abs(np.sin(angle)) * a * 0.13
    curves.append(
        (
            trunk[-1] + np.cumsum(steps, axis=0),
            a * np.array([0.08, 0.085, 0.08, 0.08, 0.075, 0.075, 0.085, 0.05, 0.015]),
        )
    )
    for side in (-1, 1):
        arm = np.array(
            [
                [0.42, 0, 0.1],
                [0.55, 0.02, 0.32],
                [0.82, 0, 0.36],
                [1.05, 0, 0.25 + rng.normal(0, 0.05)],
                [1.25, 0, 0.15],
            ]
        )
        curves.append((arm * a * [1, 1, side], a * np.array([0.035, 0.04, 0.06, 0.09, 0.02])))
        for k in range(4):
            root = np.array([0.32 - 0.16 * k, -0.04, 0.12 * side])
            knee = root + np.array([rng.normal(0.1 - 0.1 * k, 0.06), 0.1, 0.25 * side])
            foot = knee + np.array([rng.normal(0.08 - 0.12 * k, 0.06), -0.18, 0.22 * side])
            curves.append((np.stack([root, knee, foot]) * a, a * np.array([0.03, 0.025, 0.012])))
    return curves


def beetle_rods(a: float, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    """A horned beetle: wing cases, collar, head with a horn, six legs."""
    trunk = np.array([[-0.5, 0, 0], [-0.3, 0, 0], [0, 0.02, 0], [0.2, 0, 0], [0.35, 0, 0], [0.5, 0, 0]]) * a
    curves = [(trunk, a * np.array([0.14, 0.24, 0.28, 0.25, 0.2, 0.1]))]
    horn = (
        np.array([[0.5, 0.03, 0], [0.7, 0.1, 0], [0.85, 0.25, 0], [0.88, 0.36, 0]]) * a * [1, rng.uniform(0.5, 1.3), 1]
    )
    curves.append((horn, a * np.array([0.06, 0.045, 0.035, 0.015])))
    for side in (-1, 1):
        for k, x in enumerate((0.3, 0.05, -0.15)):
            knee = np.array([x + 0.12 - 0.14 * k, -0.08, 0.42 * side])
            foot = knee + np.array([rng.normal(0.1 - 0.16 * k, 0.05), -0.15, rng.uniform(0.0, 0.25) * side])
            curves.append(
                (np.stack([np.array([x, -0.1, 0.18 * side]), knee, foot]) * a, a * np.array([0.04, 0.035, 0.015]))
            )
    return curves


RODS = {"scorpion": scorpion_rods, "beetle": beetle_rods}


def arthropod(kind: str, way: str, a: float, rng: np.random.Generator) -> Solid:
    """A shell of chitin over soft tissue, or over air in dried ones."""
    curves = RODS[kind](a, rng)
    soup, lumps, skins = Soup(), Lumps(), []
    for k, (points, radii) in enumerate(curves):
        if way == "joined":
            for p, q, r, s in zip(points[:-1], points[1:], radii[:-1], radii[1:], strict=True):
                soup.rod(p, q, r, s)
        elif way == "field":
            lumps.trail(points, radii * 1.08, 0.75 if k == 0 else 1.0)
        elif len(points) > 3:
            at = np.linspace(0, len(points) - 1, 40)
            fine = np.stack([np.interp(at, np.arange(len(points)), points[:, j]) for j in range(3)], 1)
            r = np.interp(at, np.arange(len(points)), radii)
            rings = 1 + 0.1 * (at % 1.0)
            skins.append(loft(fine, section(r * rings, r * rings * (0.75 if k == 0 else 1.0), 2.2)))
        else:
            soup.chain(points, radii)
    shapes = {"joined": [soup], "field": [lumps], "skinned": [soup]}[way]
    whole = union(*skins, *(s.flesh(0.15) if isinstance(s, Soup) else s.shape() for s in shapes))
    skin = shared(whole)
    thick = np.clip(a * rng.uniform(0.006, 0.014), 0.25, 1.0)
    dry = rng.random() < 0.45
    inside = air(rng) if dry else draw_material("soft tissue", rng)
    parts = [
        Part(skin, draw_material("chitin", rng).scaled(0.6 if dry else 0.95), ANIMAL),
        Part(lambda x, y, z: skin(x, y, z) + np.float32(thick), inside, ANIMAL),
        Part(thin_wall(skin, float(thick)), draw_material("chitin", rng), ANIMAL),
    ]
    around = Soup()
    for points, radii in curves:
        around.chain(points, radii * 1.25)
    return solid_of(kind, parts, rod_bounds(around), ANIMAL, "chitin")


def boxed(kind: str, way: str, rng: np.random.Generator) -> Item:
    """One large one, or several in a small box."""
    a = rng.uniform(35, 85) if kind == "scorpion" else rng.uniform(28, 75)
    if rng.random() < 0.4:
        return arthropod(kind, way, a, rng)
    wraps = ("cardboard", "polypropylene", "polyethylene")
    return heap(kind, lambda g: arthropod(kind, way, min(a, 55) * g.uniform(0.8, 1.15), g), (3, 11), rng, wraps, 0.7)


def fish_line(long: float, rng: np.random.Generator, n: int = 26) -> np.ndarray:
    t = np.linspace(0, 1, n)
    sway = rng.normal(0, 0.1) * long * np.sin(np.pi * t * rng.uniform(0.8, 1.6))
    return np.stack([(0.5 - t) * long, 0 * t, sway], 1)


def fish_shape(way: str, line: np.ndarray, high: np.ndarray, flat: float, rng: np.random.Generator) -> Shape:
    if way == "skinned":
        return loft(line, section(high * flat, high, rng.uniform(1.8, 2.4), rng.uniform(0.85, 1.1)))
    if way == "joined":
        soup = Soup()
        steps = np.gradient(line, axis=0)
        for p, h, step in zip(line[1:-1], high[1:-1], steps[1:-1], strict=True):
            f = step / np.linalg.norm(step)
            soup.ball(
                p,
                (np.linalg.norm(step) * 1.5 + h * 0.2, h, h * flat),
                np.stack([f, [0, 1, 0], np.cross(f, [0, 1, 0])], 1),
            )
        return soup.flesh(high.max() * 0.2)
    lumps = Lumps()
    for k in range(1, len(line) - 1, 2):
        for up in (-0.42, 0.42):
            p = line[k] + [0, up * high[k], 0]
            lumps.add(p, (max(high[k] * 0.5, 3), high[k] * 0.56, max(high[k] * flat * 0.9, 0.8)))
    return lumps.shape()


def fish_parts(way: str, long: float, rng: np.random.Generator) -> tuple[list[Part], np.ndarray]:
    """A fish of `long` mm: muscle, swim bladder full of gas, backbone with spines, skull, fins, otoliths."""
    line = fish_line(long, rng)
    t = np.linspace(0, 1, len(line))
    deep, flat = long * rng.uniform(0.1, 0.2), rng.uniform(0.35, 0.6)
    high = deep * np.interp(t, [0, 0.06, 0.2, 0.4, 0.65, 0.85, 0.92, 1], [0.25, 0.55, 0.88, 1.0, 0.8, 0.4, 0.34, 0.3])
    shape = fish_shape(way, line, high, flat, rng)
    fins = Soup()
    for at, size, up in ((10, 0.7, 1), (17, 0.55, 1), (17, 0.5, -1)):
        for k in range(9):
            root = line[min(at + k // 3, 25)] + [0, up * high[at] * 0.85, 0]
            fins.rod(root, root + np.array([-0.35 - 0.03 * k, up * 0.85, 0]) * deep * size, 0.35, 0.15)
    for a in np.linspace(-0.6, 0.6, 15):
        fins.rod(line[-1], line[-1] + np.array([-np.cos(a), np.sin(a), 0.05 * a]) * long * 0.16, 0.5, 0.2)
    bones = Soup()
    column(bones, line[5:] + [0, 0.08 * deep, 0], deep * 0.06, int(rng.integers(26, 40)), "chain")
    for k in range(6, 23):
        p = line[k]
        bones.rod(p, p + [-0.25 * deep, 0.75 * high[k], 0], deep * 0.022, deep * 0.012)
        for side in (-1, 1) if k < 14 else (0,):
            bones.rod(p, p + [-0.2 * deep, -0.75 * high[k], side * high[k] * flat * 0.7], deep * 0.02, deep * 0.01)
    head = Soup().ball(line[3], (deep * 0.62, deep * 0.42, deep * flat * 0.75))
    gills = [
        line[5] + np.array([0.12 * deep * k, -0.25 * deep, s * deep * flat * 0.55]) for k in range(3) for s in (-1, 1)
    ]
    for g in gills:
        bones.rod(g + [0, 0.3 * deep, 0], g - [0, 0.25 * deep, 0], deep * 0.025)
    for side in (-1, 1):
        bones.ball(line[4] + [0, 0.05 * deep, side * deep * 0.12], np.array([0.06, 0.045, 0.03]) * deep)
        bones.chain(
            np.stack([line[4] + [0, -0.2 * deep, side * deep * flat * 0.5], line[0] - [0, 0.1 * deep, 0]]), deep * 0.04
        )
    bladder = Soup().chain(
        line[8:15] + [0, 0.25 * deep, 0], deep * rng.uniform(0.13, 0.22) * np.array([0.6, 0.9, 1, 1, 0.9, 0.7, 0.3])
    )
    hard = draw_material("thin bone", rng).scaled(rng.uniform(0.7, 0.95))
    skull = thin_wall(head.flesh(), max(0.5, deep * 0.04))
    parts = [
        Part(fins.bones(), draw_material("cartilage", rng), ANIMAL),
        Part(shape, draw_material("soft tissue", rng), ANIMAL, marbled(rng)),
        Part(bladder.flesh(), air(rng), ANIMAL),
        Part(union(bones.bones(), skull), hard, ANIMAL),
    ]
    box = rod_bounds(fins)
    low = np.minimum(box[0], line.min(0) - [1, deep * 1.1, deep * flat * 1.2])
    high_corner = np.maximum(box[1], line.max(0) + [2, deep * 1.1, deep * flat * 1.2])
    return parts, np.stack([low, high_corner])


def fish(way: str, rng: np.random.Generator) -> Item:
    """One to four live fish in a tied bag of water with air above, or one without water."""
    dead = rng.random() < 0.25
    n = 1 if dead else int(rng.choice([1, 1, 2, 3, 4]))
    long = rng.uniform(60, 240) if n == 1 else rng.uniform(40, 110)
    placed, low, high = [], np.full(3, 1e9), np.full(3, -1e9)
    for k in range(n):
        parts, box = fish_parts(way, long * rng.uniform(0.85, 1.1), rng)
        deep = box[1] - box[0]
        at = -box.mean(axis=0) + np.array(
            [rng.normal(0, 0.05) * long, rng.normal(0, 0.1) * deep[1], (k - (n - 1) / 2) * deep[2] * 1.05]
        )
        shift = Shift(at)
        placed += [shift.part(p) for p in parts]
        low, high = np.minimum(low, box[0] + at), np.maximum(high, box[1] + at)
    bounds = np.stack([low, high])
    if dead:
        return solid_of("fish", placed, bounds, ANIMAL, "soft tissue")
    half = (high - low) / 2 * [1.25, 1.5, 1.6] + 12
    bump = Noise(half.min() * 1.6, 1, rng)
    pillow, wave = ellipsoid(*(half * 0.97)), np.float32(half.min() * 0.03)
    middle = bounds.mean(axis=0)
    bag = shared(Shift(middle)(lambda x, y, z: pillow(x, y, z) + wave * bump(x, y, z)))
    level = middle[1] + half[1] * rng.uniform(0.45, 0.75)
    containers = [
        Part(thin_wall(bag, rng.uniform(0.15, 0.4)), draw_material("polyethylene", rng)),
        Part(common(bag, plane(0, 1, 0, level)), draw_material("water", rng)),
    ]
    whole = np.stack([middle - half, middle + half])
    return solid_of("fish", containers + placed, whole, ANIMAL, "soft tissue", "flat", count=n)


WAYS = ("joined", "skinned", "field")
FAMILIES = (
    *(Family(f"scorpion.{w}", "scorpion", partial(boxed, "scorpion", w), 0.5, w == "field") for w in WAYS),
    *(Family(f"beetle.{w}", "beetle", partial(boxed, "beetle", w), 0.5, w == "field") for w in WAYS),
    *(Family(f"fish.{w}", "fish", partial(fish, w), 0.9, w == "field") for w in WAYS),
)
