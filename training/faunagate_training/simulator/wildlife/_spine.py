"""Curved bodies: a spine in space, the frame along it, and solids given by radius along and around it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numba import njit

from ..shapes import Shape

Along = Callable[[np.ndarray], np.ndarray]
"""Arc length from the base in mm to a length in mm."""
Course = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]
"""Signed distance in mm from (s, u, v): arc length and offsets across, as `Spine.locate` gives them."""
GROUP = 5


@dataclass(frozen=True)
class Spine:
    """Points [n, 3] with a frame that does not twist: normals and binormals [n, 3], arc lengths [n] in mm."""

    points: np.ndarray
    normals: np.ndarray
    binormals: np.ndarray
    arc: np.ndarray

    @property
    def length(self) -> float:
        return float(self.arc[-1])

    def locate(self, x, y, z) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(s, u, v) of points: arc length in mm (beyond the ends: continued straight), and offsets in the frame."""
        flat = [np.ascontiguousarray(v, np.float32).ravel() for v in (x, y, z)]
        out = np.empty((3, flat[0].size), np.float32)
        _locate(*flat, self.points, self.normals, self.binormals, self.arc, out)
        return tuple(v.reshape(np.shape(x)) for v in out)

    def half(self, radius: float) -> tuple[float, float, float]:
        """Half sizes of a box around the origin that holds everything within `radius` mm of the spine."""
        return tuple(float(v) for v in np.abs(self.points).max(axis=0) + radius + 1)


@njit(cache=True, fastmath=True, inline="always")
def _segment(px, py, pz, points, k):
    """(squared distance, parameter clipped to 0..1, parameter) of a point against segment k."""
    ax, ay, az = points[k, 0], points[k, 1], points[k, 2]
    bx, by, bz = points[k + 1, 0] - ax, points[k + 1, 1] - ay, points[k + 1, 2] - az
    px, py, pz = px - ax, py - ay, pz - az
    t = (px * bx + py * by + pz * bz) / (bx * bx + by * by + bz * bz)
    c = min(np.float32(1), max(np.float32(0), t))
    dx, dy, dz = px - c * bx, py - c * by, pz - c * bz
    return dx * dx + dy * dy + dz * dz, c, t


@njit(cache=True, fastmath=True)
def _groups(points):
    """Bounding spheres [m, 4] of runs of GROUP segments."""
    n = points.shape[0] - 1
    m = (n + GROUP - 1) // GROUP
    out = np.empty((m, 4), np.float32)
    for g in range(m):
        low, high = g * GROUP, min(n, (g + 1) * GROUP)
        for a in range(3):
            out[g, a] = (points[low, a] + points[high, a]) / 2
        far = np.float32(0)
        for k in range(low, high + 1):
            d = np.float32(0)
            for a in range(3):
                d += (points[k, a] - out[g, a]) ** 2
            far = max(far, d)
        out[g, 3] = np.sqrt(far)
    return out


@njit(cache=True, fastmath=True)
def _locate(x, y, z, points, normals, binormals, arc, out):
    """Writes (s, u, v); starts from the last point's segment and skips runs of segments that are too far."""
    n = points.shape[0] - 1
    groups = _groups(points)
    seg = 0
    for i in range(x.size):
        best, clipped, at = _segment(x[i], y[i], z[i], points, seg)
        for g in range(groups.shape[0]):
            dx, dy, dz = x[i] - groups[g, 0], y[i] - groups[g, 1], z[i] - groups[g, 2]
            reach = np.sqrt(best) + groups[g, 3]
            if dx * dx + dy * dy + dz * dz > reach * reach:
                continue
            for k in range(g * GROUP, min(n, (g + 1) * GROUP)):
                d2, c, t = _segment(x[i], y[i], z[i], points, k)
                if d2 < best:
                    best, clipped, at, seg = d2, c, t, k
        if not ((seg == 0 and at < 0) or (seg == n - 1 and at > 1)):
            at = clipped
        c, w = clipped, np.float32(1) - clipped
        dx = x[i] - points[seg, 0] - at * (points[seg + 1, 0] - points[seg, 0])
        dy = y[i] - points[seg, 1] - at * (points[seg + 1, 1] - points[seg, 1])
        dz = z[i] - points[seg, 2] - at * (points[seg + 1, 2] - points[seg, 2])
        out[0, i] = arc[seg] + at * (arc[seg + 1] - arc[seg])
        out[1, i] = (
            dx * (w * normals[seg, 0] + c * normals[seg + 1, 0])
            + dy * (w * normals[seg, 1] + c * normals[seg + 1, 1])
            + dz * (w * normals[seg, 2] + c * normals[seg + 1, 2])
        )
        out[2, i] = (
            dx * (w * binormals[seg, 0] + c * binormals[seg + 1, 0])
            + dy * (w * binormals[seg, 1] + c * binormals[seg + 1, 1])
            + dz * (w * binormals[seg, 2] + c * binormals[seg + 1, 2])
        )


