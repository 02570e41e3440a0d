"""Signed distances (mm, negative inside) of simple solids and their combinations.

A shape is a function of three float32 arrays (x, y, z) of one shape, in mm in the object's own
frame, to an array of that shape. y is up when the object stands. Distances of ellipsoids and of
displaced shapes are approximate; they need to be right only near the surface, where partial
volume is computed from them.
"""

from collections.abc import Callable

import numpy as np
from numba import njit

Shape = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


def sphere(radius: float) -> Shape:
    return lambda x, y, z: np.sqrt(x * x + y * y + z * z) - radius


def ellipsoid(a: float, b: float, c: float) -> Shape:
    def distance(x, y, z):
        k0 = np.sqrt((x / a) ** 2 + (y / b) ** 2 + (z / c) ** 2)
        k1 = np.sqrt((x / a**2) ** 2 + (y / b**2) ** 2 + (z / c**2) ** 2)
        return k0 * (k0 - 1.0) / np.maximum(k1, 1e-6)

    return distance


def box(hx: float, hy: float, hz: float, round_by: float = 0.0) -> Shape:
    """Box of the given half sizes; edges rounded by `round_by` mm."""
    r = min(round_by, hx, hy, hz)

    def distance(x, y, z):
        qx, qy, qz = np.abs(x) - (hx - r), np.abs(y) - (hy - r), np.abs(z) - (hz - r)
        outside = np.sqrt(np.maximum(qx, 0) ** 2 + np.maximum(qy, 0) ** 2 + np.maximum(qz, 0) ** 2)
        return outside + np.minimum(np.maximum(qx, np.maximum(qy, qz)), 0) - r

    return distance


def cylinder(radius: float, half: float) -> Shape:
    """Cylinder along y, from -half to half."""

    def distance(x, y, z):
        radial, axial = np.sqrt(x * x + z * z) - radius, np.abs(y) - half
        return np.minimum(np.maximum(radial, axial), 0) + np.sqrt(
            np.maximum(radial, 0) ** 2 + np.maximum(axial, 0) ** 2
        )

    return distance


def cone(radius_low: float, radius_high: float, half: float) -> Shape:
    """Truncated cone along y."""

    def distance(x, y, z):
        at = np.clip((y + half) / (2 * half), 0, 1)
        radial = np.sqrt(x * x + z * z) - (radius_low + (radius_high - radius_low) * at)
        slope = (radius_low - radius_high) / (2 * half)
        return np.maximum(radial / np.sqrt(1 + slope * slope), np.abs(y) - half)

    return distance


def torus(ring: float, across: float, along: float, square: float = 2.0) -> Shape:
    """Ring around y; section half sizes `across` (radial) and `along` (y), superellipse power."""

    def distance(x, y, z):
        q = np.abs(np.sqrt(x * x + z * z) - ring) / across
        t = np.abs(y) / along
        return ((q**square + t**square) ** (1 / square) - 1.0) * min(across, along)

    return distance


TUBE_REACH = 20.0
"""Tubes know their distance up to this many mm; farther away only that it is no less."""


@njit(cache=True, fastmath=True)
def _tube_distance(x, y, z, points, radii, flatten, out):
    """Distance of each flat (x, y, z) to the nearest tapered capsule of a polyline.

    Beyond TUBE_REACH mm it is a lower bound, taken from the point before where that one is far enough.
    """
    steep = max(np.float32(1.0), flatten)
    far, fx, fy, fz = 0.0, x[0], y[0], z[0]
    for i in range(x.size):
        least = far - steep * np.sqrt((x[i] - fx) ** 2 + (y[i] - fy) ** 2 + (z[i] - fz) ** 2)
        if least > TUBE_REACH:
            out[i] = least
            continue
        best = 1e9
        for k in range(points.shape[0] - 1):
            ax, ay, az = points[k, 0], points[k, 1], points[k, 2]
            bx, by, bz = points[k + 1, 0] - ax, points[k + 1, 1] - ay, points[k + 1, 2] - az
            length2 = bx * bx + by * by + bz * bz + 1e-6
            px, py, pz = x[i] - ax, y[i] - ay, z[i] - az
            t = (px * bx + py * by + pz * bz) / length2
            t = min(1.0, max(0.0, t))
            dx, dy, dz = px - t * bx, (py - t * by) * flatten, pz - t * bz
            radius = radii[k] + (radii[k + 1] - radii[k]) * t
            reach = best + radius
            d2 = dx * dx + dy * dy + dz * dz
            if reach > 0 and d2 < reach * reach:
                best = np.sqrt(d2) - radius
        out[i] = best
        far, fx, fy, fz = best, x[i], y[i], z[i]


def tube_along(points: np.ndarray, radii: np.ndarray, flatten: float = 1.0) -> Shape:
    """Union of tapered capsules along a polyline: points [n, 3] in mm, radii [n] in mm."""
    points = np.ascontiguousarray(points, np.float32)
    radii = np.ascontiguousarray(radii, np.float32)

    def distance(x, y, z):
        out = np.empty(x.size, np.float32)
        flat = [np.ascontiguousarray(v, np.float32).ravel() for v in (x, y, z)]
        _tube_distance(*flat, points, radii, np.float32(flatten), out)
        return out.reshape(x.shape)

    return distance


