"""Giant clam: fluted valves whole and broken, closed pairs, and what is cut from them."""

from functools import partial

import numpy as np

from ...classes import SHELL
from ..family import Family
from ..forms import bangle_form, chunk_form, figurine_form, slab_form, string_path
from ..items import Item, Part, Solid
from ..materials import Material, draw_material
from ..shapes import Shape, common, minus, plane, union
from ..shapes_noise import Noise
from ..shapes_section import blob, extrude, lathe, regular
from ._loft import ANGLES, loft
from ._lumps import Lumps
from ._many import solid_of
from ._soup import Soup


def layered(rng: np.random.Generator):
    """Growth layers: one to four percent of density, some mm apart, wavy."""
    noise = Noise(rng.uniform(15, 40), 2, rng)
    k, depth = np.float32(2 * np.pi / rng.uniform(2.5, 7)), np.float32(rng.uniform(0.008, 0.035))
    return lambda x, y, z: 1 + depth * np.sin(k * (y + 4 * noise(x, y, z)))


def fluted(size: float, folds: int, rng: np.random.Generator) -> tuple[Shape, np.ndarray]:
    """A valve as two surfaces over the plane, folded in rays from the hinge; the rim scalloped."""
    wide, high = size * rng.uniform(0.56, 0.7), size * rng.uniform(0.26, 0.4)
    thick, rim = size * rng.uniform(0.05, 0.11), size * rng.uniform(0.014, 0.035)
    spread, deep = rng.uniform(0.95, 1.25), rng.uniform(0.1, 0.24)
    flutes = Noise(size * 0.12, 1, rng)

    def distance(x, y, z):
        z = z + np.float32(wide / 2)
        angle = np.arctan2(x, z + size * 0.08)
        fold = np.cos(angle * folds / spread * np.pi)
        rho = np.sqrt((x / (size * 0.5)) ** 2 + ((z - wide * 0.42) / (wide * 0.58)) ** 2)
        t = np.clip(rho, 0, 1.2)
        dome = np.sqrt(np.maximum(1 - 0.94 * t * t, 0))
        away = np.clip(np.sqrt(x * x + z * z) / wide, 0, 1)
        scales = 0.03 * size * np.maximum(flutes(x * 0.2, z * 0.2, z), 0.2) * (fold > 0.3)
        top = high * dome + deep * high * fold * away + scales * 0.3
        bottom = top - (rim + (thick - rim) * (1 - away))
        edge = (rho - 1 - 0.07 * fold * away) * wide * 0.5
        return np.maximum(np.maximum(y - top, bottom - y) * 0.75, edge)

    low, top = -deep * high - thick, high * (1 + deep) + 0.02 * size
    return distance, np.array([[-size * 0.56, low, -wide * 0.62], [size * 0.56, top, wide * 0.62]])


def ribbed(size: float, folds: int, rng: np.random.Generator) -> tuple[Shape, np.ndarray]:
    """A valve of stout curved ribs grown together, from the hinge outwards."""
    high, wide = size * rng.uniform(0.26, 0.36), size * rng.uniform(0.58, 0.7)
    soup = Soup()
    t = np.linspace(0, 1, 12)
    for a in np.linspace(-1.15, 1.15, folds * 2 - 1):
        reach = wide * (1 - 0.18 * a * a) * rng.uniform(0.94, 1.04)
        out = np.stack(
            [np.sin(a) * reach * t * 0.9, high * np.sin(np.pi * (0.18 + 0.72 * t)), np.cos(a) * reach * t], 1
        )
        main = abs(round(a / 2.3 * (folds * 2 - 2))) % 2 == 0
        soup.chain(out, size * (0.035 + 0.03 * t) * (1.0 if main else 0.72))
        if main:
            for s in np.arange(0.35, 1, rng.uniform(0.12, 0.25)):
                at = out[int(s * 11)]
                soup.ball(at + [0, size * 0.05, 0], (size * 0.035, size * 0.012, size * 0.035))
    bounds = np.array([[-wide * 0.95, -size * 0.1, -size * 0.08], [wide * 0.95, high + size * 0.12, wide * 1.12]])
    return soup.flesh(size * 0.05), bounds


def slatted(size: float, folds: int, rng: np.random.Generator) -> tuple[Shape, np.ndarray]:
    """A valve cut from a ribbed barrel: stations along the hinge, hollowed by a smaller barrel."""
    n = 60
    s = np.linspace(-1, 1, n)
    line = np.stack([s * size * 0.5, np.zeros(n), np.zeros(n)], 1)
    wave = 1 + rng.uniform(0.05, 0.11) * np.cos(folds * np.pi * s + rng.uniform(0, 6))[:, None]
    a = np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)[None]
    lean = 1 + 0.3 * np.cos(a)
    outer = size * rng.uniform(0.3, 0.38) * np.sqrt(1 - 0.97 * s * s)[:, None] * wave * lean
    inner = outer * rng.uniform(0.72, 0.86) - 0.01 * size
    low = size * rng.uniform(0.02, 0.1)
    barrel = minus(loft(line, outer), loft(line * 0.92, np.maximum(inner, 0.5)))
    shape = common(barrel, plane(0, -1, 0, -low))
    return shape, np.array([[-size * 0.54, low, -size * 0.34], [size * 0.54, size * 0.46, size * 0.56]])


