"""Long bones, ribs and vertebrae of big cats, bears, apes: single and in sets, in jars of wine."""

from functools import partial

import numpy as np

from ...classes import BONE
from ..family import Family
from ..items import Item, Part, Solid
from ..materials import draw_material
from ..shapes import Shape, box, common, minus, moved, plane, union
from ..shapes_section import extrude, lathe, regular
from ._bones import bone_parts, draw_state
from ._loft import ANGLES, loft
from ._lumps import Lumps
from ._many import extent, heap, solid_of
from ._soup import Soup, rod_bounds
from ._thin import thin_wall

Form = tuple[Shape, np.ndarray, Shape]
"""A bone, its bounds, and where its shaft is hollow."""


def shaft_of(line: np.ndarray, radius: float) -> Shape:
    middle = line[len(line) // 4 : -len(line) // 4 + 1]
    return Soup().chain(middle, radius * 3).flesh()


def joined(length: float, rng: np.random.Generator) -> Form:
    """Shaft with a ball and a neck at one end, two condyles at the other (femur, humerus)."""
    r = length * rng.uniform(0.038, 0.055)
    bow = rng.normal(0, 0.03) * length
    t = np.linspace(-0.5, 0.5, 9)
    line = np.stack([t * length, bow * np.cos(np.pi * t), np.zeros(9)], 1)
    soup = Soup().chain(line, r * np.array([1.25, 1.1, 1.0, 0.95, 0.92, 0.95, 1.0, 1.15, 1.3]))
    a, b = line[0], line[-1]
    head = a + np.array([-0.1, 0.2, 1.7]) * r
    soup.rod(a, head, r * 0.95, r * 1.0).ball(head, r * rng.uniform(1.15, 1.35))
    soup.rod(a, a + np.array([-0.8, 0.2, -1.2]) * r, r * 1.0, r * 0.8)
    for sign in (-1, 1):
        knob = b + np.array([0.2, -0.3, sign * 1.05]) * r
        soup.ball(knob, (r * 1.3, r * 1.45, r * 0.85))
    return soup.flesh(r * 0.9), rod_bounds(soup), shaft_of(line, r)


def skinned(length: float, rng: np.random.Generator) -> Form:
    """A three-sided shaft that flares at both ends (tibia, ulna, radius), as one skin."""
    n = 26
    t = np.linspace(-0.5, 0.5, n)
    r = length * rng.uniform(0.034, 0.05)
    line = np.stack([t * length, 0.04 * length * np.sin(np.pi * t * rng.uniform(0.6, 1.5)), np.zeros(n)], 1)
    flare = np.interp(np.abs(t), [0, 0.3, 0.42, 0.5], [0.9, 1.0, 1.5, 1.7]) * np.interp(t, [-0.5, 0.5], [1.2, 0.85])
    flare[[0, -1]] *= 0.35
    flare[[1, -2]] *= 0.85
    a = np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)[None]
    table = r * flare[:, None] * (1 + rng.uniform(0.08, 0.2) * np.cos(3 * a) + 0.1 * np.cos(2 * a + 1.0))
    return loft(line, table), extent(line, r * 2.8), shaft_of(line, r)


def turned(length: float, rng: np.random.Generator) -> Form:
    """Metapodials and phalanges: a turned shaft with a saddle at the end, lobed."""
    h = length / 2
    r = length * rng.uniform(0.05, 0.085)
    y = np.array([-1, -0.97, -0.85, -0.6, 0, 0.5, 0.8, 0.93, 1.0])
    x = np.array([0, 1.25, 1.5, 1.0, 0.8, 0.9, 1.3, 1.2, 0]) * r * np.append(np.append(1, rng.uniform(0.9, 1.1, 7)), 1)
    shape = lathe(np.stack([x, y * h], 1), 2, rng.uniform(0.05, 0.16))
    line = np.stack([np.zeros(5), np.linspace(-0.8, 0.8, 5) * h, np.zeros(5)], 1)
    reach = r * 1.9
    return shape, np.array([[-reach, -h, -reach], [reach, h, reach]]), shaft_of(line, r)


def lumped(length: float, rng: np.random.Generator) -> Form:
    """A bone whose ends are clusters of lumps, the shaft a trail between (limb bones of the test)."""
    r = length * rng.uniform(0.035, 0.055)
    t = np.linspace(-0.42, 0.42, 11)
    line = np.stack(
        [t * length, rng.normal(0, 0.03) * length * np.cos(2 * t), rng.normal(0, 0.02) * length * t * t * 4], 1
    )
    lumps = Lumps().trail(line, r * np.interp(np.abs(t), [0, 0.3, 0.42], [1, 1.05, 1.3]), rng.uniform(0.8, 1.15))
    for end in (line[0], line[-1]):
        out = np.sign(end[0])
        for _ in range(int(rng.integers(3, 6))):
            at = end + np.array([out * rng.uniform(0, 1.3), rng.normal(0, 0.7), rng.normal(0, 0.9)]) * r
            lumps.add(at, r * rng.uniform(0.7, 1.3, 3))
    return lumps.shape(), lumps.bounds(), shaft_of(line, r)


