"""Raw ivory: sawn sections of tusks, tips, broken pieces, blocks and slabs as they are sold to carvers."""

import numpy as np

from ..family import Family
from ..forms_cut import split_log, stone_form
from ..forms_skin import folds, mesh_horn, of_mesh
from ..items import Item
from ..shapes import Shape, box, common, cylinder, ellipsoid, minus, moved, plane, sphere
from ..shapes_loft import height_field, loft_along
from ..shapes_noise import Noise, cracked, noisy
from ..shapes_section import blob, extrude
from ._dentine import cracks_along, ivory_solid, tusk_texture
from ._near import fitted
from ._spine import bent_spine, body, hollow, oval, swept


def slanted(half: float, lean: float, rng: np.random.Generator) -> Shape:
    """The space between two saw cuts `half` mm above and below the middle, each a little askew."""
    cuts = []
    for sign in (1, -1):
        nx, nz = rng.normal(0, lean, 2)
        cuts.append(plane(nx, sign, nz, half / np.sqrt(1 + nx * nx + nz * nz)))
    return common(*cuts)


def section(rng: np.random.Generator) -> Item:
    """A sawn length of tusk, hollow near the root, solid with a nerve canal further on."""
    length, base = rng.uniform(22, 170), rng.uniform(12, 46)
    spine = bent_spine(length * 1.25, rng.uniform(0, 0.45), rng, 0.05)
    fall = rng.uniform(0, 0.45)
    inner = rng.uniform(0.25, 0.88) if rng.random() < 0.6 else 0.0
    closing, canal = rng.uniform(0.2, 1.0), rng.uniform(0.5, 1.5)

    def radius(s):
        return base * (1 - fall * s / spine.length)

    def wide(s):
        t = np.clip(s / spine.length, 0, 1)
        return np.maximum(base * inner * (1 - closing * t), canal)

    cuts = [hollow(wide, -1e3, 1e3)]
    n = int(rng.integers(0, 5))
    if n:
        cuts.append(cracks_along(spine.length, base, n, rng))
    tusk = swept(spine, body(spine, radius, oval(rng.uniform(0.85, 1.15), 0.5)), *cuts)
    shape = common(tusk, slanted(length / 2, rng.uniform(0, 0.25), rng))
    texture = tusk_texture(spine, radius, rng, rng.uniform(0.8, 3.5) if rng.random() < 0.7 else 0.0)
    x, _, z = spine.half(base * 1.15)
    return ivory_solid("tusk section", shape, (x, length / 2 * 1.25 + base * 0.3, z), rng, "lies", texture)


def half_section(rng: np.random.Generator) -> Item:
    """A section sawn lengthwise: a half round or quarter with the trough of its cavity."""
    length, base = rng.uniform(30, 180), rng.uniform(14, 44)
    spine = bent_spine(length, rng.uniform(0, 0.4), rng, 0.04)
    inner, fall = rng.uniform(0.0, 0.8), rng.uniform(0, 0.4)

    def radius(s):
        return base * (1 - fall * s / spine.length)

    outer = swept(
        spine, body(spine, radius, oval(rng.uniform(0.9, 1.1), 0.0)), hollow(lambda s: radius(s) * inner, -1e3, 1e3)
    )
    cut = [plane(rng.normal(0, 0.05), rng.normal(0, 0.05), 1, rng.normal(0, base * 0.1))]
    if rng.random() < 0.4:
        cut.append(plane(1, 0, 0, rng.normal(0, base * 0.15)))
    shape, half = fitted(common(outer, *cut), spine.half(base * 1.1))
    return ivory_solid("tusk section", shape, half, rng, "lies")


