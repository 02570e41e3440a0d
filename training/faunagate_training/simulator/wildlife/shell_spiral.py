"""Large spiral shells: conch, triton and nautilus, air in their whorls."""

from functools import partial

import numpy as np

from ...classes import SHELL
from ..family import Family
from ..items import Item, Part
from ..materials import draw_material
from ..shapes import Shape, common, plane
from ._loft import ANGLES, loft
from ._many import extent, solid_of
from ._memo import shared
from ._soup import Soup
from ._thin import as_distance, sheet_cover, voxel_size
from .shell_clam import layered


def whorls(size: float, turns: float, growth: float, rise: float, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Centre line [n, 3] and radii of a conical spiral about y, apex up; size: radius of the last whorl's path."""
    angle = np.linspace(-2 * np.pi * turns, 0, n)
    scale = np.exp(growth * angle)
    points = np.stack([np.cos(angle) * scale, rise * (1 - scale), np.sin(angle) * scale], 1) * size
    return points, scale * size


def chambered(outer: Shape, line: np.ndarray, wide: np.ndarray, wall: np.ndarray) -> Shape:
    """The whorls hollowed one after the other, the largest first: walls between neighbours stay."""
    n, per = len(line), 22
    tubes = []
    for end in range(n, 6, -per):
        piece = slice(max(0, end - per), end)
        hollow = slice(max(4, end - per - 3), min(n, end + 3))
        lumen = Soup().chain(line[hollow], (wide - wall)[hollow])
        if end == n:
            lumen.chain(np.vstack([line[-1], line[-1] + (line[-1] - line[-4]) * 2.5]), wide[-1] - wall[-1])
        tubes.append((Soup().chain(line[piece], wide[piece]).flesh(), lumen.flesh()))

    def distance(x, y, z):
        d = outer(x, y, z)
        for tube, lumen in tubes:
            d = np.maximum(np.minimum(d, tube(x, y, z)), -lumen(x, y, z))
        return d

    return distance


def spiral(way: str, rng: np.random.Generator) -> Item:
    """Conch (joined balls, knobbed shoulder) or triton (a skin with ribs and varices)."""
    size = rng.uniform(22, 58)
    turns = rng.uniform(4.0, 5.5)
    growth = rng.uniform(0.09, 0.13)
    rise = rng.uniform(1.5, 2.6) if way == "triton" else rng.uniform(0.8, 1.4)
    n = int(turns * 22)
    line, scale = whorls(size, turns, growth, rise, n)
    step = np.exp(-2 * np.pi * growth)
    touching = (1 - step) * np.hypot(1, rise) / (1 + step)
    wide = scale * touching * rng.uniform(1.05, 1.25)
    wall = np.maximum(wide * rng.uniform(0.07, 0.13), 0.8)
    long = np.array([[0.0, -1.25, 0.2]]) * size
    if way == "conch":
        soup = Soup().chain(line, wide)
        soup.chain(
            np.vstack([line[-1], line[-1] + long * 0.6, line[-1] + long]), [wide[-1], wide[-1] * 0.6, wide[-1] * 0.25]
        )
        for k in range(n // 2, n, 4):
            out = line[k] * [1, 0, 1]
            out /= np.linalg.norm(out) + 1e-9
            tip = line[k] + out * wide[k] * rng.uniform(1.15, 1.6) + [0, wide[k] * 0.5, 0]
            soup.rod(line[k] + out * wide[k] * 0.7 + [0, wide[k] * 0.3, 0], tip, wide[k] * 0.3, wide[k] * 0.1)
        lip = Soup()
        if rng.random() < 0.6:
            flare = line[-1] + np.array([0.2, 0, 0.9]) * size * 0.7
            lip.ball(flare, (wide[-1] * 1.1, wide[-1] * 1.2, wall[-1] * 1.6))
        outer = soup.add(lip).flesh(1.5)
    else:
        a = np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)[None]
        k = np.arange(n)[:, None]
        ribs = 1 + 0.05 * np.maximum(np.cos(2 * np.pi * k / rng.uniform(6, 11)), 0) ** 3 + 0.03 * np.cos(9 * a)
        outer = loft(line, wide[:, None] * ribs)
    outer = shared(outer)
    shell = chambered(outer, line, wide, wall)
    columella = Soup().rod([0, size * rise * 0.9, 0], [0, -size * 0.9, 0], size * 0.05, size * 0.16)
    parts = [
        Part(shell, draw_material("aragonite", rng), SHELL, layered(rng)),
        Part(common(columella.flesh(), outer), draw_material("aragonite", rng), SHELL),
    ]
    bounds = extent(np.vstack([line, line[-1] + long]), np.append(wide * 1.65, wide[-1] * 0.3))
    bounds[1][1] = max(bounds[1][1], size * rise + 2)
    return solid_of("spiral shell", parts, bounds, SHELL, "aragonite", "any")


def nautilus(rng: np.random.Generator) -> Item:
    """Plane logarithmic spiral written as a formula: wall where the phase of log r meets the angle, and septa."""
    size = rng.uniform(45, 95)
    growth = rng.uniform(0.16, 0.2)
    flat = rng.uniform(0.62, 0.85)
    wall = rng.uniform(1.0, 2.4)
    start, chambers = rng.uniform(0, 2 * np.pi), int(rng.integers(12, 19))
    pitch = 2 * np.pi * growth
    body = rng.uniform(1.6, 2.6)

    def distance(x, y, z):
        voxel = voxel_size(x, y, z)
        r = np.sqrt(x * x + y * y) + 1e-3
        angle = np.mod(np.arctan2(y, x) - start, 2 * np.pi)
        phase = (np.log(r / size) - growth * angle) / pitch
        turn = np.ceil(phase)
        spin = angle + 2 * np.pi * turn
        rim = size * np.exp(growth * spin)
        low = rim * np.exp(-pitch)
        middle, half = (rim + low) / 2, (rim - low) / 2 + 1e-3
        u, v = (r - middle) / half, z / (half * flat + 0.35 * low)
        q = np.sqrt(u * u + v * v)
        skin = (q - 1) * half * np.minimum(1, flat + 0.2)
        cover = sheet_cover(skin + wall / 2, wall, voxel)
        wave = (spin + 0.35 * (1 - u * u)) * chambers / (2 * np.pi)
        off = np.abs(wave - np.round(wave)) * 2 * np.pi / chambers * r
        septum = sheet_cover(off, wall * 0.5, voxel) * (skin < 0) * (spin < -body)
        cover = np.where((spin > 0) | (r < size * 0.05), 0.0, np.maximum(cover, septum))
        return as_distance(cover, voxel)

    part = Part(distance, draw_material("aragonite", rng), SHELL)
    half = (size * 1.03 + 2, size * 1.03 + 2, size * 0.62 * flat + 0.2 * size + 2)
    return solid_of("spiral shell", [part], np.array([[-v for v in half], half]), SHELL, "aragonite", "any", 0.0)


def cut_open(rng: np.random.Generator) -> Item:
    """Half a spiral shell, sawn, as sold for its whorls."""
    whole = spiral("conch" if rng.random() < 0.5 else "triton", rng)
    normal = rng.standard_normal(3) * [1, 0.2, 1]
    cut = plane(*normal, rng.normal(0, 4))
    parts = tuple(Part(common(p.shape, cut), p.material, p.label, p.texture) for p in whole.parts)
    return type(whole)(whole.kind, parts, whole.half, "any", SHELL, whole.material)


FAMILIES = (
    Family("spiral-shell.conch", "spiral shell", partial(spiral, "conch")),
    Family("spiral-shell.triton", "spiral shell", partial(spiral, "triton")),
    Family("spiral-shell.cut", "spiral shell", cut_open, 0.3),
    Family("spiral-shell.nautilus", "spiral shell", nautilus, 1.0, True),
)
