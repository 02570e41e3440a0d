"""Forms that wildlife and its look-alikes have in common: strands of beads, bands, figures, horns, heaps of plates."""

import numpy as np
from scipy.spatial.transform import Rotation

from away.clay import Clay, smooth_path


def strand(rng: np.random.Generator, size: float | None = None) -> tuple[float, np.ndarray]:
    """A string of beads laid down: bead diameter in mm and the centres of the beads [m, 3]."""
    size = float(rng.uniform(5.0, 16.0)) if size is None else size
    number = int(np.clip(rng.uniform(180, 650) / size, 11, 108))
    around = number * size * 1.08
    way = rng.integers(3)
    turn = np.linspace(0, 2 * np.pi, 400)
    if way == 0:
        radius = around / (2 * np.pi)
        ripple = sum(rng.normal(0, 0.22 / k) * np.cos(k * turn + rng.uniform(0, 6.3)) for k in (2, 3, 4, 5))
        squeeze = rng.uniform(0.35, 1.0)
        line = np.stack(
            [radius * (1 + ripple) * np.cos(turn), radius * (1 + ripple) * np.sin(turn) * squeeze, 0 * turn], 1
        )
    elif way == 1:
        start, pitch = 1.2 * size, 1.15 * size
        total = (np.sqrt(start**2 + around * pitch / np.pi) - start) / pitch * 2 * np.pi
        turn = np.linspace(0, total, 800)
        radius = start + pitch * turn / (2 * np.pi)
        line = np.stack([radius * np.cos(turn), radius * np.sin(turn), 0 * turn], 1)
    else:
        line = smooth_path(rng, around, 0.7, knots=12, flat=0.05)
    along = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    marks = np.arange(size * 0.5, along[-1] - 0.3 * size, size * rng.uniform(1.02, 1.12))
    spots = np.stack([np.interp(marks, along, line[:, k]) for k in range(3)], 1)
    apart: list[np.ndarray] = []
    for spot in spots[:120]:
        lift = 0.0
        for other in apart:
            flat = np.hypot(*(spot - other)[:2])
            if flat < 0.97 * size:
                lift = max(lift, other[2] + np.sqrt(max(0.0, size**2 - flat**2)))
        apart.append(np.array([spot[0], spot[1], lift]))
    spots = np.array(apart)
    middle = (spots.max(0) + spots.min(0)) / 2
    return size, spots - middle


def beads_on(clay: Clay, spots: np.ndarray, size: float, colour: int) -> None:
    """Paints beads with holes: round, barrel-shaped or flattened, all of one string alike."""
    rng = clay.rng
    squash, power, hole = (
        rng.uniform(0.82, 1.0),
        rng.choice([2.0, 2.0, 2.6, 4.0]),
        max(0.5, rng.uniform(0.06, 0.11) * size),
    )
    ahead = np.gradient(spots, axis=0) if len(spots) > 1 else np.ones_like(spots)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True) + 1e-9
    shape = np.array(clay.grid.shape)
    for spot, way in zip(spots, ahead, strict=True):
        low = np.maximum(((spot - 0.7 * size) / clay.step + (shape - 1) / 2).astype(int), 0)
        high = np.minimum(((spot + 0.7 * size) / clay.step + (shape - 1) / 2).astype(int) + 2, shape)
        part = tuple(slice(a, b) for a, b in zip(low, high, strict=True))
        x, y, z = clay.x[part[0]] - spot[0], clay.y[:, part[1]] - spot[1], clay.z[..., part[2]] - spot[2]
        along = x * way[0] + y * way[1] + z * way[2]
        off = np.sqrt(np.maximum(x**2 + y**2 + z**2 - along**2, 0))
        bead = (off / (size / 2)) ** power + (np.abs(along) / (size / 2 * squash)) ** power <= 1
        clay.grid[part][bead & (off > hole)] = colour