def lofted_section(rng: np.random.Generator) -> Item:
    """A length of tusk from a skin over irregular rings, hollowed by a second one (held-out geometry)."""
    length, base = rng.uniform(25, 170), rng.uniform(13, 44)
    path = (
        np.stack([np.linspace(0, 1, 4) ** 2 * rng.normal(0, 0.15), np.linspace(-0.5, 0.5, 4), np.zeros(4)], 1) * length
    )
    fall = np.linspace(1, rng.uniform(0.6, 1), 4)
    relief = folds(20, 32, 0.04, 4, rng)
    shape, half = of_mesh(
        loft_along(path, base * fall, rng.uniform(0.85, 1.1), 20, 32, relief), max(length, 2 * base) / 55
    )
    if rng.random() < 0.65:
        core = base * rng.uniform(0.35, 0.8) * np.linspace(1, rng.uniform(0.05, 1), 4)
        pulp, _ = of_mesh(loft_along(path * 1.08, np.maximum(core, 1.5), 0.95, 14, 20), max(length, 2 * base) / 55)
        shape = minus(shape, pulp)
    shape = cracked(shape, int(rng.integers(0, 4)), rng.uniform(0.4, 1.2), base * 0.5, rng, along=1)
    return ivory_solid("tusk section", shape, half, rng, "lies")


def tip(rng: np.random.Generator) -> Item:
    """The solid end of a tusk, sawn off."""
    length, base = rng.uniform(30, 150), rng.uniform(8, 32)
    spine = bent_spine(length, rng.uniform(0, 0.6), rng, 0.06)
    power, canal = rng.uniform(0.45, 0.9), rng.uniform(0.3, 1.0)

    def radius(s):
        return np.maximum(base * (1 - 0.98 * np.clip(s / length, 0, 1)) ** power, 0.3)

    cuts = [hollow(lambda s: np.full(np.shape(s), canal), -1e3, length * rng.uniform(0.3, 0.8))]
    if rng.random() < 0.4:
        cuts.append(cracks_along(length, base, 2, rng))
    shape = swept(spine, body(spine, radius, oval(rng.uniform(0.85, 1.15), 0.0)), *cuts)
    shape = common(shape, plane(rng.normal(0, 0.25), -1, rng.normal(0, 0.25), length / 2))
    texture = tusk_texture(spine, radius, rng, rng.uniform(0.8, 2.5) if rng.random() < 0.6 else 0.0)
    return ivory_solid("tusk tip", shape, spine.half(base * 1.1), rng, "lies", texture)


def worn_tip(rng: np.random.Generator) -> Item:
    """A blunt end with the facets of wear."""
    base, length = rng.uniform(10, 34), rng.uniform(25, 90)
    core = moved(ellipsoid(base, length * 1.5, base * rng.uniform(0.85, 1.1)), 0, -length * 0.5, 0)
    facets = []
    for _ in range(int(rng.integers(1, 4))):
        a = rng.uniform(0, 6.3)
        facets.append(plane(np.cos(a), rng.uniform(0.3, 1.5), np.sin(a), base * rng.uniform(0.75, 1.2)))
    shape = noisy(common(core, plane(0, -1, 0, length / 2), *facets), 0.25, base * 0.6, 2, rng)
    shape, half = fitted(shape, (base * 1.2, length * 1.1, base * 1.3))
    return ivory_solid("tusk tip", shape, half, rng, "any")


def lofted_tip(rng: np.random.Generator) -> Item:
    shape, half = mesh_horn(rng.uniform(35, 150), rng.uniform(9, 30), rng, rng.uniform(0, 0.02))
    return ivory_solid("tusk tip", shape, half, rng, "any")


def shard(rng: np.random.Generator) -> Item:
    """A piece split off a tusk along its cones: curved inside and out, with broken ends."""
    length, base = rng.uniform(25, 130), rng.uniform(16, 44)
    thick, arc = base * rng.uniform(0.2, 0.7), rng.uniform(0.4, 1.3)
    outer = cylinder(base, length)
    rim = common(outer, lambda x, y, z: (base - thick) - np.sqrt((x - base * 0.1) ** 2 + z * z))
    sides = (plane(-np.sin(arc), 0, -np.cos(arc), 0), plane(-np.sin(arc), 0, np.cos(arc), 0))
    ends = slanted(length / 2, rng.uniform(0.1, 0.7), rng)
    shape = noisy(common(rim, *sides, ends), rng.uniform(0.2, 1.0), 14, 3, rng)
    shape, half = fitted(moved(shape, -base * 0.7, 0, 0), (base, length * 0.5 + base * 1.5 + 5, base + 2), 1.5)
    return ivory_solid("raw piece", shape, half, rng, "any")