VALVES = {"fluted": fluted, "ribbed": ribbed, "slatted": slatted}


def valve(way: str, rng: np.random.Generator) -> Item:
    """One valve, whole or broken."""
    size = rng.uniform(70, 330)
    shape, bounds = VALVES[way](size, int(rng.integers(4, 7)), rng)
    if rng.random() < 0.35:
        normal = rng.standard_normal(3) * [1, 0.3, 1]
        middle, reach = bounds.mean(axis=0), np.abs(bounds[1] - bounds[0]) / 2
        offset = float(normal / np.linalg.norm(normal) @ middle) + rng.uniform(0, 0.3) * reach.min()
        shape = common(shape, plane(*normal, offset))
    part = Part(shape, draw_material("aragonite", rng), SHELL, layered(rng))
    return solid_of("giant clam", [part], bounds, SHELL, "aragonite")


def specimen(rng: np.random.Generator) -> Material:
    return draw_material("aragonite", rng)


def piece(way: str, rng: np.random.Generator) -> Item:
    """Worked clam: slabs, bangles, small carvings, raw pieces; discs and rings turned or cut from plates."""
    if way == "turned":
        r, h = rng.uniform(8, 36), rng.uniform(3, 16)
        hole = r * rng.uniform(0.15, 0.8)
        profile = np.array([[hole, -h], [r * rng.uniform(0.8, 1), -h], [r, 0], [r * rng.uniform(0.8, 1), h], [hole, h]])
        shape, half = lathe(profile), (r + 2, h + 2, r + 2)
    elif way == "cut":
        r, h = rng.uniform(14, 45), rng.uniform(2, 9)
        outline = blob(r, 0.35, 5, rng)
        loops = (outline, regular(24, rng.uniform(1.5, r * 0.25))) if rng.random() < 0.5 else outline
        reach = float(np.abs(outline).max()) + 2
        shape, half = extrude(loops, h, min(1.5, h / 2)), (reach, h + 2, reach)
    else:
        form = (
            slab_form,
            bangle_form,
            lambda g: figurine_form(g.uniform(30, 110), g),
            lambda g: chunk_form(g.uniform(20, 90), g),
        )
        shape, half = form[int(rng.integers(4))](rng)
    part = Part(shape, specimen(rng), SHELL, layered(rng))
    return Solid("shell piece", (part,), half, "any", SHELL, "aragonite")


def beads(way: str, rng: np.random.Generator) -> Item:
    """A string of clam beads: balls, barrels and discs as one body; discs turned on a lathe, or lumpy ones."""
    diameter = rng.uniform(5, 16)
    n = int(np.clip(rng.uniform(250, 800) / diameter, 14, 70))
    path = string_path(n, diameter * rng.uniform(1.02, 1.15), rng)
    sizes = diameter / 2 * (1 + 0.04 * rng.standard_normal(n))
    if way == "lumps":
        lumps = Lumps()
        for p, r in zip(path, sizes, strict=True):
            lumps.add(p, np.array([0.92, 0.92, 0.92]) * r * rng.uniform(0.8, 1, 3))
        shape = lumps.shape()
    else:
        soup = Soup()
        flat = rng.uniform(0.35, 0.9) if rng.random() < 0.4 else 1.0
        steps = np.gradient(path, axis=0)
        for p, r, step in zip(path, sizes, steps, strict=True):
            along = step / (np.linalg.norm(step) + 1e-9)
            q = np.linalg.qr(np.stack([along, rng.standard_normal(3), rng.standard_normal(3)], 1))[0]
            soup.ball(p, (r * flat, r, r), q)
        shape = soup.flesh()
        if diameter > 8:
            shape = minus(shape, Soup().chain(path, 0.6).flesh())
    part = Part(shape, specimen(rng), SHELL)
    half = tuple(float(v) for v in np.abs(path).max(axis=0) + diameter * 0.6 + 1)
    return Solid("shell beads", (part,), half, "lies", SHELL, "aragonite", diameter, n)


def pair(way: str, rng: np.random.Generator) -> Item:
    """A closed clam: two valves, rim to rim."""
    size = rng.uniform(60, 190)
    shape, bounds = VALVES[way](size, int(rng.integers(4, 7)), rng)
    gap = bounds[0][1] * 0.35 if way != "slatted" else bounds[0][1]
    down = np.float32(gap)

    def other(x, y, z):
        return shape(x, 2 * down - y, z)

    both = np.array([[bounds[0][0], 2 * gap - bounds[1][1], bounds[0][2]], bounds[1]])
    part = Part(union(shape, other), specimen(rng), SHELL, layered(rng))
    return solid_of("giant clam", [part], both, SHELL, "aragonite")


FAMILIES = (
    *(Family(f"clam.{way}", "giant clam", partial(valve, way), 1.0, way == "slatted") for way in VALVES),
    *(Family(f"clam-pair.{way}", "giant clam", partial(pair, way), 0.4, way == "slatted") for way in VALVES),
    Family("shell-piece.formed", "shell piece", partial(piece, "formed")),
    Family("shell-piece.turned", "shell piece", partial(piece, "turned")),
    Family("shell-piece.cut", "shell piece", partial(piece, "cut"), 1.0, True),
    Family("shell-beads.joined", "shell beads", partial(beads, "balls"), 0.6),
    Family("shell-beads.lumps", "shell beads", partial(beads, "lumps"), 0.6, True),
)