def ring_band(rng: np.random.Generator, step: float) -> tuple[Clay, np.ndarray]:
    """A bangle: a band of random section around a wrist, some open, carved or facetted."""
    inner = rng.uniform(24, 36)
    wide, tall = rng.uniform(4, 14), rng.uniform(6, 32)
    clay = Clay((2.1 * (inner + wide), 2.1 * (inner + wide), tall + 3), min(step, 0.9), rng)
    round_ = rng.uniform(0.9, 1.0)
    radius = np.hypot(clay.x, clay.y / round_)
    turn = np.arctan2(clay.y, clay.x)
    carved = rng.uniform(0, 1.6) * np.cos(rng.integers(8, 30) * turn) if rng.random() < 0.4 else 0.0
    power = rng.choice([2.0, 3.0, 8.0])
    middle = inner + wide / 2 + carved
    band = (np.abs(radius - middle) / (wide / 2)) ** power + (np.abs(clay.z) / (tall / 2)) ** power <= 1
    if rng.random() < 0.15:
        band &= np.abs(turn) > rng.uniform(0.1, 0.4)
    return clay, band


def figure(rng: np.random.Generator, step: float) -> tuple[Clay, np.ndarray]:
    """A figure: limbs and head as an implicit surface on a plinth, with folds and carved lines."""
    tall = rng.uniform(35, 150)
    wide = tall * rng.uniform(0.32, 0.6)
    clay = Clay((1.9 * wide, 1.9 * wide, 1.12 * tall), min(step, 0.9), rng)
    clay.warp(0.02 * tall, 0.2 * tall)
    if rng.random() < 0.3:
        path = smooth_path(rng, tall, 0.5, flat=1.0)[:, [1, 2, 0]]
        spots, radii = path[::5], np.interp(np.linspace(0, 1, 12), [0, 0.5, 1], [0.5, 0.4, 0.2]) * wide
    else:
        spots = [np.array([0, 0, z * tall]) for z in (-0.32, -0.12, 0.08)] + [np.array([0, 0, 0.36 * tall])]
        radii = [0.36 * wide, rng.uniform(0.3, 0.4) * wide, 0.33 * wide, rng.uniform(0.18, 0.3) * wide]
        for side in (-1, 1):
            for part in (0.4, 0.7, 1.0):
                spots.append(
                    np.array(
                        [
                            side * (0.2 + 0.35 * part) * wide,
                            rng.normal(0, 0.15) * wide,
                            (0.15 - 0.3 * part * rng.random()) * tall,
                        ]
                    )
                )
                radii.append(0.15 * wide)
        for _ in range(int(rng.integers(0, 4))):
            spots.append(rng.normal(0, 1, 3) * (0.3 * wide, 0.3 * wide, 0.25 * tall))
            radii.append(rng.uniform(0.1, 0.25) * wide)
    field = np.zeros(clay.grid.shape, np.float32)
    for spot, radius in zip(spots, radii, strict=True):
        far = (clay.x - spot[0]) ** 2 + (clay.y - spot[1]) ** 2 + (clay.z - spot[2]) ** 2
        field += np.exp(-far / (0.75 * radius**2)).astype(np.float32)
    folds = 0.06 * np.sin(rng.uniform(10, 30) * np.arctan2(clay.y, clay.x) + clay.z / 3)
    body = (field + folds > 0.42) & (np.abs(clay.z) < 0.5 * tall)
    plinth = (np.hypot(clay.x, clay.y) < 0.5 * wide) & (clay.z < -0.42 * tall) & (clay.z > -0.5 * tall)
    return clay, body | plinth


def cone_horn(rng: np.random.Generator, step: float, long: float, wide: float, bend: float):
    """A curved, tapering horn: the block, its mask, centre line [60, 3] and radii [60] from base to tip."""
    part = np.linspace(0, 1, 60)
    turn = bend * part**1.3
    out = rng.uniform(-0.3, 0.3) * part**2
    steps = np.stack([np.cos(turn) * np.cos(out), np.sin(turn), np.sin(out)], 1) * long / 60
    line = np.cumsum(steps, 0)
    line -= (line.max(0) + line.min(0)) / 2
    radii = wide * np.maximum(1 - part ** rng.uniform(0.8, 1.6), 0.04)
    clay = Clay(np.ptp(line, axis=0) + 2.2 * wide, min(step, 1.2), rng)
    return clay, clay.rope(line, radii), line, radii