def offcut(rng: np.random.Generator) -> Item:
    """A lump cut by random saw planes."""
    size = float(np.exp(rng.uniform(np.log(14), np.log(90))))
    h = size / 2 * rng.uniform(0.45, 1.0, 3)
    core = ellipsoid(*h) if rng.random() < 0.5 else box(*h, 2)
    cuts = []
    for _ in range(int(rng.integers(2, 6))):
        n = rng.standard_normal(3)
        n /= np.linalg.norm(n)
        cuts.append(plane(*n, float(np.abs(n) @ h) * rng.uniform(0.3, 0.8)))
    shape, half = fitted(noisy(common(core, *cuts), 0.3, 10, 2, rng), tuple(float(v) + 1 for v in h))
    return ivory_solid("raw piece", shape, half, rng, "any")


def log_piece(rng: np.random.Generator) -> Item:
    shape, half = split_log(float(np.exp(rng.uniform(np.log(20), np.log(110)))), rng)
    return ivory_solid("raw piece", shape, half, rng, "any")


def chipped(rng: np.random.Generator) -> Item:
    """A piece with the scoops of a broken surface (held-out geometry)."""
    size = float(np.exp(rng.uniform(np.log(16), np.log(90))))
    shape, half = stone_form(size, rng, 0.03)
    scoops = []
    for _ in range(int(rng.integers(3, 9))):
        d = rng.standard_normal(3)
        d /= np.linalg.norm(d)
        r = size * rng.uniform(0.3, 1.2)
        scoops.append(moved(sphere(r), *(d * (r + np.abs(d) @ np.array(half) * rng.uniform(0.25, 0.6)))))
    shape, half = fitted(minus(shape, *scoops), half)
    return ivory_solid("raw piece", shape, half, rng, "any")


def block(rng: np.random.Generator) -> Item:
    """A sawn block with the marks of the saw, sometimes a corner of rind."""
    h = np.exp(rng.uniform(np.log(7), np.log(38), 3))
    h[0] = max(h[0], h.max() * 0.25)
    shape = box(*h, rng.uniform(0.3, 2))
    if rng.random() < 0.4:
        reach = float(np.hypot(h[0], h[2])) * rng.uniform(0.85, 1.0)
        shape = common(shape, cylinder(reach, 200))
    pitch, depth = 2 * np.pi / rng.uniform(2, 6), rng.uniform(0, 0.3)

    def sawn(x, y, z):
        return shape(x, y, z) + depth * (1 + np.sin(pitch * (y + 0.2 * x)))

    return ivory_solid("block", sawn, tuple(float(v) + 0.5 for v in h), rng, "lies")


def sector(rng: np.random.Generator) -> Item:
    """A quarter or sixth of a tusk's length: wedge with a round back."""
    base, half = rng.uniform(18, 46), rng.uniform(12, 60)
    arc = rng.uniform(0.35, 0.8)
    wedge = common(
        cylinder(base, half), plane(-np.sin(arc), 0, -np.cos(arc), -2), plane(-np.sin(arc), 0, np.cos(arc), -2)
    )
    shape, box_half = fitted(moved(wedge, -base / 2, 0, 0), (base, half + 1, base))
    return ivory_solid("block", shape, box_half, rng, "lies")


