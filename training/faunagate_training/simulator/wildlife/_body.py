"""What an animal is made of, whatever its species: a plan of curves, masses, bones and cavities.

A plan says where flesh, bones, lungs and gas are. Its flesh becomes a shape in one of three ways that
share no geometry: 'soup' (joined rods and ellipsoids), 'loft' (skins around curves, with relief) and
'lumps' (one smooth field). Lengths in mm, y up, in the frame of the object.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from ...classes import ANIMAL
from ..items import Part, Solid
from ..materials import Material, draw_material
from ..shapes import Shape, ellipsoid, moved, turned, union
from ..shapes_noise import Noise
from ._loft import ANGLES, loft, section, uprights
from ._lumps import Lumps
from ._memo import Shift, shared
from ._soup import Soup, box_of, rod_bounds
from ._thin import thin_wall


def air(rng: np.random.Generator) -> Material:
    """Gas in guts, air sacs and dried bodies, with a trace of tissue."""
    return replace(draw_material("lung", rng).scaled(rng.uniform(0.005, 0.06)), name="air")


@dataclass
class Limb:
    """Flesh around a curve: points [n, 3], half widths [n], height over width, and what is up."""

    points: np.ndarray
    radii: np.ndarray
    squash: float = 1.0
    up: tuple[float, float, float] = (0.0, 1.0, 0.0)


@dataclass
class Mass:
    """An ellipsoid: centre, half axes, and 3x3 directions of these as columns."""

    centre: np.ndarray
    axes: tuple[float, float, float]
    frame: np.ndarray = field(default_factory=lambda: np.eye(3))


@dataclass
class Body:
    """The plan of an animal."""

    limbs: list[Limb] = field(default_factory=list)
    masses: list[Mass] = field(default_factory=list)
    bones: Soup = field(default_factory=Soup)
    skulls: list[tuple[Mass, float]] = field(default_factory=list)
    lungs: Soup = field(default_factory=Soup)
    gas: Soup = field(default_factory=Soup)
    fat: Soup = field(default_factory=Soup)
    grit: Soup = field(default_factory=Soup)

    def limb(self, points, radii, squash: float = 1.0, up=(0.0, 1.0, 0.0)) -> np.ndarray:
        points = np.asarray(points, float)
        self.limbs.append(Limb(points, np.broadcast_to(np.asarray(radii, float), len(points)), squash, up))
        return points

    def mass(self, centre, axes, frame=None) -> None:
        self.masses.append(Mass(np.asarray(centre, float), tuple(axes), np.eye(3) if frame is None else frame))

    def skull(self, centre, axes, wall: float, frame=None) -> None:
        """A hollow brain case, its wall `wall` mm thick."""
        mass = Mass(np.asarray(centre, float), tuple(axes), np.eye(3) if frame is None else frame)
        self.skulls.append((mass, wall))


def frame_of(forward: np.ndarray, up=(0.0, 1.0, 0.0)) -> np.ndarray:
    """3x3 with columns forward, up (made square to it) and the side."""
    f = np.asarray(forward, float)
    f = f / (np.linalg.norm(f) + 1e-9)
    u = np.asarray(up, float) + 1e-3
    u = u - f * (u @ f)
    u /= np.linalg.norm(u) + 1e-9
    return np.stack([f, u, np.cross(f, u)], axis=1)


def soup_flesh(body: Body, rng: np.random.Generator) -> Shape:
    soup = Soup()
    sizes = []
    for part in body.limbs:
        if abs(part.squash - 1) < 0.08 or len(part.points) < 4:
            soup.chain(part.points, part.radii * np.sqrt(part.squash))
        else:
            steps = np.gradient(part.points, axis=0)
            for p, r, step in zip(part.points, part.radii, steps, strict=True):
                soup.ball(p, (np.linalg.norm(step) * 0.9 + r * 0.5, r * part.squash, r), frame_of(step, part.up))
        sizes.append(part.radii.max())
    for m in body.masses:
        soup.ball(m.centre, m.axes, m.frame)
        sizes.append(max(m.axes))
    return soup.flesh(max(0.8, 0.25 * max(sizes)))


def _relief(stations: int, depth: float, rng: np.random.Generator) -> np.ndarray:
    """A smooth random factor [stations, ANGLES] near 1."""
    a = np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)
    s = np.arange(stations)[:, None]
    total = np.ones((stations, ANGLES))
    for k in range(1, 5):
        wave, phase = rng.uniform(0.2, 0.9), rng.uniform(0, 2 * np.pi)
        total += depth / np.sqrt(k) * np.sin(k * a + wave * s + phase) * rng.uniform(0.3, 1)
    return total


def _loft_of_mass(m: Mass, rng: np.random.Generator) -> Shape:
    t = np.linspace(-0.985, 0.985, 11)
    points = m.centre + t[:, None] * m.frame[:, 0] * m.axes[0]
    round_ = np.sqrt(1 - t * t)
    table = section(m.axes[2] * round_, m.axes[1] * round_, 2.2)
    return loft(points, table * _relief(len(t), 0.05, rng), m.frame[:, 1])


def _fine(part: Limb) -> Limb:
    """The limb with about three times as many stations and rounded ends."""
    n = len(part.points)
    at = np.linspace(0, n - 1, max(3 * n, 9))
    points = np.stack([np.interp(at, np.arange(n), part.points[:, j]) for j in range(3)], 1)
    if n > 3:
        points[1:-1] = (points[:-2] + 2 * points[1:-1] + points[2:]) / 4
    return Limb(points, np.interp(at, np.arange(n), part.radii), part.squash, part.up)


def loft_flesh(body: Body, rng: np.random.Generator) -> Shape:
    skins, thin = [], Soup()
    power = rng.uniform(1.9, 2.6)
    for part in body.limbs:
        if len(part.points) == 2:
            thin.chain(part.points, part.radii)
            continue
        long = _fine(part)
        table = section(long.radii, long.radii * part.squash, power, rng.uniform(0.8, 1.0))
        skins.append(loft(long.points, table * _relief(len(table), 0.05, rng), np.asarray(part.up)))
    skins += [_loft_of_mass(m, rng) for m in body.masses]
    return union(*skins, *([thin.flesh()] if thin.rows else []))


def lumps_flesh(body: Body, rng: np.random.Generator) -> Shape:
    lumps = Lumps()
    for part in body.limbs:
        upright = uprights(part.points, np.asarray(part.up)) if len(part.points) > 2 else None
        lumps.trail(part.points, part.radii, part.squash if upright is not None else 1.0)
    for m in body.masses:
        axes = np.asarray(m.axes)
        for _ in range(5):
            shift = m.frame @ (rng.uniform(-0.35, 0.35, 3) * axes)
            lumps.add(m.centre + shift, axes * rng.uniform(0.55, 0.7), m.frame)
    return lumps.shape()


FLESH = {"soup": soup_flesh, "loft": loft_flesh, "lumps": lumps_flesh}


def bounds_of(body: Body) -> np.ndarray:
    """Lowest and highest corner [2, 3] of all flesh and bones, with room for relief."""
    around = Soup()
    for part in body.limbs:
        around.chain(part.points, part.radii * 1.16 * max(1.0, part.squash) + 0.5)
    for m in body.masses:
        around.ball(m.centre, np.asarray(m.axes) * 1.1 + 0.5, m.frame)
    return rod_bounds(around, body.bones)


def marbled(rng: np.random.Generator, depth: float = 0.03, wavelength: float | None = None):
    """Density texture of meat: muscles, organs and fat a few percent apart."""
    noise = Noise(rng.uniform(9, 26) if wavelength is None else wavelength, 2, rng)
    depth = np.float32(depth * rng.uniform(0.4, 1.3))
    return lambda x, y, z: 1 + depth * noise(x, y, z)


def skull_shape(m: Mass, wall: float) -> Shape:
    return moved(turned(thin_wall(ellipsoid(*m.axes), wall), m.frame), *m.centre)


@dataclass(frozen=True)
class Tissue:
    """What flesh and bones are drawn from."""

    flesh: str = "soft tissue"
    bone: str = "thin bone"
    ossified: tuple[float, float] = (0.7, 1.05)
    hollow: float = 0.0


FRESH = Tissue()
CHICK = Tissue(ossified=(0.45, 0.75))
DRIED = Tissue(flesh="dried flesh", ossified=(0.85, 1.05), hollow=1.0)


def flesh_parts(body: Body, way: str, rng: np.random.Generator, tissue: Tissue = FRESH) -> tuple[Shape, list[Part]]:
    """The flesh as a shape, and all parts of the animal in the order they are painted."""
    flesh = shared(FLESH[way](body, rng))
    soft = draw_material(tissue.flesh, rng)
    parts = [Part(flesh, soft, ANIMAL, marbled(rng))]
    if body.fat.rows:
        parts.append(Part(body.fat.flesh(1.0), draw_material("fat", rng), ANIMAL, near=box_of(body.fat)))
    if body.lungs.rows:
        lung = air(rng) if tissue.hollow else draw_material("lung", rng)
        parts.append(Part(body.lungs.flesh(1.0), lung, ANIMAL, near=box_of(body.lungs)))
    if body.gas.rows:
        parts.append(Part(body.gas.flesh(0.5), air(rng), ANIMAL, near=box_of(body.gas)))
    if body.bones.rows or body.skulls:
        shapes = [body.bones.bones()] if body.bones.rows else []
        shapes += [skull_shape(m, wall) for m, wall in body.skulls]
        hard = draw_material(tissue.bone, rng).scaled(rng.uniform(*tissue.ossified))
        parts.append(Part(union(*shapes), hard, ANIMAL))
    if body.grit.rows:
        parts.append(Part(body.grit.bones(), draw_material("quartz", rng), ANIMAL, near=box_of(body.grit)))
    return flesh, parts


def animal(
    kind: str,
    body: Body,
    way: str,
    rng: np.random.Generator,
    tissue: Tissue = FRESH,
    dress=None,
    extra: tuple[Part, ...] = (),
    pose: str = "lies",
    first: tuple[Part, ...] = (),
    cover: Shape | None = None,
    room: np.ndarray | None = None,
) -> Solid:
    """The animal as a solid, centred; `dress` (see `_dress`) puts it into something.

    `first` is painted before, `extra` after the animal; `cover`: what it looks like from outside with its
    flesh; `room`: corners [2, 3] of a box that holds these too.
    """
    box = bounds_of(body)
    if room is not None:
        box = np.stack([np.minimum(box[0], room[0]), np.maximum(box[1], room[1])])
    flesh, parts = flesh_parts(body, way, rng, tissue)
    parts = [*first, *parts, *extra]
    flesh = flesh if cover is None else union(flesh, cover)
    shift = Shift(-box.mean(axis=0))
    half = tuple(float(v) + 1.5 for v in (box[1] - box[0]) / 2)
    solid = Solid(kind, tuple(shift.part(p) for p in parts), half, pose, ANIMAL, tissue.flesh)
    return solid if dress is None else dress(solid, shift(flesh), rng)
