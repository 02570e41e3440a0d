"""Bodies and skeletons of many tapered rods and ellipsoids, evaluated in one pass.

A block of voxels looks only at the solids whose bounding sphere can matter to it, so that a skeleton of
300 bones costs little more than one of ten.
"""

import numpy as np
from numba import njit

from ..shapes import Shape
from ._blocks import block_ball, block_bounds, block_count, evaluated
from ._thin import voxel_size

ROD, BALL = 0.0, 1.0


@njit(cache=True, fastmath=True, inline="always")
def _rod(p, x, y, z):
    """(distance to the axis, radius there) of a tapered rod."""
    bx, by, bz = p[4] - p[1], p[5] - p[2], p[6] - p[3]
    px, py, pz = x - p[1], y - p[2], z - p[3]
    t = (px * bx + py * by + pz * bz) / (bx * bx + by * by + bz * bz + 1e-9)
    t = min(1.0, max(0.0, t))
    dx, dy, dz = px - t * bx, py - t * by, pz - t * bz
    return np.sqrt(dx * dx + dy * dy + dz * dz), p[7] + (p[8] - p[7]) * t


@njit(cache=True, fastmath=True, inline="always")
def _ball(p, x, y, z, least):
    """Approximate distance to an ellipsoid whose half axes are at least `least`."""
    px, py, pz = x - p[1], y - p[2], z - p[3]
    k0 = 0.0
    k1 = 0.0
    for i in range(3):
        u = p[4 + 3 * i] * px + p[5 + 3 * i] * py + p[6 + 3 * i] * pz
        a = max(p[13 + i], least)
        k0 += (u / a) ** 2
        k1 += (u / (a * a)) ** 2
    k0 = np.sqrt(k0)
    return k0 * (k0 - 1.0) / max(np.sqrt(k1), 1e-5)


@njit(cache=True, fastmath=True)
def _flesh(x, y, z, rows, smooth, inset, out):
    """Smooth union of rows as a distance."""
    near = np.empty(rows.shape[0], np.int64)
    low = np.empty(rows.shape[0], np.float32)
    for number in range(block_count(x.shape)):
        lo, hi = block_bounds(number, x.shape)
        cx, cy, cz, far = block_ball(x, y, z, lo, hi)
        best = 1e9
        least = 1e9
        for r in range(rows.shape[0]):
            p = rows[r]
            gap = np.sqrt((cx - p[16]) ** 2 + (cy - p[17]) ** 2 + (cz - p[18]) ** 2)
            low[r] = gap - far - p[19]
            least = min(least, low[r])
            best = min(best, gap + far)
        n = 0
        for r in range(rows.shape[0]):
            if low[r] < best and low[r] < 10.0:
                near[n] = r
                n += 1
        for i in range(lo[0], hi[0]):
            for j in range(lo[1], hi[1]):
                for k in range(lo[2], hi[2]):
                    d = _melted(x[i, j, k], y[i, j, k], z[i, j, k], rows, near, n, smooth)
                    out[i, j, k] = (d if n else max(least, 10.0)) + inset


@njit(cache=True, fastmath=True, inline="always")
def _melted(x, y, z, rows, near, n, smooth):
    """Distance to rows near[:n]; the rods of one chain are joined sharply, chains and balls softly."""
    d = 1e9
    chain = 1e9
    group = -1.0
    for m in range(n + 1):
        if m == n or rows[near[m], 20] != group:
            h = max(smooth - abs(d - chain), 0.0)
            d = min(d, chain) - (h * h * 0.25 / smooth if smooth > 0 else 0.0)
            if m == n:
                break
            group = rows[near[m], 20]
            chain = 1e9
        p = rows[near[m]]
        if p[0] < 0.5:
            q, r = _rod(p, x, y, z)
            q -= r
        else:
            q = _ball(p, x, y, z, 0.05)
        chain = min(chain, q)
    return d


@njit(cache=True, fastmath=True)
def _bones(x, y, z, rows, voxel, out):
    """Greatest coverage by any row, right for rods and plates thinner than a voxel, as a distance."""
    near = np.empty(rows.shape[0], np.int64)
    for number in range(block_count(x.shape)):
        lo, hi = block_bounds(number, x.shape)
        cx, cy, cz, far = block_ball(x, y, z, lo, hi)
        n = 0
        for r in range(rows.shape[0]):
            p = rows[r]
            reach = far + p[19] + voxel
            if (cx - p[16]) ** 2 + (cy - p[17]) ** 2 + (cz - p[18]) ** 2 < reach * reach:
                near[n] = r
                n += 1
        for i in range(lo[0], hi[0]):
            for j in range(lo[1], hi[1]):
                for k in range(lo[2], hi[2]):
                    cover = _covered(x[i, j, k], y[i, j, k], z[i, j, k], rows, near, n, voxel)
                    out[i, j, k] = (0.5 - cover) * voxel


