"""Pangolin scales on skin, in overlapping rows, and on strings."""

import numpy as np

from ..family import Family
from ..items import Item, Part
from ..materials import draw_material, draw_one_of
from ..shapes import ellipsoid, rotation_about
from ..shapes_noise import noisy
from ._keratin import fibre_texture
from ._near import near_only
from ._plates import assembled, frame, placed
from ._strings import along, crumpled, ring, tangents
from .scales_pangolin import analytic, scale_size, templates


def skin_parts(spots: np.ndarray, outs: np.ndarray, backs: np.ndarray, size: float, plates, rng) -> list[Part]:
    """Scales at spots [n, 3] like roof tiles: lifted from the surface towards their free edge."""
    matter, texture = draw_material("scale", rng), fibre_texture(rng)
    lift = rng.uniform(0.15, 0.35)
    parts = []
    for (shape, half), spot, out, back in zip(plates, spots, outs, backs, strict=True):
        turn = frame(out, back) @ rotation_about(2, lift) @ rotation_about(1, rng.normal(0, 0.06))
        parts.append(placed(shape, half, turn, spot + out * size * 0.22, matter, texture))
    return parts


def flat_skin(rng: np.random.Generator) -> Item:
    """A dried piece of skin: leather bent like a gutter, with overlapping rows of scales."""
    size = float(np.exp(rng.uniform(np.log(10), np.log(24))))
    rows, columns = int(rng.integers(4, 9)), int(rng.integers(4, 10))
    reach = rng.uniform(3, 12) * size
    across = (np.arange(columns) - (columns - 1) / 2) * size * 1.25
    spots, outs = [], []
    for i in range(rows):
        a = (across + size * 0.62 * (i % 2)) / reach
        out = np.stack([0 * a, np.cos(a), np.sin(a)], 1)
        x = (i - (rows - 1) / 2) * size * 1.05
        spots.append(out * reach + [x, -reach, 0])
        outs.append(out)
    spots, outs = np.concatenate(spots), np.concatenate(outs)
    shift = (spots.max(axis=0) + spots.min(axis=0)) / 2
    backs = np.tile([1.0, 0, 0], (len(spots), 1))
    parts = skin_parts(spots - shift, outs, backs, size, [analytic(size, rng) for _ in spots], rng)
    thick, wide = rng.uniform(1.5, 3.5), np.abs(across).max() / reach + 0.5 * size / reach
    long = rows * size * 0.55 + size

    def leather(x, y, z):
        py, pz = y + shift[1] + reach, z + shift[2]
        d = np.abs(np.sqrt(py * py + pz * pz) - reach) - thick / 2
        arc = (np.abs(np.arctan2(pz, py)) - wide) * reach
        return np.maximum(np.maximum(d, arc), np.abs(x) - long)

    box = ((0.0, 0.0, 0.0), tuple(float(v) for v in np.abs(spots - shift).max(axis=0) + [2 * size, 4, size]))
    hide = Part(leather, draw_material("leather", rng), 0, None, box)
    return assembled("pangolin skin", parts, "lies", len(parts), "scale", 2 * size, (hide,))