def upright(points: np.ndarray) -> np.ndarray:
    """Points [n, 3] turned so that y is their longest direction, x the next, base down; boxes become tight."""
    points = points - points.mean(axis=0)
    main = np.linalg.svd(points, full_matrices=False)[2]
    axes = np.array([main[1], main[0] * np.sign(main[0] @ (points[-1] - points[0]) or 1.0), main[2]])
    if np.linalg.det(axes) < 0:
        axes[2] = -axes[2]
    points = points @ axes.T
    return points - (points.max(axis=0) + points.min(axis=0)) / 2


def spine_through(points: np.ndarray, length: float | None = None) -> Spine:
    """A spine through points [n, 3], laid `upright`, scaled to `length` mm where given."""
    points = upright(np.asarray(points, np.float64))
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    if length is not None:
        points = points * (length / steps.sum())
        steps = steps * (length / steps.sum())
    tangents = np.gradient(points, axis=0)
    tangents /= np.linalg.norm(tangents, axis=1, keepdims=True)
    normal = np.cross(tangents[0], [0.0, 0.0, 1.0])
    if np.linalg.norm(normal) < 1e-3:
        normal = np.cross(tangents[0], [1.0, 0.0, 0.0])
    normals = []
    for tangent in tangents:
        normal = normal - tangent * (normal @ tangent)
        normal = normal / np.linalg.norm(normal)
        normals.append(normal)
    normals = np.array(normals)
    binormals = np.cross(tangents, normals)
    arc = np.concatenate([[0.0], np.cumsum(steps)])
    return Spine(*(np.ascontiguousarray(v, np.float32) for v in (points, normals, binormals, arc)))


def bent_spine(length: float, bend: float, rng: np.random.Generator, wander: float = 0.15, n: int = 26) -> Spine:
    """A spine that turns by `bend` rad in a plane, more towards one end, and a little out of it."""
    t = np.linspace(0, 1, n)
    uneven = rng.uniform(-0.5, 0.5)
    angle = bend * (t + uneven * t * (1 - t))
    out = wander * np.sin(np.pi * t * rng.uniform(0.5, 1.5)) * rng.normal()
    step = np.stack([np.sin(angle) * np.cos(out), np.cos(angle) * np.cos(out), np.sin(out)], axis=1)
    return spine_through(np.cumsum(step, axis=0), length)


def spiral_spine(length: float, turn: float, lift: float, growth: float, n: int = 32) -> Spine:
    """A spiral that turns by `turn` rad, opens by the factor exp(growth * turn) and lifts out of its plane.

    The curve of tusks and horns that grow at their base (logarithmic spiral, D'Arcy Thompson).
    """
    a = np.linspace(0, turn, n)
    r = np.exp(-growth * a)
    return spine_through(np.stack([r * np.cos(a), r * np.sin(a), lift * a / max(turn, 0.1)], axis=1), length)


def body(spine: Spine, radius: Along, section: Callable | None = None, relief: Callable | None = None) -> Course:
    """A solid of `radius(s)` around a spine, cut flat at its ends.

    `section(angle, s)` multiplies the radius around; `relief(s, angle, depth)` is subtracted from the distance
    in mm (positive: raised), with the depth below the plain surface in mm.
    """
    grid = np.linspace(0, spine.length, 65)
    values = np.asarray(radius(grid), np.float64)
    shrink = 1 / np.sqrt(1 + np.clip(np.gradient(values, grid), -1.5, 1.5) ** 2)

    def distance(s, u, v):
        r = np.interp(s, grid, values).astype(np.float32)
        d = np.sqrt(u * u + v * v)
        if section is not None or relief is not None:
            angle = np.arctan2(v, u)
            if section is not None:
                r = r * section(angle, s)
            if relief is not None:
                d = d - relief(s, angle, r - d)
        d = (d - r) * np.interp(s, grid, shrink).astype(np.float32)
        return np.maximum(d, np.maximum(-s, s - spine.length))

    return distance


def hollow(radius: Along, low: float, high: float) -> Course:
    """The space within `radius(s)` between arc lengths low and high, to be cut away."""

    def distance(s, u, v):
        d = np.sqrt(u * u + v * v) - np.asarray(radius(s), np.float32)
        return np.where((s > low) & (s < high), d, np.float32(1e3))

    return distance


def swept(spine: Spine, solid: Course, *cuts: Course) -> Shape:
    """What a course is along a spine, less the cuts."""

    def distance(x, y, z):
        place = spine.locate(x, y, z)
        d = solid(*place)
        for cut in cuts:
            d = np.maximum(d, -cut(*place))
        return d.astype(np.float32)

    return distance


def oval(ratio: float, turn: float, lobes: tuple[tuple[int, float, float], ...] = ()) -> Callable:
    """A section for `body`: an ellipse of axis `ratio`, and lobes (count, depth, phase) on it."""

    def section(angle, s):
        c, w = np.cos(angle - turn), np.sin(angle - turn)
        r = 1 / np.sqrt(c * c * ratio + w * w / ratio)
        for count, depth, phase in lobes:
            r = r * (1 + depth * np.cos(count * angle + phase))
        return r.astype(np.float32)

    return section