def plate(rng: np.random.Generator, step: float, size: float, thick: float, pointed: bool) -> np.ndarray:
    """Mask of one domed plate with a ridge, thickest at the root: [n, n, m] voxels of `step`."""
    step = heap_step(step)
    clay = Clay((size * 1.1, size * 1.1, 0.5 * size + 2 * thick), step, rng, 1e9)
    turn = np.arctan2(clay.y, clay.x)
    outline = (
        0.5
        * size
        * (
            1
            - 0.12 * np.cos(2 * turn)
            + (0.22 * np.maximum(0, np.cos(turn)) ** 6 if pointed else 0)
            + 0.04 * np.cos(3 * turn + rng.uniform(0, 6))
        )
    )
    radius = np.hypot(clay.x, clay.y)
    dome = -rng.uniform(0.1, 0.5) * (radius**2) / size + 0.15 * size
    local = thick * (1.15 - 0.7 * (clay.x / size + 0.5).clip(0, 1)) + 0.2 * thick * np.cos(
        clay.y * 2 * np.pi / (0.14 * size)
    )
    mask = (radius < outline) & (np.abs(clay.z - dome) < np.maximum(local, 1.05 * step) / 2)
    filled = np.argwhere(mask)
    low, high = filled.min(0), filled.max(0) + 1
    return mask[tuple(slice(a, b) for a, b in zip(low, high, strict=True))]


def heap_step(step: float) -> float:
    """Voxel size of heaps, so that thin plates stay whole."""
    return min(step, 0.8)


def heap(
    rng: np.random.Generator, step: float, masks: list[np.ndarray], number: int, half_wide: float, upright: float = 0.35
):
    """Pieces dropped one by one, each where it lies lowest of a few trials: block (colour 1) and their number.

    masks: pieces at `heap_step(step)`. upright: how far a piece tilts from flat, rad.
    """
    step = heap_step(step)
    clay = Clay((2 * half_wide, 2 * half_wide, 90), step, rng, 1e9)
    height = np.zeros(clay.grid.shape[:2], np.int64)
    placed = 0
    for _ in range(number):
        mask = masks[int(rng.integers(len(masks)))]
        inside = np.argwhere(mask).astype(np.float32)
        inside = (
            np.concatenate([inside + rng.random(inside.shape, dtype=np.float32) for _ in range(3)])
            - np.array(mask.shape) / 2
        )
        turn = Rotation.from_euler(
            "zyx", [rng.uniform(0, 2 * np.pi), rng.normal(0, upright), rng.normal(0, upright) + np.pi * rng.integers(2)]
        )
        cells = np.floor(inside @ turn.as_matrix().T.astype(np.float32)).astype(np.int64)
        cells -= cells.min(0)
        span = cells.max(0) + 1
        room = np.array(clay.grid.shape) - span
        if room.min() < 1:
            continue
        column = cells[:, 0] * span[1] + cells[:, 1]
        under = np.full(span[0] * span[1], 1 << 30)
        np.minimum.at(under, column, cells[:, 2])
        used = np.flatnonzero(under < 1 << 30)
        ux, uy = used // span[1], used % span[1]
        spots = np.clip(rng.normal(0.5, 0.2, (8, 2)), 0, 1) * room[:2]
        rests = [int((height[int(a) + ux, int(b) + uy] - under[used]).max()) for a, b in spots]
        best = int(np.argmin(rests))
        rest = max(rests[best], 0)
        if rest + span[2] >= clay.grid.shape[2]:
            continue
        a, b = int(spots[best][0]), int(spots[best][1])
        at = (cells[:, 0] + a, cells[:, 1] + b, cells[:, 2] + rest)
        clay.grid[at] = 1
        np.maximum.at(height, at[:2], at[2] + 1)
        placed += 1
    return clay, placed