LONG = {"joined": joined, "skinned": skinned, "turned": turned, "lumped": lumped}


def long_bone(way: str, rng: np.random.Generator, scale: float = 1.0) -> Solid:
    """A limb bone, whole or sawn, dry or fresh."""
    length = scale * (rng.uniform(50, 140) if way == "turned" else rng.uniform(110, 360))
    shape, bounds, shaft = LONG[way](length, rng)
    if rng.random() < 0.25:
        axis = 1 if way == "turned" else 0
        at = rng.uniform(-0.25, 0.25) * length
        shape = common(shape, plane(*np.eye(3)[axis], at))
        bounds = bounds.copy()
        bounds[1][axis] = at
    cortex = max(length * rng.uniform(0.009, 0.018), 1.0)
    return solid_of("long bone", bone_parts(shape, cortex, draw_state(rng), rng, shaft), bounds, BONE, "bone")


def vertebra(way: str, rng: np.random.Generator) -> Solid:
    """Body, arch around the canal, and processes."""
    r = rng.uniform(9, 24)
    long = r * rng.uniform(0.7, 1.3)
    spine = r * rng.uniform(1.0, 3.0)
    if way == "joined":
        soup = Soup().rod((-long, 0, 0), (long, 0, 0), r)
        arch = np.array([[0, 0.6, -0.8], [0, 1.4, -0.75], [0, 2.0, 0], [0, 1.4, 0.75], [0, 0.6, 0.8]]) * r
        soup.chain(arch, r * 0.28).rod(arch[2], arch[2] + [-0.3 * r, spine, 0], r * 0.3, r * 0.2)
        for sign in (-1, 1):
            soup.rod(
                arch[2 - sign], arch[2 - sign] + np.array([rng.normal(0, 0.3), 0.1, -sign * 1.3]) * r, r * 0.3, r * 0.22
            )
            for ahead in (-1, 1):
                soup.rod(arch[2 - sign], arch[2 - sign] + np.array([ahead * 1.1, 0.3, 0]) * r, r * 0.26)
        shape, bounds = soup.flesh(r * 0.2), rod_bounds(soup)
        shape = minus(shape, moved(box(long * 2, r * 1.2, r * 1.6), -long * 2 - long * 0.98, 0, 0))
    elif way == "cut":
        a = np.linspace(0, 2 * np.pi, 48, endpoint=False)
        front = np.stack([np.sin(a) * (1 + 0.08 * np.cos(3 * a)), np.cos(a)], 1) * r
        disc = extrude(front, long, long * 0.25)
        ring = extrude((regular(40, r * 0.95, 2.5), regular(32, r * 0.62)), long * 0.8, 1.0)
        wing = np.array([[-0.3, 0.2], [-2.2, 0.6], [-2.1, 1.0], [-0.4, 0.9], [-0.25, 1.2], [-0.16, 1.2 + spine / r]])
        wing = np.vstack([wing, wing[::-1] * [-1, 1]]) * r + [0, r * 0.9]
        blades = extrude(wing, long * 0.35, 1.0)
        whole = union(disc, moved(ring, 0, 0, r * 1.4), blades)
        shape = minus(whole, moved(extrude(regular(24, r * 0.6), long * 3), 0, 0, r * 1.4))
        top = 2.1 * r + spine + 2
        bounds = np.array([[-2.3 * r, -long - 1, -1.1 * r], [2.3 * r, long + 1, top + 0.3 * r]])
    else:
        lumps = Lumps()
        for _ in range(5):
            lumps.add(rng.normal(0, 0.15, 3) * r, (long * 0.8, r * 0.85, r * 0.85))
        for sign in (-1, 1):
            side = np.array([[0, 0.7, 0.85 * sign], [0, 1.5, 0.95 * sign], [0.1, 1.6, 2.2 * sign]]) * r
            lumps.trail(side, r * 0.36).trail(side[:2] + [long, 0.2 * r, 0], r * 0.3)
            lumps.trail(np.stack([side[1], np.array([0, 2.3, 0]) * r]), r * 0.35)
        lumps.trail(np.array([[0, 2.2 * r, 0], [-0.4 * r, 2.2 * r + spine, 0]]), r * 0.32, 1.0)
        shape, bounds = lumps.shape(), lumps.bounds()
    return solid_of(
        "vertebra", bone_parts(shape, max(0.8, r * 0.07), draw_state(rng), rng), bounds, BONE, "bone", "any"
    )