def scattered(shapes: list[Shape], centres: np.ndarray, reach: float) -> Shape:
    """Union of small shapes, each in its own frame at its centre [n, 3] and within `reach` mm."""

    def distance(x, y, z):
        out = np.full(x.shape, 50.0, np.float32)
        for shape, (cx, cy, cz) in zip(shapes, centres, strict=True):
            near = (np.abs(x - cx) < reach) & (np.abs(y - cy) < reach) & (np.abs(z - cz) < reach)
            if near.any():
                d = shape(x[near] - np.float32(cx), y[near] - np.float32(cy), z[near] - np.float32(cz))
                out[near] = np.minimum(out[near], d)
        return out

    return distance


def plane(nx: float, ny: float, nz: float, offset: float) -> Shape:
    """Half space: inside where n . p < offset; n is normalised here."""
    norm = float(np.sqrt(nx * nx + ny * ny + nz * nz))
    return lambda x, y, z: (nx * x + ny * y + nz * z) / norm - offset


def union(*shapes: Shape) -> Shape:
    def distance(x, y, z):
        best = shapes[0](x, y, z)
        for shape in shapes[1:]:
            best = np.minimum(best, shape(x, y, z))
        return best

    return distance


def melt(smooth: float, *shapes: Shape) -> Shape:
    """Union whose seams are rounded by about `smooth` mm (polynomial smooth minimum)."""

    def distance(x, y, z):
        best = shapes[0](x, y, z)
        for shape in shapes[1:]:
            other = shape(x, y, z)
            h = np.maximum(smooth - np.abs(best - other), 0) / smooth
            best = np.minimum(best, other) - h * h * smooth * 0.25
        return best

    return distance


def minus(shape: Shape, *cuts: Shape) -> Shape:
    def distance(x, y, z):
        best = shape(x, y, z)
        for cut in cuts:
            best = np.maximum(best, -cut(x, y, z))
        return best

    return distance


def common(*shapes: Shape) -> Shape:
    def distance(x, y, z):
        best = shapes[0](x, y, z)
        for shape in shapes[1:]:
            best = np.maximum(best, shape(x, y, z))
        return best

    return distance


def inset(shape: Shape, by: float) -> Shape:
    """The shape shrunk by `by` mm (grown where negative)."""
    return lambda x, y, z: shape(x, y, z) + by


def wall(shape: Shape, thickness: float) -> Shape:
    """The outer `thickness` mm of a shape."""

    def distance(x, y, z):
        d = shape(x, y, z)
        return np.maximum(d, -(d + thickness))

    return distance


def moved(shape: Shape, dx: float, dy: float, dz: float) -> Shape:
    return lambda x, y, z: shape(x - dx, y - dy, z - dz)


def turned(shape: Shape, rotation: np.ndarray) -> Shape:
    """The shape rotated by a 3x3 matrix (columns: where the shape's axes go)."""
    m = np.asarray(rotation, np.float32)

    def distance(x, y, z):
        return shape(
            m[0, 0] * x + m[1, 0] * y + m[2, 0] * z,
            m[0, 1] * x + m[1, 1] * y + m[2, 1] * z,
            m[0, 2] * x + m[1, 2] * y + m[2, 2] * z,
        )

    return distance


def rough(shape: Shape, amplitude: float, wavelength: float, rng: np.random.Generator) -> Shape:
    """The shape with a smooth random relief: `amplitude` and `wavelength` in mm."""
    waves = rng.standard_normal((4, 3)).astype(np.float32) * (2 * np.pi / wavelength) * 0.6
    phases = rng.uniform(0, 2 * np.pi, 4).astype(np.float32)

    def distance(x, y, z):
        relief = np.zeros_like(x)
        for (wx, wy, wz), phase in zip(waves, phases, strict=True):
            relief += np.sin(wx * x + wy * y + wz * z + phase)
        return shape(x, y, z) + relief * (amplitude / 2)

    return distance


def rotation_about(axis: int, angle: float) -> np.ndarray:
    """3x3 rotation by `angle` radians about x (0), y (1) or z (2)."""
    c, s = np.cos(angle), np.sin(angle)
    i, j = [(1, 2), (2, 0), (0, 1)][axis]
    m = np.eye(3)
    m[i, i], m[j, j], m[i, j], m[j, i] = c, c, -s, s
    return m


def random_rotation(rng: np.random.Generator) -> np.ndarray:
    """A uniformly random 3x3 rotation (QR of a Gaussian matrix)."""
    q, r = np.linalg.qr(rng.standard_normal((3, 3)))
    q = q * np.sign(np.diag(r))
    if np.linalg.det(q) < 0:
        q[:, 0] = -q[:, 0]
    return q
