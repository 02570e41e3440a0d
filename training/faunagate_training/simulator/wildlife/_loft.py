"""Bodies as a skin around a centre line: a radius for every station and every angle.

Stations follow a curve, angles run around it, so that rings, keels, warts, fins and flat bellies are
numbers in one table. No primitive solids are joined here (see `_soup` for those).
"""

import numpy as np
from numba import njit

from ..shapes import Shape
from ._blocks import block_ball, block_bounds, block_count, evaluated

ANGLES = 40


@njit(cache=True, fastmath=True, inline="always")
def _foot(points, k, x, y, z):
    """(t, squared distance) of the nearest point of segment k."""
    bx, by, bz = points[k + 1, 0] - points[k, 0], points[k + 1, 1] - points[k, 1], points[k + 1, 2] - points[k, 2]
    px, py, pz = x - points[k, 0], y - points[k, 1], z - points[k, 2]
    t = (px * bx + py * by + pz * bz) / (bx * bx + by * by + bz * bz + 1e-9)
    t = min(1.0, max(0.0, t))
    return t, (px - t * bx) ** 2 + (py - t * by) ** 2 + (pz - t * bz) ** 2


@njit(cache=True, fastmath=True, inline="always")
def _to_skin(points, up, table, k, t, d2, x, y, z):
    """Distance to the skin of a voxel whose foot is at t of segment k."""
    turns = table.shape[1]
    bx, by, bz = points[k + 1, 0] - points[k, 0], points[k + 1, 1] - points[k, 1], points[k + 1, 2] - points[k, 2]
    length = np.sqrt(bx * bx + by * by + bz * bz) + 1e-6
    px, py, pz = x - points[k, 0] - t * bx, y - points[k, 1] - t * by, z - points[k, 2] - t * bz
    ux = up[k, 0] * (1 - t) + up[k + 1, 0] * t
    uy = up[k, 1] * (1 - t) + up[k + 1, 1] * t
    uz = up[k, 2] * (1 - t) + up[k + 1, 2] * t
    v = px * ux + py * uy + pz * uz
    u = (px * (by * uz - bz * uy) + py * (bz * ux - bx * uz) + pz * (bx * uy - by * ux)) / length
    a = np.arctan2(v, u) / (2 * np.pi) * turns
    if a < 0:
        a += turns
    ia = int(a) % turns
    ja = (ia + 1) % turns
    fa = a - int(a)
    here = table[k, ia] * (1 - fa) + table[k, ja] * fa
    there = table[k + 1, ia] * (1 - fa) + table[k + 1, ja] * fa
    radius = here * (1 - t) + there * t
    lean = (there - here) / length
    swing = (table[k, ja] - table[k, ia]) * turns / (2 * np.pi) / max(radius, 0.3)
    return (np.sqrt(d2) - radius) / np.sqrt(1 + min(lean * lean, 4.0) + min(swing * swing, 6.0))


@njit(cache=True, fastmath=True)
def _loft(x, y, z, points, up, table, widest, out):
    """Approximate distance to the skin; points, up [n, 3], table [n, ANGLES] and widest [n] in mm."""
    n = points.shape[0] - 1
    near = np.empty(n, np.int64)
    low = np.empty(n, np.float32)
    for number in range(block_count(x.shape)):
        lo, hi = block_bounds(number, x.shape)
        cx, cy, cz, far = block_ball(x, y, z, lo, hi)
        least = 1e9
        gap = 1e9
        for s in range(n):
            t, d2 = _foot(points, s, cx, cy, cz)
            low[s] = np.sqrt(d2) - far
            least = min(least, low[s])
            gap = min(gap, low[s] - max(widest[s], widest[s + 1]))
        m = 0
        for s in range(n):
            if low[s] <= least + 2 * far:
                near[m] = s
                m += 1
        outside = gap > 6.0
        for i in range(lo[0], hi[0]):
            for j in range(lo[1], hi[1]):
                for k in range(lo[2], hi[2]):
                    if outside:
                        out[i, j, k] = gap
                    else:
                        out[i, j, k] = _skin(x[i, j, k], y[i, j, k], z[i, j, k], points, up, table, near, m)


@njit(cache=True, fastmath=True, inline="always")
def _skin(x, y, z, points, up, table, near, m):
    nearest = 1e18
    seg = 0
    at = 0.0
    for j in range(m):
        t, d2 = _foot(points, near[j], x, y, z)
        if d2 < nearest:
            nearest, seg, at = d2, near[j], t
    return _to_skin(points, up, table, seg, at, nearest, x, y, z)


def uprights(points: np.ndarray, hint: np.ndarray | None = None) -> np.ndarray:
    """Unit vectors [n, 3] across a curve, as near to `hint` [3] or [n, 3] as they can be."""
    hint = np.array([0.0, 1.0, 0.0]) if hint is None else np.asarray(hint, float)
    tangent = np.gradient(points, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True) + 1e-9
    hint = np.broadcast_to(hint, points.shape) + 1e-4
    across = hint - tangent * (hint * tangent).sum(1, keepdims=True)
    return across / (np.linalg.norm(across, axis=1, keepdims=True) + 1e-9)


def section(width: np.ndarray, height: np.ndarray, power: float = 2.0, belly: float = 1.0) -> np.ndarray:
    """Radii [n, ANGLES] of superellipses with half widths and half heights [n]; `belly` < 1: flat below."""
    a = np.linspace(0, 2 * np.pi, ANGLES, endpoint=False)
    c, s = np.abs(np.cos(a)), np.abs(np.sin(a))
    tall = np.asarray(height)[:, None] * np.where(np.sin(a) < 0, belly, 1.0)
    wide = np.asarray(width)[:, None]
    return ((c / wide) ** power + (s / tall) ** power) ** (-1 / power)


def loft(points: np.ndarray, table: np.ndarray, up: np.ndarray | None = None) -> Shape:
    """The skin around points [n, 3] with radii [n, ANGLES]: angle 0 to the side, a quarter turn is `up`."""
    up = uprights(np.asarray(points, float), up)
    table = np.maximum(table, 0.05)
    args = tuple(np.ascontiguousarray(v, np.float32) for v in (points, up, table))
    widest = np.ascontiguousarray(table.max(axis=1), np.float32)

    return evaluated(_loft, *args, widest)