def rib(way: str, rng: np.random.Generator) -> Solid:
    size = rng.uniform(40, 110)
    a = np.linspace(0, rng.uniform(1.6, 2.5), 14)
    line = np.stack([np.cos(a), np.sin(a) * 1.1, 0.05 * np.sin(2 * a)], 1) * size
    r = rng.uniform(3, 6.5) * np.interp(a / a[-1], [0, 0.1, 0.5, 1], [1.3, 1, 1, 0.8])
    if way == "lumped":
        lumps = Lumps().trail(line, r)
        shape, bounds = lumps.shape(), lumps.bounds()
    else:
        angle = np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)[None]
        shape = loft(line, r[:, None] * (1 + 0.25 * np.cos(2 * angle)), np.array([0, 0, 1.0]))
        bounds = extent(line, r.max() * 1.4)
    return solid_of("rib", bone_parts(shape, 1.1, draw_state(rng), rng), bounds, BONE, "bone")


def one_of(test: bool, rng: np.random.Generator, scale: float) -> Solid:
    """Any bone of the trunk or limbs, as drawn for training or for the test."""
    draw = rng.random()
    if draw < 0.45:
        ways = ("lumped",) if test else ("joined", "skinned", "turned")
        return long_bone(str(rng.choice(ways)), rng, scale)
    if draw < 0.75:
        return vertebra("lumped" if test else str(rng.choice(["joined", "cut"])), rng)
    return rib("lumped" if test else "skinned", rng)


def bones(test: bool, rng: np.random.Generator) -> Item:
    """A set of bones, loose in a bag."""
    return heap("bones", lambda g: one_of(test, g, 0.55), (4, 11), rng, loose=0.7)


def wine(test: bool, rng: np.random.Generator) -> Item:
    """A glass jar of spirits with bones standing in it."""
    r, h = rng.uniform(38, 75), rng.uniform(75, 130)
    neck = r * rng.uniform(0.4, 0.8)
    profile = np.array([[0, -h], [r * 0.92, -h], [r, -h * 0.92], [r, h * 0.55], [neck, h * 0.8], [neck, h], [0, h]])
    jar = lathe(profile)
    level = plane(0, 1, 0, h * rng.uniform(0.1, 0.55))
    parts = [
        Part(common(jar, level), draw_material("spirits", rng)),
        Part(thin_wall(jar, rng.uniform(2.0, 4.5)), draw_material("glass", rng)),
    ]
    count = int(rng.integers(1, 4))
    for k in range(count):
        length = h * rng.uniform(1.0, 1.45)
        way = "lumped" if test else str(rng.choice(["joined", "skinned"]))
        shape, bounds, shaft = LONG[way](length, rng)
        width = float(np.abs(bounds[:, 1:]).max())
        ring = max(0.0, min(r * 0.45, r - width - 5)) if count > 1 else 0.0
        a, low = k * 2 * np.pi / count, -h + 5 - float(bounds[0][0])
        place = Part(Upright(shape, ring * np.cos(a), low, ring * np.sin(a)), draw_state(rng).cortex, BONE)
        hollow = Upright(
            lambda x, y, z, s=shape, f=shaft, t=length * 0.014: np.maximum(s(x, y, z) + t, f(x, y, z)),
            *(ring * np.cos(a), low, ring * np.sin(a)),
        )
        parts += [place, Part(hollow, draw_material("spirits", rng), BONE)]
    return Solid("bone wine", tuple(parts), (r + 2, h + 2, r + 2), "flat", BONE, "bone", 0.0, count)


class Upright:
    """A shape along x stood on end, its origin at (a, b, c) mm."""

    def __init__(self, shape: Shape, a: float, b: float, c: float):
        self.shape, self.at = shape, (np.float32(a), np.float32(b), np.float32(c))

    def __call__(self, x, y, z):
        a, b, c = self.at
        return self.shape(y - b, a - x, z - c)


FAMILIES = (
    *(Family(f"long-bone.{way}", "long bone", partial(long_bone, way), 1.0, way == "lumped") for way in LONG),
    Family("vertebra.joined", "vertebra", partial(vertebra, "joined"), 0.5),
    Family("vertebra.cut", "vertebra", partial(vertebra, "cut"), 0.5),
    Family("vertebra.lumped", "vertebra", partial(vertebra, "lumped"), 0.5, True),
    Family("bones.set", "bones", partial(bones, False), 0.8),
    Family("bones.set-lumped", "bones", partial(bones, True), 0.8, True),
    Family("bone-wine.jar", "bone wine", partial(wine, False), 0.5),
    Family("bone-wine.jar-lumped", "bone wine", partial(wine, True), 0.5, True),
)
