"""How strings of beads lie: rings, coils, rows, hanks, crumpled heaps, and chains that fell by themselves."""

import numpy as np

from ..shapes_section import smooth_curve


def along(curve: np.ndarray, pitches: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(centres, unit tangents) [n, 3] of beads along a curve [m, 3], `pitches` [n - 1] mm apart."""
    walked = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(curve, axis=0), axis=1))])
    at = np.concatenate([[0], np.cumsum(pitches)])
    centres = np.stack([np.interp(at, walked, curve[:, a]) for a in range(3)], axis=1)
    return centred(centres), tangents(centres)


def centred(points: np.ndarray) -> np.ndarray:
    return points - (points.max(axis=0) + points.min(axis=0)) / 2


def tangents(points: np.ndarray) -> np.ndarray:
    t = np.gradient(points, axis=0) if len(points) > 1 else np.array([[1.0, 0, 0]])
    return t / np.maximum(np.linalg.norm(t, axis=1, keepdims=True), 1e-6)


def ring(length: float, pitch: float, rng: np.random.Generator) -> np.ndarray:
    """A ring, round to oval, hardly out of its plane, closed but for one pitch."""
    a = np.linspace(0, 2 * np.pi, 200)
    squash = rng.uniform(0.75, 1.0)
    curve = np.stack([np.cos(a), 0.02 * np.sin(2 * a + rng.uniform(0, 6)), squash * np.sin(a)], axis=1)
    return curve * (length + pitch) / np.linalg.norm(np.diff(curve, axis=0), axis=1).sum()


def coil(length: float, pitch: float, rng: np.random.Generator) -> np.ndarray:
    """Wound into a flat spiral or a standing coil of several turns."""
    inner = max(rng.uniform(12, 30), 1.6 * pitch)
    if rng.random() < 0.5:
        turns = (-inner + np.sqrt(inner**2 + length * pitch / np.pi)) / pitch
        a = np.linspace(0, 2 * np.pi * turns, 600)
        r = inner + a / (2 * np.pi) * pitch * 1.05
        return np.stack([r * np.cos(a), 0 * a, r * np.sin(a)], axis=1) * 1.02
    radius = max(inner, length / (2 * np.pi * rng.uniform(2, 6)))
    a = np.linspace(0, length / radius * 1.02, 600)
    return np.stack([radius * np.cos(a), a / (2 * np.pi) * pitch * 1.02, radius * np.sin(a)], axis=1)


def rows(length: float, pitch: float, rng: np.random.Generator) -> np.ndarray:
    """Laid to and fro in parallel rows."""
    side = rng.uniform(60, 160)
    gap = pitch * rng.uniform(1.05, 1.6)
    points, x, way = [], 0.0, 1
    while len(points) * (side + gap) < 2 * (length * 1.1 + side):
        points += [[x, 0, -way * side / 2], [x, 0, way * side / 2]]
        x, way = x + gap, -way
    return fine(np.array(points), 800)


def hank(length: float, pitch: float, rng: np.random.Generator) -> np.ndarray:
    """Long loops laid side by side and over one another, as strands are sold."""
    reach = rng.uniform(50, 130)
    loops = max(1.0, length / (2.2 * reach + 4 * pitch))
    a = np.linspace(0, 2 * np.pi * loops, 900)
    turn = a / (2 * np.pi)
    wide = pitch * (1.6 + 1.2 * turn)
    curve = np.stack([reach / 2 * np.cos(a), 0 * a, wide / 2 * np.sin(a)], axis=1)
    return curve * 1.15


def crumpled(length: float, pitch: float, rng: np.random.Generator) -> np.ndarray:
    """Dropped in a heap: a smooth random walk that keeps near its middle."""
    n = max(6, int(length / 18))
    points, heading = [np.zeros(3)], rng.uniform(0, 6.3)
    for _ in range(n):
        home = np.arctan2(-points[-1][2], -points[-1][0])
        pull = np.linalg.norm(points[-1]) / 90
        heading += rng.normal(0, 0.55) + pull * np.sin(home - heading)
        points.append(points[-1] + 20 * np.array([np.cos(heading), 0, np.sin(heading)]))
    return smooth_curve(np.array(points) + rng.normal(0, 0.01, (n + 1, 3)), 600)


def tangle(length: float, pitch: float, rng: np.random.Generator) -> np.ndarray:
    """A closed curve of random harmonics, in space: fallen as it fell."""
    a = np.linspace(0, 2 * np.pi, 900)
    curve = np.zeros((900, 3))
    for k in range(1, int(rng.integers(3, 7))):
        curve += np.sin(k * a[:, None] + rng.uniform(0, 6.3, 3)) * rng.normal(0, 1, 3) / k**0.7
    curve[:, 1] *= 0.35
    return curve * length * 1.03 / np.linalg.norm(np.diff(curve, axis=0), axis=1).sum()


def fine(points: np.ndarray, n: int) -> np.ndarray:
    """n points evenly along a polyline."""
    walked = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    at = np.linspace(0, walked[-1], n)
    return np.stack([np.interp(at, walked, points[:, a]) for a in range(3)], axis=1)


def settled(points: np.ndarray, sizes: np.ndarray, links: bool, rounds: int = 40, closed: bool = False) -> np.ndarray:
    """Beads [n, 3] moved until none of `sizes` [n] mm overlap, lying on the ground where there is room.

    With `links`, neighbours keep their distance, as on a string (position-based dynamics).
    """
    p = np.array(points, float)
    n = len(p)
    least = (sizes[:, None] + sizes[None, :]) / 2
    i, j = np.triu_indices(n, 1)
    want = least[i, j]
    chain = (np.arange(n - 1), np.arange(1, n))
    if closed:
        chain = (np.arange(n), np.roll(np.arange(n), -1))
    keep = least[chain] * 1.02
    p[:, 1] += np.arange(n) * 1e-4
    for step in range(rounds):
        if step < rounds * 0.7:
            p[:, 1] *= 0.9
        if links:
            gap = p[chain[1]] - p[chain[0]]
            far = np.maximum(np.linalg.norm(gap, axis=1), 1e-6)
            shift = gap * ((far - keep) / far * 0.5)[:, None]
            np.add.at(p, chain[0], shift)
            np.add.at(p, chain[1], -shift)
        gap = p[j] - p[i]
        far2 = (gap * gap).sum(axis=1)
        hit = np.nonzero(far2 < want**2)[0]
        if hit.size:
            lift = gap[hit]
            lift[:, 1] += np.where(np.abs(lift[:, 1]) < 0.1, 0.3, 0) * want[hit]
            far = np.maximum(np.linalg.norm(lift, axis=1), 1e-6)
            push = lift * ((want[hit] - np.sqrt(far2[hit])) / far * 0.55)[:, None]
            np.add.at(p, j[hit], push)
            np.add.at(p, i[hit], -push)
        p[:, 1] = np.maximum(p[:, 1], 0)
    return centred(p)