@njit(cache=True, fastmath=True, inline="always")
def _covered(x, y, z, rows, near, n, voxel):
    cover = 0.0
    for m in range(n):
        p = rows[near[m]]
        reach = p[19] + voxel
        if (x - p[16]) ** 2 + (y - p[17]) ** 2 + (z - p[18]) ** 2 > reach * reach:
            continue
        if p[0] < 0.5:
            q, r = _rod(p, x, y, z)
            full = min(1.0, 3 * r * r / (voxel * voxel))
            q -= max(r, 0.5 * voxel)
        else:
            q = _ball(p, x, y, z, 0.5 * voxel)
            full = 1.0
            for a in range(13, 16):
                full *= min(1.0, 2 * p[a] / voxel)
        cover = max(cover, full * min(1.0, max(0.0, 0.5 - q / voxel)))
    return cover


class Soup:
    """Rods and ellipsoids in the frame of an object, in mm."""

    def __init__(self) -> None:
        self.rows: list[np.ndarray] = []
        self.groups = 0

    def rod(self, a: np.ndarray, b: np.ndarray, ra: float, rb: float | None = None) -> "Soup":
        """A rod with round ends from a to b, tapering from radius ra to rb."""
        rb = ra if rb is None else rb
        row = np.zeros(21, np.float32)
        row[20] = self.groups = self.groups + 1
        row[1:4], row[4:7], row[7], row[8] = a, b, ra, rb
        row[16:19] = (np.asarray(a) + np.asarray(b)) / 2
        row[19] = np.linalg.norm(np.asarray(b) - np.asarray(a)) / 2 + max(ra, rb)
        self.rows.append(row)
        return self

    def chain(self, points: np.ndarray, radii: np.ndarray | float) -> "Soup":
        """Rods along a polyline [n, 3]."""
        radii = np.broadcast_to(radii, len(points))
        group = self.groups + 1
        for k in range(len(points) - 1):
            self.rod(points[k], points[k + 1], float(radii[k]), float(radii[k + 1]))
            self.rows[-1][20] = group
        return self

    def ball(self, centre: np.ndarray, axes: tuple[float, float, float] | float, frame=None) -> "Soup":
        """An ellipsoid; `frame` (3x3) has the directions of its half axes as columns."""
        axes = np.broadcast_to(axes, 3)
        row = np.zeros(21, np.float32)
        row[20] = self.groups = self.groups + 1
        row[0] = BALL
        row[1:4] = centre
        row[4:13] = (np.eye(3) if frame is None else np.asarray(frame)).T.ravel()
        row[13:16] = axes
        row[16:19], row[19] = centre, max(axes)
        self.rows.append(row)
        return self

    def add(self, other: "Soup") -> "Soup":
        for row in other.rows:
            self.rows.append(row.copy())
            self.rows[-1][20] += self.groups
        self.groups += other.groups
        return self

    def table(self) -> np.ndarray:
        return np.ascontiguousarray(np.stack(self.rows), np.float32)

    def flesh(self, smooth: float = 0.0, inset: float = 0.0) -> Shape:
        """The union, seams rounded by about `smooth` mm, shrunk by `inset` mm."""
        return evaluated(_flesh, self.table(), np.float32(smooth), np.float32(inset))

    def bones(self) -> Shape:
        """The union with the right mass for rods and plates below the voxel."""
        rows = self.table()
        return lambda x, y, z: evaluated(_bones, rows, np.float32(voxel_size(x, y, z)))(x, y, z)


def rod_bounds(*soups: Soup) -> np.ndarray:
    """Lowest and highest corner [2, 3] of a box around all rods and ellipsoids."""
    low, high = np.full(3, 1e9), np.full(3, -1e9)
    for row in (r for s in soups for r in s.rows):
        if row[0] < 0.5:
            ends = ((row[1:4], row[7]), (row[4:7], row[8]))
        else:
            reach = np.abs(row[4:13].reshape(3, 3).T) @ row[13:16]
            ends = ((row[1:4], reach),)
        for centre, r in ends:
            low, high = np.minimum(low, centre - r), np.maximum(high, centre + r)
    return np.stack([low, high])


def box_of(soup: Soup) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """Centre and half sizes of a box around a soup, with room for a voxel of partial volume."""
    low, high = rod_bounds(soup)
    return tuple((low + high) / 2), tuple((high - low) / 2 + 3.0)
