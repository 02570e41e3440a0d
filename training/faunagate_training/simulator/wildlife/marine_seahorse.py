"""Dried seahorses and pipefish: ringed, hollow, curled tails; alone, in bags of tens, in bundles."""

from functools import partial

import numpy as np

from ...classes import MARINE
from ..family import Family
from ..items import Item, Part, Solid
from ..materials import draw_material
from ..shapes import union
from ._body import air, frame_of, marbled
from ._loft import ANGLES, loft, uprights
from ._lumps import Lumps
from ._many import extent, heap, solid_of
from ._memo import shared
from ._skeleton import resample
from ._soup import Soup, rod_bounds
from ._thin import thin_wall


def body_line(length: float, curl: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Centre line [n, 3] from neck to tail tip in the plane z = 0, and its radii [n]."""
    n = 54
    s = np.linspace(0, 1, n)
    bow = rng.uniform(0.3, 0.7)
    heading = -np.pi / 2 + bow * np.sin(np.pi * np.clip(s / 0.55, 0, 1)) - 0.2
    heading = heading + curl * np.clip((s - 0.55) / 0.45, 0, 1) ** 1.6
    step = np.stack([np.cos(heading), np.sin(heading), np.zeros(n)], 1) * (length / n)
    points = np.cumsum(step, axis=0)
    points[:, 2] += length * 0.02 * np.sin(s * rng.uniform(2, 5)) + 0.05 * length * np.clip(s - 0.7, 0, 1)
    profile = np.interp(s, [0, 0.06, 0.2, 0.36, 0.48, 0.56, 0.75, 1], [0.5, 0.62, 0.95, 1.0, 0.6, 0.42, 0.3, 0.06])
    return points, length * rng.uniform(0.062, 0.085) * profile


def head_lines(line: np.ndarray, length: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Points [5, 3] from the back of the head to the end of the snout, with radii [5]."""
    forward = np.array([np.cos(a := rng.uniform(-0.9, -0.1)), np.sin(a), 0])
    back = line[0] + np.array([-0.01, 0.035, 0]) * length
    at = np.array([0, 0.04, 0.085, 0.12, 0.2])[:, None] * length * rng.uniform(0.85, 1.2)
    return back + forward * at, np.array([0.03, 0.04, 0.024, 0.013, 0.016]) * length


def ringed(radii: np.ndarray, n_rings: int, rng: np.random.Generator) -> np.ndarray:
    """Table [n, ANGLES] of a body of bony rings: seven ridges on the trunk, four on the tail, knobs on each ring."""
    s = np.linspace(0, 1, len(radii))[:, None]
    a = np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)[None]
    rings = np.maximum(np.cos(2 * np.pi * n_rings * s), 0) ** 2
    corners = np.where(s < 0.5, np.cos(3.5 * a) ** 6, np.cos(2 * a + np.pi / 4) ** 6)
    knobs = rng.uniform(0.08, 0.3)
    return radii[:, None] * (0.92 + 0.06 * rings + 0.12 * corners + knobs * rings * corners)


def skinned(length: float, rng: np.random.Generator) -> Solid:
    line, radii = body_line(length, rng.uniform(2.0, 8.5), rng)
    fine = resample(line, 150)
    r = np.interp(np.linspace(0, 1, 150), np.linspace(0, 1, len(radii)), radii)
    body = loft(fine, ringed(r, int(rng.integers(38, 50)), rng), np.array([0, 0, 1.0]))
    points, hr = head_lines(line, length, rng)
    head = Soup().chain(points, hr).rod(points[0], points[0] + [-0.01 * length, 0.045 * length, 0], 0.012 * length)
    fin = Soup().ball(line[20] - np.array([0.09, 0, 0]) * length, (0.035 * length, 0.05 * length, 0.4))
    return seahorse_of(union(body, head.flesh(1.0)), fin, line, radii, head, length, rng)


