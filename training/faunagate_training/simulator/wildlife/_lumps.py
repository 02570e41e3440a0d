"""Bodies as one smooth field: the sum of many ellipsoidal Gaussians (metaballs)."""

import numpy as np
from numba import njit

from ..shapes import Shape
from ._blocks import block_ball, block_bounds, block_count, evaluated

SHARP = 2.2
"""How fast a lump's field falls: larger is crisper, smaller flows together more."""
REACH = 2.0
"""In units of its size, how far a lump is felt."""


@njit(cache=True, fastmath=True)
def _field(x, y, z, lumps, inset, out):
    """Distance to where the field of lumps (centre, 3x3 to the unit ball, reach) is one."""
    near = np.empty(lumps.shape[0], np.int64)
    for number in range(block_count(x.shape)):
        lo, hi = block_bounds(number, x.shape)
        cx, cy, cz, far = block_ball(x, y, z, lo, hi)
        n = 0
        least = 1e9
        for r in range(lumps.shape[0]):
            p = lumps[r]
            gap = np.sqrt((cx - p[0]) ** 2 + (cy - p[1]) ** 2 + (cz - p[2]) ** 2) - far
            least = min(least, gap - p[12])
            if gap < REACH * p[12] + 4.0:
                near[n] = r
                n += 1
        for i in range(lo[0], hi[0]):
            for j in range(lo[1], hi[1]):
                for k in range(lo[2], hi[2]):
                    if n == 0:
                        out[i, j, k] = max(least, 10.0) + inset
                    else:
                        out[i, j, k] = _summed(x[i, j, k], y[i, j, k], z[i, j, k], lumps, near, n) + inset


@njit(cache=True, fastmath=True, inline="always")
def _summed(x, y, z, lumps, near, n):
    total, gx, gy, gz = 1e-9, 0.0, 0.0, 0.0
    nearest = 1e9
    for m in range(n):
        p = lumps[near[m]]
        px, py, pz = x - p[0], y - p[1], z - p[2]
        u = p[3] * px + p[4] * py + p[5] * pz
        v = p[6] * px + p[7] * py + p[8] * pz
        w = p[9] * px + p[10] * py + p[11] * pz
        q = u * u + v * v + w * w
        nearest = min(nearest, (np.sqrt(q) - 1.0) * p[12])
        if q < REACH * REACH:
            f = np.exp(SHARP * (1.0 - q))
            total += f
            f *= 2 * SHARP
            gx += f * (u * p[3] + v * p[6] + w * p[9])
            gy += f * (u * p[4] + v * p[7] + w * p[10])
            gz += f * (u * p[5] + v * p[8] + w * p[11])
    if total < 1e-3:
        return nearest
    slope = np.sqrt(gx * gx + gy * gy + gz * gz) / total
    return -np.log(total) / max(slope, 0.02)


class Lumps:
    """Ellipsoidal lumps in the frame of an object, in mm, that flow together."""

    def __init__(self) -> None:
        self.rows: list[np.ndarray] = []

    def add(self, centre: np.ndarray, axes: tuple[float, float, float] | float, frame=None) -> "Lumps":
        """A lump that would be an ellipsoid alone; `frame` (3x3) has its half axes' directions as columns."""
        axes = np.broadcast_to(np.maximum(axes, 0.2), 3)
        frame = np.eye(3) if frame is None else np.asarray(frame)
        row = np.zeros(13, np.float32)
        row[:3] = centre
        row[3:12] = (frame.T / axes[:, None]).ravel()
        row[12] = axes.max()
        self.rows.append(row)
        return self

    def trail(self, points: np.ndarray, radii: np.ndarray | float, squash: float = 1.0) -> "Lumps":
        """Lumps along a polyline, overlapping by half, `squash` times as high (y) as wide."""
        points = np.asarray(points, float)
        radii = np.broadcast_to(radii, len(points)).astype(float)
        steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
        at = np.concatenate([[0], np.cumsum(steps)])
        s = 0.0
        while s <= at[-1]:
            r = float(np.interp(s, at, radii))
            self.add(np.array([np.interp(s, at, points[:, j]) for j in range(3)]), (0.9 * r, 0.9 * r * squash, 0.9 * r))
            s += max(0.7 * r, 0.5)
        return self

    def shape(self, inset: float = 0.0) -> Shape:
        """The body, shrunk by `inset` mm."""
        return evaluated(_field, np.ascontiguousarray(np.stack(self.rows), np.float32), np.float32(inset))

    def bounds(self) -> np.ndarray:
        """Lowest and highest corner [2, 3] of a box that holds the body with what flows between lumps."""
        rows = np.stack(self.rows)
        reach = rows[:, 12:13] * 1.12 + 0.5
        return np.stack([(rows[:, :3] - reach).min(0), (rows[:, :3] + reach).max(0)])
