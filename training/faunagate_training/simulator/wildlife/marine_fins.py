"""Shark fins, dried: whole, in sets, without skin, shredded into needles."""

from functools import partial

import numpy as np

from ...classes import MARINE
from ..family import Family
from ..items import Item, Part, Solid
from ..materials import draw_material
from ..shapes import Shape, common, plane
from ..shapes_noise import Noise
from ..shapes_section import extrude
from ._loft import loft, section
from ._many import heap, solid_of
from ._memo import shared
from ._soup import Soup, rod_bounds
from ._thin import as_distance, voxel_size

Curve = np.ndarray


def fin_edges(length: float, rng: np.random.Generator, n: int = 24) -> tuple[Curve, Curve]:
    """Leading and trailing edge [n, 2] from the base upwards, in the plane of the fin; base along x."""
    base, sweep_ = length * rng.uniform(0.5, 0.95), length * rng.uniform(0.25, 0.75)
    s = np.linspace(0, 1, n)
    lead = np.stack([-base / 2 + (sweep_ + base / 2) * s**1.15, length * s ** rng.uniform(0.75, 1.0)], 1)
    hollow = rng.uniform(0.05, 0.32) * length
    trail_x = base / 2 + (sweep_ - base / 2) * s - hollow * np.sin(np.pi * s) * (1 - s * 0.3)
    trail = np.stack([trail_x, length * (0.02 + 0.98 * s)], 1)
    if rng.random() < 0.5:
        trail[0] += [length * 0.12, 0.02 * length]
    return lead, trail


def bowed(length: float, rng: np.random.Generator):
    """How a drying fin leaves its plane: (x, y) to z in mm."""
    a, b = rng.normal(0, 0.12, 2) / length
    wave, lift = Noise(length * 0.9, 1, rng), np.float32(length * 0.03)

    def rise(x, y):
        return np.float32(a) * x * x + np.float32(b) * y * y + lift * wave(x, y, 0 * x)

    return rise


def strands(length: float, rng: np.random.Generator):
    """Density of the fibres: stripes from base to tip, two to four mm apart."""
    k, depth = np.float32(2 * np.pi / rng.uniform(2.2, 4.5)), np.float32(rng.uniform(0.06, 0.2))
    lean = np.float32(rng.uniform(0.2, 0.6))
    return lambda x, y, z: 1 + depth * np.sin(k * (x - lean * y) / (1 + np.maximum(0.4 - y / length, 0)))


def sheet_fin(length: float, rng: np.random.Generator) -> tuple[list[Part], np.ndarray]:
    """Cut from its outline, thinning from base and leading edge to nothing; cartilage rods at the base."""
    lead, trail = fin_edges(length, rng)
    outline = extrude(np.vstack([lead, trail[::-1]]), 80.0)
    thick = length * rng.uniform(0.055, 0.1)
    rise = bowed(length, rng)
    tip = rng.uniform(0.9, 2.0)

    def shape(x, y, z):
        voxel = voxel_size(x, y, z)
        edge = outline(x, 0 * z, y)
        up = np.clip(y / length, 0, 1)
        half = np.maximum(thick / 2 * (1 - up) ** 0.8 * np.sqrt(np.clip(-edge / (0.16 * length), 0, 1)), tip / 2)
        off = np.abs(z - rise(x, y)) - half
        full = np.minimum(1, 2 * half / voxel)
        cover = full * np.clip(0.5 - np.maximum(off + half - np.maximum(half, voxel / 2), edge) / voxel, 0, 1)
        return as_distance(cover, voxel)

    shape = shared(shape)
    base = base_of(lead, trail, length, thick, rise, rng)
    low, high = np.vstack([lead, trail]).min(0), np.vstack([lead, trail]).max(0)
    sag = float(np.abs(rise(*(v.astype(np.float32) for v in np.vstack([lead, trail]).T))).max()) * 1.5 + thick
    bounds = np.array([[low[0], -0.06 * length, -sag], [high[0], high[1], sag]])
    fibre = Part(shape, draw_material("fin fibre", rng), MARINE, strands(length, rng))
    return [fibre, Part(base, draw_material("cartilage", rng), MARINE)], bounds


def base_of(lead: Curve, trail: Curve, length: float, thick: float, rise, rng: np.random.Generator) -> Shape:
    """Radials: stout rods of cartilage side by side along the base."""
    soup = Soup()
    for s in np.linspace(0.08, 0.85, int(rng.integers(8, 17))):
        foot = lead[0] + (trail[0] - lead[0]) * s
        top = foot + np.array([0.25, 1.0]) * length * rng.uniform(0.14, 0.26)
        both = np.stack([foot, top]).astype(np.float32)
        z = rise(both[:, 0], both[:, 1])
        soup.rod([*foot, z[0]], [*top, z[1]], thick * 0.42, thick * 0.28)
    return soup.flesh(thick * 0.1)