def joined(length: float, rng: np.random.Generator) -> Solid:
    line, radii = body_line(length, rng.uniform(2.0, 8.5), rng)
    n = int(rng.integers(34, 46))
    points = resample(line, n)
    r = np.interp(np.linspace(0, 1, n), np.linspace(0, 1, len(radii)), radii)
    body = Soup().chain(points, r * 0.86)
    steps, out = np.gradient(points, axis=0), uprights(points, np.array([0, 0, 1.0]))
    for k in range(n - 2):
        frame = frame_of(steps[k], out[k])
        sides = 7 if k < n * 0.5 else 4
        for a in np.arange(sides) / sides * 2 * np.pi + 0.4:
            ray = frame[:, 1] * np.cos(a) + frame[:, 2] * np.sin(a)
            body.rod(
                points[k] + ray * r[k] * 0.6, points[k] + ray * r[k] * rng.uniform(1.0, 1.3), 0.2 * r[k], 0.08 * r[k]
            )
    at, hr = head_lines(line, length, rng)
    head = Soup().chain(at, hr)
    for _ in range(4):
        head.rod(at[0], at[0] + rng.normal(0, 0.012, 3) * length + [-0.01 * length, 0.04 * length, 0], 0.008 * length)
    fin = Soup().ball(line[20] - np.array([0.09, 0, 0]) * length, (0.03 * length, 0.045 * length, 0.35))
    return seahorse_of(union(body.flesh(0.6), head.flesh(1.0)), fin, line, radii, head, length, rng)


def seahorse_of(skin, fin: Soup, line, radii, head: Soup, length: float, rng: np.random.Generator) -> Solid:
    """Bony skin, dried flesh within, a hollow trunk and head."""
    skin = shared(skin)
    wall = np.clip(length * 0.006, 0.35, 1.1) * rng.uniform(0.8, 1.3)
    belly = slice(4, 27)
    hollow = Soup().chain(line[belly], radii[belly] * rng.uniform(0.35, 0.75))
    plates = draw_material("thin bone", rng).scaled(rng.uniform(0.65, 1.0))
    parts = [
        Part(fin.bones(), draw_material("fin fibre", rng), MARINE),
        Part(skin, draw_material("dried flesh", rng).scaled(rng.uniform(0.6, 1.0)), MARINE),
        Part(hollow.flesh(), air(rng), MARINE),
        Part(thin_wall(skin, float(wall)), plates, MARINE),
    ]
    if rng.random() < 0.5:
        parts.append(Part(Soup().chain(line[4:50], radii[4:50] * 0.16).bones(), plates, MARINE))
    bounds = extent(line, radii * 1.35)
    other = rod_bounds(head, fin)
    bounds = np.stack([np.minimum(bounds[0], other[0]), np.maximum(bounds[1], other[1])])
    return solid_of("seahorse", parts, bounds, MARINE, "dried seahorse")


def caged(length: float, rng: np.random.Generator) -> Solid:
    """Rings and struts of bone, as the dried skin shrinks between them; a field of lumps for the rest."""
    line, radii = body_line(length, rng.uniform(0.5, 10), rng)
    n = int(rng.integers(30, 44))
    points = resample(line, n)
    r = np.interp(np.linspace(0, 1, n), np.linspace(0, 1, len(radii)), radii) * 1.05
    steps, out = np.gradient(points, axis=0), uprights(points, np.array([0, 0, 1.0]))
    cage, last = Soup(), None
    bar = np.clip(length * 0.004, 0.3, 0.8)
    for k in range(n):
        frame = frame_of(steps[k], out[k])
        sides = 6
        a = np.arange(sides) / sides * 2 * np.pi
        ring = points[k] + r[k] * (np.cos(a)[:, None] * frame[:, 1] * 1.1 + np.sin(a)[:, None] * frame[:, 2] * 0.85)
        cage.chain(np.vstack([ring, ring[:1]]), bar)
        if last is not None:
            for p, q in zip(last, ring, strict=True):
                cage.rod(p, q, bar * 0.7)
        last = ring
    at, hr = head_lines(line, length, rng)
    lumps = Lumps().trail(points, r * 0.9).trail(at, hr * 1.05)
    for sign in (-1, 1):
        cage.chain(np.vstack([at[0] + [0, 0, sign * hr[0]], at[1] + [0, 0, sign * hr[1] * 0.8], at[3:]]), bar)
        cage.ball(at[1] + [0, 0, sign * hr[1] * 0.9], (hr[1] * 0.5, hr[1] * 0.5, bar * 0.7))
    cage.chain(at[2:], hr[2:] * 0.55)
    dried = draw_material("dried flesh", rng).scaled(rng.uniform(0.35, 0.85))
    parts = [
        Part(lumps.shape(), dried, MARINE, marbled(rng, 0.15, length * 0.08)),
        Part(cage.bones(), draw_material("thin bone", rng).scaled(rng.uniform(0.75, 1.0)), MARINE),
    ]
    box, other = lumps.bounds(), rod_bounds(cage)
    bounds = np.stack([np.minimum(box[0], other[0]), np.maximum(box[1], other[1])])
    return solid_of("seahorse", parts, bounds, MARINE, "dried seahorse")


