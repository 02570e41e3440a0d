"""Distances only where they matter: near the surface, and boxes that fit what they hold."""

import numpy as np

from ..shapes import Shape, moved

BLOCK = 3
SMALL = 6000
"""Fewer points than this are cheaper to evaluate all."""


def near_only(shape: Shape, steepness: float = 1.2) -> Shape:
    """The same shape, evaluated exactly only in blocks of 3 x 3 x 3 points that its surface may cross.

    Elsewhere the distance at the block's middle stands for all of it, which is inside or outside as a whole.
    Works on the regular grids that `items.rasterise` asks for; other point sets are evaluated in full.
    `steepness` bounds how fast the shape's distance may grow per mm.
    """

    def distance(x, y, z):
        if x.ndim != 3 or x.size < SMALL:
            return shape(x, y, z)
        points = [np.asarray(v, np.float32) for v in (x, y, z)]
        picks = tuple(np.minimum(np.arange(0, n, BLOCK) + BLOCK // 2, n - 1) for n in x.shape)
        middle = shape(*(v[np.ix_(*picks)] for v in points))
        steps = _steps(points)
        reach = 1.02 * steepness * float(np.linalg.norm(steps)) * (BLOCK // 2) + 0.5 * max(steps)
        spread = [np.repeat(np.arange(len(p)), BLOCK)[:n] for p, n in zip(picks, x.shape, strict=True)]
        out = middle[np.ix_(*spread)].astype(np.float32)
        close = (np.abs(middle) <= reach)[np.ix_(*spread)]
        out[close] = shape(*(v[close] for v in points))
        return out

    return distance


def _steps(points: list[np.ndarray]) -> list[float]:
    """Distances in mm between neighbours along the three axes of a grid."""
    steps = []
    for axis in range(3):
        index = [0, 0, 0]
        index[axis] = min(1, points[0].shape[axis] - 1)
        steps.append(float(np.sqrt(sum(float(v[tuple(index)] - v[0, 0, 0]) ** 2 for v in points))))
    return steps


def snug(shape: Shape, half: tuple[float, float, float], steepness: float = 1.2) -> tuple[float, float, float]:
    """Half sizes, no larger than `half`, of a box about the origin that still holds all of the shape."""
    low, high = _extent(shape, half, steepness)
    return tuple(float(v) for v in np.maximum(-low, high))


def fitted(
    shape: Shape, half: tuple[float, float, float], steepness: float = 1.2
) -> tuple[Shape, tuple[float, float, float]]:
    """The shape moved so that it is centred in the tightest box found around it, and that box's half sizes.

    `half` must hold all of the shape. ValueError where nothing is inside it.
    """
    low, high = _extent(shape, half, steepness)
    centre = (low + high) / 2
    box = tuple(float(v) for v in (high - low) / 2)
    return moved(shape, *(np.float32(-c) for c in centre)), box


def _extent(shape: Shape, half: tuple[float, float, float], steepness: float) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest coordinates (x, y, z) that a shape may reach, from samples. ValueError where it is empty."""
    counts = [int(np.clip(2 * h / max(1.0, max(half) / 22), 5, 48)) for h in half]
    axes = [np.linspace(-h, h, n, dtype=np.float32) for h, n in zip(half, counts, strict=True)]
    step = np.array([2 * h / (n - 1) for h, n in zip(half, counts, strict=True)])
    d = shape(*np.meshgrid(*axes, indexing="ij"))
    hit = d <= steepness * 0.5 * float(np.linalg.norm(step))
    if not hit.any():
        raise ValueError("a shape with nothing inside its box")
    low, high = np.zeros(3), np.zeros(3)
    for axis in range(3):
        other = tuple(a for a in range(3) if a != axis)
        where = np.nonzero(hit.any(axis=other))[0]
        low[axis], high[axis] = axes[axis][where[0]], axes[axis][where[-1]]
    return np.maximum(low - step / 2, -np.array(half)), np.minimum(high + step / 2, half)