def hewn(rng: np.random.Generator) -> Item:
    """A block with bowed, uneven faces made of height fields (held-out geometry)."""
    size = np.exp(rng.uniform(np.log(16), np.log(70), 3))
    n = 18
    grid = np.linspace(0, 1, n).astype(np.float32) * 3
    x, z = np.meshgrid(grid, grid, indexing="ij")
    noise = Noise(2.0, 3, rng)
    top = size[1] / 2 * (1 + 0.12 * noise(x, np.zeros_like(x), z))
    bottom = -size[1] / 2 * (1 + 0.12 * noise(x, np.full_like(x, 9.0), z))
    shape, half = of_mesh(height_field(top, bottom, size[0], size[2]), max(size) / 45)
    a = rng.uniform(0, 6.3, 3)
    cuts = [plane(np.cos(b), rng.normal(0, 0.3), np.sin(b), float(np.hypot(size[0], size[2])) * 0.42) for b in a]
    return ivory_solid("block", common(shape, *cuts), half, rng, "lies")


def slab(rng: np.random.Generator) -> Item:
    """A plate sawn from a tusk: straight, or with the round rim of the tusk."""
    a, b, t = rng.uniform(10, 60), rng.uniform(8, 38), rng.uniform(1.2, 6)
    shape = box(a, t, b, 0.5)
    if rng.random() < 0.4:
        shape = common(shape, moved(cylinder(max(a, b) * rng.uniform(1.0, 1.3), t * 2), 0, 0, b * 0.2))
    return ivory_solid("slab", shape, (a + 0.5, t + 0.5, b + 0.5), rng, "lies")


def disc(rng: np.random.Generator) -> Item:
    """A slice across a tusk, with its cavity or canal and cracks."""
    radius, half = rng.uniform(14, 48), rng.uniform(1.5, 9)
    spine = bent_spine(half * 2, 0, rng, 0)
    inner = float(rng.choice([0.6, rng.uniform(1, 3), radius * rng.uniform(0.1, 0.7)]))
    cuts = [hollow(lambda s: np.full(np.shape(s), inner), -1e3, 1e3)]
    if rng.random() < 0.6:
        cuts.append(cracks_along(1e4, radius, int(rng.integers(1, 4)), rng))
    whole = body(spine, lambda s: np.full(np.shape(s), radius), oval(rng.uniform(0.8, 1.2), 0.0))
    texture = tusk_texture(spine, lambda s: np.full(np.shape(s), radius), rng, rng.uniform(0, 3))
    reach = radius * 1.15
    return ivory_solid("slab", swept(spine, whole, *cuts), (reach, half + 0.5, reach), rng, "lies", texture)


def warped_slab(rng: np.random.Generator) -> Item:
    """A plate of irregular outline (held-out geometry)."""
    radius, half = rng.uniform(14, 48), rng.uniform(1.2, 6)
    outline = blob(radius, 0.12, 5, rng)
    shape = noisy(extrude(outline, half, 0.4), half * 0.08, radius * 0.7, 2, rng)
    a, c = np.abs(outline).max(axis=0)
    return ivory_solid("slab", shape, (float(a) + 1, half * 1.3 + 0.5, float(c) + 1), rng, "lies")


FAMILIES = (
    Family("section.sawn", "tusk section", section, 0.9),
    Family("section.split", "tusk section", half_section, 0.5),
    Family("section.lofted", "tusk section", lofted_section, 0.9, held_out=True),
    Family("tip.tapered", "tusk tip", tip, 0.5),
    Family("tip.worn", "tusk tip", worn_tip, 0.3),
    Family("tip.lofted", "tusk tip", lofted_tip, 0.5, held_out=True),
    Family("raw.shard", "raw piece", shard, 0.5),
    Family("raw.offcut", "raw piece", offcut, 0.5),
    Family("raw.log", "raw piece", log_piece, 0.3),
    Family("raw.chipped", "raw piece", chipped, 0.8, held_out=True),
    Family("block.sawn", "block", block, 0.5),
    Family("block.sector", "block", sector, 0.3),
    Family("block.hewn", "block", hewn, 0.5, held_out=True),
    Family("slab.sawn", "slab", slab, 0.35),
    Family("slab.disc", "slab", disc, 0.35),
    Family("slab.warped", "slab", warped_slab, 0.4, held_out=True),
)