def tail(rng: np.random.Generator) -> Item:
    """A tail or limb with its scales all around: a flattened cone of dried flesh or filling."""
    size = float(np.exp(rng.uniform(np.log(9), np.log(18))))
    length, base = size * rng.uniform(7, 12), size * rng.uniform(1.6, 2.8)
    flat = rng.uniform(0.5, 0.9)
    spots, outs = [], []
    n_rows = int(length / (size * 1.0))
    for i in range(n_rows):
        t = (i + 0.5) / n_rows
        r = base * (1 - 0.75 * t)
        n = max(4, int(2 * np.pi * r * (1 + flat) / 2 / (size * 1.2)))
        a = np.arange(n) / n * 2 * np.pi + 0.5 * (i % 2) * 2 * np.pi / n
        out = np.stack([0 * a, flat * np.cos(a), np.sin(a)], 1)
        spots.append(out * r + [(t - 0.5) * length, 0, 0])
        outs.append(np.stack([0 * a + 0.2, np.cos(a) / flat, np.sin(a)], 1))
    spots, outs = np.concatenate(spots), np.concatenate(outs)
    outs /= np.linalg.norm(outs, axis=1, keepdims=True)
    backs = np.tile([1.0, 0, 0], (len(spots), 1))
    parts = skin_parts(spots, outs, backs, size, [analytic(size, rng) for _ in spots], rng)

    def core(x, y, z):
        t = np.clip(x / length + 0.5, 0, 1)
        rho = np.sqrt((y / flat) ** 2 + z * z)
        return np.maximum((rho - base * (1 - 0.75 * t)) * flat, np.abs(x) - length / 2)

    box = ((0.0, 0.0, 0.0), (length / 2 + 1, base + 1, base + 1))
    filling = Part(near_only(core, 1.5), draw_one_of(("meat", "leather", "foam"), rng), 0, None, box)
    return assembled("pangolin skin", parts, "lies", len(parts), "scale", 2 * size, (filling,))


def curled_skin(rng: np.random.Generator) -> Item:
    """A back of scales over a lumpy rounded body, placed along a golden spiral (held-out geometry)."""
    size = float(np.exp(rng.uniform(np.log(10), np.log(20))))
    n = int(rng.integers(30, 75))
    body = size * np.array([rng.uniform(3.0, 4.5), rng.uniform(1.8, 2.8), rng.uniform(2.2, 3.2)])
    k = np.arange(n) + 0.5
    up = 1 - 1.25 * k / n
    a = k * 2.39996
    ball = np.stack([np.sqrt(1 - up**2) * np.cos(a), up, np.sqrt(1 - up**2) * np.sin(a)], 1)
    spots, outs = ball * body, ball / body
    outs /= np.linalg.norm(outs, axis=1, keepdims=True)
    backs = np.tile([1.0, 0, 0], (n, 1)) + rng.normal(0, 0.05, (n, 3))
    parts = skin_parts(spots, outs, backs, size, templates(size, n, rng), rng)
    core = noisy(ellipsoid(*(body * 0.97)), size * 0.15, size * 2, 2, rng)
    matter = draw_one_of(("meat", "foam", "leather"), rng)
    filling = Part(near_only(core), matter, 0, None, ((0.0, 0.0, 0.0), tuple(float(v) for v in body * 1.15)))
    return assembled("pangolin skin", parts, "lies", n, "scale", 2 * size, (filling,))


def strung(curve_of, make):
    """Drilled scales on a cord, lying against one another like a fan or as a necklace."""

    def item(rng: np.random.Generator) -> Item:
        size, n = scale_size(rng) * 0.7, int(rng.integers(6, 28))
        gap = size * rng.uniform(0.35, 1.3)
        spots, _ = along(curve_of(gap * n * 1.2, gap, rng), np.full(n - 1, gap))
        ways = tangents(spots)
        matter = draw_material("scale", rng)
        plates = make(size, n, rng)
        parts = []
        for (shape, half), spot, way in zip(plates, spots, ways, strict=True):
            out = way + [0, 0.6 + 0.2 * rng.normal(), 0]
            side = np.cross(way, [0.0, 1.0, 0.0]) + 1e-3
            parts.append(placed(shape, half, frame(out, side), spot + side * size * 0.6, matter))
        return assembled("scale string", parts, "flat", n, "scale", 2 * size)

    return item


def several(size: float, n: int, rng: np.random.Generator) -> list:
    return [analytic(size, rng) for _ in range(n)]


FAMILIES = (
    Family("pangolin.skin", "pangolin skin", flat_skin, 0.4),
    Family("pangolin.tail", "pangolin skin", tail, 0.4),
    Family("pangolin.curled", "pangolin skin", curled_skin, 0.6, held_out=True),
    Family("pangolin.strung", "scale string", strung(ring, several), 0.25),
    Family("pangolin.cord", "scale string", strung(crumpled, several), 0.2),
    Family("pangolin.strung-warped", "scale string", strung(crumpled, templates), 0.3, held_out=True),
)
