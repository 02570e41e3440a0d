"""Snakes: coiled flat, knotted, folded into a bag; a meal in some; dried ones too."""

from functools import partial

import numpy as np

from ..family import Family
from ..items import Item
from ._body import DRIED, FRESH, Body, animal, frame_of
from ._dress import any_dress, bare, crate, sock, tube
from ._skeleton import column, jaws, resample, ribs


def coil(girth: float, length: float, rng: np.random.Generator) -> np.ndarray:
    """Loose rings on one another, the upper ones smaller."""
    points, walked, angle = [], 0.0, rng.uniform(0, 6)
    ring, height = max(girth * rng.uniform(3.0, 6.0), length / 22), 0.0
    wobble, phase = rng.uniform(0.02, 0.12), rng.uniform(0, 6)
    while walked < length:
        r = ring * (1 + wobble * np.sin(2.3 * angle + phase))
        points.append([r * np.cos(angle), height, r * np.sin(angle)])
        step = 0.28
        walked += step * r
        angle += step
        turn = step / (2 * np.pi)
        if ring > girth * 2.3 and rng.random() < 0.6:
            ring -= girth * 2.1 * turn * 1.2
        else:
            height += girth * 1.9 * turn
            ring += girth * rng.uniform(0.2, 1.0) * turn
    return np.array(points)


def knot(girth: float, length: float, rng: np.random.Generator) -> np.ndarray:
    """A torus knot: as snakes lie in a tied bag."""
    p, q = ((2, 3), (3, 4), (2, 5), (3, 5))[int(rng.integers(4))]
    t = np.linspace(0, 2 * np.pi * rng.uniform(0.85, 0.97), 150)
    unit = np.stack(
        [(2 + np.cos(q * t / 1.0)) * np.cos(p * t), np.sin(q * t) * 1.0, (2 + np.cos(q * t)) * np.sin(p * t)], 1
    )
    scale = length / np.linalg.norm(np.diff(unit, axis=0), axis=1).sum()
    points = unit * max(scale, girth * 1.15)
    points[:, 1] *= rng.uniform(0.7, 1.0)
    return points


def folds(girth: float, length: float, rng: np.random.Generator) -> np.ndarray:
    """Hairpins side by side and in layers, as in a tube or a flat parcel."""
    run = rng.uniform(6, 14) * girth
    points, x, z, y, way, walked = [], -run / 2, 0.0, 0.0, 1, 0.0
    rows = int(rng.integers(2, 5))
    row = 0
    while walked < length:
        for x in np.linspace(-run / 2, run / 2, 7) * way:
            points.append([x + rng.normal(0, 0.15) * girth, y, z + rng.normal(0, 0.12) * girth])
        walked += run
        row += 1
        sideways = row % rows != 0
        level = int(row / rows) % 2
        dz, dy = (2.15 * girth * (1 if level == 0 else -1), 0.0) if sideways else (0.0, 2.05 * girth)
        points.append([way * (run / 2 + girth * 0.9), y + dy / 2, z + dz / 2])
        z, y, way = z + dz, y + dy, -way
        walked += 2.2 * girth
    return np.array(points)


POSES = {"coiled": coil, "knotted": knot, "folded": folds}


def snake_body(girth: float, length: float, pose: str, style: str, rng: np.random.Generator) -> Body:
    body = Body()
    raw = POSES[pose](girth, length, rng)
    n = int(np.clip(length / (girth * 0.9), 50, 110))
    line = resample(raw, n)
    line[1:-1] = (line[:-2] + 2 * line[1:-1] + line[2:]) / 4
    s = np.linspace(0, 1, n)
    profile = np.interp(s, [0, 0.02, 0.05, 0.08, 0.35, 0.6, 0.85, 1], [0.45, 0.7, 0.68, 0.55, 0.95, 1.0, 0.7, 0.12])
    if rng.random() < 0.25:
        profile = profile + rng.uniform(0.15, 0.4) * np.exp(-(((s - rng.uniform(0.35, 0.6)) / 0.05) ** 2))
    radii = girth * profile
    body.limb(line, radii)
    spine = line + np.array([0, 0.42, 0]) * radii[:, None]
    column(body.bones, spine[2:], np.maximum(radii[2:] * 0.16, 0.35), int(min(150, n * 1.6)), style)
    chest = slice(4, int(n * 0.85))
    ribs(body.bones, spine[chest], radii[chest] * 0.78, radii[chest] * 1.15, girth * 0.028, closed=0.75, segments=3)
    frame = frame_of(line[0] - line[2])
    tip = line[0] + frame[:, 0] * girth * 0.7
    body.limb(np.stack([line[1], line[0], tip]), np.array([0.68, 0.62, 0.3]) * girth)
    body.skull(line[1], (girth * 0.7, girth * 0.36, girth * 0.42), max(0.4, girth * 0.05), frame)
    jaws(body, line[2] - frame[:, 1] * 0.1 * girth, tip, girth * 0.42, max(0.35, girth * 0.055), 0.0, 4)
    lung = line[int(n * 0.2) : int(n * rng.uniform(0.42, 0.6))] + [0, 0.05 * girth, 0]
    body.lungs.chain(lung, girth * rng.uniform(0.25, 0.42))
    if rng.random() < 0.5:
        at = int(n * rng.uniform(0.65, 0.8))
        body.gas.ball(line[at], girth * rng.uniform(0.15, 0.35))
    body.fat.chain(line[int(n * 0.62) : int(n * 0.8)] - [0, 0.3 * girth, 0], girth * 0.22)
    return body


def snake(way: str, style: str, poses: tuple[str, ...], rng: np.random.Generator) -> Item:
    girth = rng.uniform(4.5, 19)
    length = girth * rng.uniform(38, 62)
    pose = str(rng.choice(poses))
    dried = rng.random() < 0.12
    body = snake_body(girth, length, pose, style, rng)
    choices = ((bare, 0.4), (sock, 0.4), (crate, 0.1), (tube, 0.1))
    return animal("snake", body, way, rng, DRIED if dried else FRESH, bare if dried else any_dress(rng, choices))


FAMILIES = (
    Family("snake.joined", "snake", partial(snake, "soup", "chain", ("coiled", "folded"))),
    Family("snake.skinned", "snake", partial(snake, "loft", "spines", ("knotted", "coiled"))),
    Family("snake.field", "snake", partial(snake, "lumps", "discs", ("folded", "knotted", "coiled")), 1.0, True),
)