def rayed_fin(length: float, rng: np.random.Generator) -> tuple[list[Part], np.ndarray]:
    """A skinned fin: fans of needles on both sides of the cartilage."""
    lead, trail = fin_edges(length, rng, 40)
    thick = length * rng.uniform(0.045, 0.08)
    rise = bowed(length, rng)
    needles = Soup()
    rim = np.vstack([lead[14:], trail[::-1][:-6]])
    for side in (-1, 1):
        for s in np.linspace(0.02, 0.98, int(rng.integers(55, 85))):
            foot = lead[0] + (trail[0] - lead[0]) * s * 0.97
            tip = rim[int(s * (len(rim) - 1))] + rng.normal(0, 0.01, 2) * length
            path = np.linspace(foot, tip, 5).astype(np.float32)
            z = rise(path[:, 0], path[:, 1]) + side * thick * 0.45 * (1 - np.linspace(0, 0.95, 5))
            r = length * rng.uniform(0.006, 0.01) * np.linspace(1, 0.4, 5)
            needles.chain(np.column_stack([path, z]), r)
    base = base_of(lead, trail, length, thick, rise, rng)
    bounds = rod_bounds(needles)
    bounds = bounds + np.array([[-2, -thick, -thick], [2, 2, thick]]) * 0.6
    return [
        Part(needles.bones(), draw_material("fin fibre", rng), MARINE),
        Part(base, draw_material("cartilage", rng), MARINE),
    ], bounds


def lofted_fin(length: float, rng: np.random.Generator) -> tuple[list[Part], np.ndarray]:
    """A skin around the line from the base's middle to the tip, blades for sections, swept back."""
    n = 30
    s = np.linspace(0, 1, n)
    back = rng.uniform(0.3, 0.9) * length
    line = np.stack([back * s**1.5, length * s, rng.normal(0, 0.05) * length * np.sin(np.pi * s)], 1)
    wide = length * rng.uniform(0.24, 0.42) * np.maximum(1 - s ** rng.uniform(0.8, 1.4), 0.03)
    thick = np.maximum(length * rng.uniform(0.02, 0.045) * (1 - s) ** 0.7, 0.5)
    table = section(wide, thick, rng.uniform(1.5, 2.0))
    table *= 1 + 0.04 * rng.standard_normal(table.shape) + 0.05 * np.sin(np.arange(n) * 0.8)[:, None]
    shape = shared(common(loft(line, table, np.array([0, 0, 1.0])), plane(0, -1, 0, length * 0.02)))
    noise = Noise(length * 0.12, 2, rng)
    core = common(shape, lambda x, y, z: np.maximum(y - length * 0.25 + 3 * noise(x, y, z), np.abs(z) - length * 0.02))
    reach = float(wide.max() * 1.35)
    bounds = np.array(
        [[-reach, -3, -reach * 0.2 - 0.09 * length], [back + reach * 0.3, length + 2, reach * 0.2 + 0.09 * length]]
    )
    fibre = Part(shape, draw_material("fin fibre", rng), MARINE, strands(length, rng))
    return [fibre, Part(core, draw_material("cartilage", rng), MARINE)], bounds


FINS = {"sheet": sheet_fin, "rayed": rayed_fin, "lofted": lofted_fin}


def fin(way: str, length: float, rng: np.random.Generator) -> Solid:
    parts, bounds = FINS[way](length, rng)
    return solid_of("shark fin", parts, bounds, MARINE, "shark fin")


def fins(way: str, rng: np.random.Generator) -> Item:
    """One fin of 8 to 34 cm, or a bag of two to seven."""
    if rng.random() < 0.5:
        return fin(way, rng.uniform(80, 340), rng)
    length = rng.uniform(70, 160)
    return heap("shark fin", lambda g: fin(way, length * g.uniform(0.6, 1.2), g), (2, 7), rng, loose=0.3, flat=True)


def needles(way: str, rng: np.random.Generator) -> Item:
    """Fin needles pressed into a cake or a crescent; loose strands all one way, or one tangled mat."""
    wide, high = rng.uniform(30, 80), rng.uniform(6, 16)
    if way == "strands":
        soup = Soup()
        for _ in range(int(rng.integers(110, 190))):
            a = rng.normal(0, 0.7)
            middle = np.array([rng.normal(0, 0.4) * wide, rng.normal(0, 0.4) * high, rng.normal(0, 0.35) * wide])
            along = np.array([np.cos(a), rng.normal(0, 0.06), np.sin(a)]) * wide * rng.uniform(0.3, 0.7)
            bow = np.cross(along, rng.standard_normal(3)) * rng.uniform(0, 0.25)
            soup.chain(np.stack([middle - along, middle + bow, middle + along]), rng.uniform(0.3, 0.8))
        shape, bounds, texture = soup.bones(), rod_bounds(soup), None
    else:
        n = 24
        a = np.linspace(-1.2, 1.2, n)
        line = np.stack([np.sin(a) * wide, rng.normal(0, 1, n), np.cos(a) * wide * 0.8], 1)
        r = np.sqrt(np.maximum(1 - (a / 1.25) ** 2, 0.02))
        mat = loft(line, section(wide * 0.4 * r, high * r) * rng.uniform(0.9, 1.1, (n, 40)))
        grain = Noise(rng.uniform(2.5, 5), 2, rng)
        shape, bounds = mat, np.array([[-1.5 * wide, -high * 1.3, -wide * 0.3], [1.5 * wide, high * 1.3, wide * 1.3]])

        def texture(x, y, z):
            return np.clip(0.6 + 0.55 * grain(x * 0.3, y, z), 0.05, 1)

    part = Part(shape, draw_material("fin fibre", rng), MARINE, texture)
    return solid_of("fin needles", [part], bounds, MARINE, "shark fin")


FAMILIES = (
    *(Family(f"shark-fin.{way}", "shark fin", partial(fins, way), 1.3, way == "lofted") for way in FINS),
    Family("fin-needles.strands", "fin needles", partial(needles, "strands"), 0.4),
    Family("fin-needles.mat", "fin needles", partial(needles, "mat"), 0.4, True),
)