WAYS = {"skinned": skinned, "joined": joined, "caged": caged}


def seahorse(way: str, rng: np.random.Generator) -> Item:
    return WAYS[way](rng.uniform(70, 230), rng)


def seahorses(way: str, rng: np.random.Generator) -> Item:
    """A bag of seahorses of about one size."""
    length = rng.uniform(60, 150)
    return heap("seahorses", lambda g: WAYS[way](length * g.uniform(0.8, 1.15), g), (6, 19), rng, loose=0.8)


def stick(length: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Centre line and radii of a pipefish: straight, with a tube of a snout."""
    n = 60
    s = np.linspace(0, 1, n)
    bow = rng.normal(0, 0.02) * length
    line = np.stack([(s - 0.5) * length, bow * np.sin(s * rng.uniform(1, 4)), 0.02 * length * np.sin(4 * s)], 1)
    girth = length * rng.uniform(0.018, 0.035)
    return line, girth * np.interp(s, [0, 0.07, 0.12, 0.18, 0.4, 0.5, 1], [0.35, 0.3, 0.75, 0.8, 1.0, 0.6, 0.12])


def pipefish(way: str, rng: np.random.Generator) -> Item:
    """Pipefish side by side, tied together."""
    n = int(rng.integers(2, 13))
    length = rng.uniform(90, 210)
    lines, soup, lumps, lofts, hollow = [], Soup(), Lumps(), [], Soup()
    for k in range(n):
        line, radii = stick(length * rng.uniform(0.8, 1.1), rng)
        turn, ring = k * 2.4, 0.034 * length * np.sqrt(k)
        line = line * [rng.choice([-1, 1]), 1, 1] + [rng.normal(0, 6), ring * np.cos(turn) * 0.6, ring * np.sin(turn)]
        lines.append((line, radii))
        hollow.chain(line[14:28], radii[14:28] * rng.uniform(0.2, 0.6))
        if way == "skinned":
            lofts.append(loft(line, ringed(radii, 30, rng)))
        elif way == "joined":
            soup.chain(line, radii * (1 + 0.12 * (np.arange(len(line)) % 2)))
        else:
            lumps.trail(line, radii * 1.05)
    skin = shared({"skinned": lambda: union(*lofts), "joined": soup.flesh, "caged": lumps.shape}[way]())
    parts = [
        Part(skin, draw_material("dried flesh", rng), MARINE),
        Part(hollow.flesh(), air(rng), MARINE),
        Part(thin_wall(skin, rng.uniform(0.3, 0.6)), draw_material("thin bone", rng).scaled(0.85), MARINE),
    ]
    bounds = extent(np.vstack([v for v, _ in lines]), np.concatenate([r for _, r in lines]) * 1.35)
    return solid_of("pipefish", parts, bounds, MARINE, "dried pipefish", count=n)


def _three(kind: str, make) -> tuple[Family, ...]:
    return tuple(Family(f"{kind}.{way}", kind, partial(make, way), 1.0, way == "caged") for way in WAYS)


FAMILIES = (*_three("seahorse", seahorse), *_three("seahorses", seahorses), *_three("pipefish", pipefish))
